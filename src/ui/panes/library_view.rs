//! Owns the pane of a view over the library: its title, the rows under their headings, and what an empty view says.

use super::frame;
use super::pane::Pane;
use crate::config::{Style, ThemeRole};
use crate::highlight::Tag;
use crate::layout::display_width;
use crate::reader::{
    App, Area, BrowserGeometry, Command, Msg, OpenView, ViewLine, ViewLineContent, ViewRow,
    one_line,
};
use crate::text::{agree_with, count_with_noun, group_thousands};
use crate::ui::canvas::Canvas;

/// The pane of a view, which takes the whole screen above the status line.
pub(super) struct LibraryViewPane;

/// The minimum width that the head of a row keeps. Columns that would leave it less are not shown, the first ones first.
const MIN_HEAD_COLUMNS: u16 = 22;
/// The columns left of the words of a row.
const INDENT_COLUMNS: u16 = 4;

impl Pane for LibraryViewPane {
    fn area(&self, app: &App) -> Option<Area> {
        app.visible_view()?;
        Some(BrowserGeometry::of_view(app.size).whole())
    }

    fn draw(&self, app: &App, _: Area, canvas: &mut Canvas<'_>) {
        let Some(view) = app.visible_view() else {
            return;
        };
        let parts = BrowserGeometry::of_view(app.size);
        frame::draw_head(parts, &pane_title(view), &title_aside(view), true, canvas);
        let body = parts.body;
        if view.rows().is_empty() {
            return draw_empty_view(app, view, body, canvas);
        }
        let shown = view.lines().iter().skip(view.top);
        let shown = shown.zip(body.y..body.y + body.height);
        let visible = shown
            .clone()
            .filter_map(|(line, _)| view.rows().get(line.row));
        let columns = column_widths(visible, body.width);
        for (line, y) in shown {
            let area = Area::new(body.x, y, body.width, 1);
            draw_view_line(view, line, &columns, area, canvas);
            let is_of_row = matches!(
                line.content,
                ViewLineContent::Head | ViewLineContent::Words(_)
            );
            if is_of_row && line.row == view.cursor {
                frame::draw_cursor(area, true, canvas);
            }
        }
    }

    fn click(&self, app: &App, _: Area, _: u16, y: u16) -> Option<Msg> {
        let view = app.visible_view()?;
        let body = BrowserGeometry::of_view(app.size).body;
        let line = usize::from(y.checked_sub(body.y)?);
        let line = view.lines().get(view.top + line)?;
        Some(Msg::ClickViewRow(line.row))
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::ScrollView(rows))
    }
}

fn pane_title(view: &OpenView) -> String {
    let title = view.view.title;
    if view.filter.words.is_empty() {
        title.to_owned()
    } else {
        format!("{title}  \\{}", one_line(&view.shown_words()))
    }
}

/// Returns the text next to the title: the order if it is not the usual one, and the position.
fn title_aside(view: &OpenView) -> String {
    let mut parts = Vec::new();
    if view.filter.query.sort().is_none() {
        let order = view.view.orders.get(view.order);
        parts.extend(order.map(|order| order.words.to_owned()));
    }
    if !view.rows().is_empty() {
        let at = group_thousands(view.cursor + 1);
        parts.push(format!("{at}/{}", view.format_total()));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// Returns the widths of the columns at the right edge: those of the widest visible values. A column without room has
/// the width 0.
fn column_widths<'a>(rows: impl Iterator<Item = &'a ViewRow>, width: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.columns.len()), 0);
        for (width, column) in widths.iter_mut().zip(&row.columns) {
            *width = (*width).max(display_width(column).get());
        }
    }
    let mut room = width.saturating_sub(MIN_HEAD_COLUMNS);
    for width in widths.iter_mut().rev() {
        // Two columns of space before each.
        let needed = *width + 2;
        if needed > room {
            (*width, room) = (0, 0);
        } else {
            room -= needed;
        }
    }
    widths
}

fn draw_view_line(
    view: &OpenView,
    line: &ViewLine,
    columns: &[u16],
    area: Area,
    canvas: &mut Canvas<'_>,
) {
    let Some(row) = view.rows().get(line.row) else {
        return;
    };
    let room = area.width.saturating_sub(1);
    match &line.content {
        ViewLineContent::Blank => {}
        ViewLineContent::Heading(words) => {
            let style = canvas.role(ThemeRole::ListHeading);
            canvas.draw_words(area.x + 1, area.y, room, words, style);
        }
        ViewLineContent::Head => draw_row_head(row, columns, area, canvas),
        ViewLineContent::Words(words) => {
            let style = canvas.role(ThemeRole::Text);
            let x = area.x + INDENT_COLUMNS;
            if row.is_reported {
                let mark = canvas.theme().tag(Tag::Indirect);
                canvas.draw_words(x - 2, area.y, 1, "┊", style.patch(mark));
            }
            let room = room.saturating_sub(INDENT_COLUMNS);
            canvas.draw_words(x, area.y, room, words, style);
        }
    }
}

fn draw_row_head(row: &ViewRow, columns: &[u16], area: Area, canvas: &mut Canvas<'_>) {
    let secondary = canvas.role(ThemeRole::Secondary);
    let mut end = (area.x + area.width).saturating_sub(1);
    for (column, width) in row.columns.iter().zip(columns).rev() {
        if *width == 0 {
            continue;
        }
        let x = end.saturating_sub(*width);
        canvas.draw_words(x, area.y, *width, column, secondary);
        end = x.saturating_sub(2);
    }
    let ground = canvas.role(ThemeRole::Text);
    let style = match row.head_tag {
        Some(tag) => ground.patch(canvas.theme().tag(tag)),
        None => Style {
            is_bold: true,
            ..ground
        },
    };
    let x = area.x + 2;
    let x = canvas.draw_words(x, area.y, end.saturating_sub(x), &row.head, style);
    let room = end.saturating_sub(x + 2);
    canvas.draw_words(x + 2, area.y, room, &row.aside, secondary);
}

/// Draws the message of a view without rows: why, what would be here, and how to get it.
fn draw_empty_view(app: &App, view: &OpenView, body: Area, canvas: &mut Canvas<'_>) {
    if view.is_loading() {
        return;
    }
    let (lines, role) = match &view.failure {
        Some(why) => (vec![why.clone()], ThemeRole::Error),
        None => (empty_view_lines(app, view), ThemeRole::Secondary),
    };
    let style = canvas.role(role);
    let room = body.width.saturating_sub(4);
    let wrapped = lines
        .iter()
        .flat_map(|line| crate::layout::wrap_words(line, crate::layout::Cells(room.max(1))));
    for (line, y) in wrapped.zip(body.y + 1..body.y + body.height) {
        canvas.draw_words(body.x + 2, y, room, &line, style);
    }
}

fn empty_view_lines(app: &App, view: &OpenView) -> Vec<String> {
    let n_entries = app
        .browser
        .as_deref()
        .map_or(0, |browser| browser.tree.totals.n_entries);
    let noun = view.view.noun;
    let mut lines = Vec::new();
    if n_entries == 0 {
        lines.push(format!(
            "The library is empty. Here would be {}.",
            view.view.would_be
        ));
        lines.push(format!(
            "{} subscribes to a feed, {} refreshes, and `pullquote save FILE` keeps an article of your own.",
            app.key_of(Command::Add),
            app.key_of(Command::Refresh)
        ));
        return lines;
    }
    if view.filter.words.is_empty() {
        lines.push(format!(
            "No {noun}s yet. Here would be {}.",
            view.view.would_be
        ));
    } else {
        lines.push(format!("The filter leaves no {noun}."));
        let (query, back) = (app.key_of(Command::Query), app.key_of(Command::Back));
        lines.push(format!("{query} changes it, {back} goes back."));
    }
    if view.n_waiting > 0 {
        lines.push(format!(
            "{} {} not annotated yet; this goes on in the background, and {} reads the rows again.",
            count_with_noun(view.n_waiting, "article"),
            agree_with(view.n_waiting, "is"),
            app.key_of(Command::ShowNew)
        ));
    }
    lines
}
