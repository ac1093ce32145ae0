//! Counts and key sequences.
//!
//! Some keys have a command of their own and also start a longer sequence. If the command can be reverted (a jump),
//! it is performed at once and reverted when the sequence is completed. Any other command waits for a timeout.

use std::time::Duration;

use super::dispatch::perform_counted_command;
use crate::config::{Digits, Key};
use crate::reader::app::{App, KeySequence, Origin};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::{NO_TICKET, RepeatCount, Ticket};
use crate::reader::{Command, CommandGroup};

/// The maximum count; larger ones are cut to it. It bounds the loops that repeat a step, and is beyond the rows of any
/// article.
const MAX_COUNT: u32 = 99_999;

/// Clears the key sequence before its command is performed. Reverts the command of an ambiguous prefix.
pub(super) fn finish_sequence(app: &mut App) {
    let typed = std::mem::take(&mut app.typed);
    if let Some(origin) = typed.origin
        && let Some(document) = app.document_mut()
    {
        origin.restore(document);
    }
}

/// Clears the key sequence, and performs the command that was waiting for its end. Called when the next key does not
/// continue the sequence.
pub(super) fn settle_digit(app: &mut App) -> Effects {
    let typed = std::mem::take(&mut app.typed);
    match typed.waiting {
        Some((command, count)) => perform_counted_command(app, command, count),
        None => Effects::none(),
    }
}

/// Adds a digit to the count. If the digits are configured to select tabs, shows a notice instead: this one is not
/// bound.
pub(super) fn type_digit(app: &mut App, digit: u32) -> Effects {
    let before = app.typed.count.filter(|_| !app.typed.is_complete());
    let effects = settle_digit(app);
    if app.settings.keys.digits == Digits::Tabs {
        app.set_notice(format!(
            "{digit} selects nothing here; set digits = \"counts\" in [keys] to type counts"
        ));
        return effects;
    }
    let count = before.unwrap_or(0).saturating_mul(10).saturating_add(digit);
    app.typed.count = Some(count.min(MAX_COUNT)).filter(|count| *count > 0);
    effects
}

/// Records the start of a sequence and waits for the next key.
pub(super) fn wait_for_key(app: &mut App, keys: Vec<Key>) -> Effects {
    let is_afresh = keys.len() == 1 && app.typed.is_complete();
    let effects = if is_afresh {
        settle_digit(app)
    } else {
        Effects::none()
    };
    // Such a prefix has no command of its own, so there is nothing to revert and no timeout.
    app.typed.ticket = NO_TICKET;
    app.typed.waiting = None;
    app.typed.keys = keys;
    effects
}

/// Handles an ambiguous prefix: performs its command at once if it can be reverted, else after a timeout.
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

/// Handles the timeout of an ambiguous prefix: a performed command is kept, and a waiting one is performed.
pub(super) fn expire_sequence(app: &mut App, ticket: Ticket) -> Effects {
    if ticket == NO_TICKET || app.typed.ticket != ticket {
        return Effects::none();
    }
    settle_digit(app)
}
