//! `pullquote search`: prints the entries that a query finds, with the words around the first match.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};

use super::Subcommand;
use super::context::Context;
use super::entries::{as_json, query, told, write_line};
use super::failure::{Outcome, Status};
use super::input::printable;
use super::library_file::index_for;
use super::list::{Shown, rows};
use super::output::output;
use crate::export::write_json_line;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "search",
    about: "Searches the library and shows the words around what was found",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// What to search for: words, "phrases", beginnings* and the conditions that `list` takes
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[command(flatten)]
    shown: Shown,
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
    let snippets = library
        .snippets(&query, &listed.ids)
        .map_err(|why| anyhow!(told(&why)))?;
    let found = rows.iter().zip(&snippets);
    let mut out = output();
    if arguments.shown.json {
        let rows: Vec<_> = found
            .map(|(row, snippet)| as_json(row, Some(snippet)))
            .collect();
        write_json_line(&rows, &mut out)?;
    } else {
        for (row, snippet) in found {
            write_line(&mut out, row)?;
            writeln!(out, "           {}", printable(&snippet.text))?;
        }
    }
    out.flush()?;
    Ok(Status::Done)
}
