//! `pullquote export`: writes the subscriptions as OPML, the format that other feed readers import, or the findings of the
//! library as data.

use std::io::Write;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus};
use super::figures::print_figures;
use super::finding_output::{FindingFormat, FindingOutput};
use super::output::locked_stdout;
use super::quotes::print_quotes;
use crate::export::write_json_line;
use crate::feeds::{Subscription, opml};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "export",
    about: "Export the subscriptions as OPML, or the findings of the library as data",
    arguments: define_arguments,
    run: run_export,
};

#[derive(Args)]
struct ExportArguments {
    /// What to write: `quotes` or `figures`; without it, the subscriptions
    #[arg(value_name = "DATA", value_parser = PossibleValuesParser::new(DATA_EXPORTS.iter().map(|data| data.name)))]
    data: Option<String>,
    /// Which quotes or figures: a query as for the command of that name
    #[arg(value_name = "QUERY", requires = "data")]
    query: Vec<String>,
    /// The format of the data; jsonl unless another is named
    #[arg(long, short, value_name = "FORMAT", requires = "data")]
    format: Option<FindingFormat>,
    /// Print titles, addresses and folders of the subscriptions as JSON instead; with DATA, the same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// Data that `export` writes.
struct DataExport {
    name: &'static str,
    /// Prints the rows that match the words of a query.
    print: fn(&[String], &FindingOutput, &CommandContext) -> CommandResult,
}

/// All data that `export` writes.
const DATA_EXPORTS: &[DataExport] = &[
    DataExport {
        name: "quotes",
        print: |words, output, context| print_quotes(words, None, output, context),
    },
    DataExport {
        name: "figures",
        print: print_figures,
    },
];

fn define_arguments(command: clap::Command) -> clap::Command {
    ExportArguments::augment_args(command).after_help(
        "The list of subscriptions is written to standard output, with the folders and the settings of each feed. Credentials are never \
         exported: no commands, no variables, and no headers such as Authorization and Cookie.",
    )
}

fn run_export(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = ExportArguments::from_arg_matches(matches)?;
    let named = |data: &&DataExport| arguments.data.as_deref() == Some(data.name);
    if let Some(data) = DATA_EXPORTS.iter().find(named) {
        let format = match arguments.format {
            Some(format) => format,
            None if arguments.json => FindingFormat::Json,
            None => FindingFormat::Jsonl,
        };
        return (data.print)(&arguments.query, &FindingOutput::all_rows(format), context);
    }
    let feeds = context.library()?.feeds()?;
    let mut out = locked_stdout();
    if arguments.json {
        let feeds = feeds.iter().filter(|feed| !feed.subscription.is_saved_folder()).map(|feed| {
            let subscription = &feed.subscription;
            json!({"title": feed.title, "address": subscription.address, "folder": subscription.folder})
        });
        write_json_line(&feeds.collect::<serde_json::Value>(), &mut out)?;
    } else {
        // Feeds without a title from the user are exported with their own, which other readers show before the first
        // refresh.
        let subscriptions = feeds
            .into_iter()
            .filter(|feed| !feed.subscription.is_saved_folder())
            .map(|feed| Subscription {
                title: Some(feed.title),
                ..feed.subscription
            });
        let subscriptions: Vec<_> = subscriptions.collect();
        write!(
            out,
            "{}",
            opml::write_opml("Feeds of pullquote", &subscriptions)
        )?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}
