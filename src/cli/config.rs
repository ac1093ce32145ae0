//! `pullquote config`: writes the example config, prints the active settings, or prints the path of the config file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::{ArgMatches, Args, FromArgMatches, Subcommand};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError, print_error};
use super::input::{InputError, printable_line};
use super::new_file::{Existing, refuse_folder, refuse_write, write_file};
use super::output::locked_stdout;
use crate::config::{Keymap, example_config};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "config",
    about: "Create, show or locate the config file",
    arguments: define_arguments,
    run: run_config,
};

#[derive(Args)]
struct ConfigArguments {
    #[command(subcommand)]
    what: ConfigAction,
}

#[derive(Clone, Copy, Subcommand)]
enum ConfigAction {
    /// Create a config with every setting, its default and a comment; an existing file is kept
    Init,
    /// Print the active settings and keys
    View,
    /// Print the path of the config file
    Path,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    ConfigArguments::augment_args(command)
}

fn run_config(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = ConfigArguments::from_arg_matches(matches)?;
    match arguments.what {
        ConfigAction::View => print_config(context),
        ConfigAction::Init => write_example(config_path(context)?),
        ConfigAction::Path => print_text(&format!("{}\n", config_path(context)?.display())),
    }
}

fn config_path(context: &CommandContext) -> Result<&Path, UsageError> {
    let place = context.places.config.as_deref();
    let text = "no home directory; name a config file with --config FILE";
    place.ok_or_else(|| UsageError(text.to_owned()))
}

#[expect(clippy::disallowed_methods, reason = "the config is written here")]
fn write_example(path: &Path) -> CommandResult {
    let name = printable_line(&path.to_string_lossy());
    let refuse = |why: InputError| anyhow::anyhow!("{name}: {why}");
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|why| refuse(refuse_folder(folder, &why)))?;
    }
    let written = write_file(path, Existing::Keep, |out| {
        out.write_all(example_config().as_bytes())
    });
    match written {
        Ok(()) => print_text(&format!("Wrote {name}\n")),
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
            print_error(format_args!(
                "{name}: the config already exists; edit it, or move it first"
            ));
            Ok(CommandStatus::Partial)
        }
        Err(why) => Err(refuse(refuse_write(path, &why))),
    }
}

fn print_config(context: &CommandContext) -> CommandResult {
    let settings = context.settings()?;
    let (keymap, _) = Keymap::new(&settings.keys, &super::action_names::action_names());
    print_text(&format!("{}\n{}", settings.to_toml(), keymap.to_toml()))
}

fn print_text(text: &str) -> CommandResult {
    let mut out = locked_stdout();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(CommandStatus::Done)
}
