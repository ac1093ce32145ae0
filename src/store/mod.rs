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
mod backup;
mod bytes;
mod compile;
mod copies;
mod error;
mod feeds;
mod fold;
mod found;
mod kept;
mod labels;
mod lists;
mod marks;
mod needle;
mod open;
mod outcome;
mod place;
mod rank;
mod shape;
mod snippet;
mod take;
mod texts;
mod upkeep;
mod vocabulary;
mod waiting;

use std::path::PathBuf;

use rusqlite::Connection;

pub use access::{Obstacle, ReadingOnly};
pub use backup::{Copied, Restored};
pub use error::StoreError;
pub use feeds::{DueFeed, RefreshScope};
pub use outcome::{FeedOutcome, FeedResponse, IngestCounts, Validators};
pub use upkeep::{CleanupSummary, IntegrityFinding, LibrarySize, Retention};

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
