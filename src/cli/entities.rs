//! `pullquote entities`: lists the persons, organizations and places of the library.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches, ValueEnum};
use serde_json::{Value, json};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::entry_output::parse_query;
use super::exit_status::{CommandResult, CommandStatus, print_error};
use super::input::printable_line;
use super::library_access::{describe_store_error, index_before_query};
use super::output::locked_stdout;
use crate::export::{write_csv_line, write_json_line};
use crate::library::EntityRow;
use crate::text::count_with_noun;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "entities",
    about: "List the persons, organizations and places of the library",
    arguments: |command| EntitiesArguments::augment_args(command),
    run: run_entities,
};

#[derive(Args)]
struct EntitiesArguments {
    /// The query that selects the articles, as for `list`; without it, all articles
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Print at most N entities; 0 for all
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// The output format
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    format: EntityFormat,
    /// Short for --format json
    #[arg(long)]
    json: bool,
}

/// The format of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EntityFormat {
    /// Lines to read
    Text,
    /// One list
    Json,
    /// One JSON object per line
    Jsonl,
    /// A table with a header
    Csv,
    /// A table in Markdown
    Markdown,
}

/// The columns of the table in CSV.
const COLUMNS: [&str; 9] = [
    "entity",
    "key",
    "name",
    "kind",
    "entries",
    "mentions",
    "first_seen",
    "last_seen",
    "by",
];

fn run_entities(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = EntitiesArguments::from_arg_matches(matches)?;
    let query = parse_query(&arguments.query)?;
    let mut library = context.library()?;
    index_before_query(&mut library, &query);
    let limit = if arguments.limit == 0 {
        usize::MAX
    } else {
        arguments.limit
    };
    let rows = library
        .entities(&query, limit)
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    if rows.is_empty() {
        print_error(
            "no names yet; add a feed with `pullquote add URL`, or `pullquote refresh` to read and annotate it",
        );
    }
    let format = if arguments.json {
        EntityFormat::Json
    } else {
        arguments.format
    };
    let mut out = locked_stdout();
    write_entities(&rows, format, &mut out)?;
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Writes a list of entities.
///
/// # Errors
///
/// If the output cannot be written.
pub(super) fn write_entities(
    rows: &[EntityRow],
    format: EntityFormat,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match format {
        EntityFormat::Text => {
            for row in rows {
                writeln!(out, "{}", entity_line(row))?;
            }
        }
        EntityFormat::Json => {
            write_json_line(&rows.iter().map(entity_to_json).collect::<Vec<_>>(), out)?;
        }
        EntityFormat::Jsonl => {
            for row in rows {
                write_json_line(&entity_to_json(row), out)?;
            }
        }
        EntityFormat::Csv => {
            write_csv_line(&COLUMNS, out)?;
            for row in rows {
                write_entity_csv(row, out)?;
            }
        }
        EntityFormat::Markdown => {
            writeln!(
                out,
                "| name | kind | entries | mentions |\n| --- | --- | ---: | ---: |"
            )?;
            for row in rows {
                let name = printable_line(&row.name).replace('|', "\\|");
                writeln!(
                    out,
                    "| {name} | {} | {} | {} |",
                    row.kind.name(),
                    row.n_entries,
                    row.n_mentions
                )?;
            }
        }
    }
    Ok(())
}

/// Returns the line of an entity in a list.
pub(super) fn entity_line(row: &EntityRow) -> String {
    let decided = if row.is_decided {
        "  (decided by you)"
    } else {
        ""
    };
    format!(
        "#{:<7} {:<12} {}  {}, {}{decided}",
        row.number.0,
        row.kind.name(),
        printable_line(&row.name),
        count_with_noun(row.n_entries, "entry"),
        count_with_noun(row.n_mentions, "mention"),
    )
}

fn write_entity_csv(row: &EntityRow, out: &mut dyn Write) -> std::io::Result<()> {
    let time =
        |time: Option<jiff::Timestamp>| time.map_or_else(String::new, |time| time.to_string());
    write_csv_line(
        &[
            &row.number.0.to_string(),
            &row.key,
            &row.name,
            row.kind.name(),
            &row.n_entries.to_string(),
            &row.n_mentions.to_string(),
            &time(row.first_seen),
            &time(row.last_seen),
            decided_by(row),
        ],
        out,
    )
}

/// Returns whether the user or the program decided on the entity's name, kind or identity.
fn decided_by(row: &EntityRow) -> &'static str {
    if row.is_decided { "user" } else { "engine" }
}

/// Returns an entity as JSON.
pub(super) fn entity_to_json(row: &EntityRow) -> Value {
    json!({
        "entity": row.number.0,
        "key": row.key,
        "name": row.name,
        "kind": row.kind.name(),
        "entries": row.n_entries,
        "mentions": row.n_mentions,
        "first_seen": row.first_seen.map(|time| time.to_string()),
        "last_seen": row.last_seen.map(|time| time.to_string()),
        "by": decided_by(row),
    })
}
