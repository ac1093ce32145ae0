//! Requests for the rows of a view, and their answers.

use super::screen::{browser_mut, view_size, visible_view_mut};
use crate::reader::app::App;
use crate::reader::browser::LibraryRequest;
use crate::reader::effect::{Effect, Effects};
use crate::reader::library_view::{RowTarget, ViewGoal, ViewPage};
use crate::reader::msg::Ticket;

/// Requests rows of the view on the screen. A newer request replaces the one in progress.
pub(super) fn request_rows(app: &mut App, goal: ViewGoal) -> Effects {
    let ticket = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let now = browser.now;
    let Some(view) = browser.views.last_mut() else {
        return Effects::none();
    };
    let ask = view.request(&goal, now);
    view.asked = Some((ticket, goal));
    Effects::one(Effect::Ask(ticket, LibraryRequest::View(Box::new(ask))))
}

/// Requests the rows again, because the library has changed. The cursor stays on its row.
pub(super) fn request_rows_again(app: &mut App) -> Effects {
    let current = visible_view_mut(app).map(|view| {
        let target = view.current().map(|row| row.target.clone());
        (
            target.map_or(RowTarget::Nothing, |target| target),
            view.cursor,
        )
    });
    match current {
        Some((target, index)) => request_rows(app, ViewGoal::Keep(target, index)),
        None => Effects::none(),
    }
}

/// Takes the rows of a view. Those of a request that was replaced are dropped.
pub(super) fn receive_rows(app: &mut App, ticket: Ticket, page: ViewPage) {
    let size = view_size(app);
    let Some(browser) = browser_mut(app) else {
        return;
    };
    let waits = |asked: &Option<(Ticket, ViewGoal)>| {
        asked.as_ref().is_some_and(|(known, _)| *known == ticket)
    };
    let Some(view) = browser.views.iter_mut().find(|view| waits(&view.asked)) else {
        return;
    };
    let Some((_, goal)) = view.asked.take() else {
        return;
    };
    view.fit(size.width, size.height);
    view.receive(&goal, page, size.height);
}

/// Takes the failure of a request for rows. Returns false if no view waits for it.
pub(super) fn receive_rows_failure(app: &mut App, ticket: Ticket, why: &str) -> bool {
    let Some(browser) = browser_mut(app) else {
        return false;
    };
    let waits = |asked: &Option<(Ticket, ViewGoal)>| {
        asked.as_ref().is_some_and(|(known, _)| *known == ticket)
    };
    let waiting = browser.views.iter_mut().find(|view| waits(&view.asked));
    match waiting {
        Some(view) => {
            view.asked = None;
            view.failure = Some(why.to_owned());
            true
        }
        None => false,
    }
}
