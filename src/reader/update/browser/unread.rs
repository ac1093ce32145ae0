//! Moving between unread articles, across feeds.

use std::collections::HashSet;

use super::screen::{browser_mut, fit_browser, list_height};
use super::{lists, open_entry};
use crate::library::EntryId;
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::browser::{ListGoal, ListSource, Sought};
use crate::reader::effect::Effects;
use crate::reader::msg::{RepeatCount, repeat_count};

pub(super) fn perform_unread_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    let is_forward = match command {
        Command::NextUnread => true,
        Command::PreviousUnread => false,
        // Without an active text search, the keys for matches move between unread articles.
        Command::NextMatch if !is_searching(app) => true,
        Command::PreviousMatch if !is_searching(app) => false,
        _ => return None,
    };
    let sought = Sought {
        is_forward,
        n: repeat_count(count),
        n_feeds: 0,
    };
    Some(go_to_unread(app, sought))
}

fn is_searching(app: &App) -> bool {
    app.document()
        .is_some_and(|document| document.search.is_some())
}

/// Goes to an unread entry of the list. If the cached rows do not suffice to find it, requests the unread entries.
fn go_to_unread(app: &mut App, sought: Sought) -> Effects {
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let list = &browser.list;
    let from = list.cursor;
    let order: Box<dyn Iterator<Item = usize>> = if sought.is_forward {
        Box::new(from.saturating_add(1)..list.ids().len())
    } else {
        Box::new((0..from).rev())
    };
    let mut n_left = sought.n;
    for at in order {
        let row = list.ids().get(at).and_then(|id| list.row(*id));
        match row {
            Some(row) if row.is_read => {}
            Some(_) if n_left <= 1 => return go_to_entry(app, at),
            Some(_) => n_left -= 1,
            None => break,
        }
    }
    lists::request_list(app, ListGoal::Unread(sought))
}

/// Handles the list of unread entries: goes to the one sought. If there are too few in a feed, continues in the next
/// feed with unread entries; without one, goes to the last of this list.
pub(super) fn receive_unread(app: &mut App, unread: &[EntryId], sought: Sought) -> Effects {
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let is_forward = sought.is_forward;
    let list = &browser.list;
    let known: HashSet<EntryId> = unread.iter().copied().collect();
    let is_unread = |(at, id): (usize, &EntryId)| known.contains(id).then_some(at);
    let entries = list.ids().iter().enumerate();
    let there: Vec<usize> = if is_forward {
        let after = entries.skip(list.cursor + 1).filter_map(is_unread);
        after.take(sought.n).collect()
    } else {
        let mut before: Vec<_> = entries.take(list.cursor).filter_map(is_unread).collect();
        before.reverse();
        before.truncate(sought.n);
        before
    };
    let n_left = sought.n.saturating_sub(there.len());
    let is_narrowed = !browser.active_query.words.is_empty();
    let is_feed = matches!(browser.source, ListSource::Feed(_));
    // One change of feed per command: the rest of the count is taken in the next feed with unread entries.
    let crosses = n_left > 0 && is_feed && !is_narrowed && sought.n_feeds == 0;
    let other = browser
        .tree
        .next_with_unread(is_forward)
        .filter(|_| crosses);
    if let Some(source) = other.filter(|other| *other != browser.source) {
        browser.tree.go_to(&source);
        browser.source = source;
        let rest = Sought {
            n: n_left,
            n_feeds: 1,
            ..sought
        };
        return lists::request_list(app, ListGoal::FirstUnread(rest));
    }
    if let Some(at) = there.last() {
        return go_to_entry(app, *at);
    }
    app.set_notice(match (unread.is_empty(), is_forward) {
        (true, _) => "No unread articles here",
        (false, true) => "No further unread articles",
        (false, false) => "No earlier unread articles",
    });
    Effects::none()
}

/// Handles the list of the next feed: goes to the unread entry sought, counted from the start, or backwards from the
/// end.
pub(super) fn go_to_first_unread(app: &mut App, sought: Sought) -> Effects {
    fit_browser(app);
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    browser.preview = None;
    let list = &browser.list;
    let is_unread =
        |(at, id): (usize, &EntryId)| list.row(*id).filter(|row| !row.is_read).map(|_| at);
    let entries = list.ids().iter().enumerate();
    let there: Vec<usize> = if sought.is_forward {
        entries.filter_map(is_unread).take(sought.n).collect()
    } else {
        entries.rev().filter_map(is_unread).take(sought.n).collect()
    };
    if let Some(at) = there.last().filter(|_| there.len() == sought.n) {
        return go_to_entry(app, *at);
    }
    // The rows received do not contain it, so the unread entries are requested. That search starts after the cursor.
    let start = if sought.is_forward {
        0
    } else {
        list.ids().len().saturating_sub(1)
    };
    let n_at_start = usize::from(there.first() == Some(&start));
    browser.list.cursor = start;
    let rest = Sought {
        n: sought.n - n_at_start,
        ..sought
    };
    lists::request_list(app, ListGoal::Unread(rest))
}

/// Moves the cursor to an entry. If an article was open, opens this one.
fn go_to_entry(app: &mut App, at: usize) -> Effects {
    let height = list_height(app);
    if let Some(browser) = browser_mut(app) {
        browser.list.go_to(at, height);
    }
    if app.open.is_some() {
        open_entry::open_current_entry(app)
    } else {
        Effects::none()
    }
}
