//! Which part of the key map applies.

use crate::config::Mode as KeyMode;
use crate::reader::{App, Pane};

/// Returns the part of the key map that applies.
pub(super) fn key_mode(app: &App) -> KeyMode {
    match (app.open, app.view.focus) {
        (None, _) => KeyMode::Library,
        (Some(_), Pane::Article) => KeyMode::Article,
        (Some(_), Pane::Annotations) => KeyMode::Annotations,
    }
}
