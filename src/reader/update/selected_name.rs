//! The name that the user looks at in an article.

use crate::annotation::{Annotation, EntityId};
use crate::corpus::read_senses;
use crate::reader::app::App;
use crate::reader::document::OpenArticle;
use crate::reader::geometry::ReaderPane;
use crate::reader::library_view::RowSubject;
use crate::reader::lists::EntryKey;

/// Returns the selected name, or the speaker of the selected quote, with the library's key for it.
pub(super) fn selected_name(app: &App) -> Option<RowSubject> {
    let document = app.document()?;
    let id = selected_entity(app, document)?;
    let annotations = &document.findings()?.annotations;
    let senses = read_senses(&document.article, annotations);
    let sense = senses.senses.get(*senses.of_entities.get(&id)?)?;
    Some(RowSubject {
        name: sense.name.clone(),
        key: Some(sense.key.to_string()),
    })
}

fn selected_entity(app: &App, document: &OpenArticle) -> Option<EntityId> {
    let listed = || document.list(app.view.tab).current().map(|entry| entry.key);
    let of_item = |item: &Annotation| {
        let speaker = item.kind.quote().and_then(|quote| quote.speaker.entity());
        item.kind.entity().or(speaker)
    };
    let of_list = || match listed()? {
        EntryKey::Entity(id) => Some(id),
        EntryKey::Item(id) => document.item(id).and_then(of_item),
    };
    let selected = || document.selected().and_then(of_item);
    match app.view.focus {
        ReaderPane::Annotations => of_list().or_else(selected),
        ReaderPane::Article => selected(),
    }
}
