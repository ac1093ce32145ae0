//! Owns the drawing of a row of the list of figures and dates: value, description and kind.

use super::row_area::RowArea;
use crate::config::{Style, ThemeRole};
use crate::highlight::Tag;
use crate::layout::display_width;
use crate::reader::RowContent;
use crate::ui::canvas::Canvas;

/// The width of the kind, in columns, including the gap before it.
const KIND_COLUMNS: u16 = 10;
/// The width of the value, in columns, so that descriptions are aligned. Longer values take more, up to two thirds of
/// the row.
const VALUE_COLUMNS: u16 = 18;
/// The minimum width of the row for a column of kinds; below it, values and descriptions would be shortened too much.
const MIN_COLUMNS_WITH_KIND: u16 = 42;

/// Draws a row of a figure or date. Rows of other kinds are ignored.
pub(super) fn draw_figure(part: &RowContent, line: RowArea, canvas: &mut Canvas<'_>) {
    let RowContent::Value {
        value,
        of,
        kind,
        is_date,
    } = part
    else {
        return;
    };
    let mut end = line.end();
    if line.width >= MIN_COLUMNS_WITH_KIND {
        let secondary = canvas.role(ThemeRole::Secondary);
        canvas.draw_words_before(end, line.y, KIND_COLUMNS, kind, secondary);
        end = end.saturating_sub(KIND_COLUMNS + 1);
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
    let room = end.saturating_sub(x);
    let column = VALUE_COLUMNS
        .min(room / 2)
        .max(display_width(value).get().min(room * 2 / 3));
    canvas.draw_words(x, line.y, column, value, style);
    let from = x + column + 1;
    let text = canvas.role(ThemeRole::Text);
    canvas.draw_words(from, line.y, end.saturating_sub(from), of, text);
}
