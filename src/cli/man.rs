//! `pullquote man`: prints the manual page.

use std::io::Write;

use clap::{ArgMatches, Args};
use clap_mangen::Man;

use super::context::{Context, output};
use super::failure::{Outcome, Status};
use super::{Subcommand, command};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "man",
    about: "Prints the manual page, in roff",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
}

fn run(_: &ArgMatches, _context: &Context) -> Outcome {
    let mut page = Vec::new();
    Man::new(command()).render(&mut page)?;
    let mut out = output();
    out.write_all(&page)?;
    out.flush()?;
    Ok(Status::Done)
}
