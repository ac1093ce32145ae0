//! Receiving lists of entries.

use super::screen::{browser_mut, list_height};
use super::unread;
use crate::library::{EntryListing, EntryRow};
use crate::reader::app::App;
use crate::reader::browser::{LibraryRequest, ListGoal};
use crate::reader::effect::{Effect, Effects};

/// Stores a list that was requested.
pub(super) fn receive_list(
    app: &mut App,
    goal: &ListGoal,
    listed: EntryListing,
    rows: Vec<EntryRow>,
) -> Effects {
    let height = list_height(app);
    let Some(shelf) = browser_mut(app) else {
        return Effects::none();
    };
    shelf.asked_list = None;
    let has_words = shelf.active_query.query.has_words();
    shelf.list.insert_rows(rows);
    match *goal {
        ListGoal::Fresh => shelf.list.replace(listed, None, has_words),
        ListGoal::Keep(entry) => {
            let is_first = shelf.list.ids().is_empty();
            shelf.list.replace(listed, entry, has_words);
            if is_first {
                shelf.list.centre(height);
            }
        }
        ListGoal::More => shelf.list.extend(listed),
        ListGoal::Far { from, to } => {
            shelf.list.extend(listed);
            if shelf.list.cursor == from {
                shelf.list.go_to(to, height);
            }
        }
        ListGoal::Unread(sought) => return unread::receive_unread(app, &listed.ids, sought),
        ListGoal::FirstUnread(sought) => {
            shelf.list.replace(listed, None, has_words);
            shelf.n_new = 0;
            let mut effects = request_count(app);
            effects.extend(unread::go_to_first_unread(app, sought));
            return effects;
        }
    }
    shelf.list.reveal(height);
    if matches!(goal, ListGoal::More | ListGoal::Far { .. }) {
        return Effects::none();
    }
    shelf.n_new = 0;
    shelf.preview = None;
    request_count(app)
}

/// Requests the total number of entries if the list is incomplete.
fn request_count(app: &mut App) -> Effects {
    let ticket = app.next_ticket();
    let Some(shelf) = browser_mut(app).filter(|shelf| !shelf.list.is_complete()) else {
        return Effects::none();
    };
    let Ok(query) = shelf.query() else {
        return Effects::none();
    };
    shelf.asked_count = ticket;
    Effects::one(Effect::Ask(
        ticket,
        LibraryRequest::Count(query, shelf.folding),
    ))
}
