//! Opening the page of the selected name, and the library's answer.

use super::selected_name::selected_name;
use crate::library::EntityPage;
use crate::reader::app::{App, InputMode};
use crate::reader::browser::LibraryRequest;
use crate::reader::command::Command;
use crate::reader::effect::{Effect, Effects};
use crate::reader::entity_lines::entity_page_lines;
use crate::reader::explanation::ExplanationPopup;
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
    let Some((name, Some(key))) = selected_name(app).map(|found| (found.name, found.key)) else {
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

/// Takes the library's answer, if the popup still waits for it.
pub(super) fn receive_entity_page(app: &mut App, ticket: Ticket, page: Option<&EntityPage>) {
    if let InputMode::Explanation(popup) = &mut app.mode {
        let lines = page.map(entity_page_lines).ok_or_else(|| {
            "The library does not know this name yet. It is known once the article is annotated in the library.".to_owned()
        });
        popup.receive_lines(ticket, lines);
    }
}
