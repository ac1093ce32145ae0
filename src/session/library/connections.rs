//! The libraries of the workers: the user's, opened on first use, and the welcome library that may replace it.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::{Library, StoreError};

/// The welcome library (the articles that ship with the program), while it replaces an empty library. Shared by the
/// read, write and annotation workers.
pub(super) type WelcomeLibrary = Arc<Mutex<Option<Library>>>;

/// Returns the reading thread's library. Opens it on first use, and again if it was read-only and its files have
/// changed.
pub(super) fn open_current<'l>(
    open: &'l mut Option<Library>,
    path: &Path,
) -> Result<&'l mut Library, StoreError> {
    if open.as_ref().is_some_and(Library::is_stale) {
        *open = None;
    }
    Ok(match open {
        Some(library) => library,
        None => open.insert(Library::open_reading(path)?),
    })
}

/// Runs `act` on the welcome library; `None` if there is none.
pub(super) fn with_welcome<T>(
    welcome: &WelcomeLibrary,
    act: impl FnOnce(&mut Library) -> T,
) -> Option<T> {
    let mut there = welcome.lock().unwrap_or_else(PoisonError::into_inner);
    there.as_mut().map(act)
}
