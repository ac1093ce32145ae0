//! `pullquote backup`: writes a copy of the library into a file.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::CommandSpec;
use super::context::CommandContext;
use super::entry_output::describe_store_error;
use super::exit_status::{CommandResult, CommandStatus, UsageError};
use super::input::printable_line;
use super::library_access::library_error;
use super::output::locked_stdout;
use crate::store::{Copied, Library, StoreError};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "backup",
    about: "Writes a checked copy of the library into a file, also while others use it",
    arguments: define_arguments,
    run: run_backup,
};

#[derive(Args)]
struct BackupArguments {
    /// The file that is written, readable by you alone
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    /// Print what was copied as an object
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    BackupArguments::augment_args(command)
}

fn run_backup(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = BackupArguments::from_arg_matches(matches)?;
    let path = context.library_path()?;
    // Nothing is made where there is no library: a copy of nothing would pass for a backup.
    let library = Library::open_reading(&path).or_else(|why| match why {
        StoreError::Older { .. } => Library::open(&path),
        why => Err(why),
    });
    let library = library.map_err(|why| library_error(&path, &why))?;
    let name = printable_line(&arguments.file.to_string_lossy());
    let copied = library
        .backup(&arguments.file, arguments.force)
        .map_err(|why| {
            let words = format!("{name}: {}", describe_store_error(&why));
            match why {
                StoreError::Exists | StoreError::Itself => UsageError(words).into(),
                StoreError::CannotOpen { cause } => anyhow!(
                    "{name}: the backup cannot be written: {}. Name a file in a folder that is there and may be written",
                    printable_line(&cause)
                ),
                StoreError::ReadOnly => anyhow!(
                    "{name}: the backup cannot be written: its folder is read-only. Name a file in a folder that may be written"
                ),
                StoreError::Full => anyhow!(
                    "{name}: the backup cannot be written: the disk is full. Make room there, or name a file on another disk"
                ),
                _ => anyhow!(words),
            }
        })?;
    let mut out = locked_stdout();
    if arguments.json {
        serde_json::to_writer(&mut out, &as_json(&copied)).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{name}: {}", in_words(&copied))?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Returns what is in a copy, as data.
pub(super) fn as_json(copied: &Copied) -> serde_json::Value {
    json!({
        "n_bytes": copied.n_bytes,
        "n_entries": copied.n_entries,
        "n_feeds": copied.n_feeds,
    })
}

/// Returns what is in a copy, as words.
pub(super) fn in_words(copied: &Copied) -> String {
    let counted = |n: u64, one: &str, many: &str| {
        let word = if n == 1 { one } else { many };
        format!("{n} {word}")
    };
    format!(
        "{}, {}, {} KB",
        counted(copied.n_entries, "entry", "entries"),
        counted(copied.n_feeds, "feed", "feeds"),
        copied.n_bytes.div_ceil(1000)
    )
}
