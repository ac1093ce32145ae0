//! Explaining the selected annotation: the command, and the worker's answer.

use std::sync::Arc;

use crate::annotation::{Annotation, Annotations};
use crate::reader::app::{App, InputMode};
use crate::reader::command::Command;
use crate::reader::document::OpenArticle;
use crate::reader::effect::{Effect, Effects};
use crate::reader::explanation::ExplanationPopup;
use crate::reader::geometry::ReaderPane;
use crate::reader::lists::EntryKey;
use crate::reader::msg::{RepeatCount, Ticket};

pub(super) fn perform_explain_command(
    app: &mut App,
    command: Command,
    _: RepeatCount,
) -> Option<Effects> {
    app.document()?;
    match command {
        Command::Explain => Some(explain_selected(app)),
        _ => None,
    }
}

/// Opens the popup for the selected annotation, and asks a worker for the explanation: it takes as long as annotating.
fn explain_selected(app: &mut App) -> Effects {
    let ticket = app.next_ticket();
    let opened = app.document().and_then(|document| {
        let item = explained_item(app, document)?;
        let popup = ExplanationPopup::new(&document.article, item, ticket);
        Some((popup, Arc::clone(&document.article)))
    });
    let Some((popup, article)) = opened else {
        let next = app.key_of(Command::NextQuote);
        app.set_notice(format!(
            "Nothing is selected: {next} goes to the next quote"
        ));
        return Effects::none();
    };
    app.mode = InputMode::Explanation(popup);
    Effects::one(Effect::Explain(ticket, article))
}

/// Returns what the user looks at: in the list the entry under the cursor, for an entity its first mention; in the
/// article the selected annotation.
fn explained_item<'a>(app: &App, document: &'a OpenArticle) -> Option<&'a Annotation> {
    let listed = || match document.list(app.view.tab).current()?.key {
        EntryKey::Item(id) => document.item(id),
        EntryKey::Entity(id) => {
            let annotations = &document.findings()?.annotations;
            annotations.mentions_of(id).map(|(item, _)| item).next()
        }
    };
    match app.view.focus {
        ReaderPane::Annotations => listed().or_else(|| document.selected()),
        ReaderPane::Article => document.selected().or_else(listed),
    }
}

/// Takes the worker's answer, if the popup still waits for it.
pub(super) fn receive_explanation(
    app: &mut App,
    ticket: Ticket,
    answer: Result<Annotations, String>,
) {
    if let InputMode::Explanation(popup) = &mut app.mode {
        popup.receive(ticket, answer);
    }
}
