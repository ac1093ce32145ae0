//! Owns the drawing of a row of the quote list: the speaker, or a line of the quote.

use super::row_area::RowArea;
use crate::config::{Style, ThemeRole};
use crate::reader::RowContent;
use crate::ui::canvas::Canvas;

/// The width of the paragraph number, in columns, including the gap before it. Enough for `¶` and five digits.
const PARAGRAPH_COLUMNS: u16 = 7;

/// Draws a row of a quote. Rows of other kinds are ignored.
pub(super) fn draw_quote(part: &RowContent, line: RowArea, canvas: &mut Canvas<'_>) {
    match part {
        RowContent::Speaker { name, paragraph } => {
            draw_speaker(name.as_deref(), *paragraph, line, canvas);
        }
        RowContent::Words {
            line: words,
            is_indirect,
            paragraph,
        } => {
            let style = Style {
                is_italic: *is_indirect,
                ..canvas.role(ThemeRole::Text)
            };
            let x = line.x + 3;
            canvas.draw_words(x, line.y, line.end().saturating_sub(x), words, style);
            if let Some(paragraph) = paragraph {
                draw_paragraph(*paragraph, line, canvas);
            }
        }
        _ => {}
    }
}

fn draw_speaker(name: Option<&str>, paragraph: usize, line: RowArea, canvas: &mut Canvas<'_>) {
    let end = draw_paragraph(paragraph, line, canvas);
    let (words, role) = match name {
        Some(name) => (name, ThemeRole::ListHeading),
        None => ("speaker not named", ThemeRole::Secondary),
    };
    let x = line.x + 2;
    let style = canvas.role(role);
    canvas.draw_words(x, line.y, end.saturating_sub(x + 1), words, style);
}

/// Draws the paragraph number, right-aligned. Returns the column where it begins.
fn draw_paragraph(paragraph: usize, line: RowArea, canvas: &mut Canvas<'_>) -> u16 {
    let secondary = canvas.role(ThemeRole::Secondary);
    let room = PARAGRAPH_COLUMNS.min(line.width);
    let words = format!("¶{paragraph}");
    canvas.draw_words_before(line.end(), line.y, room, &words, secondary)
}
