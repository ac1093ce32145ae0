//! Counts and sequences of keys.

use std::time::Duration;

use super::{NO_TICKET, perform_counted_command};
use crate::config::{Digits, Key};
use crate::reader::app::{App, KeySequence, Origin};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::{RepeatCount, Ticket};
use crate::reader::{Command, CommandGroup};

/// The largest count: more lines or entries than anything here has.
const MAX_COUNT: u32 = 99_999;

/// Forgets what was typed before a command is done. A longer sequence takes back what its beginning did.
pub(super) fn finish_sequence(app: &mut App) {
    let typed = std::mem::take(&mut app.typed);
    if let Some(origin) = typed.origin
        && let Some(document) = app.document_mut()
    {
        origin.restore(document);
    }
}

/// Forgets what was typed, and does what waited for the rest of a sequence: the next key stands for itself.
pub(super) fn settle_digit(app: &mut App) -> Effects {
    let typed = std::mem::take(&mut app.typed);
    match typed.waiting {
        Some((command, count)) => perform_counted_command(app, command, count),
        None => Effects::none(),
    }
}

/// Adds a digit to the count; where digits are for tabs and panes, says that this one is bound to none.
pub(super) fn type_digit(app: &mut App, digit: u32) -> Effects {
    let before = app.typed.count.filter(|_| !app.typed.is_complete());
    let effects = settle_digit(app);
    if app.settings.keys.digits == Digits::Tabs {
        app.set_notice(format!(
            "{digit} selects nothing here; digits = \"counts\" in [keys] makes counts of digits"
        ));
        return effects;
    }
    let count = before.unwrap_or(0).saturating_mul(10).saturating_add(digit);
    app.typed.count = Some(count.min(MAX_COUNT)).filter(|count| *count > 0);
    effects
}

/// Waits for the rest of a sequence.
pub(super) fn wait_for_key(app: &mut App, keys: Vec<Key>) -> Effects {
    let is_afresh = keys.len() == 1 && app.typed.is_complete();
    let effects = if is_afresh {
        settle_digit(app)
    } else {
        Effects::none()
    };
    // A sequence that is only begun takes nothing back yet, and has no time that ends.
    app.typed.ticket = NO_TICKET;
    app.typed.waiting = None;
    app.typed.keys = keys;
    effects
}

/// Acts at once where a longer sequence can take that back, and remembers where it began; anything else is done when
/// the time for a longer sequence is over.
pub(super) fn act_and_wait_for_key(
    app: &mut App,
    command: Command,
    count: RepeatCount,
    keys: Vec<Key>,
) -> Effects {
    let mut effects = if keys.len() == 1 {
        settle_digit(app)
    } else {
        finish_sequence(app);
        Effects::none()
    };
    let is_jump = command
        .info()
        .is_some_and(|info| info.group == CommandGroup::Jump);
    let origin = app.document().map(Origin::of);
    let origin = origin.filter(|_| is_jump && command != Command::Hints);
    if origin.is_some() {
        effects.extend(perform_counted_command(app, command, count));
    }
    let ticket = app.next_ticket();
    app.typed = KeySequence {
        count,
        keys,
        ticket,
        waiting: origin.is_none().then_some((command, count)),
        origin,
    };
    effects.push(wake_effect(app, ticket));
    effects
}

fn wake_effect(app: &App, ticket: Ticket) -> Effect {
    Effect::Wake(ticket, Duration::from_millis(app.settings.view.key_wait_ms))
}

/// Ends the wait for a longer sequence: what was done stays, and what waited is done.
pub(super) fn expire_sequence(app: &mut App, ticket: Ticket) -> Effects {
    if ticket == NO_TICKET || app.typed.ticket != ticket {
        return Effects::none();
    }
    settle_digit(app)
}
