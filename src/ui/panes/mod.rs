//! The parts of the screen. A new pane is one file here and one line in [`PANES`].

mod annotations;
mod article;
mod command_line;
mod divider;
mod entities;
mod entries;
mod feeds;
mod figures;
mod frame;
mod help;
mod legend;
mod library;
mod menu;
mod preview;
mod quotes;
mod status;
#[cfg(test)]
mod tests;

use super::canvas::Canvas;
use crate::reader::{App, Area, Msg};

/// A part of the screen. It draws the state and changes nothing.
pub(super) trait Pane: Sync {
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

/// All panes, in the order in which they are drawn: what comes later lies on top.
pub(super) const PANES: &[&dyn Pane] = &[
    &library::Library,
    &feeds::Feeds,
    &entries::Entries,
    &preview::PreviewPane,
    &article::ArticlePane,
    &annotations::Annotations,
    &divider::Divider,
    &legend::Legend,
    &status::Status,
    &menu::Menu,
    &command_line::CommandLine,
    &help::HelpPane,
];
