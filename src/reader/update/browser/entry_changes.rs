//! Commands that change entries: read, star, tag, archive, delete, undo.

use super::open_entry;
use super::pending_changes::{change_with_notice, undo_changes};
use super::screen::{browser_mut, list_height};
use crate::library::{EntryChange, EntryId};
use crate::reader::Command;
use crate::reader::app::{App, InputMode, Prompt};
use crate::reader::browser::BrowserPane;
use crate::reader::effect::Effects;
use crate::reader::msg::{RepeatCount, repeat_count};
use crate::text::count_with_noun;

/// The maximum length of a tag, in characters. Longer input is cut.
const MAX_TAG_CHARS: usize = 60;

pub(super) fn perform_entry_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    let n = repeat_count(count);
    Some(match command {
        Command::MarkRead => mark_entries(app, n, true),
        Command::MarkUnread => mark_entries(app, n, false),
        Command::ToggleRead => {
            let row = browser_mut(app).and_then(|browser| browser.entry());
            let is_read = row.is_some_and(|row| row.is_read);
            mark_entries(app, n, !is_read)
        }
        Command::Star => star_entries(app, n),
        Command::Delete => remove_from_list(app, n, EntryChange::Delete, "Deleted"),
        Command::Archive => archive_entries(app, n),
        Command::Undo => undo_changes(app, n),
        Command::Tag => {
            if let Some(ids) = chosen_entries(app, n) {
                app.mode = InputMode::Tag(Prompt::default(), ids.len());
            }
            Effects::none()
        }
        _ => return None,
    })
}

/// Returns whether the command changes the open article only, so that a count before it has no meaning.
pub(in crate::reader::update) fn acts_on_open_entry(app: &App, command: Command) -> bool {
    let is_change = matches!(
        command,
        Command::MarkRead
            | Command::MarkUnread
            | Command::ToggleRead
            | Command::Star
            | Command::Tag
            | Command::Archive
            | Command::Delete
    );
    let browser = app.browser.as_deref();
    is_change && browser.is_some_and(|browser| browser.open_entry.is_some())
}

/// Returns the entries that a command applies to: the open article, or `n` of the list if it has the focus. If there
/// are none, shows a notice.
fn chosen_entries(app: &mut App, n: usize) -> Option<Vec<EntryId>> {
    let ids = browser_mut(app).map(|browser| match &browser.open_entry {
        Some(reading) => vec![reading.row.id],
        None if browser.focus == BrowserPane::List => browser.list.from_cursor(n),
        None => Vec::new(),
    })?;
    if ids.is_empty() {
        let key = app.key_of(Command::NextPane);
        app.set_notice(format!("Choose an article first: {key} goes to the list"));
        return None;
    }
    Some(ids)
}

fn mark_entries(app: &mut App, n: usize, is_read: bool) -> Effects {
    let Some(ids) = chosen_entries(app, n) else {
        return Effects::none();
    };
    let what = if is_read { "read" } else { "unread" };
    let says = format!("Marked {} as {what}", format_article_count(ids.len()));
    change_with_notice(app, EntryChange::Read(ids, is_read), says)
}

fn star_entries(app: &mut App, n: usize) -> Effects {
    let Some(ids) = chosen_entries(app, n) else {
        return Effects::none();
    };
    let is_starred = browser_mut(app)
        .and_then(|browser| browser.entry())
        .is_some_and(|row| row.is_starred);
    let what = if is_starred { "Unstarred" } else { "Starred" };
    let says = format!("{what} {}", format_article_count(ids.len()));
    change_with_notice(app, EntryChange::Star(ids, !is_starred), says)
}

fn archive_entries(app: &mut App, n: usize) -> Effects {
    let is_archived = browser_mut(app)
        .and_then(|browser| browser.entry())
        .is_some_and(|row| row.is_archived);
    if is_archived {
        let back = |ids| EntryChange::Archive(ids, false);
        remove_from_list(app, n, back, "Unarchived")
    } else {
        remove_from_list(app, n, |ids| EntryChange::Archive(ids, true), "Archived")
    }
}

/// Applies a change that removes entries from the list. If one was open, the next one is opened.
fn remove_from_list(
    app: &mut App,
    n: usize,
    change: impl FnOnce(Vec<EntryId>) -> EntryChange,
    done: &str,
) -> Effects {
    let Some(ids) = chosen_entries(app, n) else {
        return Effects::none();
    };
    let key = app.key_of(Command::Undo);
    let says = format!("{done} {}", format_article_count(ids.len()));
    let height = list_height(app);
    let was_open = app.open.is_some();
    let mut effects = if was_open {
        open_entry::leave_article(app)
    } else {
        Effects::none()
    };
    if let Some(browser) = browser_mut(app) {
        browser.list.remove(&ids);
        browser.list.reveal(height);
    }
    effects.extend(change_with_notice(app, change(ids), says.clone()));
    if was_open {
        effects.extend(open_entry::open_current_entry(app));
    }
    app.set_notice(format!("{says}; {key} undoes it"));
    effects
}

/// Adds the tag in `line` to entries; a leading `-` removes it.
pub(in crate::reader::update) fn submit_tag(app: &mut App, line: &str, n: usize) -> Effects {
    let written = line.trim().trim_start_matches('#');
    let (is_off, tag) = match written.strip_prefix('-') {
        Some(tag) => (true, tag.trim()),
        None => (false, written),
    };
    if tag.is_empty() {
        return Effects::none();
    }
    let tag: String = tag.chars().take(MAX_TAG_CHARS).collect();
    let Some(ids) = chosen_entries(app, n) else {
        return Effects::none();
    };
    let done = if is_off { "Untagged" } else { "Tagged" };
    let says = format!("{done} {}: {tag}", format_article_count(ids.len()));
    let change = if is_off {
        EntryChange::Untag(ids, tag)
    } else {
        EntryChange::Tag(ids, tag)
    };
    change_with_notice(app, change, says)
}

/// Returns the completions of a tag.
pub(in crate::reader::update) fn complete_tag(app: &App, line: &str) -> Vec<String> {
    let (sign, begun) = line
        .strip_prefix('-')
        .map_or(("", line), |rest| ("-", rest));
    let begun = begun.to_lowercase();
    let Some(browser) = app.browser.as_deref() else {
        return Vec::new();
    };
    // Only tags that the entry has can be removed.
    let known = match browser.entry() {
        Some(row) if sign == "-" => &row.tags,
        _ => &browser.tags,
    };
    let fitting = known
        .iter()
        .filter(|tag| tag.to_lowercase().starts_with(&begun));
    fitting.map(|tag| format!("{sign}{tag}")).collect()
}

pub(super) fn format_article_count(n: usize) -> String {
    count_with_noun(n, "article")
}
