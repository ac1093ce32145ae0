//! The line that narrows the list: what is typed is asked at once.

use super::{lists, shelf};
use crate::library::{EntryId, Query};
use crate::reader::Command;
use crate::reader::app::{App, Mode, Prompt};
use crate::reader::effect::Effects;
use crate::reader::geometry::Pane;
use crate::reader::msg::Count;
use crate::reader::shelf::{Goal, Narrowing, Shelf, ShelfPane};

pub(super) fn perform(app: &mut App, command: Command, _: Count) -> Option<Effects> {
    let is_search = command == Command::Search && app.open.is_none();
    if command != Command::Query && !is_search {
        return None;
    }
    let effects = if app.open.is_some() {
        super::reading::leave(app)
    } else {
        Effects::none()
    };
    app.view.focus = Pane::Article;
    let shelf = shelf(app)?;
    shelf.focus = ShelfPane::List;
    shelf.before = Some((shelf.narrowing.clone(), shelf.list.current()));
    let mut prompt = Prompt::default();
    if !shelf.narrowing.words.is_empty() {
        prompt.replace(&format!("{} ", shelf.narrowing.words));
    }
    app.mode = Mode::Query(prompt);
    Some(effects)
}

/// Takes the words as the query, where they are one; else notes what is wrong and leaves the query as it is.
pub(super) fn put(shelf: &mut Shelf, words: &str) {
    match Query::parse(words, shelf.now.today()) {
        Ok(query) => {
            shelf.narrowing = Narrowing {
                words: words.trim().to_owned(),
                query,
                error: None,
            };
        }
        Err(error) => shelf.narrowing.error = Some(error.to_string()),
    }
}

/// Follows what is typed. The last word may be the start of a longer one.
pub(in crate::reader::update) fn narrow_live(app: &mut App, line: &str) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let today = shelf.now.today();
    let is_begun = line.ends_with(|c: char| c.is_alphanumeric());
    let begun = Query::parse(&format!("{line}*"), today);
    let query = match begun.ok().filter(|_| is_begun) {
        Some(query) => Ok(query),
        None => Query::parse(line, today),
    };
    match query {
        Ok(query) if query == shelf.narrowing.query => {
            line.trim().clone_into(&mut shelf.narrowing.words);
            shelf.narrowing.error = None;
            Effects::none()
        }
        Ok(query) => {
            shelf.narrowing = Narrowing {
                words: line.trim().to_owned(),
                query,
                error: None,
            };
            lists::ask(app, Goal::Fresh)
        }
        Err(error) => {
            shelf.narrowing.error = Some(error.to_string());
            Effects::none()
        }
    }
}

/// Takes the line; one that is no query is told, and what was before it comes back.
pub(in crate::reader::update) fn submit(app: &mut App, line: &str) -> Effects {
    let before = shelf(app).and_then(|shelf| shelf.before.take());
    let error = shelf(app).and_then(|shelf| shelf.narrowing.error.take());
    if let Some(error) = error {
        let effects = back_to(app, before);
        app.tell(error);
        return effects;
    }
    if line.trim().is_empty() && before.is_some_and(|(before, _)| !before.words.is_empty()) {
        return narrow(app, "");
    }
    Effects::none()
}

/// Leaves the line: the list is as it was before.
pub(in crate::reader::update) fn cancel(app: &mut App) -> Effects {
    let before = shelf(app).and_then(|shelf| shelf.before.take());
    back_to(app, before)
}

/// Lists what was listed before, the cursor on its entry.
fn back_to(app: &mut App, before: Option<(Narrowing, Option<EntryId>)>) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    shelf.narrowing.error = None;
    match before {
        Some((before, entry)) if before.query != shelf.narrowing.query => {
            shelf.narrowing = before;
            lists::ask(app, Goal::Keep(entry))
        }
        _ => Effects::none(),
    }
}

/// Narrows the list by words from the command line.
pub(in crate::reader::update) fn narrow(app: &mut App, words: &str) -> Effects {
    let mut effects = if app.open.is_some() && app.shelf.is_some() {
        super::reading::leave(app)
    } else {
        Effects::none()
    };
    let Some(shelf) = shelf(app) else {
        app.tell("That needs the library: start pullquote without a file");
        return effects;
    };
    put(shelf, words);
    if let Some(error) = shelf.narrowing.error.take() {
        app.tell(error);
        return effects;
    }
    effects.extend(lists::ask(app, Goal::Fresh));
    effects
}
