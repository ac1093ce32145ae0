//! How the session opens the library, and why it could not.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::article::{Article, Link};
use crate::library::EntryId;
use crate::reader::ViewFiles;
use crate::session::refresh::RefreshOptions;
use crate::store::{Library, StoreError};

/// Fetches the page of an entry and returns its article. The error is a sentence for the user.
pub type ReadPage = Arc<dyn Fn(EntryId, &Link) -> Result<Article, String> + Send + Sync>;

/// Finds the feed at an address, or the feed that the page there links to. Returns its address.
pub type FindFeed = Arc<dyn Fn(&str) -> Result<String, String> + Send + Sync>;

/// Writes the rows of a view to files. Both results are sentences for the user.
pub type WriteView = fn(&Library, &ViewFiles) -> Result<String, String>;

/// How the session opens the user's library.
#[derive(Clone)]
pub struct LibraryOptions {
    /// Path of the library file.
    pub path: PathBuf,
    /// Fetches the full text of an entry.
    pub read_page: ReadPage,
    /// Finds a feed to subscribe to.
    pub find_feed: FindFeed,
    /// Writes the rows of a view to files.
    pub write_view: WriteView,
    /// Options for refreshing.
    pub refresh: RefreshOptions,
    /// Returns the articles shown while the library is empty.
    pub welcome: fn() -> Vec<Article>,
}

/// The reason the library could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum LibraryServiceError {
    /// The file could not be used.
    #[error("{}. {}", .0, .0.advice())]
    Store(StoreError),
    /// A thread could not be started.
    #[error(
        "cannot start a thread ({0}); quit other programs, or raise the process limit (`ulimit -u`)"
    )]
    Thread(#[from] io::Error),
}
