//! `pullquote search`: prints the entries that match a query, with the text around the first match.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::entry_output::{entry_to_json, parse_query, write_entry_line};
use super::exit_status::{CommandResult, CommandStatus};
use super::input::printable_line;
use super::library_access::describe_store_error;
use super::library_access::index_before_query;
use super::list::{ListOutput, read_rows};
use super::output::locked_stdout;
use crate::export::write_json_line;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "search",
    about: "Search the library and show the text around the matches",
    arguments: define_arguments,
    run: run_search,
};

#[derive(Args)]
struct SearchArguments {
    /// The query: words, "phrases", prefixes* and the fields that `list` accepts
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[command(flatten)]
    shown: ListOutput,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    SearchArguments::augment_args(command)
}

fn run_search(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = SearchArguments::from_arg_matches(matches)?;
    let query = parse_query(&arguments.query)?;
    let mut library = context.library()?;
    index_before_query(&mut library, &query);
    let listed = arguments.shown.list(&library, &query)?;
    let rows = read_rows(&library, &listed)?;
    let snippets = library
        .snippets(&query, &listed.ids)
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    let found = rows.iter().zip(&snippets);
    let mut out = locked_stdout();
    if arguments.shown.json {
        let rows: Vec<_> = found
            .map(|(row, snippet)| entry_to_json(row, Some(snippet)))
            .collect();
        write_json_line(&rows, &mut out)?;
    } else {
        for (row, snippet) in found {
            write_entry_line(&mut out, row)?;
            writeln!(out, "           {}", printable_line(&snippet.text))?;
        }
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}
