//! Read, star, tag, archive, delete, and undo.

use super::{grouped, list_height, reading, shelf};
use crate::library::{Change, EntryId};
use crate::reader::Command;
use crate::reader::app::{App, Mode, Prompt};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::Count;
use crate::reader::shelf::{Pending, Shelf, ShelfPane};
use crate::reader::update::times;

/// The longest tag, in characters.
const LONGEST_TAG: usize = 60;

pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    let n = times(count);
    Some(match command {
        Command::MarkRead => mark(app, n, true),
        Command::MarkUnread => mark(app, n, false),
        Command::ToggleRead => {
            let row = shelf(app).and_then(|shelf| shelf.entry());
            let is_read = row.is_some_and(|row| row.is_read);
            mark(app, n, !is_read)
        }
        Command::Star => star(app, n),
        Command::Delete => away(app, n, Change::Delete, "deleted"),
        Command::Archive => archive(app, n),
        Command::Undo => undo(app, n),
        Command::Tag => {
            if let Some(ids) = chosen(app, n) {
                app.mode = Mode::Tag(Prompt::default(), ids.len());
            }
            Effects::none()
        }
        _ => return None,
    })
}

/// The entries that a command is about; tells where there are none.
fn chosen(app: &mut App, n: usize) -> Option<Vec<EntryId>> {
    let ids = shelf(app).map(|shelf| match &shelf.reading {
        Some(reading) if shelf.list.current() != Some(reading.row.id) => vec![reading.row.id],
        Some(_) => shelf.list.from_cursor(n),
        None if shelf.focus == ShelfPane::List => shelf.list.from_cursor(n),
        None => Vec::new(),
    })?;
    if ids.is_empty() {
        let key = app.key_of(Command::NextPane);
        app.tell(format!("Choose an article first: {key} goes to the list"));
        return None;
    }
    Some(ids)
}

fn mark(app: &mut App, n: usize, is_read: bool) -> Effects {
    let Some(ids) = chosen(app, n) else {
        return Effects::none();
    };
    let what = if is_read { "read" } else { "unread" };
    let says = format!("{} marked {what}", articles(ids.len()));
    loudly(app, Change::Read(ids, is_read), says)
}

fn star(app: &mut App, n: usize) -> Effects {
    let Some(ids) = chosen(app, n) else {
        return Effects::none();
    };
    let is_starred = shelf(app)
        .and_then(|shelf| shelf.entry())
        .is_some_and(|row| row.is_starred);
    let what = if is_starred {
        "without star"
    } else {
        "starred"
    };
    let says = format!("{} {what}", articles(ids.len()));
    loudly(app, Change::Star(ids, !is_starred), says)
}

fn archive(app: &mut App, n: usize) -> Effects {
    let is_archived = shelf(app)
        .and_then(|shelf| shelf.entry())
        .is_some_and(|row| row.is_archived);
    if is_archived {
        let back = |ids| Change::Archive(ids, false);
        away(app, n, back, "back from the archive")
    } else {
        away(app, n, |ids| Change::Archive(ids, true), "archived")
    }
}

/// Takes articles out of the list by a change.
fn away(
    app: &mut App,
    n: usize,
    change: impl FnOnce(Vec<EntryId>) -> Change,
    done: &str,
) -> Effects {
    let Some(ids) = chosen(app, n) else {
        return Effects::none();
    };
    let key = app.key_of(Command::Undo);
    let says = format!("{} {done}", articles(ids.len()));
    let height = list_height(app);
    let was_open = app.open.is_some();
    let mut effects = if was_open {
        reading::leave(app)
    } else {
        Effects::none()
    };
    if let Some(shelf) = shelf(app) {
        shelf.list.remove(&ids);
        shelf.list.reveal(height);
    }
    effects.extend(loudly(app, change(ids), says.clone()));
    if was_open {
        effects.extend(reading::open_current(app));
    }
    app.tell(format!("{says}; {key} undoes it"));
    effects
}

/// Takes the tag that was typed: with a `-` before it, it is taken off.
pub(in crate::reader::update) fn submit_tag(app: &mut App, line: &str, n: usize) -> Effects {
    let written = line.trim().trim_start_matches('#');
    let (is_off, tag) = match written.strip_prefix('-') {
        Some(tag) => (true, tag.trim()),
        None => (false, written),
    };
    if tag.is_empty() {
        return Effects::none();
    }
    let tag: String = tag.chars().take(LONGEST_TAG).collect();
    let Some(ids) = chosen(app, n) else {
        return Effects::none();
    };
    let switched = if is_off { "off" } else { "on" };
    let says = match ids.len() {
        1 => format!("Tag {tag} {switched}"),
        n => format!("Tag {tag} {switched}: {}", articles(n)),
    };
    let change = if is_off {
        Change::Untag(ids, tag)
    } else {
        Change::Tag(ids, tag)
    };
    loudly(app, change, says)
}

/// Returns the tags that may come of what is typed.
pub(in crate::reader::update) fn tag_completions(app: &App, line: &str) -> Vec<String> {
    let (sign, begun) = line
        .strip_prefix('-')
        .map_or(("", line), |rest| ("-", rest));
    let begun = begun.to_lowercase();
    let Some(shelf) = app.shelf.as_deref() else {
        return Vec::new();
    };
    // What is taken off must be on.
    let known = match shelf.entry() {
        Some(row) if sign == "-" => &row.tags,
        _ => &shelf.tags,
    };
    let fitting = known
        .iter()
        .filter(|tag| tag.to_lowercase().starts_with(&begun));
    fitting.map(|tag| format!("{sign}{tag}")).collect()
}

/// Undoes what the user wanted undone before it was written.
pub(super) fn undo_waiting(app: &mut App) -> Effects {
    let waits = shelf(app).is_some_and(|shelf| shelf.n_to_undo > 0 && !shelf.is_writing());
    if !waits {
        return Effects::none();
    }
    let n = shelf(app).map_or(0, |shelf| std::mem::take(&mut shelf.n_to_undo));
    undo(app, n)
}

/// Undoes the last changes.
fn undo(app: &mut App, n: usize) -> Effects {
    let mut effects = Effects::none();
    for _ in 0..n.min(100) {
        if shelf(app).is_some_and(|shelf| shelf.is_writing()) {
            // What is being written is newer than all that can be undone yet: it goes first, when it is done.
            if let Some(shelf) = shelf(app) {
                shelf.n_to_undo += 1;
            }
            app.tell("Undoing it as soon as it is written …");
            return effects;
        }
        let Some(last) = shelf(app).and_then(|shelf| shelf.undo.pop()) else {
            if effects.0.is_empty() {
                app.tell("Nothing to undo");
            }
            return effects;
        };
        app.tell(format!("Undone: {}", last.says));
        effects.extend(order(app, last.change, None));
    }
    effects
}

/// Changes entries, says so, and lets it be undone.
fn loudly(app: &mut App, change: Change, says: String) -> Effects {
    app.tell(says.clone());
    order(app, change, Some(says))
}

/// Changes entries by the way: there is nothing to tell, but it can be undone.
pub(super) fn quietly(app: &mut App, change: Change, says: String) -> Effects {
    order(app, change, Some(says))
}

/// Orders the change, and shows it at once: the answer only confirms it.
fn order(app: &mut App, change: Change, says: Option<String>) -> Effects {
    let ticket = app.ticket();
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    show(shelf, &change);
    // What was taken out of a list is there again when that is undone.
    let is_undone = says.is_none() && matches!(change, Change::Archive(..));
    let pending = Pending {
        relists: is_undone || matches!(change, Change::Restore(_)),
        says,
    };
    shelf.pending.insert(ticket, pending);
    Effects::one(Effect::Change(ticket, change))
}

fn show(shelf: &mut Shelf, change: &Change) {
    let reading = shelf.reading.as_mut().map(|reading| &mut reading.row);
    if let Some(row) = reading.filter(|row| change.ids().contains(&row.id)) {
        show_in(row, change);
    }
    for id in change.ids() {
        if let Some(row) = shelf.list.row_mut(*id) {
            show_in(row, change);
        }
    }
}

fn show_in(row: &mut crate::library::EntryRow, change: &Change) {
    match change {
        Change::Read(_, is_read) => row.is_read = *is_read,
        Change::Star(_, is_starred) => row.is_starred = *is_starred,
        Change::Tag(_, tag) => {
            row.tags.push(tag.clone());
            row.tags.sort();
            row.tags.dedup();
        }
        Change::Untag(_, tag) => row.tags.retain(|known| known != tag),
        Change::Archive(_, is_archived) => row.is_archived = *is_archived,
        Change::Delete(_) | Change::Restore(_) => {}
    }
}

pub(super) fn articles(n: usize) -> String {
    match n {
        1 => "1 article".to_owned(),
        n => format!("{} articles", grouped(n)),
    }
}
