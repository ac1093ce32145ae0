//! `pullquote completions`: prints the completions of a shell.

use std::io::Write;

use clap::{ArgMatches, Args, FromArgMatches};
use clap_complete::Shell;

use super::context::Context;
use super::failure::{Outcome, Status};
use super::output::output;
use super::{Subcommand, command};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "completions",
    about: "Prints the completions of a shell",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// Which shell
    shell: Shell,
}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
}

fn run(matches: &ArgMatches, _context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    // clap_complete panics where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "pullquote", &mut script);
    let mut out = output();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Status::Done)
}
