//! Requesting lists of entries.

use super::screen::{browser_mut, list_height};
use crate::library::{EntryOrder, Query};
use crate::reader::app::App;
use crate::reader::browser::{LibraryRequest, ListGoal};
use crate::reader::effect::{Effect, Effects};

/// The number of entries requested first. It covers many screens and is listed without a noticeable delay even in
/// large libraries; the rest follows when the user scrolls towards it.
const FIRST_LIST_ENTRIES: usize = 2_000;
/// The number of entries whose rows are sent with the list, so that the first screen is complete when drawn.
const FIRST_LIST_ROWS: usize = 120;
/// The rest of a list is requested when the screen is nearer than this to the end of the known entries.
const PREFETCH_ENTRIES: usize = 500;

/// Requests the list of the current source and query. If a saved query does not parse, shows a notice instead.
pub(super) fn request_list(app: &mut App, goal: ListGoal) -> Effects {
    let ticket = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let query = match browser.query() {
        Ok(query) => query,
        Err(why) => {
            app.set_notice(why);
            return Effects::none();
        }
    };
    let known = browser.list.ids().len();
    let limit = match goal {
        ListGoal::More | ListGoal::Far { .. } | ListGoal::Unread(_) => usize::MAX,
        ListGoal::Keep(_) => known.max(FIRST_LIST_ENTRIES),
        ListGoal::Fresh | ListGoal::FirstUnread(_) => FIRST_LIST_ENTRIES,
    };
    let n_rows = match goal {
        ListGoal::Fresh | ListGoal::Keep(_) | ListGoal::FirstUnread(_) => FIRST_LIST_ROWS,
        ListGoal::More | ListGoal::Far { .. } | ListGoal::Unread(_) => 0,
    };
    let query = match goal {
        ListGoal::Unread(_) => restrict_to_unread(query),
        _ => query,
    };
    let ask = LibraryRequest::List {
        query,
        order: browser.order,
        folding: browser.folding,
        limit,
        n_rows,
    };
    browser.asked_list = Some((ticket, goal));
    Effects::one(Effect::Ask(ticket, ask))
}

fn restrict_to_unread(query: Query) -> Query {
    use crate::library::{EntryFlag, QueryTerm};
    let unread = Query::Term(QueryTerm::Is(EntryFlag::Unread));
    match query {
        Query::All => unread,
        query => Query::And(vec![query, unread]),
    }
}

/// Requests the current list again. The cursor stays on its entry.
pub(super) fn request_list_again(app: &mut App) -> Effects {
    let current = browser_mut(app).and_then(|browser| browser.list.current());
    request_list(app, ListGoal::Keep(current))
}

/// Requests the rest of the list if the screen is near the end of the known entries.
pub(super) fn request_more(app: &mut App) -> Effects {
    let height = usize::from(list_height(app));
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let list = &browser.list;
    let is_near = list.top + height + PREFETCH_ENTRIES >= list.ids().len();
    let has_more = !list.is_complete() && !list.is_paused() && !list.ids().is_empty();
    if !has_more || !is_near || browser.asked_list.is_some() {
        return Effects::none();
    }
    request_list(app, ListGoal::More)
}

/// The number of sort orders with a query. Sorting by rank needs one; without it, there is one order less.
const N_ORDERS: usize = 3;

/// Advances the sort order by `n` steps.
pub(super) fn change_sort_order(app: &mut App, n: usize) -> Effects {
    let n_orders = match browser_mut(app) {
        Some(browser) if browser.active_query.query.has_words() => N_ORDERS,
        _ => N_ORDERS - 1,
    };
    let mut effects = Effects::none();
    for _ in 0..=(n.saturating_sub(1) % n_orders) {
        effects = sort_once(app);
    }
    effects
}

fn sort_once(app: &mut App) -> Effects {
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let has_words = browser.active_query.query.has_words();
    let (order, words) = match browser.order {
        EntryOrder::Newest => (EntryOrder::Oldest, "Sorted by date, oldest first"),
        EntryOrder::Oldest if has_words => {
            (EntryOrder::Rank, "Sorted by relevance, best match first")
        }
        EntryOrder::Oldest | EntryOrder::Rank => {
            (EntryOrder::Newest, "Sorted by date, newest first")
        }
    };
    browser.order = order;
    app.set_notice(words);
    request_list(app, ListGoal::Fresh)
}
