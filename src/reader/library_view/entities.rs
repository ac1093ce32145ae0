//! The view of entities: the names of the library with their articles.

use super::model::{LibraryView, PageBuilder, RowSubject, RowTarget, ViewAsk, ViewOrder, ViewRow};
use super::period::day_column;
use crate::annotation::EntityKind;
use crate::highlight::Tag;
use crate::library::{EntityRow, LibraryQuestions, QuerySort};
use crate::reader::lists::one_line;
use crate::text::count_with_noun;

/// The view of entities.
pub(in crate::reader) const ENTITIES_VIEW: &LibraryView = &LibraryView {
    command: "library-entities",
    says: "the people, organisations and places of all articles",
    title: "Names",
    noun: "name",
    data: "entities",
    name_field: None,
    orders: &[
        ViewOrder {
            sort: QuerySort::Rank,
            words: "",
            says: "Names by articles, most first",
        },
        ViewOrder {
            sort: QuerySort::Newest,
            words: "last seen first",
            says: "Names by the day when they were last seen",
        },
        ViewOrder {
            sort: QuerySort::Speaker,
            words: "by name",
            says: "Names in alphabetical order",
        },
    ],
    would_be: "the people, organisations and places that articles name",
    load: load_entities,
};

fn load_entities(
    library: &dyn LibraryQuestions,
    ask: &ViewAsk,
    page: &mut PageBuilder<'_>,
) -> Result<(), String> {
    let list = ask.entity_list();
    library.each_entity(&list, &mut |row| page.take(|| entity_row_line(&row, ask)))
}

fn entity_row_line(row: &EntityRow, ask: &ViewAsk) -> ViewRow {
    let name = one_line(&row.name);
    let decided = if row.is_decided { "decided by you" } else { "" };
    ViewRow {
        head: name.clone(),
        head_tag: Some(tag_of_kind(row.kind)),
        aside: decided.to_owned(),
        columns: vec![
            row.kind.name().to_owned(),
            count_with_noun(row.n_entries, "article"),
            day_column(row.last_seen, ask.now),
        ],
        target: RowTarget::Entity(row.key.clone()),
        subject: Some(RowSubject {
            name,
            key: Some(row.key.clone()),
        }),
        ..ViewRow::default()
    }
}

/// Returns the tag of names of a kind.
pub(super) const fn tag_of_kind(kind: EntityKind) -> Tag {
    match kind {
        EntityKind::Person => Tag::Person,
        EntityKind::Organization => Tag::Organization,
        EntityKind::Place => Tag::Place,
        EntityKind::Group => Tag::Group,
        EntityKind::Event => Tag::Event,
        EntityKind::Work => Tag::Work,
        EntityKind::Other => Tag::OtherName,
    }
}
