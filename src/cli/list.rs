//! `pullquote list`: prints the entries of the library that a query finds.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches, ValueEnum};

use super::Subcommand;
use super::context::Context;
use super::entries::{as_json, query, told, write_line};
use super::failure::{Outcome, Status, complain};
use super::library_file::index_for;
use super::output::output;
use crate::export::write_json_line;
use crate::library::{EntryRow, Folding, Listed, Order};
use crate::store::Library;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "list",
    about: "Lists the entries of the library that a query finds",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// What to list, such as: is:unread tag:energy since:7d "grain deal" -draft; everything without it. Words in
    /// quotation marks need a second pair for the shell: '"grain deal"'
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    shown: Shown,
}

/// What of the entries that a query finds is printed, and how.
#[derive(Args)]
pub(super) struct Shown {
    /// Print at most N entries; 0 for all
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// The order of the entries
    #[arg(long, value_name = "ORDER", default_value = "newest")]
    order: By,
    /// Print near-identical entries each on a line of its own
    #[arg(long)]
    apart: bool,
    /// Print an array of objects
    #[arg(long)]
    pub(super) json: bool,
}

/// An order by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// The newest first
    Newest,
    /// The oldest first
    Oldest,
    /// The best match first
    Rank,
}

impl Shown {
    /// Returns the entries that are printed; says on standard error where there are more.
    pub(super) fn list(
        &self,
        library: &Library,
        query: &crate::library::Query,
    ) -> anyhow::Result<Listed> {
        let order = match self.order {
            By::Newest => Order::Newest,
            By::Oldest => Order::Oldest,
            By::Rank => Order::Rank,
        };
        let folding = if self.apart {
            Folding::Apart
        } else {
            Folding::Folded
        };
        let limit = if self.limit == 0 {
            usize::MAX
        } else {
            self.limit
        };
        let listed = library
            .list(query, order, folding, limit)
            .map_err(|why| anyhow!(told(&why)))?;
        if !listed.is_complete {
            complain(format_args!(
                "there are more than these {limit}; `--limit 0` prints all"
            ));
        }
        Ok(listed)
    }
}

/// Returns what is shown of the entries that were found.
pub(super) fn rows(library: &Library, listed: &Listed) -> anyhow::Result<Vec<EntryRow>> {
    library.rows(&listed.ids).map_err(|why| anyhow!(told(&why)))
}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
}

fn run(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let query = query(&arguments.query)?;
    let mut library = context.library()?;
    index_for(&mut library, &query);
    let listed = arguments.shown.list(&library, &query)?;
    let rows = rows(&library, &listed)?;
    let mut out = output();
    if arguments.shown.json {
        let rows: Vec<_> = rows.iter().map(|row| as_json(row, None)).collect();
        write_json_line(&rows, &mut out)?;
    } else {
        rows.iter().try_for_each(|row| write_line(&mut out, row))?;
    }
    out.flush()?;
    Ok(Status::Done)
}
