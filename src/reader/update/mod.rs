//! The one function that changes the state, and the dispatch behind it.

mod facts;
mod filter;
mod follow;
mod hints;
mod jump;
mod library;
mod lists;
mod motion;
mod output;
mod pointer;
mod prompts;
mod shelf;
#[cfg(test)]
mod tests;
mod typed;
mod view;

use super::app::{App, Mode, Typed};
use super::effect::{Effect, Effects};
use super::msg::{Count, Msg};
use super::{Command, Ticket};

/// Changes the state by what happened, and returns what to do about it.
///
/// It touches no clock, file, thread or terminal; whatever the order of messages, it does not panic.
pub fn update(app: &mut App, msg: Msg) -> Effects {
    if is_wish(&msg) {
        app.notice = None;
        if !is_of_keys(&msg) {
            // A click or the wheel ends a sequence: what waits would be done to something else.
            app.typed = Typed::default();
        }
    }
    let is_answer = matches!(msg, Msg::Annotated(..));
    let before = library::annotating(app);
    let mut effects = act(app, msg);
    effects.extend(shelf::settle(app));
    let left = before.filter(|_| !is_answer && library::annotating(app) != before);
    if let Some(ticket) = left {
        library::note_stopped(app, ticket);
        effects.push(Effect::StopAnnotating(ticket));
    }
    effects
}

fn act(app: &mut App, msg: Msg) -> Effects {
    match msg {
        Msg::Do(command, count) => {
            typed::finish(app);
            obey(app, command, count)
        }
        Msg::DoAfresh(command, count) => {
            let mut effects = typed::settle(app);
            effects.extend(obey(app, command, count));
            effects
        }
        Msg::DoAndPend(command, count, keys) => typed::act_and_wait(app, command, count, keys),
        Msg::Pend(keys) => typed::wait(app, keys),
        Msg::Digit(digit) => typed::digit(app, digit),
        Msg::Unbound => {
            app.typed = Typed::default();
            Effects::none()
        }
        Msg::Expired(ticket) => typed::expire(app, ticket),
        msg => match in_a_mode(app, msg) {
            Ok(effects) => effects,
            Err(msg) => shelf::update(app, msg)
                .or_else(|msg| pointer::update(app, msg))
                .unwrap_or_else(|msg| facts::update(app, msg)),
        },
    }
}

/// Does a command of one part of the reader; gives nothing back where the command means nothing there.
type Part = fn(&mut App, Command, Count) -> Option<Effects>;

/// Does what a key asks for, and says where it was pressed in vain or with a number that changes nothing.
fn obey(app: &mut App, command: Command, count: Count) -> Effects {
    let effects = perform(app, command, count);
    if count.is_some() && !command.takes_count() {
        let once = format!("`{}` takes no number", command.name());
        let said = app.notice.take();
        app.tell(said.map_or_else(|| once.clone(), |words| format!("{words} ({once})")));
    }
    effects
}

/// Does what a command asks for, so often; where it means nothing, that is said.
pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Effects {
    const PARTS: &[Part] = &[
        shelf::perform,
        library::perform,
        motion::perform,
        jump::perform,
        lists::perform,
        filter::perform,
        prompts::perform,
        hints::perform,
        output::perform,
        view::perform,
    ];
    let done = PARTS.iter().find_map(|part| part(app, command, count));
    done.unwrap_or_else(|| {
        let name = command.name();
        app.tell(match app.open {
            Some(_) if app.document().is_some() => format!("`{name}` does nothing here"),
            Some(_) => format!("`{name}` needs a text; this one is not there yet"),
            None => format!("`{name}` needs an open article"),
        });
        Effects::none()
    })
}

/// What happens to a line that is being typed, to help, to hints; anything else is given back.
fn in_a_mode(app: &mut App, msg: Msg) -> Result<Effects, Msg> {
    match msg {
        Msg::Edit(edit) => Ok(prompts::edit(app, &edit)),
        Msg::Submit => Ok(prompts::submit(app)),
        Msg::Cancel => Ok(prompts::cancel(app)),
        Msg::ScrollHelp(rows) => {
            if let Mode::Help(help) = &mut app.mode {
                help.scroll(rows);
            }
            Ok(Effects::none())
        }
        Msg::HintLetter(letter) => Ok(hints::letter(app, letter)),
        msg => Err(msg),
    }
}

/// Returns whether the user did something: what the status line told was read.
const fn is_wish(msg: &Msg) -> bool {
    !matches!(
        msg,
        Msg::Resize(_)
            | Msg::Loaded(..)
            | Msg::Annotated(..)
            | Msg::Expired(_)
            | Msg::Notice(_)
            | Msg::Begin
            | Msg::Answered(..)
            | Msg::Refreshed(_)
            | Msg::Enriched
            | Msg::ChangedElsewhere(_)
            | Msg::Clock(_)
            | Msg::Resumed
            | Msg::DragDivider(_)
            | Msg::DropDivider
    )
}

/// Returns whether a message is about the keys of a sequence.
const fn is_of_keys(msg: &Msg) -> bool {
    matches!(
        msg,
        Msg::Do(..)
            | Msg::Digit(_)
            | Msg::DoAfresh(..)
            | Msg::Pend(_)
            | Msg::DoAndPend(..)
            | Msg::Unbound
    )
}

/// Returns how often a counted command acts: once where nothing was typed.
fn times(count: Count) -> usize {
    usize::try_from(count.unwrap_or(1))
        .unwrap_or(usize::MAX)
        .max(1)
}

/// The ticket that no request has.
const NO_TICKET: Ticket = Ticket(0);
