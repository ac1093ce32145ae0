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
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    browser.asked_list = None;
    let has_words = browser.active_query.query.has_words();
    browser.list.insert_rows(rows);
    match *goal {
        ListGoal::Fresh => browser.list.replace(listed, None, has_words),
        ListGoal::Keep(entry) => {
            let is_first = browser.list.ids().is_empty();
            browser.list.replace(listed, entry, has_words);
            if is_first {
                browser.list.centre(height);
            }
        }
        ListGoal::More => browser.list.extend(listed),
        ListGoal::Far { from, to } => {
            browser.list.extend(listed);
            if browser.list.cursor == from {
                browser.list.go_to(to, height);
            }
        }
        ListGoal::Unread(sought) => return unread::receive_unread(app, &listed.ids, sought),
        ListGoal::FirstUnread(sought) => {
            browser.list.replace(listed, None, has_words);
            browser.n_new = 0;
            let mut effects = request_count(app);
            effects.extend(unread::go_to_first_unread(app, sought));
            return effects;
        }
    }
    browser.list.reveal(height);
    if matches!(goal, ListGoal::More | ListGoal::Far { .. }) {
        return Effects::none();
    }
    browser.n_new = 0;
    browser.preview = None;
    request_count(app)
}

/// Requests the total number of entries if the list is incomplete.
fn request_count(app: &mut App) -> Effects {
    let ticket = app.next_ticket();
    let Some(browser) = browser_mut(app).filter(|browser| !browser.list.is_complete()) else {
        return Effects::none();
    };
    let Ok(query) = browser.query() else {
        return Effects::none();
    };
    browser.asked_count = ticket;
    Effects::one(Effect::Ask(
        ticket,
        LibraryRequest::Count(query, browser.folding),
    ))
}
