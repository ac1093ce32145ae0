//! Owns the library's file: its schema and versions, and every question and change in SQL.
//!
//! Knows nothing of screens, network or clock: whoever calls brings what was fetched and the time. One [`Library`] is
//! one connection; several may be open at once, also in several programs: one of them writes, the others see the
//! library as it was after the last change.
//!
//! What can be fetched again is written so that it outlives the program being killed; what the user wrote outlives a
//! power cut too.

mod access;
mod addresses;
mod annotation_index;
mod article_codec;
mod authors_categories;
mod backup;
mod byte_codec;
mod connection;
mod entry_changes;
mod error;
mod feed_outcome;
mod feeds;
mod index_queue;
mod ingest;
mod lists;
mod maintenance;
mod near_duplicates;
mod query_compiler;
mod query_phrase;
mod ranking;
mod saved_queries;
mod snippet;
mod sort_key;
mod text_normalize;
mod texts;
mod vocabulary;

use std::path::PathBuf;

use rusqlite::Connection;

pub use access::{Obstacle, ReadingOnly};
pub use backup::{Copied, Restored};
pub use error::StoreError;
pub use feed_outcome::{FeedOutcome, FeedResponse, IngestCounts, Validators};
pub use feeds::{DueFeed, RefreshScope};
pub use maintenance::{CleanupSummary, IntegrityFinding, LibrarySize, Retention};

/// The library, open.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    /// The file; empty where it is in memory alone.
    path: PathBuf,
    /// Why it can only be read.
    reading_only: Option<ReadingOnly>,
}

#[cfg(test)]
mod tests;
