//! Opening the page of the selected name, and the library's answer.

use crate::corpus::read_senses;
use crate::library::EntityPage;
use crate::reader::app::{App, InputMode};
use crate::reader::browser::LibraryRequest;
use crate::reader::command::Command;
use crate::reader::document::OpenArticle;
use crate::reader::effect::{Effect, Effects};
use crate::reader::entity_lines::entity_page_lines;
use crate::reader::explanation::ExplanationPopup;
use crate::reader::geometry::ReaderPane;
use crate::reader::lists::EntryKey;
use crate::reader::msg::{RepeatCount, Ticket};

pub(super) fn perform_page_command(
    app: &mut App,
    command: Command,
    _: RepeatCount,
) -> Option<Effects> {
    match command {
        Command::EntityPage => Some(open_entity_page(app)),
        _ => None,
    }
}

/// Opens the popup for the name under the cursor, or the speaker of the quote there, and asks the library for its page.
fn open_entity_page(app: &mut App) -> Effects {
    if app.browser.is_none() {
        app.set_notice(
            "Pages of names are made from the library; open it with `pullquote` alone".to_owned(),
        );
        return Effects::none();
    }
    let Some((name, key)) = app
        .document()
        .and_then(|document| selected_entity(app, document))
    else {
        let next = app.key_of(Command::NextEntity);
        app.set_notice(format!(
            "No name is selected: go to one with {next}, or choose one in the list"
        ));
        return Effects::none();
    };
    let ticket = app.next_ticket();
    app.mode = InputMode::Explanation(ExplanationPopup::of_entity(&name, ticket));
    Effects::one(Effect::Ask(ticket, LibraryRequest::EntityPage(key)))
}

/// Returns the name and the library's key of the entity that the user looks at.
fn selected_entity(app: &App, document: &OpenArticle) -> Option<(String, String)> {
    let annotations = &document.findings()?.annotations;
    let listed = || document.list(app.view.tab).current().map(|entry| entry.key);
    let of_item = |item: &crate::annotation::Annotation| {
        let speaker = item.kind.quote().and_then(|quote| quote.speaker.entity());
        item.kind.entity().or(speaker)
    };
    let of_list = || match listed()? {
        EntryKey::Entity(id) => Some(id),
        EntryKey::Item(id) => document.item(id).and_then(of_item),
    };
    let selected = || document.selected().and_then(of_item);
    let id = match app.view.focus {
        ReaderPane::Annotations => of_list().or_else(selected),
        ReaderPane::Article => selected().or_else(of_list),
    }?;
    let senses = read_senses(&document.article, annotations);
    let sense = senses.senses.get(*senses.of_entities.get(&id)?)?;
    Some((sense.name.clone(), sense.key.to_string()))
}

/// Takes the library's answer, if the popup still waits for it.
pub(super) fn receive_entity_page(app: &mut App, ticket: Ticket, page: Option<&EntityPage>) {
    if let InputMode::Explanation(popup) = &mut app.mode {
        let lines = page.map(entity_page_lines).ok_or_else(|| {
            "The library does not know this name yet. It is known once the article is annotated in the library.".to_owned()
        });
        popup.receive_lines(ticket, lines);
    }
}
