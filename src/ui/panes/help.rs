//! Owns the help pane, which lists the keys that match the typed text.

use super::pane::Pane;
use crate::config::ThemeRole;
use crate::layout::display_width;
use crate::reader::{App, Area, Help, HelpRow, InputMode, Msg};
use crate::ui::canvas::Canvas;

/// The help pane, which covers the whole screen.
pub(super) struct HelpPane;

/// The maximum width of the column of keys. Commands with more keys have them shortened.
const KEYS_COLUMNS: u16 = 20;
/// The minimum width of the screen for a column of command names. On narrower screens it would leave too little room
/// for the descriptions.
const MIN_COLUMNS_WITH_NAMES: u16 = 74;
/// The width of the column of command names. Longer names are shortened.
const NAME_COLUMNS: u16 = 22;

impl Pane for HelpPane {
    fn area(&self, app: &App) -> Option<Area> {
        let is_shown = matches!(app.mode, InputMode::Help(_));
        is_shown.then_some(Area::new(0, 0, app.size.width, app.size.height))
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let InputMode::Help(help) = &app.mode else {
            return;
        };
        let ground = canvas.role(ThemeRole::Text);
        canvas.fill(area, ground);
        let (title, rest) = area.split_top(1);
        let (rule, body) = rest.split_top(u16::from(area.height > 4));
        draw_title(help, title, canvas);
        let line = canvas.role(ThemeRole::DividerFocused);
        canvas.draw_line(rule, "━", line);
        let rows = help.rows(&app.keymap);
        let top = help
            .top
            .min(rows.len().saturating_sub(usize::from(body.height)));
        for (row, y) in rows.iter().skip(top).zip(body.y..body.y + body.height) {
            draw_row(row, Area::new(body.x, y, body.width, 1), canvas);
        }
        if rows.is_empty() {
            let secondary = canvas.role(ThemeRole::Secondary);
            let room = body.width.saturating_sub(2);
            canvas.draw_words(body.x + 2, body.y, room, "No matching keys.", secondary);
        }
    }

    fn click(&self, _: &App, _: Area, _: u16, _: u16) -> Option<Msg> {
        Some(Msg::Cancel)
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::ScrollHelp(rows))
    }
}

fn draw_title(help: &Help, area: Area, canvas: &mut Canvas<'_>) {
    let title = canvas.role(ThemeRole::PaneTitleFocused);
    let secondary = canvas.role(ThemeRole::Secondary);
    let prompt = canvas.role(ThemeRole::Prompt);
    let end = (area.x + area.width).saturating_sub(1);
    let x = canvas.draw_words(
        area.x + 1,
        area.y,
        area.width.saturating_sub(1),
        "Keys",
        title,
    ) + 2;
    let advice = "type to search · arrows to scroll · Esc to close";
    let typed = help.input.value();
    let x = canvas.draw_words(x, area.y, end.saturating_sub(x), "/", prompt);
    let typed_end = canvas.draw_words(x, area.y, end.saturating_sub(x), typed, title);
    let before: String = typed.chars().take(help.input.cursor()).collect();
    canvas.put_cursor(x + display_width(&before).get(), area.y);
    let room = end.saturating_sub(typed_end + 2);
    canvas.draw_words_before(end, area.y, room, advice, secondary);
}

fn draw_row(row: &HelpRow, line: Area, canvas: &mut Canvas<'_>) {
    let end = (line.x + line.width).saturating_sub(1);
    match row {
        HelpRow::Blank => {}
        HelpRow::Heading(title) => {
            let style = canvas.role(ThemeRole::ListHeading);
            canvas.draw_words(line.x + 1, line.y, end.saturating_sub(1), title, style);
        }
        HelpRow::Command { keys, says, name } => {
            let key = canvas.role(ThemeRole::Key);
            let text = canvas.role(ThemeRole::Text);
            let keys_room = KEYS_COLUMNS.min(line.width / 3);
            canvas.draw_words(line.x + 3, line.y, keys_room, keys, key);
            let mut end = end;
            if line.width >= MIN_COLUMNS_WITH_NAMES {
                let secondary = canvas.role(ThemeRole::Secondary);
                let x = end.saturating_sub(NAME_COLUMNS);
                canvas.draw_words(x, line.y, NAME_COLUMNS, name, secondary);
                end = x.saturating_sub(1);
            }
            let x = line.x + 3 + keys_room + 1;
            canvas.draw_words(x, line.y, end.saturating_sub(x), says, text);
        }
    }
}
