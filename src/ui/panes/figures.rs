//! Owns the drawing of a row of the list of figures and dates: value, what it is about, and kind.

use super::row_area::RowArea;
use crate::config::{Style, ThemeRole};
use crate::highlight::Tag;
use crate::reader::RowContent;
use crate::ui::canvas::Canvas;

/// The width of the kind, in columns, including the gap before it.
const KIND_COLUMNS: u16 = 10;

/// Draws a row of a figure or date. Rows of other kinds are ignored.
pub(super) fn draw_figure(part: &RowContent, line: RowArea, canvas: &mut Canvas<'_>) {
    let RowContent::Value {
        value,
        about,
        kind,
        is_date,
        value_columns,
    } = part
    else {
        return;
    };
    let secondary = canvas.role(ThemeRole::Secondary);
    let mut end = line.end();
    if !kind.is_empty() {
        canvas.draw_words_before(end, line.y, KIND_COLUMNS, kind, secondary);
        end = end.saturating_sub(KIND_COLUMNS);
    }
    let tag = if *is_date { Tag::Date } else { Tag::Figure };
    // Background, underline and reverse would clutter a list.
    let style = canvas.role(ThemeRole::Text).patch(Style {
        bg: None,
        underline: None,
        is_reverse: false,
        ..canvas.theme().tag(tag)
    });
    let x = line.x + 2;
    let room = end.saturating_sub(x).min(*value_columns);
    canvas.draw_words(x, line.y, room, value, style);
    let from = x + value_columns + 1;
    let text = canvas.role(ThemeRole::Text);
    canvas.draw_words(from, line.y, end.saturating_sub(from), about, text);
}
