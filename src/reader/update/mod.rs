//! The transition function [`update`] and the dispatch of messages. Commands are dispatched in `dispatch.rs`.

mod article_list;
mod article_slots;
mod browser;
mod clipboard_and_browser;
mod dispatch;
mod entity_page;
mod events;
mod explain;
mod filter;
mod fit;
mod jump;
mod jump_labels;
mod key_sequences;
mod lists;
mod motion;
mod pointer;
mod prompt_line;
mod prompts;
mod selected_name;
mod selection_sync;
#[cfg(test)]
mod tests;
mod text_search;
mod view;

use super::app::{App, InputMode, KeySequence};
use super::effect::{Effect, Effects};
use super::msg::{MessageOrigin, Msg};
use dispatch::perform_counted_command;
use prompts::PromptOutcome;

/// Applies a message to the state and returns the work to be done.
///
/// It reads no clock and no file, starts no thread, and panics for no sequence of messages.
pub fn update(app: &mut App, msg: Msg) -> Effects {
    if msg.origin() != MessageOrigin::Event
        && let Some(browser) = app.browser.as_deref_mut()
    {
        browser.list.resume_requests();
    }
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
    let before = article_slots::annotating_ticket(app);
    let mut effects = apply_message(app, msg);
    effects.extend(browser::request_missing(app));
    let left = before.filter(|_| !is_answer && article_slots::annotating_ticket(app) != before);
    if let Some(ticket) = left {
        article_slots::note_stopped(app, ticket);
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

/// Handles a message for the open prompt, help or jump labels. Gives any other message back as an error.
fn apply_in_mode(app: &mut App, msg: Msg) -> Result<Effects, Msg> {
    match msg {
        Msg::Edit(edit) => Ok(prompts::edit_prompt(app, &edit)),
        Msg::Submit => Ok(match prompts::submit_prompt(app) {
            PromptOutcome::Done(effects) => effects,
            PromptOutcome::Perform(command, count) => perform_counted_command(app, command, count),
        }),
        Msg::Cancel => Ok(prompts::cancel_prompt(app)),
        Msg::ScrollHelp(rows) => {
            match &mut app.mode {
                InputMode::Help(help) => help.scroll(rows),
                InputMode::Explanation(popup) => popup.scroll(rows),
                _ => {}
            }
            Ok(Effects::none())
        }
        Msg::HintLetter(letter) => Ok(jump_labels::type_hint_letter(app, letter)),
        msg => Err(msg),
    }
}
