//! Background indexing and annotating: new entries after each refresh, and every entry after the engine changed.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use super::clock::current_time;
use super::connections::{WelcomeLibrary, with_welcome};
use super::responses::describe_error;
use crate::annotation::Annotations;
use crate::article::Article;
use crate::engine::Engine;
use crate::fetch::CancelFlag;
use crate::library::EntryId;
use crate::reader::Msg;
use crate::session::batch_annotation::{annotate_entry, fullest_texts};
use crate::session::loop_event::LoopEvent;
use crate::session::worker_pool::SharedEngine;
use crate::store::{Library, StoreError};

/// Entries per transaction. A small batch keeps the library's write lock short, since annotating is slow.
const BATCH_ENTRIES: u32 = 16;
/// Texts indexed per transaction: fewer than in a batch without a screen, so that the user's own changes wait less.
const INDEX_BATCH_TEXTS: u32 = 400;
/// Delay after the program's start before the first run, so that building the engine does not compete with drawing the
/// first screen.
const START_DELAY: Duration = Duration::from_millis(1_200);
/// Shortest time between two messages to the screen. Each one makes it reload the list's rows.
const MIN_NOTICE_INTERVAL: Duration = Duration::from_millis(700);

/// The background worker that indexes and annotates.
pub(super) struct AnnotationWorker {
    /// Path of the library file.
    pub(super) path: PathBuf,
    /// The welcome library, if it is shown instead.
    pub(super) welcome: WelcomeLibrary,
    /// The engine, shared with the worker pool.
    pub(super) shared: Arc<SharedEngine>,
    /// Set when the program ends.
    pub(super) cancel: CancelFlag,
}

impl AnnotationWorker {
    /// Indexes and annotates pending entries on each nudge, until the channel closes.
    ///
    /// Failures are retried on the next nudge: articles can be read without annotations.
    pub(super) fn run(&self, nudged: &Receiver<()>, answers: &Sender<LoopEvent>) {
        let mut library = None;
        // Show the list first: building the engine takes longer than drawing it.
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
                let notice = format!("Could not index new articles: {}", describe_error(&why));
                if answers.send(LoopEvent::Msg(Msg::Notice(notice))).is_err() {
                    return;
                }
            }
            let done = self.shared.engine().map(|engine| {
                self.annotate_all(&engine, &mut library, answers)
                    .map_err(|error| describe_error(&error))
            });
            if let Some(library) = &mut library {
                library.checkpoint();
            }
            if let Err(why) = done.and_then(|done| done) {
                tracing::error!(error = %why, "annotating failed");
                let notice = format!("Could not annotate the library: {why}");
                if answers.send(LoopEvent::Msg(Msg::Notice(notice))).is_err() {
                    return;
                }
            }
        }
    }

    /// Indexes all queued texts, so that searches find them.
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
            self.with_shown_library(library, |library| library.apply_mute_rules(current_time()))?;
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
        let mut last_message = Instant::now();
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
            if is_over || last_message.elapsed() >= MIN_NOTICE_INTERVAL {
                last_message = Instant::now();
                if answers.send(LoopEvent::Msg(Msg::EntriesAnnotated)).is_err() {
                    return Ok(());
                }
            }
            if is_over {
                // Rules may ask for what the annotations say.
                self.with_shown_library(library, |library| {
                    library.apply_mute_rules(current_time())
                })?;
                return Ok(());
            }
        }
    }

    /// Runs `act` on the library that is shown: the welcome library if there is one, else the user's.
    fn with_shown_library<T>(&self, library: &mut Library, act: impl Fn(&mut Library) -> T) -> T {
        with_welcome(&self.welcome, &act).unwrap_or_else(|| act(library))
    }
}
