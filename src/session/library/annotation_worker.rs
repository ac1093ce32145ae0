//! Indexing and annotating the library in the background: what came with a refresh, and everything when the engine has changed.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use super::{WelcomeLibrary, current_time, with_welcome};
use crate::annotation::Annotations;
use crate::article::Article;
use crate::engine::Engine;
use crate::fetch::CancelFlag;
use crate::library::EntryId;
use crate::reader::Msg;
use crate::session::batch_annotation::{annotate_entry, fullest_texts};
use crate::session::event_loop::LoopEvent;
use crate::session::worker_pool::SharedEngine;
use crate::store::{Library, StoreError};

/// How many entries are written at once: others wait no longer than that takes.
const BATCH_ENTRIES: u32 = 16;
/// How many texts are indexed at once.
const INDEX_BATCH_TEXTS: u32 = 400;
/// How long after the start of the program it begins.
const START_DELAY: Duration = Duration::from_millis(1_200);
/// The screen hears of it no more often than this.
const MIN_NOTICE_INTERVAL: Duration = Duration::from_millis(700);

/// Who annotates.
pub(super) struct AnnotationWorker {
    pub(super) path: PathBuf,
    pub(super) welcome: WelcomeLibrary,
    pub(super) shared: Arc<SharedEngine>,
    /// Set when the program ends.
    pub(super) cancel: CancelFlag,
}

impl AnnotationWorker {
    /// Annotates what there is whenever somebody nudges, until nobody can any more. What fails is tried again at the
    /// next nudge: the articles can be read without it.
    pub(super) fn run(&self, nudged: &Receiver<()>, answers: &Sender<LoopEvent>) {
        let mut library = None;
        // At the start the list comes first: building the engine takes longer than drawing it.
        let mut is_first = true;
        while nudged.recv().is_ok() {
            if std::mem::take(&mut is_first) {
                let _ = nudged.recv_timeout(START_DELAY);
            }
            if self.cancel.is_cancelled() {
                return;
            }
            if let Err(why) = self.index_all(&mut library, answers) {
                tracing::error!(error = %why, "indexing failed");
                let told = format!(
                    "New articles are not indexed: {}",
                    super::describe_error(&why)
                );
                if answers.send(LoopEvent::Msg(Msg::Notice(told))).is_err() {
                    return;
                }
            }
            let done = self.shared.engine().map(|engine| {
                self.annotate_all(&engine, &mut library, answers)
                    .map_err(|error| super::describe_error(&error))
            });
            if let Some(library) = &mut library {
                library.checkpoint();
            }
            if let Err(why) = done.and_then(|done| done) {
                tracing::error!(error = %why, "annotating failed");
                let told = format!("The library is not annotated: {why}");
                if answers.send(LoopEvent::Msg(Msg::Notice(told))).is_err() {
                    return;
                }
            }
        }
    }

    /// Indexes what came, so that searches find it.
    fn index_all(
        &self,
        open: &mut Option<Library>,
        answers: &Sender<LoopEvent>,
    ) -> Result<(), StoreError> {
        let library = self.opened(open)?;
        let mut n_done = 0;
        loop {
            let n = self.with_shown_library(library, |library| {
                library.index_waiting(INDEX_BATCH_TEXTS, current_time())
            })?;
            n_done += n;
            if n == 0 || self.cancel.is_cancelled() {
                break;
            }
        }
        if n_done > 0 {
            let _ = answers.send(LoopEvent::Msg(Msg::EntriesAnnotated));
        }
        Ok(())
    }

    fn opened<'l>(&self, open: &'l mut Option<Library>) -> Result<&'l mut Library, StoreError> {
        Ok(match open {
            Some(library) => library,
            None => open.insert(Library::open(&self.path)?),
        })
    }

    fn annotate_all(
        &self,
        engine: &Engine,
        open: &mut Option<Library>,
        answers: &Sender<LoopEvent>,
    ) -> Result<(), StoreError> {
        let library = self.opened(open)?;
        let version = engine.version();
        let mut told = Instant::now();
        loop {
            let articles = self.with_shown_library(library, |library| {
                let ids = library.to_annotate(&version, BATCH_ENTRIES)?;
                Ok::<_, StoreError>(fullest_texts(library, &ids))
            })?;
            let found: Vec<(EntryId, Article, Annotations)> = articles
                .into_iter()
                .filter_map(|(id, article)| {
                    let found = annotate_entry(engine, id, &article, &self.cancel)?;
                    Some((id, article, found))
                })
                .collect();
            let n_kept = self.with_shown_library(library, |library| {
                library.put_annotations(
                    found
                        .iter()
                        .map(|(id, article, found)| (*id, article, found)),
                )
            })?;
            let is_over = n_kept == 0 || self.cancel.is_cancelled();
            if is_over || told.elapsed() >= MIN_NOTICE_INTERVAL {
                told = Instant::now();
                if answers.send(LoopEvent::Msg(Msg::EntriesAnnotated)).is_err() {
                    return Ok(());
                }
            }
            if is_over {
                return Ok(());
            }
        }
    }

    /// Does something with the library that is shown.
    fn with_shown_library<T>(&self, library: &mut Library, act: impl Fn(&mut Library) -> T) -> T {
        with_welcome(&self.welcome, &act).unwrap_or_else(|| act(library))
    }
}
