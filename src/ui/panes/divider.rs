//! Owns the line between the panes. It can be dragged, and its thick part is the scroll bar of the article.

use super::pane::Pane;
use crate::config::ThemeRole;
use crate::reader::{App, Area, BrowserGeometry, Msg};
use crate::ui::canvas::Canvas;

/// The divider pane.
pub(super) struct DividerPane;

impl Pane for DividerPane {
    fn area(&self, app: &App) -> Option<Area> {
        if let Some(browser) = app.visible_browser() {
            return Some(browser.geometry(app.size).divider);
        }
        app.open?;
        Some(app.geometry().divider)
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let style = canvas.role(ThemeRole::Divider);
        canvas.draw_line(area, "│", style);
        if let Some(browser) = app.visible_browser() {
            draw_crossings(browser.geometry(app.size), canvas);
            return;
        }
        let parts = app.geometry().article;
        let corner = Area {
            y: parts.rule.y,
            height: parts.rule.height,
            ..area
        };
        canvas.draw_line(corner, "┼", style);
        let body = Area {
            y: parts.body.y,
            height: parts.body.height,
            ..area
        };
        if let Some(thumb) = scroll_thumb(app, body) {
            let secondary = canvas.role(ThemeRole::Secondary);
            canvas.draw_line(thumb, "┃", secondary);
        }
    }

    fn click(&self, _: &App, _: Area, _: u16, _: u16) -> Option<Msg> {
        Some(Msg::GrabDivider)
    }
}

/// Draws the second divider of the library screen, and the crossings of dividers with the rules below titles.
fn draw_crossings(parts: BrowserGeometry, canvas: &mut Canvas<'_>) {
    let style = canvas.role(ThemeRole::Divider);
    canvas.draw_line(parts.second, "│", style);
    let at = |line: Area, rule: Area| Area {
        y: rule.y,
        height: rule.height.min(line.height),
        ..line
    };
    canvas.draw_line(at(parts.divider, parts.list.rule), "┼", style);
    canvas.draw_line(at(parts.second, parts.preview.rule), "┼", style);
    if parts.second.is_empty() {
        canvas.draw_line(at(parts.divider, parts.preview.rule), "├", style);
    }
}

/// Returns the scroll thumb, the part of the divider that represents the visible rows; `None` if all rows are visible.
fn scroll_thumb(app: &App, body: Area) -> Option<Area> {
    let document = app.document()?;
    let n_rows = document.sheet.len();
    let height = usize::from(body.height);
    if n_rows <= height || height == 0 {
        return None;
    }
    let length = (height * height / n_rows).clamp(1, height);
    let top = (height - length) * document.place.row / document.last_top().max(1);
    Some(Area {
        y: body.y + u16::try_from(top).ok()?,
        height: u16::try_from(length).ok()?,
        ..body
    })
}
