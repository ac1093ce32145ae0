//! The events that wake the event loop.

use std::io;

use super::browser::LaunchState;
use super::open_attempt::OpenAttempt;
use crate::reader::Msg;
use crate::ui::TerminalEvent;

/// An event that wakes the loop.
pub(super) enum LoopEvent {
    /// Input from the user.
    Event(TerminalEvent),
    /// A message from a worker.
    Msg(Msg),
    /// A signal with this number requested the end.
    Terminate(i32),
    /// The shell requested a stop (SIGTSTP).
    Suspend,
    /// The process was continued, possibly after a stop that it could not catch (SIGSTOP).
    Continued,
    /// No more keys can be read.
    InputLost(io::Error),
    /// News of a program that was started to open a link.
    Launch(LaunchState, Option<OpenAttempt>),
}
