//! `pullquote gc`: throws away what the library no longer keeps.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::CommandSpec;
use super::context::CommandContext;
use super::entry_output::{current_time, describe_store_error};
use super::exit_status::{CommandResult, CommandStatus};
use super::library_access::library_error;
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::store::{Library, Obstacle, ReadingOnly, Retention};

/// Less empty room in the library's file is not worth a line, in bytes.
const MIN_TOLD_BYTES: u64 = 1_000_000;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "gc",
    about: "Throws away deleted entries and those kept long enough, for good; starred, tagged and archived ones stay",
    arguments: define_arguments,
    run: run_gc,
};

#[derive(Args)]
struct GcArguments {
    /// Keep entries for N days after they left their feed, where the feed's own setting does not say; 0 for ever
    ///
    /// Without it as `keep_days` in the config says.
    #[arg(long, value_name = "N")]
    days: Option<u32>,
    /// Keep the newest N entries of a feed and all that are still in it; 0 for all
    ///
    /// Without it as `keep_entries` in the config says.
    #[arg(long, value_name = "N")]
    entries: Option<u32>,
    /// Give the room back to the disk; needs as much again while it runs
    #[arg(long)]
    vacuum: bool,
    /// Print what was thrown away as an object
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    GcArguments::augment_args(command)
}

fn run_gc(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = GcArguments::from_arg_matches(matches)?;
    let mut library = open_library(context)?;
    let keeping = context.settings()?.keeping;
    let some = |n: u32| (n > 0).then_some(n);
    let retention = Retention {
        days: some(arguments.days.unwrap_or(keeping.days)),
        entries: some(arguments.entries.unwrap_or(keeping.entries)),
    };
    let freed = library
        .collect_garbage(&retention, current_time())
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    if arguments.vacuum {
        check_room(&library, context)?;
        library
            .vacuum()
            .map_err(|why| anyhow!(describe_store_error(&why)))?;
    }
    let size = library
        .size()
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    let mut out = locked_stdout();
    if arguments.json {
        let freed = json!({
            "n_entries": freed.n_entries,
            "n_feeds": freed.n_feeds,
            "n_bytes": size.n_bytes,
            "n_empty_bytes": size.n_empty_bytes,
        });
        write_json_line(&freed, &mut out)?;
    } else {
        writeln!(
            out,
            "{} entries and {} feeds thrown away",
            freed.n_entries, freed.n_feeds
        )?;
        if size.n_empty_bytes >= MIN_TOLD_BYTES {
            writeln!(
                out,
                "{} MB of the file are empty now and are used again first; `gc --vacuum` gives them back to the disk",
                size.n_empty_bytes / 1_000_000
            )?;
        }
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Opens the library; on a full disk as the only program, so that entries can be thrown away there.
fn open_library(context: &CommandContext) -> anyhow::Result<Library> {
    let path = context.library_path()?;
    let library = Library::open(&path).map_err(|why| library_error(&path, &why))?;
    let is_full = |limit: &ReadingOnly| limit.obstacle == Obstacle::Full;
    if !library.reading_only().is_some_and(is_full) {
        return Ok(library);
    }
    drop(library);
    Library::open_alone(&path).map_err(|why| library_error(&path, &why))
}

/// Refuses to compact the library where the disk has not the room that it takes for a while.
fn check_room(library: &Library, context: &CommandContext) -> anyhow::Result<()> {
    let size = library
        .size()
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    let needed = size.n_bytes.saturating_sub(size.n_empty_bytes);
    let path = context.library_path()?;
    let free = path.parent().and_then(|folder| {
        let about = rustix::fs::statvfs(folder).ok()?;
        Some(about.f_bavail.saturating_mul(about.f_frsize))
    });
    match free {
        Some(free) if free < needed => Err(anyhow!(
            "the entries are thrown away, but giving their room back to the disk needs {} MB free for a while, and there are {}. Make room, then run `gc --vacuum` again; the library uses the {} MB that are empty in it first",
            needed.div_ceil(1_000_000),
            free / 1_000_000,
            size.n_empty_bytes / 1_000_000
        )),
        _ => Ok(()),
    }
}
