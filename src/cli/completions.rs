//! `pullquote completions`: prints the completions of a shell.

use std::io::Write;

use clap::{ArgMatches, Args, FromArgMatches};
use clap_complete::Shell;

use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus};
use super::output::locked_stdout;
use super::{CommandSpec, build_command};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "completions",
    about: "Prints the completions of a shell",
    arguments: define_arguments,
    run: run_completions,
};

#[derive(Args)]
struct CompletionsArguments {
    /// Which shell
    shell: Shell,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    CompletionsArguments::augment_args(command)
}

fn run_completions(matches: &ArgMatches, _context: &CommandContext) -> CommandResult {
    let arguments = CompletionsArguments::from_arg_matches(matches)?;
    // clap_complete panics where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut build_command(),
        "pullquote",
        &mut script,
    );
    let mut out = locked_stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(CommandStatus::Done)
}
