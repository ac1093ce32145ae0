//! Owns the feed list of the library: built-in lists, saved queries, folders and feeds with their unread counts.

use super::frame;
use super::pane::Pane;
use crate::config::{Style, ThemeRole};
use crate::invariant::ExpectOr;
use crate::reader::{App, Area, BrowserPane, BrowserState, ListSource, Msg, TreeNode};
use crate::text::{count_with_noun, group_thousands};
use crate::ui::canvas::Canvas;

/// The feed list pane.
pub(super) struct FeedsPane;

/// The indentation of a folder's contents, in columns per level.
const INDENT_COLUMNS: u16 = 2;

impl Pane for FeedsPane {
    fn area(&self, app: &App) -> Option<Area> {
        Some(app.visible_browser()?.geometry(app.size).feeds.whole())
    }

    fn draw(&self, app: &App, _: Area, canvas: &mut Canvas<'_>) {
        let Some(library) = app.visible_browser() else {
            return;
        };
        let parts = library.geometry(app.size).feeds;
        let is_focused = library.focus == BrowserPane::Feeds;
        let aside = count_with_noun(library.tree.feeds.len(), "feed");
        frame::draw_head(parts, "pullquote", &aside, is_focused, canvas);
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
                frame::draw_cursor(line, is_focused, canvas);
            }
        }
    }

    fn click(&self, app: &App, _: Area, _: u16, y: u16) -> Option<Msg> {
        let library = app.visible_browser()?;
        let body = library.geometry(app.size).feeds.body;
        let at = library.tree.top + usize::from(y.checked_sub(body.y)?);
        (at < library.tree.nodes().len()).then_some(Msg::ClickNode(at))
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::ScrollBrowser(BrowserPane::Feeds, rows))
    }
}

/// Draws a row of the list: fold sign, error sign, name and unread count.
fn draw_node(node: &TreeNode, line: Area, canvas: &mut Canvas<'_>) {
    let secondary = canvas.role(ThemeRole::Secondary);
    let mut end = (line.x + line.width).saturating_sub(1);
    let count = node.count.filter(|n| *n > 0);
    if let Some(count) = count {
        end = canvas.draw_words_before(
            end,
            line.y,
            line.width,
            &group_thousands(
                usize::try_from(count).expect_or(usize::MAX, "a count fits in memory"),
            ),
            secondary,
        );
        end = end.saturating_sub(1);
    }
    let mut x = line.x
        + 2
        + node
            .depth
            .saturating_mul(INDENT_COLUMNS)
            .min(line.width / 2);
    let room = |x: u16, end: u16| end.saturating_sub(x);
    let sign = match (node.is_open, &node.source) {
        (Some(true), _) => Some("▾"),
        (Some(false), _) => Some("▸"),
        (None, ListSource::Saved(_)) => Some("\\"),
        (None, _) => None,
    };
    if let Some(sign) = sign {
        x = canvas.draw_words(x, line.y, room(x, end), sign, secondary) + 1;
    }
    if node.has_failed {
        let error = canvas.role(ThemeRole::Error);
        let sign = if node.is_gone { "gone" } else { "!" };
        x = canvas.draw_words(x, line.y, room(x, end), sign, error) + 1;
    }
    // Feeds and folders without unread articles are dimmed. The list of all articles and saved queries are not, because
    // they are worth opening even if everything is read.
    let is_lively =
        count.is_some() || matches!(node.source, ListSource::All | ListSource::Saved(_));
    let style = if is_lively {
        canvas.role(ThemeRole::Text)
    } else {
        secondary
    };
    let style = Style {
        // The count of starred articles is not a number of unread ones.
        is_bold: style.is_bold || (count.is_some() && node.source != ListSource::Starred),
        ..style
    };
    canvas.draw_words(x, line.y, room(x, end), &node.label, style);
}

/// Returns the problems of the selected feed, one message each, the most important first. Empty if it has none or no
/// feed is selected.
pub(super) fn feed_remarks(browser: &BrowserState) -> Vec<(String, ThemeRole)> {
    let Some(feed) = browser.tree.current_feed() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if let Some(error) = &feed.health.error {
        let times = match feed.health.n_failures {
            0 | 1 => String::new(),
            n => format!(" ({} in a row)", count_with_noun(n, "time")),
        };
        lines.push((
            format!("The last fetch failed{times}: {error}"),
            ThemeRole::Error,
        ));
    }
    if feed.health.is_gone {
        let advice = "The feed is permanently gone and no longer fetched. Refresh it to try once more, or unsubscribe";
        lines.push((advice.to_owned(), ThemeRole::Error));
    }
    let remarks = feed.health.remarks.iter();
    lines.extend(remarks.map(|remark| (remark.clone(), ThemeRole::Secondary)));
    lines
}
