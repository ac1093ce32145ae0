//! A row of the list of figures and dates: value, what it is of, kind.

use super::row_area::RowArea;
use crate::config::{Style, ThemeRole};
use crate::highlight::Tag;
use crate::layout::display_width;
use crate::reader::RowContent;
use crate::ui::canvas::Canvas;

/// Columns of the kind with its gap.
const KIND_COLUMNS: u16 = 10;
/// Columns of the value, where the pane is wide enough.
const VALUE_COLUMNS: u16 = 18;
/// From this width on the kind has a column.
const MIN_COLUMNS_WITH_KIND: u16 = 42;

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
