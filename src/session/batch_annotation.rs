//! Batch indexing and annotating of the library, after `pullquote refresh`: all cores, in batches, so that stopping it
//! at any time keeps the finished ones.

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

/// Entries annotated per transaction: some tenths of a second of work.
const BATCH_ENTRIES: u32 = 256;

/// Indexes all queued texts, then annotates every entry that this engine has not annotated, newest first, on
/// `n_threads` threads.
///
/// Calls `report` with the number done after each batch, and returns the final number.
pub fn annotate_library(
    path: &Path,
    engine: &Engine,
    n_threads: usize,
    cancel: &CancelFlag,
    mut report: impl FnMut(usize),
) -> Result<usize, StoreError> {
    let mut library = Library::open(path)?;
    // Searches need the index; annotations can wait.
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

/// Returns the current text of each entry: its page's, or else its feed's. Entries that cannot be read are omitted:
/// `doctor` reports them, and they must not block the others.
pub(super) fn fullest_texts(library: &Library, ids: &[EntryId]) -> Vec<(EntryId, Article)> {
    let fullest = |id| match library.article(id, EntryBody::Page) {
        Ok(None) => library.article(id, EntryBody::Feed),
        found => found,
    };
    ids.iter()
        .filter_map(|id| Some((*id, fullest(*id).ok()??)))
        .collect()
}

/// Returns the annotations of an entry; `None` if cancelled, or if the engine panics on it. The other entries are not
/// affected.
pub(super) fn annotate_entry(
    engine: &Engine,
    id: EntryId,
    article: &Article,
    cancel: &CancelFlag,
) -> Option<Annotations> {
    let annotate = || engine.annotate_unless(article, &|| cancel.is_cancelled());
    catch_panic(WorkLabel::Entry(id), annotate).ok().flatten()
}

/// Returns the annotations of each article; `None` for those not finished when it was cancelled.
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
            // A panic outside the engine loses this worker's share only.
            Ok(worker) => worker.join().unwrap_or_else(|_| vec![None; share.len()]),
            // No thread could be started, so this one does the work.
            Err(_) => annotate_share(share),
        });
        found.flatten().collect()
    })
}
