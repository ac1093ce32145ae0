//! The list of feeds: what holds everything, saved queries, folders, feeds with their unread counts.

use super::frame;
use super::pane::Pane as PaneTrait;
use crate::config::{Role, Style};
use crate::reader::{App, Area, Msg, Node, Shelf, ShelfPane, Source, grouped};
use crate::ui::canvas::Canvas;

/// Draws the list.
pub(super) struct Feeds;

/// Columns that a folder's contents are set in.
const INDENT: u16 = 2;

impl PaneTrait for Feeds {
    fn area(&self, app: &App) -> Option<Area> {
        Some(app.shown_shelf()?.geometry(app.size).feeds.whole())
    }

    fn draw(&self, app: &App, _: Area, canvas: &mut Canvas<'_>) {
        let Some(library) = app.shown_shelf() else {
            return;
        };
        let parts = library.geometry(app.size).feeds;
        let is_focused = library.focus == ShelfPane::Feeds;
        let aside = match library.tree.feeds.len() {
            1 => "1 feed".to_owned(),
            n => format!("{} feeds", grouped(n)),
        };
        frame::head(parts, "pullquote", &aside, is_focused, canvas);
        let body = parts.body;
        let nodes = library
            .tree
            .nodes()
            .iter()
            .enumerate()
            .skip(library.tree.top);
        for ((n, node), y) in nodes.zip(body.y..body.y + body.height) {
            let line = Area::new(body.x, y, body.width, 1);
            draw_node(node, line, canvas);
            if n == library.tree.cursor {
                frame::cursor(line, is_focused, canvas);
            }
        }
    }

    fn click(&self, app: &App, _: Area, _: u16, y: u16) -> Option<Msg> {
        let library = app.shown_shelf()?;
        let body = library.geometry(app.size).feeds.body;
        let at = library.tree.top + usize::from(y.checked_sub(body.y)?);
        (at < library.tree.nodes().len()).then_some(Msg::ClickNode(at))
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::ScrollShelf(ShelfPane::Feeds, rows))
    }
}

fn draw_node(node: &Node, line: Area, canvas: &mut Canvas<'_>) {
    let secondary = canvas.role(Role::Secondary);
    let mut end = (line.x + line.width).saturating_sub(1);
    let count = node.count.filter(|n| *n > 0);
    if let Some(count) = count {
        end = canvas.words_before(
            end,
            line.y,
            line.width,
            &grouped(usize::try_from(count).unwrap_or(usize::MAX)),
            secondary,
        );
        end = end.saturating_sub(1);
    }
    let mut x = line.x + 2 + node.depth.saturating_mul(INDENT).min(line.width / 2);
    let room = |x: u16, end: u16| end.saturating_sub(x);
    let sign = match (node.is_open, &node.source) {
        (Some(true), _) => Some("▾"),
        (Some(false), _) => Some("▸"),
        (None, Source::Saved(_)) => Some("\\"),
        (None, _) => None,
    };
    if let Some(sign) = sign {
        x = canvas.words(x, line.y, room(x, end), sign, secondary) + 1;
    }
    if node.has_failed {
        let error = canvas.role(Role::Error);
        let sign = if node.is_gone { "gone" } else { "!" };
        x = canvas.words(x, line.y, room(x, end), sign, error) + 1;
    }
    let is_lively = count.is_some() || matches!(node.source, Source::All | Source::Saved(_));
    let style = if is_lively {
        canvas.role(Role::Text)
    } else {
        secondary
    };
    let style = Style {
        is_bold: style.is_bold || (count.is_some() && node.source != Source::Starred),
        ..style
    };
    canvas.words(x, line.y, room(x, end), &node.label, style);
}

/// Returns what is to know about the feed under the cursor, a line each; nothing where all is well.
pub(super) fn remarks(shelf: &Shelf) -> Vec<(String, Role)> {
    let Some(feed) = shelf.tree.current_feed() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if let Some(error) = &feed.health.error {
        let times = match feed.health.n_failures {
            0 | 1 => String::new(),
            n => format!(" ({n} times in a row)"),
        };
        lines.push((
            format!("The last fetch failed{times}: {error}"),
            Role::Error,
        ));
    }
    if feed.health.is_gone {
        let told = "It is gone for good and no longer asked for; refresh this feed to ask once more, or unsubscribe";
        lines.push((told.to_owned(), Role::Error));
    }
    let remarks = feed.health.remarks.iter();
    lines.extend(remarks.map(|remark| (remark.clone(), Role::Secondary)));
    lines
}
