//! Counts and sequences of keys.

use std::time::Duration;

use super::{NO_TICKET, perform};
use crate::config::Key;
use crate::reader::app::{App, Typed};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::{Count, Ticket};
use crate::reader::{Command, Group};

/// The largest count.
const MOST: u32 = 99_999;

/// Forgets what was typed before a command is done, and returns the count that it gets. A longer sequence takes back
/// what its beginning did.
pub(super) fn finish(app: &mut App, command: Command, count: Count) -> Count {
    let count = settle(app, command, count);
    let typed = std::mem::take(&mut app.typed);
    if let Some(origin) = typed.origin
        && let Some(document) = app.document_mut()
    {
        document.go_to(origin);
    }
    count
}

/// Decides what a digit was that has a meaning of its own: before a jump it is a count, before anything else it was not.
fn settle(app: &mut App, command: Command, count: Count) -> Count {
    let Some((tab, focus)) = app.typed.shown.take() else {
        return count;
    };
    if command.info().is_none_or(|info| info.group != Group::Jump) {
        return None;
    }
    app.view.tab = tab;
    app.view.focus = focus;
    count
}

pub(super) fn digit(app: &mut App, digit: u32) -> Effects {
    if let Some((tab, focus)) = app.typed.shown.take() {
        app.view.tab = tab;
        app.view.focus = focus;
    }
    let count = app.typed.count.unwrap_or(0);
    app.typed = Typed {
        count: Some(count.saturating_mul(10).saturating_add(digit).min(MOST)),
        ..Typed::default()
    };
    Effects::none()
}

/// Does what a digit means on its own, and keeps it: it may be a count.
pub(super) fn act_and_count(app: &mut App, command: Command, digit: u32) -> Effects {
    let shown = (app.view.tab, app.view.focus);
    let mut effects = perform(app, command, None);
    let ticket = app.ticket();
    app.typed = Typed {
        count: Some(digit),
        ticket,
        shown: Some(shown),
        ..Typed::default()
    };
    effects.push(wake(app, ticket));
    effects
}

/// Waits for the rest of a sequence.
pub(super) fn wait(app: &mut App, key: Key) -> Effects {
    let typed = &mut app.typed;
    if typed.origin.take().is_some() {
        typed.keys.clear();
    }
    typed.ticket = NO_TICKET;
    typed.keys.push(key);
    Effects::none()
}

/// Acts at once, and remembers where it began: the next key may make a longer sequence of it.
pub(super) fn act_and_wait(app: &mut App, command: Command, count: Count, key: Key) -> Effects {
    let count = settle(app, command, count);
    app.typed = Typed::default();
    let origin = app.document().map(|document| document.place);
    let mut effects = perform(app, command, count);
    let ticket = app.ticket();
    app.typed = Typed {
        count,
        keys: vec![key],
        ticket,
        origin,
        shown: None,
    };
    effects.push(wake(app, ticket));
    effects
}

fn wake(app: &App, ticket: Ticket) -> Effect {
    Effect::Wake(ticket, Duration::from_millis(app.settings.view.key_wait_ms))
}

/// Ends the wait for a longer sequence: what was done stays.
pub(super) fn expire(app: &mut App, ticket: Ticket) -> Effects {
    if ticket != NO_TICKET && app.typed.ticket == ticket {
        app.typed = Typed::default();
    }
    Effects::none()
}
