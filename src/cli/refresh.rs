//! `pullquote refresh`: fetches the feeds that are due and annotates their new entries. Made for cron and systemd.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::mpsc::channel;

use clap::{ArgMatches, Args, FromArgMatches};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, print_error};
use super::input::printable_line;
use super::library_access::find_feeds;
use super::output::locked_stdout;
use super::parallel::core_count;
use crate::export::write_json_line;
use crate::fetch::CancelFlag;
use crate::invariant::ExpectOr;
use crate::library::FeedRow;
use crate::session::annotate_library;
use crate::session::refresh::{
    Refresh, RefreshEvent, RefreshOptions, RefreshProgress, RefreshSummary,
};
use crate::store::{IngestCounts, RefreshScope};
use crate::text::count_with_noun;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "refresh",
    about: "Fetch the feeds that are due",
    arguments: define_arguments,
    run: run_refresh,
};

#[derive(Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a command-line switch"
)]
struct RefreshArguments {
    /// Fetch only these feeds, due or not: by number, address, or part of the title
    #[arg(value_name = "FEED")]
    feeds: Vec<String>,
    /// Fetch all feeds, due or not
    #[arg(long, conflicts_with = "feeds")]
    all: bool,
    /// Print nothing unless something fails
    #[arg(long, short)]
    quiet: bool,
    /// Skip annotating and indexing new entries; the reader, a search or the next refresh does it later
    #[arg(long)]
    no_annotate: bool,
    /// Print the results as JSON
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    RefreshArguments::augment_args(command).after_help(
        "Exit codes: 0 all feeds were fetched, 1 some failed (one line each on standard error), 2 invalid usage.\n\
         You can interrupt it at any time without losing data: each feed is written completely or not at all.",
    )
}

fn run_refresh(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = RefreshArguments::from_arg_matches(matches)?;
    let settings = context.settings()?;
    let path = context.library_path()?;
    let feeds = context.library()?.feeds()?;
    let forced = refresh_scope(&arguments, &feeds)?;
    let is_drawn = !arguments.quiet && !arguments.json && io::stderr().is_terminal();
    let bar = progress_bar(is_drawn);
    let (sender, reports) = channel();
    let refresh = Refresh::start_or_run(
        &path,
        &forced,
        &RefreshOptions::of(&settings),
        move |report| {
            // Sending fails once the command has ended; the report is not needed then.
            let _ = sender.send(report);
        },
    );
    let mut done = Vec::new();
    for report in reports {
        match report {
            RefreshEvent::Progress(progress) => show_progress(&bar, &progress),
            RefreshEvent::Feed(id, result) => {
                let feed = feeds.iter().find(|feed| feed.id == id);
                if let (Err(why), Some(feed)) = (&result, feed) {
                    bar.suspend(|| {
                        print_error(format_args!(
                            "{}: {}",
                            feed_address(feed),
                            printable_line(why)
                        ));
                    });
                }
                done.extend(feed.map(|feed| (feed, result)));
            }
            RefreshEvent::Ended(_) => break,
        }
    }
    bar.finish_and_clear();
    let summary = refresh.join()?;
    if !arguments.no_annotate && !summary.is_cancelled {
        annotate_new_entries(&path, context, is_drawn)?;
    }
    if arguments.json {
        print_json(&summary_to_json(&summary, &done))?;
    } else if !arguments.quiet {
        print_line(&summary_line(&summary.progress))?;
    }
    let is_whole = summary.progress.n_failed == 0 && !summary.is_cancelled;
    Ok(if is_whole {
        CommandStatus::Done
    } else {
        CommandStatus::Partial
    })
}

/// Annotates and indexes the new entries, on all cores. If it is interrupted, finished entries stay annotated.
fn annotate_new_entries(
    path: &Path,
    context: &CommandContext,
    is_drawn: bool,
) -> anyhow::Result<()> {
    let engine = context.engine(&context.read_settings()?.0)?;
    let bar = progress_bar(is_drawn);
    let report = |n_done| {
        bar.set_message(format!("annotated {}", count_with_noun(n_done, "entry")));
    };
    annotate_library(path, &engine, core_count(), &CancelFlag::default(), report)?;
    bar.finish_and_clear();
    Ok(())
}

/// Returns the feeds that the arguments select.
///
/// # Errors
///
/// [`UsageError`](super::exit_status::UsageError) if an argument matches no feed.
fn refresh_scope(arguments: &RefreshArguments, feeds: &[FeedRow]) -> anyhow::Result<RefreshScope> {
    if arguments.all {
        return Ok(RefreshScope::All);
    }
    if arguments.feeds.is_empty() {
        return Ok(RefreshScope::DueOnly);
    }
    let mut ids = Vec::new();
    for wanted in &arguments.feeds {
        ids.extend(find_feeds(feeds, wanted)?.iter().map(|feed| feed.id));
    }
    Ok(RefreshScope::Only(ids))
}

fn progress_bar(is_drawn: bool) -> ProgressBar {
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
    // The bar is redrawn at each step. A steady tick needs a thread, and indicatif panics if none can be started.
    bar.tick();
    bar
}

fn show_progress(bar: &ProgressBar, progress: &RefreshProgress) {
    let count = |n: usize| u64::try_from(n).expect_or(u64::MAX, "a count has at most 64 bits");
    bar.set_length(count(progress.n_total));
    bar.set_position(count(progress.n_done));
    let failed = match progress.n_failed {
        0 => String::new(),
        n => format!(", {n} failed"),
    };
    bar.set_message(format!("feeds, {} new{failed}", progress.n_new));
}

/// Returns the summary of a refresh: `1 feed: 2 new entries, 0 changed, 0 failed`.
fn summary_line(progress: &RefreshProgress) -> String {
    format!(
        "{}: {}, {} changed, {} failed",
        count_with_noun(progress.n_done, "feed"),
        count_with_noun(progress.n_new, "new entry"),
        progress.n_updated,
        progress.n_failed
    )
}

fn print_line(line: &str) -> anyhow::Result<()> {
    let mut out = locked_stdout();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}

fn print_json(value: &Value) -> anyhow::Result<()> {
    let mut out = locked_stdout();
    write_json_line(value, &mut out)?;
    out.flush()?;
    Ok(())
}

fn feed_address(feed: &FeedRow) -> String {
    printable_line(&feed.subscription.address)
}

/// Returns the summary and the result of each feed as JSON. Scripts read it, so the keys must not change.
fn summary_to_json(
    summary: &RefreshSummary,
    done: &[(&FeedRow, Result<IngestCounts, String>)],
) -> Value {
    let feeds = done.iter().map(|(feed, result)| {
        let taken = result
            .as_ref()
            .map_or_else(|_| IngestCounts::default(), |taken| *taken);
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
