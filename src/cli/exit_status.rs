//! The outcome of a command, and its conversion into a line on standard error and an exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::text::escape_unsafe_lines;

/// The outcome of a command that was not aborted by an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandStatus {
    /// Everything succeeded.
    Done,
    /// Some input failed; each failure has already been reported.
    Partial,
    /// Ended by the signal with this number.
    Signal(u8),
}

/// The result of a command. An error aborts it and is reported by [`exit_code`].
pub(super) type CommandResult = anyhow::Result<CommandStatus>;

/// Invalid usage; exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct UsageError(pub(super) String);

/// Writes one line to standard error, after the name of the program.
///
/// Control characters are shown as visible escapes even if standard error is a file, because it may be displayed on a
/// terminal later.
pub(super) fn print_error(line: impl std::fmt::Display) {
    let line = format!("pullquote: {line}\n");
    // If standard error is closed, there is nowhere to report the failure.
    let _ = io::stderr()
        .lock()
        .write_all(escape_unsafe_lines(&line).as_bytes());
}

/// Returns the exit code for an outcome, and reports its error on standard error. A closed pipe counts as success.
pub(super) fn exit_code(outcome: CommandResult) -> ExitCode {
    let error = match outcome {
        Ok(CommandStatus::Done) => return ExitCode::SUCCESS,
        Ok(CommandStatus::Partial) => return ExitCode::from(1),
        // The convention of shells for a program ended by a signal.
        Ok(CommandStatus::Signal(number)) => return ExitCode::from(128_u8.saturating_add(number)),
        Err(error) => error,
    };
    if is_closed_pipe(&error) {
        return ExitCode::SUCCESS;
    }
    print_error(format_args!("{error:#}"));
    ExitCode::from(if error.is::<UsageError>() { 2 } else { 1 })
}

/// True if the reader of the output closed the pipe, as `head` does.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}
