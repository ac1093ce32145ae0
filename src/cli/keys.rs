//! `pullquote keys`: prints the active key map in the syntax of the config.

use std::io::Write;

use clap::{ArgMatches, Args};

use super::Subcommand;
use super::context::Context;
use super::failure::{Outcome, Status, complain};
use super::output::output;
use crate::config::Keymap;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "keys",
    about: "Prints the active key map, in the syntax of the config",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
}

fn run(_: &ArgMatches, context: &Context) -> Outcome {
    let settings = context.settings()?;
    let (keymap, notices) = Keymap::new(&settings.keys, &super::actions());
    notices.iter().for_each(complain);
    let mut out = output();
    write!(out, "{}", keymap.to_toml())?;
    out.flush()?;
    Ok(Status::Done)
}
