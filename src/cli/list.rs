//! `pullquote list`: prints the entries of the library that match a query.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches, ValueEnum};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::entry_output::{entry_to_json, parse_query, write_entry_line};
use super::exit_status::{CommandResult, CommandStatus, print_error};
use super::library_access::describe_store_error;
use super::library_access::index_before_query;
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::library::{CopyFolding, EntryListing, EntryOrder, EntryRow};
use crate::store::Library;
use crate::text::count_with_noun;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "list",
    about: "List the entries of the library that match a query",
    arguments: define_arguments,
    run: run_list,
};

#[derive(Args)]
struct ListArguments {
    /// The query, for example: is:unread tag:energy since:7d "grain deal" -draft; without it, all entries are listed.
    /// Quote phrases twice, once for the shell: '"grain deal"'
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    shown: ListOutput,
}

/// The options for printing the entries that match a query.
#[derive(Args)]
pub(super) struct ListOutput {
    /// Print at most N entries; 0 for all
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// The order of the entries
    #[arg(long, value_name = "ORDER", default_value = "newest")]
    order: OrderArgument,
    /// Show near-identical entries separately
    #[arg(long)]
    apart: bool,
    /// Print the entries as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// The order of the entries, as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OrderArgument {
    /// Newest first
    Newest,
    /// Oldest first
    Oldest,
    /// Best match first
    Rank,
}

impl ListOutput {
    /// Returns the entries to print. If the limit cuts off more of them, a line on standard error says so.
    pub(super) fn list(
        &self,
        library: &Library,
        query: &crate::library::Query,
    ) -> anyhow::Result<EntryListing> {
        let order = match self.order {
            OrderArgument::Newest => EntryOrder::Newest,
            OrderArgument::Oldest => EntryOrder::Oldest,
            OrderArgument::Rank => EntryOrder::Rank,
        };
        let folding = if self.apart {
            CopyFolding::Apart
        } else {
            CopyFolding::Folded
        };
        let limit = if self.limit == 0 {
            usize::MAX
        } else {
            self.limit
        };
        let listed = library
            .list(query, order, folding, limit)
            .map_err(|why| anyhow!(describe_store_error(&why)))?;
        if !listed.is_complete {
            print_error(format_args!(
                "showing the first {}; `--limit 0` shows all",
                count_with_noun(limit, "entry")
            ));
        }
        Ok(listed)
    }
}

/// Returns the rows of the listed entries, in their order.
pub(super) fn read_rows(library: &Library, listed: &EntryListing) -> anyhow::Result<Vec<EntryRow>> {
    library
        .rows(&listed.ids)
        .map_err(|why| anyhow!(describe_store_error(&why)))
}

fn define_arguments(command: clap::Command) -> clap::Command {
    ListArguments::augment_args(command)
}

fn run_list(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = ListArguments::from_arg_matches(matches)?;
    let query = parse_query(&arguments.query)?;
    let mut library = context.library()?;
    index_before_query(&mut library, &query);
    let listed = arguments.shown.list(&library, &query)?;
    let rows = read_rows(&library, &listed)?;
    let mut out = locked_stdout();
    if arguments.shown.json {
        let rows: Vec<_> = rows.iter().map(|row| entry_to_json(row, None)).collect();
        write_json_line(&rows, &mut out)?;
    } else {
        rows.iter()
            .try_for_each(|row| write_entry_line(&mut out, row))?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}
