//! `pullquote quotes`: prints the quotes of the library that match a query, with their sources.

use std::ops::ControlFlow;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::entry_output::parse_query;
use super::exit_status::{CommandResult, CommandStatus};
use super::finding_output::{
    FindingOutput, FindingRow, columns_with_source, escape_words, explain_no_rows, source_line,
    source_markdown,
};
use super::library_access::{describe_store_error, index_before_query};
use super::query_flags::{PeriodFlags, add_fields};
use crate::export::{DataColumn, DataValue};
use crate::library::LibraryQuote;

/// The maximum number of quotes that `--like` prints. Further ones have little in common with the given text.
const MAX_LIKE_ROWS: usize = 1_000;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "quotes",
    about: "Print the quotes in the library, with their speakers and sources",
    arguments: define_arguments,
    run: run_quotes,
};

#[derive(Args)]
struct QuotesArguments {
    /// The query; words without a field are words of the quote: harbour speaker:"Ada Roe" since:1m
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Quotes of this speaker; like speaker: in the query
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Quotes of others that mention this name; like about: in the query
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    #[command(flatten)]
    period: PeriodFlags,
    /// Print the wordings nearest to TEXT, nearest first
    #[arg(long, value_name = "TEXT")]
    like: Option<String>,
    #[command(flatten)]
    output: FindingOutput,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    QuotesArguments::augment_args(command).after_help(
        "Examples:\n  pullquote quotes --by 'Ada Roe' --since 1m --format markdown\n  \
         pullquote quotes 'harbour' 'kind:direct'\n  \
         pullquote quotes --like 'we will not close the harbour before winter'",
    )
}

fn run_quotes(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = QuotesArguments::from_arg_matches(matches)?;
    let [since, until, kind, sort] = arguments.period.fields();
    let by = ("speaker", arguments.by.as_deref());
    let about = ("about", arguments.about.as_deref());
    let words = add_fields(&arguments.query, &[by, about, since, until, kind, sort]);
    print_quotes(
        &words,
        arguments.like.as_deref(),
        &arguments.output,
        context,
    )
}

/// Prints the quotes that match the words of a query.
///
/// # Errors
///
/// If the query is invalid, the library cannot be read or the output cannot be written.
pub(super) fn print_quotes(
    words: &[String],
    like: Option<&str>,
    output: &FindingOutput,
    context: &CommandContext,
) -> CommandResult {
    let query = parse_query(words)?;
    let mut library = context.library()?;
    index_before_query(&mut library, &query);
    let n_rows = if let Some(like) = like {
        let limit = output.max_rows().min(MAX_LIKE_ROWS);
        let found = library
            .quotes_like(like, &query, limit)
            .map_err(|why| anyhow!(describe_store_error(&why)))?;
        output.print(|take| {
            let _: ControlFlow<()> = found.into_iter().try_for_each(take);
            Ok(())
        })?
    } else {
        output.print(|take| library.visit_quotes(&query, take))?
    };
    if n_rows == 0 {
        explain_no_rows(&library, "quotes");
    }
    Ok(CommandStatus::Done)
}

impl FindingRow for LibraryQuote {
    const NOUN: &'static str = "quote";

    const COLUMNS: &'static [DataColumn<Self>] = columns_with_source![
        DataColumn {
            name: "spans",
            about: "Start and end of each piece",
            value: |row| DataValue::Ranges(row.spans.clone()),
        },
        DataColumn {
            name: "kind",
            about: "direct, mixed or indirect",
            value: |row| DataValue::code(Some(&row.kind)),
        },
        DataColumn {
            name: "text",
            about: "The words; the pieces of a split quote are joined with spaces",
            value: |row| DataValue::words(Some(&row.words)),
        },
        DataColumn {
            name: "speaker",
            about: "Name of the speaker, or the words in the text",
            value: |row| DataValue::words(
                row.speaker.as_ref().map(|speaker| speaker.name.as_str())
            ),
        },
        DataColumn {
            name: "key",
            about: "Key of the speaker, if it is an entity",
            value: |row| DataValue::words(
                row.speaker
                    .as_ref()
                    .and_then(|speaker| speaker.key.as_deref())
            ),
        },
        DataColumn {
            name: "entity",
            about: "Number of the speaker in the library, if it is an entity",
            value: |row| {
                let entity = row.speaker.as_ref().and_then(|speaker| speaker.entity);
                entity.map_or(DataValue::Missing, DataValue::Number)
            },
        },
        DataColumn {
            name: "speaker_start",
            about: "Offset of the words for the speaker",
            value: |row| {
                let range = row.speaker.as_ref().and_then(|speaker| speaker.range);
                range.map_or(DataValue::Missing, |range| DataValue::index(range.0))
            },
        },
        DataColumn {
            name: "speaker_end",
            about: "Offset after these words",
            value: |row| {
                let range = row.speaker.as_ref().and_then(|speaker| speaker.range);
                range.map_or(DataValue::Missing, |range| DataValue::index(range.1))
            },
        },
        DataColumn {
            name: "cue",
            about: "The reporting words",
            value: |row| DataValue::words(row.cue.as_deref()),
        },
        DataColumn {
            name: "likeness",
            about: "With --like: how near the words are, in percent",
            value: |row| {
                let likeness = row.likeness.map(i64::from);
                likeness.map_or(DataValue::Missing, DataValue::Number)
            },
        },
    ];

    fn text(&self) -> String {
        let speaker = self
            .speaker
            .as_ref()
            .map_or("(no speaker)", |speaker| speaker.name.as_str());
        let words = self.words.replace('\n', " ");
        let near = self
            .likeness
            .map_or_else(String::new, |likeness| format!("{likeness} %  "));
        format!(
            "{near}{speaker}: {words}\n    {}",
            source_line(&self.source)
        )
    }

    fn markdown(&self) -> String {
        let speaker = self
            .speaker
            .as_ref()
            .map(|speaker| format!("**{}**, ", escape_words(&speaker.name)));
        format!(
            "> {}\n>\n> — {}{}",
            escape_words(&self.words),
            speaker.unwrap_or_default(),
            source_markdown(&self.source, self.range)
        )
    }
}
