//! Sending answers to the event loop.

use std::sync::mpsc::Sender;

use crate::reader::{LibraryResponse, Msg, Ticket};
use crate::session::loop_event::LoopEvent;
use crate::session::panics::CaughtPanic;
use crate::store::StoreError;

/// Sends an answer. Returns false if the loop has ended.
pub(super) fn send_response(
    answers: &Sender<LoopEvent>,
    ticket: Ticket,
    answer: Result<LibraryResponse, StoreError>,
) -> bool {
    let answer = answer.map_err(|error| describe_error(&error));
    answers
        .send(LoopEvent::Msg(Msg::Answered(ticket, answer)))
        .is_ok()
}

/// Sends the answer of work that may have panicked. Returns false if the loop has ended.
pub(super) fn reply_caught(
    answers: &Sender<LoopEvent>,
    ticket: Ticket,
    answer: Result<Result<LibraryResponse, StoreError>, CaughtPanic>,
) -> bool {
    match answer {
        Ok(answer) => send_response(answers, ticket, answer),
        Err(caught) => {
            let answer = Err(caught.to_string());
            answers
                .send(LoopEvent::Msg(Msg::Answered(ticket, answer)))
                .is_ok()
        }
    }
}

/// Returns an error of the library as sentences for the user.
pub(super) fn describe_error(error: &StoreError) -> String {
    match error {
        // The entry was shown, so it existed: `gc` or another process has deleted it since.
        StoreError::NoEntry => "This article has been deleted in the meantime".to_owned(),
        error => format!("{error}. {}", error.advice()),
    }
}
