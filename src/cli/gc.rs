//! `pullquote gc`: permanently deletes entries whose retention has ended, and compacts the library on request.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::context::current_time;
use super::exit_status::{CommandResult, CommandStatus};
use super::library_access::describe_store_error;
use super::library_access::library_error;
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::invariant::ExpectOr;
use crate::store::{CleanupSummary, Library, LibrarySize, Obstacle, ReadingOnly, Retention};
use crate::text::count_with_noun;

/// Free space in the library file below this number of bytes is not mentioned. Deleting a few entries always frees
/// some, so without a threshold the hint about `--vacuum` would appear after almost every run.
const MIN_TOLD_BYTES: u64 = 1_000_000;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "gc",
    about: "Permanently delete expired entries and removed feeds; starred, tagged and archived entries are kept",
    arguments: define_arguments,
    run: run_gc,
};

#[derive(Args)]
struct GcArguments {
    /// Keep entries for N days after they leave their feed, unless the feed has its own setting; 0 for forever
    ///
    /// The default is `keep_days` in the config.
    #[arg(long, value_name = "N")]
    days: Option<u32>,
    /// Keep the newest N entries of each feed and all that are still in it; 0 for all
    ///
    /// The default is `keep_entries` in the config.
    #[arg(long, value_name = "N")]
    entries: Option<u32>,
    /// Shrink the library file; needs free disk space for a second copy while it runs
    #[arg(long)]
    vacuum: bool,
    /// Count the time of a clock that jumped, for example after weeks without a refresh, as time that passed
    #[arg(long)]
    trust_clock: bool,
    /// Print the counts as JSON
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
    let now = current_time();
    if arguments.trust_clock {
        library
            .trust_clock(now)
            .map_err(|why| anyhow!(describe_store_error(&why)))?;
    }
    let freed = library
        .collect_garbage(&retention, now)
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
    print_summary(freed, size, arguments.json)?;
    Ok(CommandStatus::Done)
}

/// Prints what was deleted, and what was not because the clock jumped.
fn print_summary(freed: CleanupSummary, size: LibrarySize, is_json: bool) -> anyhow::Result<()> {
    let mut out = locked_stdout();
    if is_json {
        let freed = json!({
            "n_entries": freed.n_entries,
            "n_feeds": freed.n_feeds,
            "n_held": freed.n_held,
            "n_uncounted_days": freed.n_uncounted_days,
            "n_bytes": size.n_bytes,
            "n_empty_bytes": size.n_empty_bytes,
        });
        write_json_line(&freed, &mut out)?;
        return Ok(out.flush()?);
    }
    writeln!(
        out,
        "Deleted {} and {}",
        count_with_noun(freed.n_entries, "entry"),
        count_with_noun(freed.n_feeds, "feed")
    )?;
    if freed.n_held > 0 {
        let days = usize::try_from(freed.n_uncounted_days)
            .expect_or_default("the days since 1970 are few");
        writeln!(
            out,
            "Kept {} because the clock moved by {} at once, and nothing confirms that this time passed. Run `pullquote refresh`, which compares the clock with those of servers, or `pullquote gc --trust-clock` if the clock is right",
            count_with_noun(freed.n_held, "expired entry"),
            count_with_noun(days, "day")
        )?;
    }
    if size.n_empty_bytes >= MIN_TOLD_BYTES {
        writeln!(
            out,
            "{} MB of the library file are free for new entries; `pullquote gc --vacuum` returns them to the disk",
            size.n_empty_bytes / 1_000_000
        )?;
    }
    Ok(out.flush()?)
}

/// Opens the library.
///
/// On a full disk it is opened exclusively: SQLite then needs no shared index of its write-ahead log, which could not
/// be created, so that entries can be deleted to make room.
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

/// Checks that the disk has room for compacting the library, which writes a copy of everything that is in use.
///
/// # Errors
///
/// If the room is too small. An unknown amount of free space passes; SQLite then reports the full disk itself.
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
            "the entries are deleted, but shrinking the library file needs {} MB of free disk space while it runs, and there are {} MB. Make room, then run `pullquote gc --vacuum` again; until then the library reuses the {} MB that are free in the file",
            needed.div_ceil(1_000_000),
            free / 1_000_000,
            size.n_empty_bytes / 1_000_000
        )),
        _ => Ok(()),
    }
}
