//! A row of the list of figures and dates: value, what it is of, kind.

use super::line::Line;
use crate::config::{Role, Style};
use crate::highlight::Tag;
use crate::layout::width;
use crate::reader::Part;
use crate::ui::canvas::Canvas;

/// Columns of the kind with its gap.
const KIND: u16 = 10;
/// Columns of the value, where the pane is wide enough.
const VALUE: u16 = 18;
/// From this width on the kind has a column.
const WIDE: u16 = 42;

pub(super) fn draw(part: &Part, line: Line, canvas: &mut Canvas<'_>) {
    let Part::Value {
        value,
        of,
        kind,
        is_date,
    } = part
    else {
        return;
    };
    let mut end = line.end();
    if line.width >= WIDE {
        let secondary = canvas.role(Role::Secondary);
        canvas.words_before(end, line.y, KIND, kind, secondary);
        end = end.saturating_sub(KIND + 1);
    }
    let tag = if *is_date { Tag::Date } else { Tag::Figure };
    let style = canvas.role(Role::Text).patch(Style {
        bg: None,
        underline: None,
        is_reverse: false,
        ..canvas.theme().tag(tag)
    });
    let x = line.x + 2;
    let room = end.saturating_sub(x);
    let column = VALUE
        .min(room / 2)
        .max(width(value).get().min(room * 2 / 3));
    canvas.words(x, line.y, column, value, style);
    let from = x + column + 1;
    let text = canvas.role(Role::Text);
    canvas.words(from, line.y, end.saturating_sub(from), of, text);
}
