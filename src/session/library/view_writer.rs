//! Writing a view to files, on a connection of its own, so that nothing waits for it.

use std::path::Path;

use super::connections::{WelcomeLibrary, open_current, with_welcome};
use super::options::WriteView;
use super::responses::describe_error;
use crate::reader::ViewFiles;
use crate::session::{WorkLabel, catch_panic};

/// Writes the files. Returns a sentence for the user.
pub(super) fn write_view(
    path: &Path,
    welcome: &WelcomeLibrary,
    write: WriteView,
    order: &ViewFiles,
) -> String {
    let label = WorkLabel::Task("writing a view");
    let written = catch_panic(label, || {
        if let Some(written) = with_welcome(welcome, |library| write(library, order)) {
            return written;
        }
        let mut open = None;
        let library = open_current(&mut open, path).map_err(|error| describe_error(&error))?;
        write(library, order)
    });
    match written {
        Ok(Ok(notice) | Err(notice)) => notice,
        Err(caught) => caught.to_string(),
    }
}
