//! What a subcommand is, and the names of the reader's actions that several subcommands need.

use clap::ArgMatches;

use super::context::CommandContext;
use super::exit_status::CommandResult;
use crate::reader;

/// A subcommand: its name, its help, and the function that runs it.
pub(super) struct CommandSpec {
    /// The word that selects it on the command line.
    pub(super) name: &'static str,
    /// One line of help in the imperative, without a final stop.
    pub(super) about: &'static str,
    /// Adds the arguments to clap's description of the command.
    pub(super) arguments: fn(clap::Command) -> clap::Command,
    /// Runs the command with the parsed arguments.
    pub(super) run: fn(&ArgMatches, &CommandContext) -> CommandResult,
}

/// Returns the names of all reader actions that a key can be bound to.
pub(super) fn action_names() -> Vec<&'static str> {
    reader::COMMANDS.iter().map(|info| info.name).collect()
}
