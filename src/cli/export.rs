//! `pullquote export`: writes the subscriptions as a list that other readers take.

use std::io::Write;

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::Subcommand;
use super::context::Context;
use super::failure::{Outcome, Status};
use super::output::output;
use crate::export::write_json_line;
use crate::feeds::{Subscription, opml};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "export",
    about: "Writes the subscriptions as a list in OPML",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// Print the addresses with titles and folders as JSON instead
    #[arg(long)]
    json: bool,
}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).after_help(
        "The list goes to standard output, with folders and what is set for each feed. Credentials stay here: neither\n\
         commands nor variables nor headers such as Authorization and Cookie are written.",
    )
}

fn run(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let feeds = context.library()?.feeds()?;
    let mut out = output();
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
        write!(out, "{}", opml::write("Feeds of pullquote", &subscriptions))?;
    }
    out.flush()?;
    Ok(Status::Done)
}
