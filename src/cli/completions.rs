//! `pullquote completions`: prints the completion script for a shell.

use std::io::Write;

use clap::{ArgMatches, Args, FromArgMatches};
use clap_complete::Shell;

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus};
use super::output::locked_stdout;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "completions",
    about: "Print the completion script for a shell",
    arguments: define_arguments,
    run: run_completions,
};

#[derive(Args)]
struct CompletionsArguments {
    /// The shell to write the script for
    shell: Shell,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    CompletionsArguments::augment_args(command)
}

fn run_completions(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = CompletionsArguments::from_arg_matches(matches)?;
    // clap_complete panics if a write fails, so the script is generated in memory first.
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut (context.build_command)(),
        "pullquote",
        &mut script,
    );
    let mut out = locked_stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(CommandStatus::Done)
}
