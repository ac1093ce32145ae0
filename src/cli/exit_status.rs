//! What went wrong, turned into a line on standard error and an exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::text::escape_unsafe_lines;

/// How a command ended when it did not break off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandStatus {
    /// All of it was done.
    Done,
    /// Some input failed; each failure was told when it happened.
    Partial,
    /// A signal of this number ended it.
    Signal(u8),
}

/// How a command ended.
pub(super) type CommandResult = anyhow::Result<CommandStatus>;

/// The command line asks for something that cannot be.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct UsageError(pub(super) String);

/// Writes one line about a failure to standard error, after the program's name. What could act on a terminal is written
/// as visible escapes: a log of it may be shown on one later.
pub(super) fn print_error(line: impl std::fmt::Display) {
    let line = format!("pullquote: {line}\n");
    // Nobody is left to be told when standard error is gone.
    let _ = io::stderr()
        .lock()
        .write_all(escape_unsafe_lines(&line).as_bytes());
}

/// Tells what went wrong, if anything, and returns the exit code.
pub(super) fn exit_code(outcome: CommandResult) -> ExitCode {
    let error = match outcome {
        Ok(CommandStatus::Done) => return ExitCode::SUCCESS,
        Ok(CommandStatus::Partial) => return ExitCode::from(1),
        // What shells tell of a program that a signal ended.
        Ok(CommandStatus::Signal(number)) => return ExitCode::from(128_u8.saturating_add(number)),
        Err(error) => error,
    };
    if is_closed_pipe(&error) {
        return ExitCode::SUCCESS;
    }
    print_error(format_args!("{error:#}"));
    ExitCode::from(if error.is::<UsageError>() { 2 } else { 1 })
}

/// Returns whether the reader of the output went away, as `head` does.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}
