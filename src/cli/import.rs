//! `pullquote import`: subscribes to all feeds of a list in OPML.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::Subcommand;
use super::context::{Context, now};
use super::failure::{Outcome, Status, complain};
use super::input::{Input, Refusal, printable_argument, read_all, read_file};
use super::output::output;
use crate::export::write_json_line;
use crate::feeds::opml;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "import",
    about: "Subscribes to the feeds of a list in OPML",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// The list, or - for standard input
    #[arg(value_name = "FILE.opml")]
    list: OsString,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).after_help(
        "Feeds that are subscribed already keep their settings. Credentials are never taken from a list.",
    )
}

fn run(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let limits = context.settings()?.limits;
    let read = Input::parse(&arguments.list).and_then(|input| {
        let bytes = match &input {
            Input::File(path) => read_file(path, &limits)?,
            Input::Standard => read_all(io::stdin().lock(), &limits)?,
            Input::Page(_) => {
                let cause = "lists are read from files";
                return Err(Refusal::new(cause, "download it and give the file"));
            }
        };
        let what = || Refusal::new("it is no list in OPML", "export one from your feed reader");
        opml::read(&bytes).ok_or_else(what)
    });
    let list = match read {
        Ok(list) => list,
        Err(why) => {
            let name = printable_argument(&arguments.list);
            complain(format_args!("{name}: {why}"));
            return Ok(Status::Partial);
        }
    };
    list.remarks.iter().for_each(complain);
    let mut library = context.library()?;
    let known = library.feeds()?;
    let known: std::collections::HashSet<String> = known
        .into_iter()
        .map(|feed| feed.subscription.address)
        .collect();
    let mut n_new = 0;
    for subscription in &list.subscriptions {
        if !known.contains(&subscription.address) {
            library.subscribe(subscription, now())?;
            n_new += 1;
        }
    }
    let n_known = list.subscriptions.len() - n_new;
    let mut out = output();
    if arguments.json {
        let told = json!({"subscribed": n_new, "known": n_known, "remarks": list.remarks});
        write_json_line(&told, &mut out)?;
    } else {
        writeln!(
            out,
            "subscribed to {n_new} feeds; {n_known} were there before"
        )?;
    }
    out.flush()?;
    Ok(if list.remarks.is_empty() {
        Status::Done
    } else {
        Status::Partial
    })
}
