//! The transition function [`update`] and the dispatch of messages and commands.
//!
//! Each file handles one group of commands through a `perform_…_command` function that returns `None` for commands
//! that it does not handle. The first that returns effects wins, so a command can mean different things on different
//! screens.

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
use super::msg::{MessageOrigin, Msg, RepeatCount};
use super::{Command, Ticket};

/// Applies a message to the state and returns the work to be done.
///
/// It reads no clock and no file, starts no thread, and panics for no sequence of messages.
pub fn update(app: &mut App, msg: Msg) -> Effects {
    match msg.origin() {
        MessageOrigin::CommandKey => app.notice = None,
        MessageOrigin::UserAction => {
            app.notice = None;
            // The waiting command of the sequence would apply to what was clicked.
            app.typed = KeySequence::default();
        }
        MessageOrigin::Event => {}
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

/// Performs the commands of one group. Returns `None` if the command has no meaning in the present state.
type CommandFn = fn(&mut App, Command, RepeatCount) -> Option<Effects>;

/// Performs a command given by a key, and shows a notice if its count was ignored.
fn perform_counted_command(app: &mut App, command: Command, count: RepeatCount) -> Effects {
    let effects = perform_command(app, command, count);
    if count.is_some() && !command.takes_count() {
        let once = format!("`{}` takes no number", command.name());
        let said = app.notice.take();
        app.set_notice(said.map_or_else(|| once.clone(), |words| format!("{words} ({once})")));
    }
    effects
}

/// Performs a command. If it has no meaning in the present state, shows a notice.
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
            Some(_) => format!("`{name}` needs a loaded article; this one is not loaded yet"),
            None => format!("`{name}` needs an open article"),
        });
        Effects::none()
    })
}

/// Handles a message for the open prompt, help or jump labels. Gives any other message back as an error.
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

/// Returns the number of repetitions: 1 if no count was typed.
fn repeat_count(count: RepeatCount) -> usize {
    usize::try_from(count.unwrap_or(1))
        .unwrap_or(usize::MAX)
        .max(1)
}

/// A ticket that is never issued.
const NO_TICKET: Ticket = Ticket(0);
