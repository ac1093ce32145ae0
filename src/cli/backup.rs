//! `pullquote backup`: copies the library to a file, even while other programs use it.

use std::io::Write;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError};
use super::input::printable_line;
use super::library_access::{describe_store_error, library_error};
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::store::{Copied, Library, StoreError};
use crate::text::count_with_noun;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "backup",
    about: "Write a verified copy of the library to a file, even while it is in use",
    arguments: define_arguments,
    run: run_backup,
};

#[derive(Args)]
struct BackupArguments {
    /// The file to write; only you can read it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
    /// Print the counts as JSON
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    BackupArguments::augment_args(command)
}

fn run_backup(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = BackupArguments::from_arg_matches(matches)?;
    let path = context.library_path()?;
    // `open` would create a missing library, and its empty copy would look like a backup. Only a library of an older
    // version is opened for writing, because it must be upgraded first.
    let library = Library::open_reading(&path).or_else(|why| match why {
        StoreError::Older { .. } => Library::open(&path),
        why => Err(why),
    });
    let library = library.map_err(|why| library_error(&path, &why))?;
    let name = printable_line(&arguments.file.to_string_lossy());
    let copied = library
        .backup(&arguments.file, arguments.force)
        .map_err(|why| {
            let message = format!("{name}: {}", describe_store_error(&why));
            match why {
                StoreError::Exists | StoreError::Itself => UsageError(message).into(),
                StoreError::CannotOpen { cause } => anyhow!(
                    "{name}: cannot write the backup: {}. Choose a file in an existing folder that you can write to",
                    printable_line(&cause)
                ),
                StoreError::ReadOnly => anyhow!(
                    "{name}: the backup cannot be written: its folder is read-only. Name a file in a folder that is writable"
                ),
                StoreError::Full => anyhow!(
                    "{name}: the backup cannot be written: the disk is full. Free some space, or name a file on another disk"
                ),
                _ => anyhow!(message),
            }
        })?;
    let mut out = locked_stdout();
    if arguments.json {
        write_json_line(&as_json(&copied), &mut out)?;
    } else {
        writeln!(out, "{name}: {}", in_words(&copied))?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Returns the size of a copy and its counts of entries and feeds, as JSON.
pub(super) fn as_json(copied: &Copied) -> serde_json::Value {
    json!({
        "n_bytes": copied.n_bytes,
        "n_entries": copied.n_entries,
        "n_feeds": copied.n_feeds,
    })
}

/// Returns the size of a copy and its counts of entries and feeds, as text: `3 entries, 1 feed, 120 kB`.
pub(super) fn in_words(copied: &Copied) -> String {
    format!(
        "{}, {}, {} kB",
        count_with_noun(copied.n_entries, "entry"),
        count_with_noun(copied.n_feeds, "feed"),
        copied.n_bytes.div_ceil(1000)
    )
}
