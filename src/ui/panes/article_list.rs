//! Owns the article list, which is shown if the program was started with files or addresses.

use super::frame;
use super::pane::Pane;
use crate::config::ThemeRole;
use crate::layout::display_width;
use crate::reader::{App, Area, ArticleSlot, Msg, ReaderPane, SlotState};
use crate::text::count_with_noun;
use crate::ui::canvas::Canvas;

/// The article list pane.
pub(super) struct ArticleListPane;

/// The maximum width of the site column. Longer names of sites are shortened, so that titles keep their room.
const MAX_SITE_COLUMNS: u16 = 20;
/// The width of the date column: `2024-03-12`.
const DATE_COLUMNS: u16 = 10;
/// The minimum width of the pane for a site column; below it, titles would be shortened too much.
const MIN_COLUMNS_WITH_SITE: u16 = 66;
/// The minimum width of the pane for a date column.
const MIN_COLUMNS_WITH_DATE: u16 = 44;
/// The minimum height of the pane for a title and a rule; below it, they would take too many of the rows.
const MIN_ROWS_WITH_TITLE: u16 = 5;

impl Pane for ArticleListPane {
    fn area(&self, app: &App) -> Option<Area> {
        let size = app.size;
        let n_status = u16::from(size.height >= 2);
        (app.open.is_none() && app.browser.is_none()).then_some(Area::new(
            0,
            0,
            size.width,
            size.height.saturating_sub(n_status),
        ))
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let body = if area.height >= MIN_ROWS_WITH_TITLE {
            draw_title(app, area, canvas);
            area.split_top(2).1
        } else {
            area
        };
        let slots = app.slots.iter().enumerate().skip(app.list_top);
        for ((n, slot), y) in slots.zip(body.y..body.y + body.height) {
            draw_slot(app, n, slot, Area::new(body.x, y, body.width, 1), canvas);
        }
    }

    fn click(&self, app: &App, area: Area, _: u16, y: u16) -> Option<Msg> {
        let top = if area.height >= MIN_ROWS_WITH_TITLE {
            2
        } else {
            0
        };
        let row = y.checked_sub(area.y + top)?;
        let slot = app.list_top + usize::from(row);
        (slot < app.slots.len()).then_some(Msg::ClickSlot(slot))
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::Scroll(ReaderPane::Article, rows))
    }
}

fn draw_title(app: &App, area: Area, canvas: &mut Canvas<'_>) {
    let title = canvas.role(ThemeRole::PaneTitleFocused);
    let secondary = canvas.role(ThemeRole::Secondary);
    let end = (area.x + area.width).saturating_sub(1);
    let count = count_with_noun(app.slots.len(), "article");
    let room = area.width.saturating_sub(2);
    let x = canvas.draw_words_before(end, area.y, room, &count, secondary);
    let room = x.saturating_sub(area.x + 2);
    canvas.draw_words(area.x + 1, area.y, room, "pullquote", title);
    let rule = Area::new(area.x, area.y + 1, area.width, 1);
    let line = canvas.role(ThemeRole::DividerFocused);
    canvas.draw_line(rule, "━", line);
}

fn draw_slot(app: &App, n: usize, slot: &ArticleSlot, line: Area, canvas: &mut Canvas<'_>) {
    let secondary = canvas.role(ThemeRole::Secondary);
    let mut end = (line.x + line.width).saturating_sub(1);
    if line.width >= MIN_COLUMNS_WITH_DATE {
        canvas.draw_words_before(end, line.y, DATE_COLUMNS, &slot.label.date, secondary);
        end = end.saturating_sub(DATE_COLUMNS + 2);
    }
    if line.width >= MIN_COLUMNS_WITH_SITE {
        let column = site_column(app);
        let x = end.saturating_sub(column);
        canvas.draw_words(x, line.y, column, &slot.label.site, secondary);
        end = x.saturating_sub(2);
    }
    let (state, role) = match &slot.state {
        SlotState::Failed(_) => ("could not be read", ThemeRole::Error),
        SlotState::Loading(_) => ("loading …", ThemeRole::Secondary),
        _ => ("", ThemeRole::Secondary),
    };
    let x = line.x + 2;
    let style = canvas.role(role);
    let room = end.saturating_sub(x);
    let end = canvas.draw_words_before(end, line.y, room / 2, state, style);
    let text = canvas.role(ThemeRole::Text);
    canvas.draw_words(x, line.y, end.saturating_sub(x), &slot.label.title, text);
    if n == app.cursor {
        frame::draw_cursor(line, true, canvas);
    }
}

/// Returns the width of the site column: that of the longest name, up to [`MAX_SITE_COLUMNS`].
fn site_column(app: &App) -> u16 {
    let widths = app
        .slots
        .iter()
        .map(|slot| display_width(&slot.label.site).get());
    widths.fold(0, Ord::max).min(MAX_SITE_COLUMNS)
}
