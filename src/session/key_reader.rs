//! The thread that reads keys, and the check that keys can be read.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

use super::input_events;
use super::loop_event::LoopEvent;
use super::session_input::SessionError;

/// Checks that keys can be read, from standard input or else from /dev/tty.
///
/// # Errors
///
/// [`SessionError::NoKeys`] if neither is a terminal.
#[expect(clippy::disallowed_methods, reason = "the terminal is opened here")]
pub(super) fn check_keys() -> Result<(), SessionError> {
    if io::stdin().is_terminal() {
        return Ok(());
    }
    File::open("/dev/tty")
        .map(drop)
        .map_err(SessionError::NoKeys)
}

/// Sends input to the loop until the input or the loop ends.
///
/// Before it blocks on the terminal, it waits until all events sent so far are handled: a key press may give the
/// terminal to another program, which then reads its own keys.
pub(super) fn read_keys(sender: &Sender<LoopEvent>, is_handled: &Receiver<()>) {
    let mut n_open = 0_usize;
    loop {
        if n_open > 0 && !matches!(crossterm::event::poll(Duration::ZERO), Ok(true)) {
            if (0..n_open).any(|_| is_handled.recv().is_err()) {
                return;
            }
            n_open = 0;
        }
        let incoming = match crossterm::event::read() {
            Ok(raw) => match input_events::translate_event(raw) {
                Some(event) => LoopEvent::Event(event),
                None => continue,
            },
            Err(error) => LoopEvent::InputLost(error),
        };
        let is_lost = matches!(incoming, LoopEvent::InputLost(_));
        n_open += usize::from(!is_lost);
        if sender.send(incoming).is_err() || is_lost {
            return;
        }
    }
}
