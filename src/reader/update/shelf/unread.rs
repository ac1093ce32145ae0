//! From one unread article to the next, across feeds.

use std::collections::HashSet;

use super::{list_height, lists, reading, shelf};
use crate::library::EntryId;
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::effect::Effects;
use crate::reader::msg::Count;
use crate::reader::shelf::{Goal, Source};

pub(super) fn perform(app: &mut App, command: Command, _: Count) -> Option<Effects> {
    let is_forward = match command {
        Command::NextUnread => true,
        Command::PreviousUnread => false,
        // No search is live: the key of the next match leads to the next unread article.
        Command::NextMatch if !is_searching(app) => true,
        Command::PreviousMatch if !is_searching(app) => false,
        _ => return None,
    };
    Some(next(app, is_forward))
}

fn is_searching(app: &App) -> bool {
    app.document()
        .is_some_and(|document| document.search.is_some())
}

/// Goes to the next unread entry of the list; asks where the rows that are known do not tell.
fn next(app: &mut App, is_forward: bool) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let list = &shelf.list;
    let from = list.cursor;
    let order: Box<dyn Iterator<Item = usize>> = if is_forward {
        Box::new(from.saturating_add(1)..list.ids().len())
    } else {
        Box::new((0..from).rev())
    };
    for at in order {
        let row = list.ids().get(at).and_then(|id| list.row(*id));
        match row {
            Some(row) if row.is_read => {}
            Some(_) => return go(app, at),
            None => break,
        }
    }
    let goal = Goal::Unread {
        is_forward,
        n_feeds: 0,
    };
    lists::ask(app, goal)
}

/// The unread entries of the list are known: goes to the next of them, else to the next feed that has any.
pub(super) fn found(
    app: &mut App,
    unread: &[EntryId],
    is_forward: bool,
    n_feeds: usize,
) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let list = &shelf.list;
    let known: HashSet<EntryId> = unread.iter().copied().collect();
    let is_unread = |(at, id): (usize, &EntryId)| known.contains(id).then_some(at);
    let mut entries = list.ids().iter().enumerate();
    let next = if is_forward {
        entries.skip(list.cursor + 1).find_map(is_unread)
    } else {
        let mut before = entries.by_ref().take(list.cursor).rev();
        before.find_map(is_unread)
    };
    if let Some(at) = next {
        return go(app, at);
    }
    let is_narrowed = !shelf.narrowing.words.is_empty();
    let crosses = matches!(shelf.source, Source::Feed(_)) && !is_narrowed && n_feeds == 0;
    let other = shelf.tree.next_with_unread(is_forward).filter(|_| crosses);
    if let Some(source) = other.filter(|other| *other != shelf.source) {
        shelf.tree.go_to(&source);
        shelf.source = source;
        return lists::ask(app, Goal::FirstUnread { is_forward });
    }
    app.tell(match (unread.is_empty(), is_forward) {
        (true, _) => "Nothing here is unread",
        (false, true) => "Nothing further is unread",
        (false, false) => "Nothing before is unread",
    });
    Effects::none()
}

/// The list of the next feed came: goes to its first unread entry, or to its last.
pub(super) fn first(app: &mut App, is_forward: bool) -> Effects {
    super::fit(app);
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    shelf.preview = None;
    let list = &shelf.list;
    let is_unread =
        |(at, id): (usize, &EntryId)| list.row(*id).filter(|row| !row.is_read).map(|_| at);
    let mut entries = list.ids().iter().enumerate();
    let at = if is_forward {
        entries.find_map(is_unread)
    } else {
        entries.rev().find_map(is_unread)
    };
    match at {
        Some(at) => go(app, at),
        None => lists::ask(
            app,
            Goal::Unread {
                is_forward,
                n_feeds: 1,
            },
        ),
    }
}

/// Puts the cursor there; opens the article where one was open.
fn go(app: &mut App, at: usize) -> Effects {
    let height = list_height(app);
    if let Some(shelf) = shelf(app) {
        shelf.list.go_to(at, height);
    }
    if app.open.is_some() {
        reading::open_current(app)
    } else {
        Effects::none()
    }
}
