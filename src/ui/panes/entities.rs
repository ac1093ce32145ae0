//! Owns the drawing of a row of the entity list: name, role and number of mentions.

use super::row_area::RowArea;
use crate::annotation::EntityKind;
use crate::config::{Style, ThemeRole};
use crate::highlight::Tag;
use crate::reader::RowContent;
use crate::ui::canvas::Canvas;

/// The width of the count, in columns, including the gap before it.
const COUNT_COLUMNS: u16 = 5;
/// The minimum room for a role, in columns. A role shortened to less would not be understandable.
const MIN_ROLE_COLUMNS: u16 = 8;

/// Draws a row of an entity. Rows of other kinds are ignored.
pub(super) fn draw_entity(part: &RowContent, line: RowArea, canvas: &mut Canvas<'_>) {
    let RowContent::Entity {
        kind,
        name,
        count,
        role,
        is_filtered,
    } = part
    else {
        return;
    };
    let secondary = canvas.role(ThemeRole::Secondary);
    let x = line.x + 2;
    canvas.draw_words_before(
        line.end(),
        line.y,
        COUNT_COLUMNS,
        &count.to_string(),
        secondary,
    );
    let room = line.end().saturating_sub(x + COUNT_COLUMNS);
    let style = name_style(*kind, canvas);
    let name = if *is_filtered {
        &format!("● {name}")
    } else {
        name
    };
    // Below 30 columns a role would leave too little room for the name.
    let column = if role.is_empty() || room < 30 {
        room
    } else {
        room * 3 / 5
    };
    let name_end = canvas.draw_words(x, line.y, column, name, style);
    // Roles are aligned in a column, unless the name is longer.
    let from = (name_end + 2).max(x + (room * 2 / 5).min(24));
    let left = (x + room).saturating_sub(from);
    if left >= MIN_ROLE_COLUMNS {
        canvas.draw_words(from, line.y, left, role, secondary);
    }
}

/// Returns the style of a kind of entity as in the article, but without background, underline and reverse, which would
/// clutter a list.
fn name_style(kind: EntityKind, canvas: &Canvas<'_>) -> Style {
    let tag = match kind {
        EntityKind::Person => Tag::Person,
        EntityKind::Organization => Tag::Organization,
        EntityKind::Place => Tag::Place,
        EntityKind::Group => Tag::Group,
        EntityKind::Event => Tag::Event,
        EntityKind::Work => Tag::Work,
        EntityKind::Other => Tag::OtherName,
    };
    let own = canvas.theme().tag(tag);
    canvas.role(ThemeRole::Text).patch(Style {
        bg: None,
        underline: None,
        is_reverse: false,
        ..own
    })
}
