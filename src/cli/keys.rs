//! `pullquote keys`: prints the active key map in the syntax of the config.

use std::io::Write;

use clap::{ArgMatches, Args};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus};
use super::output::locked_stdout;
use crate::config::Keymap;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "keys",
    about: "Print the active key map in the syntax of the config",
    arguments: define_arguments,
    run: run_keys,
};

#[derive(Args)]
struct KeysArguments {}

fn define_arguments(command: clap::Command) -> clap::Command {
    KeysArguments::augment_args(command)
}

fn run_keys(_: &ArgMatches, context: &CommandContext) -> CommandResult {
    let settings = context.settings()?;
    let (keymap, _) = Keymap::new(&settings.keys, &super::action_names::action_names());
    let mut out = locked_stdout();
    write!(out, "{}", keymap.to_toml())?;
    out.flush()?;
    Ok(CommandStatus::Done)
}
