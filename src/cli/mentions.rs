//! `pullquote mentions`: writes the mentions of the library as data.

use std::io::Write;

use clap::{ArgMatches, Args, FromArgMatches, ValueEnum};
use serde_json::json;

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::entry_output::parse_query;
use super::exit_status::{CommandResult, CommandStatus};
use super::library_access::{describe_store_error, index_before_query};
use super::output::locked_stdout;
use crate::export::{write_csv_line, write_json_line};
use crate::library::MentionRow;
use crate::store::StoreError;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "mentions",
    about: "Write the mentions of persons, organizations and places in the library as data",
    arguments: |command| MentionsArguments::augment_args(command),
    run: run_mentions,
};

#[derive(Args)]
struct MentionsArguments {
    /// The query that selects the articles, as for `list`; without it, all articles
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The output format
    #[arg(long, short, value_name = "FORMAT", default_value = "jsonl")]
    format: MentionFormat,
}

/// The format of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MentionFormat {
    /// One JSON object per line
    Jsonl,
    /// A table with a header
    Csv,
}

/// The columns of the table. JSON has them as fields.
const COLUMNS: [&str; 7] = ["id", "entry", "start", "end", "text", "form", "entity"];

/// The reason why writing stopped.
#[derive(Debug, thiserror::Error)]
enum WriteFailure {
    #[error("{}", describe_store_error(.0))]
    Library(#[from] StoreError),
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

fn run_mentions(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = MentionsArguments::from_arg_matches(matches)?;
    let query = parse_query(&arguments.query)?;
    let mut library = context.library()?;
    index_before_query(&mut library, &query);
    let mut out = locked_stdout();
    if arguments.format == MentionFormat::Csv {
        write_csv_line(&COLUMNS, &mut out)?;
    }
    let written: Result<(), WriteFailure> = library.mentions(&query, |mention| {
        Ok(write_mention(&mention, arguments.format, &mut out)?)
    });
    match written {
        Ok(()) => {}
        Err(WriteFailure::Output(error)) => return Err(error.into()),
        Err(error) => return Err(error.into()),
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

fn write_mention(
    mention: &MentionRow,
    format: MentionFormat,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let entry = mention.entry.0.to_string();
    let id = mention.source_id.as_ref().map_or(entry.as_str(), |id| id);
    match format {
        MentionFormat::Jsonl => write_json_line(
            &json!({
                "id": id,
                "entry": mention.entry.0,
                "start": mention.start,
                "end": mention.end,
                "text": mention.words,
                "form": mention.form.name(),
                "entity": mention.entity.0,
            }),
            out,
        ),
        MentionFormat::Csv => write_csv_line(
            &[
                id,
                &entry,
                &mention.start.to_string(),
                &mention.end.to_string(),
                &mention.words,
                mention.form.name(),
                &mention.entity.0.to_string(),
            ],
            out,
        ),
    }
}
