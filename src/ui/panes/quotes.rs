//! A row of the list of quotes: the speaker, or a line of what was said.

use super::line::Line;
use crate::config::{Role, Style};
use crate::reader::Part;
use crate::ui::canvas::Canvas;

/// Columns of the paragraph's number with its gap.
const PARAGRAPH: u16 = 7;

pub(super) fn draw(part: &Part, line: Line, canvas: &mut Canvas<'_>) {
    match part {
        Part::Speaker { name, paragraph } => {
            draw_speaker(name.as_deref(), *paragraph, line, canvas);
        }
        Part::Words {
            line: words,
            is_indirect,
            paragraph,
        } => {
            let style = Style {
                is_italic: *is_indirect,
                ..canvas.role(Role::Text)
            };
            let x = line.x + 3;
            canvas.words(x, line.y, line.end().saturating_sub(x), words, style);
            if let Some(paragraph) = paragraph {
                draw_paragraph(*paragraph, line, canvas);
            }
        }
        _ => {}
    }
}

fn draw_speaker(name: Option<&str>, paragraph: usize, line: Line, canvas: &mut Canvas<'_>) {
    let end = draw_paragraph(paragraph, line, canvas);
    let (words, role) = match name {
        Some(name) => (name, Role::ListHeading),
        None => ("speaker not named", Role::Secondary),
    };
    let x = line.x + 2;
    let style = canvas.role(role);
    canvas.words(x, line.y, end.saturating_sub(x + 1), words, style);
}

/// Draws the paragraph's number, and returns where it begins.
fn draw_paragraph(paragraph: usize, line: Line, canvas: &mut Canvas<'_>) -> u16 {
    let secondary = canvas.role(Role::Secondary);
    let room = PARAGRAPH.min(line.width);
    let words = format!("¶{paragraph}");
    canvas.words_before(line.end(), line.y, room, &words, secondary)
}
