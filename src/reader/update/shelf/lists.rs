//! Asking for lists of entries, and taking them.

use super::{list_height, shelf};
use crate::library::{EntryRow, Listed, Order, Query};
use crate::reader::app::App;
use crate::reader::effect::{Effect, Effects};
use crate::reader::shelf::{Ask, Goal};

/// How many entries are asked for at first: more than one reads at a sitting, fewer than anybody waits for.
const FIRST: usize = 2_000;
/// Of how many entries their rows come along.
const ROWS: usize = 120;
/// So near the end of what is known, more is asked for.
const NEAR: usize = 500;

/// Asks for the list of what is chosen. A list that cannot be asked for tells why.
pub(super) fn ask(app: &mut App, goal: Goal) -> Effects {
    let ticket = app.ticket();
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let query = match shelf.query() {
        Ok(query) => query,
        Err(why) => {
            app.tell(why);
            return Effects::none();
        }
    };
    let known = shelf.list.ids().len();
    let limit = match goal {
        Goal::More | Goal::Far { .. } | Goal::Unread(_) => usize::MAX,
        Goal::Keep(_) => known.max(FIRST),
        Goal::Fresh | Goal::FirstUnread(_) => FIRST,
    };
    let n_rows = match goal {
        Goal::Fresh | Goal::Keep(_) | Goal::FirstUnread(_) => ROWS,
        Goal::More | Goal::Far { .. } | Goal::Unread(_) => 0,
    };
    let query = match goal {
        Goal::Unread(_) => and_unread(query),
        _ => query,
    };
    let ask = Ask::List {
        query,
        order: shelf.order,
        folding: shelf.folding,
        limit,
        n_rows,
    };
    shelf.asked_list = Some((ticket, goal));
    Effects::one(Effect::Ask(ticket, ask))
}

fn and_unread(query: Query) -> Query {
    use crate::library::{Flag, Term};
    let unread = Query::Term(Term::Is(Flag::Unread));
    match query {
        Query::All => unread,
        query => Query::And(vec![query, unread]),
    }
}

/// Asks for the list afresh; the cursor stays on its entry.
pub(super) fn again(app: &mut App) -> Effects {
    let current = shelf(app).and_then(|shelf| shelf.list.current());
    ask(app, Goal::Keep(current))
}

/// Asks for more where the cursor comes near the end of what is known.
pub(super) fn more(app: &mut App) -> Effects {
    let height = usize::from(list_height(app));
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let list = &shelf.list;
    let is_near = list.top + height + NEAR >= list.ids().len();
    if list.is_complete() || list.ids().is_empty() || !is_near || shelf.asked_list.is_some() {
        return Effects::none();
    }
    ask(app, Goal::More)
}

/// Takes a list that was asked for.
pub(super) fn take(app: &mut App, goal: &Goal, listed: Listed, rows: Vec<EntryRow>) -> Effects {
    let height = list_height(app);
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    shelf.asked_list = None;
    let has_words = shelf.narrowing.query.has_words();
    shelf.list.take_rows(rows);
    match *goal {
        Goal::Fresh => shelf.list.replace(listed, None, has_words),
        Goal::Keep(entry) => {
            let is_first = shelf.list.ids().is_empty();
            shelf.list.replace(listed, entry, has_words);
            if is_first {
                shelf.list.centre(height);
            }
        }
        Goal::More => shelf.list.extend(listed),
        Goal::Far { from, to } => {
            shelf.list.extend(listed);
            if shelf.list.cursor == from {
                shelf.list.go_to(to, height);
            }
        }
        Goal::Unread(sought) => return super::unread::found(app, &listed.ids, sought),
        Goal::FirstUnread(sought) => {
            shelf.list.replace(listed, None, has_words);
            shelf.n_new = 0;
            let mut effects = count(app);
            effects.extend(super::unread::first(app, sought));
            return effects;
        }
    }
    shelf.list.reveal(height);
    if matches!(goal, Goal::More | Goal::Far { .. }) {
        return Effects::none();
    }
    shelf.n_new = 0;
    shelf.preview = None;
    count(app)
}

/// Asks how many entries there are, where the list does not have them all.
fn count(app: &mut App) -> Effects {
    let ticket = app.ticket();
    let Some(shelf) = shelf(app).filter(|shelf| !shelf.list.is_complete()) else {
        return Effects::none();
    };
    let Ok(query) = shelf.query() else {
        return Effects::none();
    };
    shelf.asked_count = ticket;
    Effects::one(Effect::Ask(ticket, Ask::Count(query, shelf.folding)))
}

/// How many orders there are at most before the first comes again: a count goes round no further.
const N_ORDERS: usize = 3;

/// Takes the next order, so often.
pub(super) fn sort(app: &mut App, n: usize) -> Effects {
    let n_orders = match shelf(app) {
        Some(shelf) if shelf.narrowing.query.has_words() => N_ORDERS,
        _ => N_ORDERS - 1,
    };
    let mut effects = Effects::none();
    for _ in 0..=(n.saturating_sub(1) % n_orders) {
        effects = sort_once(app);
    }
    effects
}

fn sort_once(app: &mut App) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let has_words = shelf.narrowing.query.has_words();
    let (order, told) = match shelf.order {
        Order::Newest => (Order::Oldest, "The oldest first"),
        Order::Oldest if has_words => (Order::Rank, "The best match first"),
        Order::Oldest | Order::Rank => (Order::Newest, "The newest first"),
    };
    shelf.order = order;
    app.tell(told);
    ask(app, Goal::Fresh)
}
