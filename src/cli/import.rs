//! `pullquote import`: subscribes to all feeds of an OPML file.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::command_spec::CommandSpec;
use super::context::{CommandContext, current_time};
use super::exit_status::{CommandResult, CommandStatus, print_error};
use super::input::{InputError, InputSource, printable_argument, read_all, read_file};
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::feeds::opml;
use crate::text::count_with_noun;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "import",
    about: "Subscribe to the feeds of an OPML file",
    arguments: define_arguments,
    run: run_import,
};

#[derive(Args)]
struct ImportArguments {
    /// The OPML file, or - for standard input
    #[arg(value_name = "FILE.opml")]
    list: OsString,
    /// Print the counts and remarks as JSON
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    ImportArguments::augment_args(command).after_help(
        "Feeds that you are already subscribed to keep their settings. Credentials are never imported.",
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
                let cause = "OPML is imported from files only";
                return Err(InputError::new(cause, "download it and pass the file"));
            }
        };
        let not_opml = || InputError::new("not an OPML file", "export one from your feed reader");
        opml::read_opml(&bytes).ok_or_else(not_opml)
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
    let mut n_new: usize = 0;
    for subscription in &list.subscriptions {
        if !known.contains(&subscription.address) {
            library.subscribe(subscription, current_time())?;
            n_new += 1;
        }
    }
    let n_known = list.subscriptions.len() - n_new;
    let mut out = locked_stdout();
    if arguments.json {
        let report = json!({"subscribed": n_new, "known": n_known, "remarks": list.remarks});
        write_json_line(&report, &mut out)?;
    } else {
        writeln!(
            out,
            "Subscribed to {}; {n_known} already subscribed",
            count_with_noun(n_new, "feed")
        )?;
    }
    out.flush()?;
    Ok(if list.remarks.is_empty() {
        CommandStatus::Done
    } else {
        CommandStatus::Partial
    })
}
