//! Indexes what waits for it, and annotates what is in the library and was not, or by another engine: on all cores, in batches, so that stopping it at
//! any moment loses nothing that was done.

use std::path::Path;
use std::thread;

use jiff::Timestamp;

use crate::annotation::Annotations;
use crate::article::Article;
use crate::engine::Engine;
use crate::fetch::CancelFlag;
use crate::library::{EntryBody, EntryId};
use crate::session::{WorkLabel, catch_panic};
use crate::store::{Library, StoreError};

/// How many entries are annotated between two changes of the library: some tenths of a second of work.
const BATCH_ENTRIES: u32 = 256;

/// Indexes what waits, then annotates every entry that this engine has not annotated, the newest first, on so many
/// threads. `report` is called
/// with the number of those that are done. Returns it in the end.
pub fn annotate_library(
    path: &Path,
    engine: &Engine,
    n_threads: usize,
    cancel: &CancelFlag,
    mut report: impl FnMut(usize),
) -> Result<usize, StoreError> {
    let mut library = Library::open(path)?;
    // Whoever searches cannot do without; findings can wait a little longer.
    while !cancel.is_cancelled() && library.index_waiting(BATCH_ENTRIES * 8, Timestamp::now())? > 0
    {
    }
    let version = engine.version();
    let mut n_done = 0;
    while !cancel.is_cancelled() {
        let ids = library.to_annotate(&version, BATCH_ENTRIES)?;
        let articles = fullest_texts(&library, &ids);
        let found = annotate_articles(engine, &articles, n_threads, cancel);
        let found = articles.iter().zip(&found);
        let done = found.filter_map(|((id, article), found)| Some((*id, article, found.as_ref()?)));
        let n_kept = library.put_annotations(done)?;
        n_done += n_kept;
        report(n_done);
        if n_kept == 0 {
            break;
        }
    }
    Ok(n_done)
}

/// Returns the texts of entries that are searched and annotated: of each its page's, or else its feed's. An article that
/// cannot be read is left out: `doctor` tells of it, and it must not keep others waiting.
pub(super) fn fullest_texts(library: &Library, ids: &[EntryId]) -> Vec<(EntryId, Article)> {
    let fullest = |id| match library.article(id, EntryBody::Page) {
        Ok(None) => library.article(id, EntryBody::Feed),
        found => found,
    };
    ids.iter()
        .filter_map(|id| Some((*id, fullest(*id).ok()??)))
        .collect()
}

/// Returns what is found in an entry; nothing where it was cancelled, or where the engine panics over it, so that the
/// others still get theirs.
pub(super) fn annotate_entry(
    engine: &Engine,
    id: EntryId,
    article: &Article,
    cancel: &CancelFlag,
) -> Option<Annotations> {
    let annotate = || engine.annotate_unless(article, &|| cancel.is_cancelled());
    catch_panic(WorkLabel::Entry(id), annotate).ok().flatten()
}

/// Returns what is found in each of the articles; nothing in those that were not done when it was cancelled.
fn annotate_articles(
    engine: &Engine,
    articles: &[(EntryId, Article)],
    n_threads: usize,
    cancel: &CancelFlag,
) -> Vec<Option<Annotations>> {
    let share = articles.len().div_ceil(n_threads.max(1)).max(1);
    let annotate_share = |share: &[(EntryId, Article)]| -> Vec<Option<Annotations>> {
        let each = share.iter();
        each.map(|(id, article)| annotate_entry(engine, *id, article, cancel))
            .collect()
    };
    thread::scope(|scope| {
        let workers = articles.chunks(share).map(|share| {
            let started = thread::Builder::new()
                .name("annotate".to_owned())
                .spawn_scoped(scope, move || annotate_share(share));
            (share, started)
        });
        let workers: Vec<_> = workers.collect();
        let found = workers.into_iter().map(|(share, started)| match started {
            // A worker that panics outside the engine has nothing to give.
            Ok(worker) => worker.join().unwrap_or_else(|_| vec![None; share.len()]),
            // No more threads: this one does it.
            Err(_) => annotate_share(share),
        });
        found.flatten().collect()
    })
}
