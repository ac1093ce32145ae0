//! Sending changes of entries to the library, showing them at once, and undoing them.

use super::screen::browser_mut;
use crate::library::EntryChange;
use crate::reader::app::App;
use crate::reader::browser::{BrowserState, PendingChange};
use crate::reader::effect::{Effect, Effects};

/// Applies a change that can be undone, and shows a notice.
pub(super) fn change_with_notice(app: &mut App, change: EntryChange, says: String) -> Effects {
    app.set_notice(says.clone());
    request_change(app, change, Some(says))
}

/// Applies a change that can be undone, without a notice. For changes that the user did not request directly.
pub(super) fn change_without_notice(app: &mut App, change: EntryChange, says: String) -> Effects {
    request_change(app, change, Some(says))
}

/// Sends the change to the library and shows its result at once, before the library confirms it.
fn request_change(app: &mut App, change: EntryChange, says: Option<String>) -> Effects {
    let ticket = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    show_change(browser, &change);
    // Undoing an archive or a deletion brings entries back that the list no longer contains.
    let is_undone = says.is_none() && matches!(change, EntryChange::Archive(..));
    let pending = PendingChange {
        relists: is_undone || matches!(change, EntryChange::Restore(_)),
        says,
    };
    browser.pending.insert(ticket, pending);
    Effects::one(Effect::Change(ticket, change))
}

fn show_change(browser: &mut BrowserState, change: &EntryChange) {
    let reading = browser.open_entry.as_mut().map(|reading| &mut reading.row);
    if let Some(row) = reading.filter(|row| change.ids().contains(&row.id)) {
        show_change_in_row(row, change);
    }
    for id in change.ids() {
        if let Some(row) = browser.list.row_mut(*id) {
            show_change_in_row(row, change);
        }
    }
}

fn show_change_in_row(row: &mut crate::library::EntryRow, change: &EntryChange) {
    match change {
        EntryChange::Read(_, is_read) => row.is_read = *is_read,
        EntryChange::Star(_, is_starred) => row.is_starred = *is_starred,
        EntryChange::Tag(_, tag) => {
            row.tags.push(tag.clone());
            row.tags.sort();
            row.tags.dedup();
        }
        EntryChange::Untag(_, tag) => row.tags.retain(|known| known != tag),
        EntryChange::Archive(_, is_archived) => row.is_archived = *is_archived,
        EntryChange::Delete(_) | EntryChange::Restore(_) => {}
    }
}

/// Returns a sentence for use after a colon.
fn lowercase_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

/// Performs the undo commands that were given while a change was pending.
pub(super) fn undo_when_written(app: &mut App) -> Effects {
    let waits =
        browser_mut(app).is_some_and(|browser| browser.n_to_undo > 0 && !browser.is_writing());
    if !waits {
        return Effects::none();
    }
    let n = browser_mut(app).map_or(0, |browser| std::mem::take(&mut browser.n_to_undo));
    undo_changes(app, n)
}

/// Undoes the last `n` changes.
pub(super) fn undo_changes(app: &mut App, n: usize) -> Effects {
    let mut effects = Effects::none();
    // The history holds no more steps than this.
    for _ in 0..n.min(100) {
        if browser_mut(app).is_some_and(|browser| browser.is_writing()) {
            // The pending change is the newest one and must be undone first, once the library has stored it.
            if let Some(browser) = browser_mut(app) {
                browser.n_to_undo += 1;
            }
            app.set_notice("Undoing as soon as the change is saved …");
            return effects;
        }
        let Some(last) = browser_mut(app).and_then(|browser| browser.undo.pop()) else {
            if effects.0.is_empty() {
                app.set_notice("Nothing to undo");
            }
            return effects;
        };
        app.set_notice(format!("Undone: {}", lowercase_first(&last.says)));
        effects.extend(request_change(app, last.change, None));
    }
    effects
}
