//! Owns the library file: its schema, its migrations, and every SQL query and change.
//!
//! Data flows in through [`Library::ingest`] (the result of one fetch, one transaction per feed) and
//! [`Library::apply_change`] (what the user does), and out through [`Library::list`] and [`Library::rows`]. New text is
//! queued by a refresh and indexed later, in batches, by [`Library::index_waiting`].
//!
//! This module must not know about the screen, the network or the clock: callers pass in fetched data and the current
//! time, so that every query and change can be tested without them.
//!
//! One [`Library`] is one SQLite connection. Several may be open at once, also in several processes: one writes, the
//! others read the last committed state (write-ahead log). Data that can be fetched again is written so that it
//! survives a killed process; the user's own changes also survive a power failure.
//!
//! Start reading at `connection` (opening and migrating), `ingest` (writing) and `query_compiler` (reading).

mod access;
mod addresses;
mod annotation_index;
mod article_codec;
mod authors_categories;
mod backup;
mod byte_codec;
mod connection;
mod entities;
mod entity_decisions;
mod entity_page;
mod entry_changes;
mod error;
mod feed_outcome;
mod feeds;
mod finding_conditions;
mod finding_table;
mod findings;
mod fts_query;
mod index_queue;
mod ingest;
mod item_matching;
mod library_clock;
mod like_quote;
mod lists;
mod maintenance;
mod muting;
mod near_duplicates;
mod packed_text;
mod query_compiler;
mod query_parameters;
mod query_phrase;
mod questions;
mod ranking;
mod reading_only;
mod saved_articles;
mod saved_queries;
mod schema;
mod sense_index;
mod snippet;
mod sort_key;
mod text_functions;
mod text_normalize;
mod texts;
mod vocabulary;

use std::path::PathBuf;

use rusqlite::Connection;

pub use backup::{Copied, Restored};
pub use error::StoreError;
pub use feed_outcome::{FeedOutcome, FeedResponse, IngestCounts, Validators};
pub use feeds::{DueFeed, PRIVATE_PAGES_OPTION, RefreshScope};
pub use maintenance::{CleanupSummary, IntegrityFinding, LibrarySize, Retention};
pub use reading_only::{Obstacle, ReadingOnly};
pub use saved_articles::{SaveOutcome, SavedArticle};

/// An open library: one SQLite connection, with what is known about the file it belongs to.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    /// Path of the library file. Empty for a library in memory.
    path: PathBuf,
    /// Why the library can only be read. `None` if it can be written.
    reading_only: Option<ReadingOnly>,
}

#[cfg(test)]
mod tests;
