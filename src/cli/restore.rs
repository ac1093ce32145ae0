//! `pullquote restore`: replaces the library with a backup, and keeps the previous library under another name.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::backup::{as_json, in_words};
use super::command_spec::CommandSpec;
use super::context::{CommandContext, current_time};
use super::exit_status::{CommandResult, CommandStatus, UsageError};
use super::input::printable_line;
use super::library_access::describe_store_error;
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::store::{Library, StoreError};
use crate::text::count_with_noun;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "restore",
    about: "Replace the library with a backup; the previous library is kept next to it",
    arguments: define_arguments,
    run: run_restore,
};

#[derive(Args)]
struct RestoreArguments {
    /// The backup file, written by `backup`
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace a library that is not empty
    #[arg(long)]
    force: bool,
    /// Print the counts as JSON
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
        write_json_line(&value, &mut out)?;
    } else {
        let name = printable_line(&arguments.file.to_string_lossy());
        writeln!(out, "Restored {name}: {}", in_words(&restored.copied))?;
        if let Some(kept) = kept {
            writeln!(
                out,
                "The previous library is kept as {}",
                printable_line(&kept)
            )?;
        }
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Checks that there is no library, or an empty one, so that no `--force` is needed.
///
/// # Errors
///
/// [`UsageError`] if the library has entries or feeds, or cannot be opened to find out.
#[expect(
    clippy::disallowed_methods,
    reason = "checks whether the library exists"
)]
fn check_replaceable(path: &Path) -> Result<(), UsageError> {
    if !path.exists() {
        return Ok(());
    }
    let name = printable_line(&path.to_string_lossy());
    let counts = Library::open_reading(path)
        .and_then(|library| Ok((library.totals()?.n_entries, library.feeds()?.len())));
    match counts {
        Ok((0, 0)) => Ok(()),
        Ok((n_entries, n_feeds)) => Err(UsageError(format!(
            "{name} has {} and {}. Use --force to replace it with the backup; it is kept under another name",
            count_with_noun(n_entries, "entry"),
            count_with_noun(n_feeds, "feed")
        ))),
        Err(why) => Err(UsageError(format!(
            "{name}: {why}. Use --force to replace it with the backup; the file is kept under another name"
        ))),
    }
}

/// Returns an error of the restore with the name of the affected file, the backup or the library, and advice.
fn describe_failure(why: &StoreError, file: &Path, path: &Path) -> anyhow::Error {
    let name = printable_line(&file.to_string_lossy());
    let library = printable_line(&path.to_string_lossy());
    match why {
        StoreError::Foreign => {
            anyhow!("{name}: not a pullquote library. Choose a file written by `pullquote backup`")
        }
        StoreError::Damaged { what } => anyhow!(
            "{name}: the backup is damaged ({}). Choose another one; the library is unchanged",
            printable_line(what)
        ),
        StoreError::Newer { .. } => anyhow!("{name}: {why}. Update pullquote"),
        StoreError::CannotOpen { .. } => anyhow!(
            "{name}: {}. Check the name and permissions of the file; the library is unchanged",
            printable_line(&why.to_string())
        ),
        StoreError::Itself => UsageError(format!("{name}: {}", describe_store_error(why))).into(),
        StoreError::Full => anyhow!(
            "{library}: the disk is full. Make room for the backup next to the library, then try again; the library is unchanged"
        ),
        why => anyhow!("{library}: {}", describe_store_error(why)),
    }
}
