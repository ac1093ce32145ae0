//! Owns the trait of panes.

use crate::reader::{App, Area, Msg};
use crate::ui::canvas::Canvas;

/// A part of the screen: its area, its drawing, and its reaction to the mouse. Panes are stateless.
pub(in crate::ui) trait Pane: Sync {
    /// Returns the area of the pane; `None` if it is hidden.
    fn area(&self, app: &App) -> Option<Area>;

    /// Draws the pane into its area, which is not empty.
    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>);

    /// Returns the message for a click at column `x` and row `y` of the screen; `None` if it has no effect.
    fn click(&self, _app: &App, _area: Area, _x: u16, _y: u16) -> Option<Msg> {
        None
    }

    /// Returns the message for the mouse wheel over the pane; `None` if it has no effect. Positive `rows` scroll down.
    fn wheel(&self, _app: &App, _rows: i32) -> Option<Msg> {
        None
    }
}
