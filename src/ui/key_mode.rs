//! Which part of the key map applies.

use crate::config::KeyMode;
use crate::reader::{App, ReaderPane};

/// Returns the part of the key map that applies.
pub(super) fn key_mode(app: &App) -> KeyMode {
    match (app.open, app.view.focus) {
        (None, _) => KeyMode::Library,
        (Some(_), ReaderPane::Article) => KeyMode::Article,
        (Some(_), ReaderPane::Annotations) => KeyMode::Annotations,
    }
}
