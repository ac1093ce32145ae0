//! Letters that lead to links and annotations.

use super::follow;
use crate::reader::Command;
use crate::reader::app::{App, Mode};
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::Pane;
use crate::reader::hints::{Hints, Target};
use crate::reader::msg::Count;

pub(super) fn perform(app: &mut App, command: Command, _: Count) -> Option<Effects> {
    if command != Command::Hints {
        return None;
    }
    if app.geometry().article.body.is_empty() {
        app.view.focus = Pane::Article;
        super::facts::fit(app);
    }
    let hints = app.document().map(Hints::of)?;
    if hints.all.is_empty() {
        app.tell("No link or annotation is on the screen");
    } else {
        app.mode = Mode::Hints(hints);
    }
    Some(Effects::none())
}

/// A letter narrows the hints; a whole label leads to its place, one that nothing has ends them.
pub(super) fn letter(app: &mut App, letter: char) -> Effects {
    let Mode::Hints(hints) = &mut app.mode else {
        return Effects::none();
    };
    hints.typed.push(letter);
    let found = hints.open().next();
    let Some((label, target)) = found.map(|hint| (&hint.label, hint.target.clone())) else {
        app.mode = Mode::Normal;
        app.tell("No hint has these letters");
        return Effects::none();
    };
    if *label != hints.typed {
        return Effects::none();
    }
    app.mode = Mode::Normal;
    lead(app, target)
}

fn lead(app: &mut App, target: Target) -> Effects {
    match target {
        Target::Link(link) => {
            app.tell(format!("Opening {link}"));
            Effects::one(Effect::Open(link))
        }
        Target::Item(id) => {
            let height = app.geometry().annotations.body.height;
            if let Some(document) = app.document_mut() {
                document.select(id, height);
            }
            follow::article_moved(app);
            app.view.focus = Pane::Article;
            Effects::none()
        }
    }
}
