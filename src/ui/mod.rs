//! Owns the view: drawing the reader's state to terminal cells, and translating terminal events to messages.
//!
//! Data flow: `session` reads an event and calls `translate`, which returns a message for `reader::update`. After the
//! update, `session` calls [`draw`], which lets each pane in `panes` draw its part of the state.
//!
//! Both are pure functions of the state, so that tests can press keys and compare screens without a terminal. Nothing
//! here changes state, reads files or the clock. Drawing must only look at what is visible, because it runs after
//! every key press and articles can be long.
//!
//! Start with `panes/pane.rs` for the trait and `panes/mod.rs` for the list of panes.

mod canvas;
#[cfg(test)]
mod digits;
mod key_mode;
#[cfg(test)]
mod list_tests;
mod panes;
#[cfg(test)]
mod random_messages;
#[cfg(test)]
mod scenes;
mod style;
#[cfg(test)]
pub(crate) mod tests;
mod translate;

use ratatui::buffer::Buffer;

use crate::reader::App;
use canvas::Canvas;
use panes::PANES;

pub use canvas::ScreenPosition;
pub use translate::{TerminalEvent, translate};

/// Draws the whole screen. Returns the position of the text cursor, or `None` if no input line is active.
///
/// The buffer may be smaller or larger than `app.size`, as during a resize; cells outside the buffer are not drawn.
pub fn draw(app: &App, buffer: &mut Buffer) -> Option<ScreenPosition> {
    let mut canvas = Canvas::new(buffer, &app.theme);
    canvas.clear();
    for pane in PANES {
        if let Some(area) = pane.area(app).filter(|area| !area.is_empty()) {
            pane.draw(app, area, &mut canvas);
        }
    }
    canvas.cursor()
}
