//! `pullquote restore`: puts a backup in the library's place, and keeps the library that was there.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::CommandSpec;
use super::backup::{as_json, in_words};
use super::context::CommandContext;
use super::entry_output::{current_time, describe_store_error};
use super::exit_status::{CommandResult, CommandStatus, UsageError};
use super::input::printable_line;
use super::output::locked_stdout;
use crate::store::{Library, StoreError};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "restore",
    about: "Puts a backup in the library's place; the library that was there is kept beside it",
    arguments: define_arguments,
    run: run_restore,
};

#[derive(Args)]
struct RestoreArguments {
    /// The file that `backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace a library that has something in it
    #[arg(long)]
    force: bool,
    /// Print what was restored as an object
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    RestoreArguments::augment_args(command)
}

fn run_restore(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = RestoreArguments::from_arg_matches(matches)?;
    let path = context.library_path()?;
    if !arguments.force {
        check_replaceable(&path)?;
    }
    let stamp = current_time()
        .strftime("before-restore-%Y-%m-%d")
        .to_string();
    let restored = Library::restore(&path, &arguments.file, &stamp)
        .map_err(|why| describe_failure(&why, &arguments.file, &path))?;
    let kept = restored.kept.as_deref().map(Path::to_string_lossy);
    let mut out = locked_stdout();
    if arguments.json {
        let mut value = as_json(&restored.copied);
        if let Some(fields) = value.as_object_mut() {
            fields.insert("kept".into(), json!(kept));
        }
        serde_json::to_writer(&mut out, &value).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        let name = printable_line(&arguments.file.to_string_lossy());
        writeln!(out, "restored {name}: {}", in_words(&restored.copied))?;
        if let Some(kept) = kept {
            writeln!(
                out,
                "the library before is kept as {}",
                printable_line(&kept)
            )?;
        }
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Refuses to replace a library that has something in it, or of which nobody can say.
#[expect(
    clippy::disallowed_methods,
    reason = "whether there is a library is looked at here"
)]
fn check_replaceable(path: &Path) -> Result<(), UsageError> {
    if !path.exists() {
        return Ok(());
    }
    let name = printable_line(&path.to_string_lossy());
    let there = Library::open_reading(path)
        .and_then(|library| Ok((library.totals()?.n_entries, library.feeds()?.len())));
    match there {
        Ok((0, 0)) => Ok(()),
        Ok((n_entries, n_feeds)) => Err(UsageError(format!(
            "{name} has {n_entries} entries and {n_feeds} feeds. --force puts the backup in its place and keeps it beside"
        ))),
        Err(why) => Err(UsageError(format!(
            "{name}: {why}. --force puts the backup in its place and keeps the file beside"
        ))),
    }
}

/// Returns what went wrong, and with which of the two files.
fn describe_failure(why: &StoreError, file: &Path, path: &Path) -> anyhow::Error {
    let name = printable_line(&file.to_string_lossy());
    let library = printable_line(&path.to_string_lossy());
    match why {
        StoreError::Foreign => anyhow!(
            "{name}: this is no library of pullquote's. Name a file that `pullquote backup` wrote"
        ),
        StoreError::Damaged { what } => anyhow!(
            "{name}: the backup is damaged ({}). Name another one; the library is as it was",
            printable_line(what)
        ),
        StoreError::Newer { .. } => anyhow!("{name}: {why}. Update pullquote"),
        StoreError::CannotOpen { .. } => anyhow!(
            "{name}: {}. Check the file's name and that it may be read; the library is as it was",
            printable_line(&why.to_string())
        ),
        StoreError::Itself => UsageError(format!("{name}: {}", describe_store_error(why))).into(),
        StoreError::Full => anyhow!(
            "{library}: the disk is full. Make room for the backup beside the library, which is as it was, then try again"
        ),
        why => anyhow!("{library}: {}", describe_store_error(why)),
    }
}
