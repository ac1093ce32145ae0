//! `pullquote import`: subscribes to all feeds of a list in OPML.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::CommandSpec;
use super::context::{CommandContext, current_time};
use super::exit_status::{CommandResult, CommandStatus, print_error};
use super::input::{InputError, InputSource, printable_argument, read_all, read_file};
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::feeds::opml;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "import",
    about: "Subscribes to the feeds of a list in OPML",
    arguments: define_arguments,
    run: run_import,
};

#[derive(Args)]
struct ImportArguments {
    /// The list, or - for standard input
    #[arg(value_name = "FILE.opml")]
    list: OsString,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    ImportArguments::augment_args(command).after_help(
        "Feeds that are subscribed already keep their settings. Credentials are never taken from a list.",
    )
}

fn run_import(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = ImportArguments::from_arg_matches(matches)?;
    let limits = context.settings()?.limits;
    let read = InputSource::parse(&arguments.list).and_then(|input| {
        let bytes = match &input {
            InputSource::File(path) => read_file(path, &limits)?,
            InputSource::Standard => read_all(io::stdin().lock(), &limits)?,
            InputSource::Page(_) => {
                let cause = "lists are read from files";
                return Err(InputError::new(cause, "download it and give the file"));
            }
        };
        let what = || InputError::new("it is no list in OPML", "export one from your feed reader");
        opml::read_opml(&bytes).ok_or_else(what)
    });
    let list = match read {
        Ok(list) => list,
        Err(why) => {
            let name = printable_argument(&arguments.list);
            print_error(format_args!("{name}: {why}"));
            return Ok(CommandStatus::Partial);
        }
    };
    list.remarks.iter().for_each(print_error);
    let mut library = context.library()?;
    let known = library.feeds()?;
    let known: std::collections::HashSet<String> = known
        .into_iter()
        .map(|feed| feed.subscription.address)
        .collect();
    let mut n_new = 0;
    for subscription in &list.subscriptions {
        if !known.contains(&subscription.address) {
            library.subscribe(subscription, current_time())?;
            n_new += 1;
        }
    }
    let n_known = list.subscriptions.len() - n_new;
    let mut out = locked_stdout();
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
        CommandStatus::Done
    } else {
        CommandStatus::Partial
    })
}
