//! The user's library: where it stands, opened, and which feed of it an argument means.

use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::bundled_articles::LIBRARY_FILE_NAME;
use super::context::CommandContext;
use super::exit_status::{UsageError, print_error};
use crate::article::Link;
use crate::feeds::Subscription;
use crate::library::{FeedRow, Query};
use crate::store::{Library, StoreError};

/// More entries than this take seconds to index: it is told before.
const MAX_SILENT_ENTRIES: u32 = 5_000;

impl CommandContext {
    /// Returns where the library stands.
    pub(super) fn library_path(&self) -> Result<PathBuf, UsageError> {
        let folder = self.places.data.as_ref();
        let folder = folder.ok_or_else(|| {
            UsageError("there is no home directory; name a folder with --data-dir DIR".to_owned())
        })?;
        Ok(folder.join(LIBRARY_FILE_NAME))
    }

    /// Opens the library, and makes it where there is none. Where it can only be read, that is said on standard error.
    pub(super) fn library(&self) -> anyhow::Result<Library> {
        let path = self.library_path()?;
        let library = Library::open(&path).map_err(|why| library_error(&path, &why))?;
        if let Some(limit) = library.reading_only() {
            print_error(format_args!("{}", limit.notice()));
        }
        Ok(library)
    }
}

/// Returns what went wrong with the library in this file.
pub(super) fn library_error(path: &Path, why: &StoreError) -> anyhow::Error {
    let name = super::input::printable_line(&path.to_string_lossy());
    anyhow!("{name}: {}", super::entry_output::describe_store_error(why))
}

/// Lets a query by words find all that came, also what no program had the time to index yet.
pub(super) fn index_before_query(library: &mut Library, query: &Query) {
    if !query.needs_index() {
        return;
    }
    let n_waiting = library.n_waiting().unwrap_or_default();
    if n_waiting == 0 {
        return;
    }
    if n_waiting > MAX_SILENT_ENTRIES {
        print_error(format_args!(
            "{n_waiting} entries are indexed first, which takes a while; what is done stays done"
        ));
    }
    if let Err(why) = library.index_all(super::entry_output::current_time()) {
        let n_waiting = library.n_waiting().unwrap_or_default();
        print_error(format_args!(
            "{n_waiting} entries that came of late are not searched: {}",
            super::entry_output::describe_store_error(&why)
        ));
    }
}

/// Returns the feeds that an argument means: by number, address, or a part of the title.
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
        let shown = super::input::printable_line(&Link::without_user(&wanted));
        return Err(UsageError(format!(
            "no feed is called {shown}; `pullquote feeds` lists them with their numbers"
        )));
    }
    Ok(part)
}
