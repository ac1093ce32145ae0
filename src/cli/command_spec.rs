//! The description of a subcommand, which the table of all subcommands consists of.

use clap::ArgMatches;

use super::context::CommandContext;
use super::exit_status::CommandResult;

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
