//! A row of the list of entities: name, role, how often.

use super::line::Line;
use crate::annotation::EntityKind;
use crate::config::{Role, Style};
use crate::highlight::Tag;
use crate::reader::Part;
use crate::ui::canvas::Canvas;

/// Columns of the count with its gap.
const COUNT: u16 = 5;
/// A role shorter than this says nothing.
const SHORTEST_ROLE: u16 = 8;

pub(super) fn draw(part: &Part, line: Line, canvas: &mut Canvas<'_>) {
    let Part::Entity {
        kind,
        name,
        count,
        role,
        is_filtered,
    } = part
    else {
        return;
    };
    let secondary = canvas.role(Role::Secondary);
    let x = line.x + 2;
    canvas.words_before(line.end(), line.y, COUNT, &count.to_string(), secondary);
    let room = line.end().saturating_sub(x + COUNT);
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
    let behind = canvas.words(x, line.y, column, name, style);
    let from = (behind + 2).max(x + (room * 2 / 5).min(24));
    let left = (x + room).saturating_sub(from);
    if left >= SHORTEST_ROLE {
        canvas.words(from, line.y, left, role, secondary);
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
    canvas.role(Role::Text).patch(Style {
        bg: None,
        underline: None,
        is_reverse: false,
        ..own
    })
}
