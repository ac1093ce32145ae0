//! Owns the drawing of a row of the quote list: the speaker, or a line of the quote.

use super::row_area::RowArea;
use crate::config::{Style, ThemeRole};
use crate::reader::RowContent;
use crate::ui::canvas::Canvas;

/// The width of the paragraph number, in columns, including the gap before it. Enough for `¶` and five digits.
const PARAGRAPH_COLUMNS: u16 = 7;

/// The mark left of indirect speech. Together with the slant and the missing quotation marks it sets indirect speech apart
/// from quotations without colour, and also where a terminal has no italics.
const INDIRECT_MARK: &str = "┊";
/// The minimum width of a list whose indirect quotes are labelled. A name of 20 columns fits next to label and
/// paragraph.
const MIN_COLUMNS_WITH_LABEL: u16 = 36;

/// Draws a row of a quote. Rows of other kinds are ignored.
pub(super) fn draw_quote(part: &RowContent, line: RowArea, canvas: &mut Canvas<'_>) {
    match part {
        RowContent::Speaker {
            name,
            is_indirect,
            paragraph,
        } => {
            let mut end = draw_paragraph(*paragraph, line, canvas);
            if *is_indirect && line.width >= MIN_COLUMNS_WITH_LABEL {
                let label = canvas.role(ThemeRole::Secondary);
                let end_of_label = end.saturating_sub(1);
                end = canvas.draw_words_before(end_of_label, line.y, line.width, "reported", label);
            }
            draw_speaker(name.as_deref(), end, line, canvas);
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
            if *is_indirect {
                let mark = canvas.role(ThemeRole::Secondary);
                canvas.draw_words(line.x + 1, line.y, 1, INDIRECT_MARK, mark);
            }
            let x = line.x + 3;
            canvas.draw_words(x, line.y, line.end().saturating_sub(x), words, style);
            if let Some(paragraph) = paragraph {
                draw_paragraph(*paragraph, line, canvas);
            }
        }
        _ => {}
    }
}

/// Draws the speaker in the columns before `end`.
fn draw_speaker(name: Option<&str>, end: u16, line: RowArea, canvas: &mut Canvas<'_>) {
    let (words, role) = match name {
        Some(name) => (name, ThemeRole::ListHeading),
        None => ("unresolved", ThemeRole::Secondary),
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
