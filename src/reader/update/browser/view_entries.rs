//! From a row of a view to its article, at the place of the finding, and back.

use super::open_entry::{open_entry, preferred_body};
use super::screen::{browser_mut, view_height, visible_view_mut};
use super::view_stack::open_view;
use crate::library::{EntryId, EntryRow, ScalarEnds};
use crate::reader::app::App;
use crate::reader::browser::{AwaitedEntry, LibraryRequest};
use crate::reader::effect::{Effect, Effects};
use crate::reader::library_view::{QUOTES_VIEW, ReturnArticle, RowTarget};

/// Opens what the row under the cursor leads to.
pub(super) fn open_current_row(app: &mut App) -> Effects {
    let target =
        visible_view_mut(app).and_then(|view| view.current().map(|row| row.target.clone()));
    match target {
        Some(RowTarget::Passage(entry, passage)) => await_entry(app, entry, Some(passage)),
        Some(RowTarget::Entity(key)) => open_view(app, QUOTES_VIEW, &format!("speaker:{key}")),
        Some(RowTarget::Nothing) | None => Effects::none(),
    }
}

/// Requests the row of an entry, with which it is opened.
fn await_entry(app: &mut App, id: EntryId, passage: Option<ScalarEnds>) -> Effects {
    let ticket = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    browser.awaited = Some(AwaitedEntry { id, passage });
    Effects::one(Effect::Ask(ticket, LibraryRequest::Rows(vec![id])))
}

/// Opens the entry that was waited for, if its row is among these.
pub(super) fn open_awaited(app: &mut App, rows: &[EntryRow]) -> Option<Effects> {
    let browser = browser_mut(app)?;
    let awaited = browser.awaited?;
    let row = rows.iter().find(|row| row.id == awaited.id)?.clone();
    browser.awaited = None;
    let body = preferred_body(Some(&row));
    let effects = open_entry(app, row, body);
    if let Some(reading) = browser_mut(app).and_then(|browser| browser.open_entry.as_mut()) {
        reading.passage = awaited.passage;
    }
    Some(effects)
}

/// Moves the view's cursor by `n` rows and opens that row's article. For the keys of the next and previous article.
pub(super) fn open_adjacent_row(app: &mut App, n: usize, is_forward: bool) -> Effects {
    let height = view_height(app);
    let was_open = app.open.is_some();
    let Some(view) = browser_mut(app).and_then(|browser| browser.views.last_mut()) else {
        return Effects::none();
    };
    let last = view.rows().len().saturating_sub(1);
    let to = if is_forward {
        view.cursor.saturating_add(n).min(last)
    } else {
        view.cursor.saturating_sub(n)
    };
    if to == view.cursor {
        let end = if is_forward { "last" } else { "first" };
        let noun = view.view.noun;
        app.set_notice(format!("This is the {end} {noun} in the view"));
        return Effects::none();
    }
    view.go_to(to, height);
    let target = view.current().map(|row| row.target.clone());
    match target {
        Some(RowTarget::Passage(entry, passage)) if was_open => {
            await_entry(app, entry, Some(passage))
        }
        _ => Effects::none(),
    }
}

/// Opens the article from which a view was opened.
pub(super) fn reopen_article(app: &mut App, article: ReturnArticle) -> Effects {
    open_entry(app, article.row, article.body)
}

/// Copies the words of the row under the cursor, with their source.
pub(super) fn copy_row(app: &mut App) -> Effects {
    let words = visible_view_mut(app).and_then(|view| {
        let row = view.current()?;
        let columns = row.columns.iter().map(String::as_str);
        let parts = [row.words.as_str(), &row.head, &row.aside];
        let parts = parts.into_iter().chain(columns);
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        Some(parts.join(", "))
    });
    let Some(words) = words else {
        return Effects::none();
    };
    app.set_notice("Copied the row with its source");
    Effects::one(Effect::Copy(words))
}
