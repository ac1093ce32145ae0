//! Access to the user's library: its path, opening it, indexing it before a search, and finding a feed by argument.

use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::bundled_articles::LIBRARY_FILE_NAME;
use super::context::{CommandContext, current_time};
use super::exit_status::{UsageError, print_error};
use super::input::printable_line;
use crate::article::Link;
use crate::feeds::Subscription;
use crate::library::{FeedRow, Query};
use crate::store::{Library, StoreError};
use crate::text::{agree_with, count_with_noun};

/// If more entries than this are not indexed, a line on standard error announces the indexing, because it takes
/// seconds.
const MAX_SILENT_ENTRIES: u32 = 5_000;

impl CommandContext {
    /// Returns the path of the library file.
    ///
    /// # Errors
    ///
    /// If there is no home directory and the user named no folder.
    pub(super) fn library_path(&self) -> Result<PathBuf, UsageError> {
        let folder = self.places.data.as_ref();
        let folder = folder.ok_or_else(|| {
            UsageError("no home directory; name a folder with --data-dir DIR".to_owned())
        })?;
        Ok(folder.join(LIBRARY_FILE_NAME))
    }

    /// Opens the library, and creates it if it is missing. A library that can only be read is reported on standard
    /// error.
    ///
    /// # Errors
    ///
    /// If the library cannot be opened even for reading, or is not a library of this version.
    pub(super) fn library(&self) -> anyhow::Result<Library> {
        let path = self.library_path()?;
        let library = Library::open(&path).map_err(|why| library_error(&path, &why))?;
        if let Some(limit) = library.reading_only() {
            print_error(format_args!("{}", limit.notice()));
        }
        Ok(library)
    }
}

/// Returns an error of the library with its path and advice.
pub(super) fn library_error(path: &Path, why: &StoreError) -> anyhow::Error {
    let name = printable_line(&path.to_string_lossy());
    anyhow!("{name}: {}", describe_store_error(why))
}

/// Indexes all new entries if the query needs the full-text index, so that it finds them too.
///
/// A failure is only reported on standard error: the query still works for the indexed entries.
pub(super) fn index_before_query(library: &mut Library, query: &Query) {
    if !query.needs_index() {
        return;
    }
    // The query itself reports why the library cannot be read.
    let n_waiting = library.n_waiting().unwrap_or(0);
    if n_waiting == 0 {
        return;
    }
    if n_waiting > MAX_SILENT_ENTRIES {
        print_error(format_args!(
            "indexing {} first, which takes a while; you can interrupt it without losing progress",
            count_with_noun(n_waiting, "new entry")
        ));
    }
    if let Err(why) = library.index_all(current_time()) {
        let n_waiting = library.n_waiting().unwrap_or(n_waiting);
        print_error(format_args!(
            "{} {} not searched: {}",
            count_with_noun(n_waiting, "new entry"),
            agree_with(n_waiting, "is"),
            describe_store_error(&why)
        ));
    }
}

/// Returns the feeds that an argument selects: by number or address, or else by a part of the title in any case. Never
/// empty.
///
/// # Errors
///
/// [`UsageError`] if no feed matches.
pub(super) fn find_feeds<'f>(
    feeds: &'f [FeedRow],
    wanted: &str,
) -> Result<Vec<&'f FeedRow>, UsageError> {
    let number = wanted.parse::<i64>().ok();
    let address = Subscription::normalize_address(wanted);
    let exact = feeds.iter().filter(|feed| {
        Some(feed.id.0) == number || Some(&feed.subscription.address) == address.as_ref()
    });
    let exact: Vec<_> = exact.collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    let wanted = wanted.to_lowercase();
    let part = feeds
        .iter()
        .filter(|feed| feed.title.to_lowercase().contains(&wanted));
    let part: Vec<_> = part.collect();
    if part.is_empty() {
        let shown = printable_line(&Link::without_user(&wanted));
        return Err(UsageError(format!(
            "no feed matches {shown}; `pullquote feeds` lists the feeds with their numbers"
        )));
    }
    Ok(part)
}

/// Returns an error of the library with its advice, on one line without control characters.
pub(super) fn describe_store_error(why: &StoreError) -> String {
    printable_line(&format!("{why}. {}", why.advice()))
}
