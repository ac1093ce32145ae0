//! `pullquote figures`: prints the amounts in the library that match a query, with their sentences and sources.

use clap::{ArgMatches, Args, FromArgMatches};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::entry_output::parse_query;
use super::exit_status::{CommandResult, CommandStatus};
use super::finding_output::{
    FindingOutput, FindingRow, columns_with_source, escape_words, explain_no_rows, source_line,
    source_markdown,
};
use super::library_access::index_before_query;
use super::query_flags::{PeriodFlags, add_fields};
use crate::export::{DataColumn, DataValue};
use crate::library::LibraryFigure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "figures",
    about: "Print the figures in the library, with their sentences and sources",
    arguments: define_arguments,
    run: run_figures,
};

#[derive(Args)]
struct FiguresArguments {
    /// The query; words without a field are words of the sentence: bridge figure:>1m unit:GBP
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// What is counted or measured, for example troops; like of: in the query
    #[arg(long, value_name = "WORDS")]
    of: Option<String>,
    /// The unit, for example GBP, £, percent or km; like unit: in the query
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// The smallest amount, for example 1m or £2.5bn; like figure:>= in the query
    #[arg(long, value_name = "AMOUNT")]
    min: Option<String>,
    /// The largest amount; like figure:<= in the query
    #[arg(long, value_name = "AMOUNT")]
    max: Option<String>,
    #[command(flatten)]
    period: PeriodFlags,
    #[command(flatten)]
    output: FindingOutput,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    FiguresArguments::augment_args(command).after_help(
        "Examples:\n  pullquote figures --of troops --min 1000 --sort size\n  \
         pullquote figures 'figure:>£1bn' entity:barclays --format csv",
    )
}

fn run_figures(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = FiguresArguments::from_arg_matches(matches)?;
    let [since, until, kind, sort] = arguments.period.fields();
    let min = arguments.min.as_deref().map(|min| format!(">={min}"));
    let max = arguments.max.as_deref().map(|max| format!("<={max}"));
    let fields = [
        ("of", arguments.of.as_deref()),
        ("unit", arguments.unit.as_deref()),
        ("figure", min.as_deref()),
        ("figure", max.as_deref()),
        since,
        until,
        kind,
        sort,
    ];
    print_figures(
        &add_fields(&arguments.query, &fields),
        &arguments.output,
        context,
    )
}

/// Prints the figures that match the words of a query.
///
/// # Errors
///
/// If the query is invalid, the library cannot be read or the output cannot be written.
pub(super) fn print_figures(
    words: &[String],
    output: &FindingOutput,
    context: &CommandContext,
) -> CommandResult {
    let query = parse_query(words)?;
    let mut library = context.library()?;
    index_before_query(&mut library, &query);
    let n_rows = output.print(|take| library.visit_figures(&query, take))?;
    if n_rows == 0 {
        explain_no_rows(&library, "figures");
    }
    Ok(CommandStatus::Done)
}

impl FindingRow for LibraryFigure {
    const NOUN: &'static str = "figure";

    const COLUMNS: &'static [DataColumn<Self>] = columns_with_source![
        DataColumn {
            name: "kind",
            about: "money, count, percent, quantity, age and others",
            value: |row| DataValue::code(Some(&row.kind)),
        },
        DataColumn {
            name: "text",
            about: "The words of the amount",
            value: |row| DataValue::words(Some(&row.words)),
        },
        DataColumn {
            name: "value",
            about: "The exact value, or the lower end of a range",
            value: |row| DataValue::code(Some(&row.low)),
        },
        DataColumn {
            name: "high",
            about: "The upper end of a range",
            value: |row| DataValue::code((row.high != row.low).then_some(row.high.as_str())),
        },
        DataColumn {
            name: "modifier",
            about: "A bound or an estimate: at_least, approx",
            value: |row| DataValue::code(row.modifier.as_deref()),
        },
        DataColumn {
            name: "unit",
            about: "The unit, or the noun of what is counted",
            value: |row| DataValue::words(row.unit.as_deref()),
        },
        DataColumn {
            name: "per",
            about: "What the amount is for each of",
            value: |row| DataValue::words(row.per.as_deref()),
        },
        DataColumn {
            name: "of",
            about: "The words for what is counted or measured",
            value: |row| DataValue::words(row.of.as_deref()),
        },
        DataColumn {
            name: "change",
            about: "up or down, if something changed by the amount",
            value: |row| DataValue::code(row.change.as_deref()),
        },
        DataColumn {
            name: "sentence",
            about: "The sentence",
            value: |row| DataValue::words(Some(&row.sentence)),
        },
        DataColumn {
            name: "sentence_start",
            about: "Offset of the sentence",
            value: |row| DataValue::index(row.sentence_range.0),
        },
        DataColumn {
            name: "sentence_end",
            about: "Offset after the sentence",
            value: |row| DataValue::index(row.sentence_range.1),
        },
    ];

    fn text(&self) -> String {
        let sentence = self.sentence.replace('\n', " ");
        let of = match &self.of {
            Some(of) if !self.words.contains(of.as_str()) => format!(" of {of}"),
            _ => String::new(),
        };
        let words = self.words.replace('\n', " ");
        format!(
            "{words}{of}\n    {sentence}\n    {}",
            source_line(&self.source)
        )
    }

    fn markdown(&self) -> String {
        format!(
            "- **{}**: {}\n  — {}",
            escape_words(&self.words),
            escape_words(&self.sentence),
            source_markdown(&self.source, self.range)
        )
    }
}
