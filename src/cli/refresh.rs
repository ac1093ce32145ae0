//! `pullquote refresh`: asks for the feeds that are due, fit for cron and systemd.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::mpsc::channel;

use clap::{ArgMatches, Args, FromArgMatches};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use super::Subcommand;
use super::context::Context;
use super::failure::{Outcome, Status, complain};
use super::input::printable;
use super::library_file::named;
use super::ordered::n_cores;
use super::output::output;
use crate::export::write_json_line;
use crate::fetch::Cancel;
use crate::library::FeedRow;
use crate::session::annotate_library;
use crate::session::refresh::{Options, Progress, Refresh, Report, Summary};
use crate::store::{Forced, Taken};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "refresh",
    about: "Fetches the feeds that are due",
    arguments,
    run,
};

#[derive(Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
struct Arguments {
    /// Only these feeds, due or not: by number, address, or a part of the title
    #[arg(value_name = "FEED")]
    feeds: Vec<String>,
    /// All feeds, due or not
    #[arg(long, conflicts_with = "feeds")]
    all: bool,
    /// Say nothing unless something fails
    #[arg(long, short)]
    quiet: bool,
    /// Leave new entries unannotated and unindexed: the reader, a search or the next refresh makes up for it
    #[arg(long)]
    no_annotate: bool,
    /// Print what came of it as JSON
    #[arg(long)]
    json: bool,
}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).after_help(
        "Exit codes: 0 all feeds answered, 1 some failed (each is a line on standard error), 2 wrong usage.\n\
         Stopping it at any moment loses nothing: each feed is written as a whole or not at all.",
    )
}

fn run(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let settings = context.settings()?;
    let path = context.library_path()?;
    let feeds = context.library()?.feeds()?;
    let forced = forced(&arguments, &feeds)?;
    let is_drawn = !arguments.quiet && !arguments.json && io::stderr().is_terminal();
    let bar = bar(is_drawn);
    let (tell, told) = channel();
    let refresh = Refresh::start_or_run(&path, &forced, &Options::of(&settings), move |report| {
        // Nobody listens once the command is over.
        let _ = tell.send(report);
    });
    let mut done = Vec::new();
    for report in told {
        match report {
            Report::Progress(progress) => show(&bar, &progress),
            Report::Feed(id, result) => {
                let feed = feeds.iter().find(|feed| feed.id == id);
                if let (Err(why), Some(feed)) = (&result, feed) {
                    bar.suspend(|| {
                        complain(format_args!("{}: {}", named_on_line(feed), printable(why)));
                    });
                }
                done.extend(feed.map(|feed| (feed, result)));
            }
            Report::Ended(_) => break,
        }
    }
    bar.finish_and_clear();
    let summary = refresh.join()?;
    if !arguments.no_annotate && !summary.is_cancelled {
        annotate(&path, context, is_drawn)?;
    }
    if arguments.json {
        print_json(&as_json(&summary, &done))?;
    } else if !arguments.quiet {
        print(&line(&summary.progress))?;
    }
    let is_whole = summary.progress.n_failed == 0 && !summary.is_cancelled;
    Ok(if is_whole {
        Status::Done
    } else {
        Status::Partial
    })
}

/// Annotates what is new, on all cores. Whenever it is stopped, what is done is kept.
fn annotate(path: &Path, context: &Context, is_drawn: bool) -> anyhow::Result<()> {
    let engine = context.engine(&context.read_settings()?.0)?;
    let bar = bar(is_drawn);
    let report = |n_done| bar.set_message(format!("{n_done} entries annotated"));
    annotate_library(path, &engine, n_cores(), &Cancel::default(), report)?;
    bar.finish_and_clear();
    Ok(())
}

fn forced(arguments: &Arguments, feeds: &[FeedRow]) -> anyhow::Result<Forced> {
    if arguments.all {
        return Ok(Forced::All);
    }
    if arguments.feeds.is_empty() {
        return Ok(Forced::DueOnly);
    }
    let mut ids = Vec::new();
    for wanted in &arguments.feeds {
        ids.extend(named(feeds, wanted)?.iter().map(|feed| feed.id));
    }
    Ok(Forced::Only(ids))
}

fn bar(is_drawn: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(
        Some(0),
        if is_drawn {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        },
    );
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    // Drawn at each step. A ticker would be one more thread, and panics where none can be started.
    bar.tick();
    bar
}

fn show(bar: &ProgressBar, progress: &Progress) {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    bar.set_length(count(progress.n_total));
    bar.set_position(count(progress.n_done));
    let failed = match progress.n_failed {
        0 => String::new(),
        n => format!(", {n} failed"),
    };
    bar.set_message(format!("feeds, {} new{failed}", progress.n_new));
}

fn line(progress: &Progress) -> String {
    format!(
        "{} feeds: {} new entries, {} changed, {} failed",
        progress.n_done, progress.n_new, progress.n_updated, progress.n_failed
    )
}

fn print(line: &str) -> anyhow::Result<()> {
    let mut out = output();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}

fn print_json(value: &Value) -> anyhow::Result<()> {
    let mut out = output();
    write_json_line(value, &mut out)?;
    out.flush()?;
    Ok(())
}

fn named_on_line(feed: &FeedRow) -> String {
    printable(&feed.subscription.address)
}

fn as_json(summary: &Summary, done: &[(&FeedRow, Result<Taken, String>)]) -> Value {
    let feeds = done.iter().map(|(feed, result)| {
        let taken = result.as_ref().copied().unwrap_or_default();
        json!({
            "id": feed.id.0,
            "address": feed.subscription.address,
            "new": taken.n_new,
            "changed": taken.n_updated,
            "error": result.as_ref().err(),
        })
    });
    let progress = &summary.progress;
    json!({
        "feeds": feeds.collect::<Vec<_>>(),
        "total": progress.n_total,
        "done": progress.n_done,
        "failed": progress.n_failed,
        "new": progress.n_new,
        "changed": progress.n_updated,
        "cancelled": summary.is_cancelled,
    })
}
