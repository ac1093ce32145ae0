//! Starting the threads of the library.

use std::{io, thread};

/// Starts a named thread.
///
/// # Errors
///
/// If the system refuses another thread.
pub(super) fn spawn_thread(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work)?;
    Ok(())
}
