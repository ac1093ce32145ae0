//! The one function that changes the state, and the dispatch behind it.

mod article_list;
mod browser;
mod clipboard_and_browser;
mod events;
mod filter;
mod jump;
mod jump_labels;
mod key_sequences;
mod lists;
mod motion;
mod pointer;
mod prompts;
mod selection_sync;
#[cfg(test)]
mod tests;
mod view;

use super::app::{App, InputMode, KeySequence};
use super::effect::{Effect, Effects};
use super::msg::{Msg, RepeatCount};
use super::{Command, Ticket};

/// Changes the state by what happened, and returns what to do about it.
///
/// It touches no clock, file, thread or terminal; whatever the order of messages, it does not panic.
pub fn update(app: &mut App, msg: Msg) -> Effects {
    if is_user_action(&msg) {
        app.notice = None;
        if !is_of_keys(&msg) {
            // A click or the wheel ends a sequence: what waits would be done to something else.
            app.typed = KeySequence::default();
        }
    }
    let is_answer = matches!(msg, Msg::Annotated(..));
    let before = article_list::annotating_ticket(app);
    let mut effects = apply_message(app, msg);
    effects.extend(browser::request_missing(app));
    let left = before.filter(|_| !is_answer && article_list::annotating_ticket(app) != before);
    if let Some(ticket) = left {
        article_list::note_stopped(app, ticket);
        effects.push(Effect::StopAnnotating(ticket));
    }
    effects
}

fn apply_message(app: &mut App, msg: Msg) -> Effects {
    match msg {
        Msg::Do(command, count) => {
            key_sequences::finish_sequence(app);
            perform_counted_command(app, command, count)
        }
        Msg::DoAfterPrefix(command, count) => {
            let mut effects = key_sequences::settle_digit(app);
            effects.extend(perform_counted_command(app, command, count));
            effects
        }
        Msg::DoAndBeginSequence(command, count, keys) => {
            key_sequences::act_and_wait_for_key(app, command, count, keys)
        }
        Msg::BeginSequence(keys) => key_sequences::wait_for_key(app, keys),
        Msg::Digit(digit) => key_sequences::type_digit(app, digit),
        Msg::Unbound => {
            app.typed = KeySequence::default();
            Effects::none()
        }
        Msg::Expired(ticket) => key_sequences::expire_sequence(app, ticket),
        msg => match apply_in_mode(app, msg) {
            Ok(effects) => effects,
            Err(msg) => browser::apply_browser_message(app, msg)
                .or_else(|msg| pointer::apply_pointer_message(app, msg))
                .unwrap_or_else(|msg| events::apply_event(app, msg)),
        },
    }
}

/// Does a command of one part of the reader; gives nothing back where the command means nothing there.
type CommandFn = fn(&mut App, Command, RepeatCount) -> Option<Effects>;

/// Does what a key asks for, and says where it was pressed in vain or with a number that changes nothing.
fn perform_counted_command(app: &mut App, command: Command, count: RepeatCount) -> Effects {
    let effects = perform_command(app, command, count);
    if count.is_some() && !command.takes_count() {
        let once = format!("`{}` takes no number", command.name());
        let said = app.notice.take();
        app.set_notice(said.map_or_else(|| once.clone(), |words| format!("{words} ({once})")));
    }
    effects
}

/// Does what a command asks for, so often; where it means nothing, that is said.
pub(super) fn perform_command(app: &mut App, command: Command, count: RepeatCount) -> Effects {
    const COMMAND_FNS: &[CommandFn] = &[
        browser::perform_browser_command,
        article_list::perform_article_command,
        motion::perform_motion_command,
        jump::perform_jump_command,
        lists::perform_tab_command,
        filter::perform_filter_command,
        prompts::perform_prompt_command,
        jump_labels::perform_hint_command,
        clipboard_and_browser::perform_output_command,
        view::perform_view_command,
    ];
    let done = COMMAND_FNS
        .iter()
        .find_map(|part| part(app, command, count));
    done.unwrap_or_else(|| {
        let name = command.name();
        app.set_notice(match app.open {
            Some(_) if app.document().is_some() => format!("`{name}` does nothing here"),
            Some(_) => format!("`{name}` needs a text; this one is not there yet"),
            None => format!("`{name}` needs an open article"),
        });
        Effects::none()
    })
}

/// What happens to a line that is being typed, to help, to hints; anything else is given back.
fn apply_in_mode(app: &mut App, msg: Msg) -> Result<Effects, Msg> {
    match msg {
        Msg::Edit(edit) => Ok(prompts::edit_prompt(app, &edit)),
        Msg::Submit => Ok(prompts::submit_prompt(app)),
        Msg::Cancel => Ok(prompts::cancel_prompt(app)),
        Msg::ScrollHelp(rows) => {
            if let InputMode::Help(help) = &mut app.mode {
                help.scroll(rows);
            }
            Ok(Effects::none())
        }
        Msg::HintLetter(letter) => Ok(jump_labels::type_hint_letter(app, letter)),
        msg => Err(msg),
    }
}

/// Returns whether the user did something: what the status line told was read.
const fn is_user_action(msg: &Msg) -> bool {
    !matches!(
        msg,
        Msg::Resize(_)
            | Msg::Loaded(..)
            | Msg::Annotated(..)
            | Msg::Expired(_)
            | Msg::Notice(_)
            | Msg::LibraryOpened
            | Msg::Answered(..)
            | Msg::Refreshed(_)
            | Msg::EntriesAnnotated
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
            | Msg::DoAfterPrefix(..)
            | Msg::BeginSequence(_)
            | Msg::DoAndBeginSequence(..)
            | Msg::Unbound
    )
}

/// Returns how often a counted command acts: once where nothing was typed.
fn repeat_count(count: RepeatCount) -> usize {
    usize::try_from(count.unwrap_or(1))
        .unwrap_or(usize::MAX)
        .max(1)
}

/// The ticket that no request has.
const NO_TICKET: Ticket = Ticket(0);
