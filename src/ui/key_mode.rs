//! Owns the choice of the key mode for the current state.

use crate::config::KeyMode;
use crate::reader::{App, ReaderPane};

/// Returns the key mode of the focused pane.
pub(super) fn key_mode(app: &App) -> KeyMode {
    if app.visible_view().is_some() {
        return KeyMode::View;
    }
    match (app.open, app.view.focus) {
        (None, _) => KeyMode::Library,
        (Some(_), ReaderPane::Article) => KeyMode::Article,
        (Some(_), ReaderPane::Annotations) => KeyMode::Annotations,
    }
}
