//! Keeps the article and the annotation list in step.

use crate::annotation::AnnotationId;
use crate::reader::app::App;
use crate::reader::document::OpenArticle;
use crate::reader::lists::{EntryKey, FigureOrder, ListEntry};
use crate::reader::view_state::{ListOptions, Tab};

/// Updates the list after the article was scrolled. A selection that is no longer visible is dropped; then a list in
/// text order moves its cursor to the first entry on the screen.
pub(super) fn sync_list_to_article(app: &mut App) {
    let height = app.geometry().annotations.body.height;
    let (tab, options) = (app.view.tab, app.view.lists);
    let Some(document) = app.document_mut() else {
        return;
    };
    let in_view = document.in_view();
    let selected = document.selected().map(|item| item.range);
    if selected.is_some_and(|range| range.overlaps(in_view)) {
        return;
    }
    document.place.selected = None;
    if !is_in_text_order(tab, options) {
        return;
    }
    let list = document.list_mut(tab);
    let entries = list.entries();
    let first = entries.partition_point(|entry| entry.range.start() < in_view.start());
    if entries
        .get(first)
        .is_some_and(|entry| entry.range.overlaps(in_view))
    {
        list.cursor = first;
        list.reveal(height);
    }
}

/// Updates the article after the cursor of the list was moved: selects the annotation and scrolls to it.
pub(super) fn sync_article_to_list(app: &mut App) {
    let tab = app.view.tab;
    let height = app.geometry().annotations.body.height;
    let Some(document) = app.document_mut() else {
        return;
    };
    let Some(entry) = document.list(tab).current() else {
        return;
    };
    if let Some(id) = entry_target(document, entry) {
        document.select(id, height);
    }
}

/// Returns the annotation that an entry leads to. For an entity, its first mention that the filter keeps.
fn entry_target(document: &OpenArticle, entry: ListEntry) -> Option<AnnotationId> {
    match entry.key {
        EntryKey::Item(id) => Some(id),
        EntryKey::Entity(entity) => {
            let all = &document.findings()?.annotations;
            let from = all.items().iter().skip(all.first_from(entry.range.start()));
            let mut there = from.take_while(|item| item.range.start() == entry.range.start());
            let mention = there.find(|item| {
                item.kind
                    .mention()
                    .is_some_and(|mention| mention.entity == entity)
            });
            mention.map(|item| item.id)
        }
    }
}

const fn is_in_text_order(tab: Tab, options: ListOptions) -> bool {
    match tab {
        Tab::Entities => false,
        Tab::Quotes => !options.by_speaker,
        Tab::Figures => matches!(options.figure_order, FigureOrder::Text),
    }
}
