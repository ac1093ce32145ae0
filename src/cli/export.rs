//! `pullquote export`: writes the subscriptions as OPML, the format that other feed readers import.

use std::io::Write;

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus};
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::feeds::{Subscription, opml};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "export",
    about: "Export the subscriptions as OPML",
    arguments: define_arguments,
    run: run_export,
};

#[derive(Args)]
struct ExportArguments {
    /// Print titles, addresses and folders as JSON instead
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    ExportArguments::augment_args(command).after_help(
        "The list is written to standard output, with the folders and the settings of each feed. Credentials are never \
         exported: no commands, no variables, and no headers such as Authorization and Cookie.",
    )
}

fn run_export(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = ExportArguments::from_arg_matches(matches)?;
    let feeds = context.library()?.feeds()?;
    let mut out = locked_stdout();
    if arguments.json {
        let feeds = feeds.iter().map(|feed| {
            let subscription = &feed.subscription;
            json!({"title": feed.title, "address": subscription.address, "folder": subscription.folder})
        });
        write_json_line(&feeds.collect::<serde_json::Value>(), &mut out)?;
    } else {
        // Feeds without a title from the user are exported with their own, which other readers show before the first
        // refresh.
        let subscriptions = feeds.into_iter().map(|feed| Subscription {
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
