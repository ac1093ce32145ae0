//! Showing jump labels and following them.

use super::fit::fit_article;
use super::selection_sync;
use crate::reader::Command;
use crate::reader::app::{App, InputMode};
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::ReaderPane;
use crate::reader::jump_labels::{JumpLabels, JumpTarget};
use crate::reader::msg::RepeatCount;

pub(super) fn perform_hint_command(
    app: &mut App,
    command: Command,
    _: RepeatCount,
) -> Option<Effects> {
    if command != Command::Hints {
        return None;
    }
    // Labels are drawn on the article, which is hidden on narrow screens while the annotations have the focus.
    if app.geometry().article.body.is_empty() {
        app.view.focus = ReaderPane::Article;
        fit_article(app);
    }
    let hints = app.document().map(JumpLabels::of)?;
    if hints.all.is_empty() {
        app.set_notice("No links or annotations on the screen");
    } else {
        app.mode = InputMode::Hints(hints);
    }
    Some(Effects::none())
}

/// Adds a letter to what was typed. A complete label is followed; a letter that fits no label closes the labels.
pub(super) fn type_hint_letter(app: &mut App, letter: char) -> Effects {
    let InputMode::Hints(hints) = &mut app.mode else {
        return Effects::none();
    };
    hints.typed.push(letter);
    let found = hints.open().next();
    let Some((label, target)) = found.map(|hint| (&hint.label, hint.target.clone())) else {
        app.mode = InputMode::Normal;
        app.set_notice("No jump label starts with these letters");
        return Effects::none();
    };
    if *label != hints.typed {
        return Effects::none();
    }
    app.mode = InputMode::Normal;
    follow_target(app, target)
}

fn follow_target(app: &mut App, target: JumpTarget) -> Effects {
    match target {
        JumpTarget::Link(link) => {
            app.set_notice(format!("Opening {link}"));
            Effects::one(Effect::Open(link))
        }
        JumpTarget::Item(id) => {
            let height = app.geometry().annotations.body.height;
            if let Some(document) = app.document_mut() {
                document.select(id, height);
            }
            selection_sync::sync_list_to_article(app);
            app.view.focus = ReaderPane::Article;
            Effects::none()
        }
    }
}
