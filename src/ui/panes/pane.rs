//! What a part of the screen is: where it is, how it draws itself, what a click on it means.

use crate::reader::{App, Area, Msg};
use crate::ui::canvas::Canvas;

/// A part of the screen. It draws the state and changes nothing.
pub(in crate::ui) trait Pane: Sync {
    /// Returns where it stands now; nothing where it is not shown.
    fn area(&self, app: &App) -> Option<Area>;

    /// Draws itself.
    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>);

    /// Returns what a click on one of its cells means.
    fn click(&self, _app: &App, _area: Area, _x: u16, _y: u16) -> Option<Msg> {
        None
    }

    /// Returns what the wheel over it means, in rows.
    fn wheel(&self, _app: &App, _rows: i32) -> Option<Msg> {
        None
    }
}
