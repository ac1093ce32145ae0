//! `pullquote gc`: throws away what the library no longer keeps.

use std::io::{self, Write};

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::Subcommand;
use super::context::{Context, output};
use super::entries::{now, told};
use super::failure::{Outcome, Status};
use crate::store::Retention;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "gc",
    about: "Throws away deleted entries and those kept long enough, for good; starred, tagged and archived ones stay",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// Keep entries for N days after they left their feed, where the feed's own setting does not say; 0 for ever
    ///
    /// Without it as `keep_days` in the config says.
    #[arg(long, value_name = "N")]
    days: Option<u32>,
    /// Keep the newest N entries of a feed and all that are still in it; 0 for all
    ///
    /// Without it as `keep_entries` in the config says.
    #[arg(long, value_name = "N")]
    entries: Option<u32>,
    /// Give the room back to the disk; needs as much again while it runs
    #[arg(long)]
    vacuum: bool,
    /// Print what was thrown away as an object
    #[arg(long)]
    json: bool,
}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
}

fn run(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let keeping = context.settings()?.keeping;
    let some = |n: u32| (n > 0).then_some(n);
    let retention = Retention {
        days: some(arguments.days.unwrap_or(keeping.days)),
        entries: some(arguments.entries.unwrap_or(keeping.entries)),
    };
    let freed = library
        .gc(&retention, now())
        .map_err(|why| anyhow!(told(&why)))?;
    if arguments.vacuum {
        library.vacuum().map_err(|why| anyhow!(told(&why)))?;
    }
    let mut out = output();
    if arguments.json {
        let freed = json!({"n_entries": freed.n_entries, "n_feeds": freed.n_feeds});
        serde_json::to_writer(&mut out, &freed).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        writeln!(
            out,
            "{} entries and {} feeds thrown away",
            freed.n_entries, freed.n_feeds
        )?;
    }
    out.flush()?;
    Ok(Status::Done)
}
