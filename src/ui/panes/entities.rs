//! A row of the list of entities: name, role, how often.

use super::row_area::RowArea;
use crate::annotation::EntityKind;
use crate::config::{Style, ThemeRole};
use crate::highlight::Tag;
use crate::reader::RowContent;
use crate::ui::canvas::Canvas;

/// Columns of the count with its gap.
const COUNT_COLUMNS: u16 = 5;
/// A role shorter than this says nothing.
const MIN_ROLE_COLUMNS: u16 = 8;

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
    let column = if role.is_empty() || room < 30 {
        room
    } else {
        room * 3 / 5
    };
    let behind = canvas.draw_words(x, line.y, column, name, style);
    let from = (behind + 2).max(x + (room * 2 / 5).min(24));
    let left = (x + room).saturating_sub(from);
    if left >= MIN_ROLE_COLUMNS {
        canvas.draw_words(from, line.y, left, role, secondary);
    }
}

/// The colour of the kind, as in the article, without ground and line.
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
