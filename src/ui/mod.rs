//! Owns drawing: a function of the reader's state to cells, and the way from keys and clicks to messages.
//!
//! Nothing here changes state, reads a file or looks at a clock; what is not on the screen costs nothing.

mod canvas;
#[cfg(test)]
mod digits;
mod key_mode;
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

/// Draws the whole screen, and returns where the cursor stands if something is being typed.
///
/// The buffer may have another size than the state believes: what does not fit is not drawn.
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
