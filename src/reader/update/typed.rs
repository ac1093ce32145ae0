//! Counts and sequences of keys.

use std::time::Duration;

use super::{NO_TICKET, perform};
use crate::config::Key;
use crate::reader::Command;
use crate::reader::app::{App, Typed};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::{Count, Ticket};

/// The largest count.
const MOST: u32 = 99_999;

/// Forgets what was typed. A longer sequence takes back what its beginning did.
pub(super) fn finish(app: &mut App) {
    let typed = std::mem::take(&mut app.typed);
    if let Some(origin) = typed.origin
        && let Some(document) = app.document_mut()
    {
        document.go_to(origin);
    }
}

pub(super) fn digit(app: &mut App, digit: u32) -> Effects {
    forget_keys(app);
    let count = app.typed.count.unwrap_or(0);
    app.typed.count = Some(count.saturating_mul(10).saturating_add(digit).min(MOST));
    Effects::none()
}

/// Waits for the rest of a sequence.
pub(super) fn wait(app: &mut App, key: Key) -> Effects {
    let count = app.typed.count;
    if app.typed.origin.is_some() {
        app.typed = Typed {
            count,
            ..Typed::default()
        };
    }
    app.typed.keys.push(key);
    Effects::none()
}

/// Acts at once, and remembers where it began: the next key may make a longer sequence of it.
pub(super) fn act_and_wait(app: &mut App, command: Command, count: Count, key: Key) -> Effects {
    app.typed = Typed::default();
    let origin = app.document().map(|document| document.place);
    let mut effects = perform(app, command, count);
    let ticket = app.ticket();
    app.typed = Typed {
        count,
        keys: vec![key],
        ticket,
        origin,
    };
    let wait = Duration::from_millis(app.settings.view.key_wait_ms);
    effects.push(Effect::Wake(ticket, wait));
    effects
}

/// Ends the wait for a longer sequence: what was done stays.
pub(super) fn expire(app: &mut App, ticket: Ticket) -> Effects {
    if ticket != NO_TICKET && app.typed.ticket == ticket {
        app.typed = Typed::default();
    }
    Effects::none()
}

fn forget_keys(app: &mut App) {
    if !app.typed.keys.is_empty() {
        app.typed = Typed::default();
    }
}
