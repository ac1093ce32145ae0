//! `pullquote export`: writes the subscriptions as a list that other readers take.

use std::io::Write;

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus};
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::feeds::{Subscription, opml};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "export",
    about: "Writes the subscriptions as a list in OPML",
    arguments: define_arguments,
    run: run_export,
};

#[derive(Args)]
struct ExportArguments {
    /// Print the addresses with titles and folders as JSON instead
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    ExportArguments::augment_args(command).after_help(
        "The list goes to standard output, with folders and what is set for each feed. Credentials stay here: neither\n\
         commands nor variables nor headers such as Authorization and Cookie are written.",
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
        // With the feed's own title where the user gave none: others show it before they ask the server.
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
