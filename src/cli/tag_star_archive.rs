//! `pullquote tag`, `star` and `archive`: add a mark to entries of the library, or remove it.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::context::current_time;
use super::entry_output::find_entries;
use super::exit_status::{CommandResult, CommandStatus, UsageError};
use super::input::printable_line;
use super::library_access::describe_store_error;
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::library::EntryChange;
use crate::store::Library;
use crate::text::count_with_noun;

pub(super) const TAG: CommandSpec = CommandSpec {
    name: "tag",
    about: "Add a tag to entries, or remove it; without a tag, list all tags",
    arguments: |command| TagArguments::augment_args(command),
    run: run_tag,
};

pub(super) const STAR: CommandSpec = CommandSpec {
    name: "star",
    about: "Add a star to entries, or remove it",
    arguments: |command| StarArguments::augment_args(command),
    run: run_star,
};

pub(super) const ARCHIVE: CommandSpec = CommandSpec {
    name: "archive",
    about: "Archive entries: hide them from lists and keep them forever (find them with `is:archived`); or undo it",
    arguments: |command| StarArguments::augment_args(command),
    run: run_archive,
};

#[derive(Args)]
struct TagArguments {
    /// The tag; without it, all tags are listed
    name: Option<String>,
    /// The entries: numbers as shown by `list`, for example 3, 1-5 or 1,3,7-9; or a query
    #[arg(value_name = "ID|QUERY")]
    entries: Vec<String>,
    /// Remove the tag
    #[arg(long)]
    remove: bool,
    /// Print the numbers of the changed entries as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct StarArguments {
    /// The entries: numbers as shown by `list`, for example 3, 1-5 or 1,3,7-9; or a query
    #[arg(value_name = "ID|QUERY", required = true)]
    entries: Vec<String>,
    /// Undo it: remove the star, or bring the entries back from the archive
    #[arg(long)]
    remove: bool,
    /// Print the numbers of the changed entries as JSON
    #[arg(long)]
    json: bool,
}

fn run_tag(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = TagArguments::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let Some(name) = arguments.name else {
        return print_tags(&library, arguments.json);
    };
    if arguments.entries.is_empty() {
        return Err(UsageError(
            "no entries selected; name them by number or by a query".to_owned(),
        )
        .into());
    }
    let ids = find_entries(&mut library, &arguments.entries)?;
    let change = if arguments.remove {
        EntryChange::Untag(ids, name)
    } else {
        EntryChange::Tag(ids, name)
    };
    apply_change(&mut library, &change, arguments.json)
}

fn run_star(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = StarArguments::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let ids = find_entries(&mut library, &arguments.entries)?;
    apply_change(
        &mut library,
        &EntryChange::Star(ids, !arguments.remove),
        arguments.json,
    )
}

fn run_archive(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = StarArguments::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let ids = find_entries(&mut library, &arguments.entries)?;
    let change = EntryChange::Archive(ids, !arguments.remove);
    apply_change(&mut library, &change, arguments.json)
}

/// Applies the change and prints the number of changed entries. The change is on disk before anything is printed.
fn apply_change(library: &mut Library, change: &EntryChange, is_json: bool) -> CommandResult {
    let undo = library
        .apply_change(change, current_time())
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    let mut out = locked_stdout();
    if is_json {
        let changed: Vec<i64> = undo.ids().iter().map(|id| id.0).collect();
        write_json_line(&json!({ "changed": changed }), &mut out)?;
    } else {
        writeln!(
            out,
            "Changed {} of {}",
            undo.ids().len(),
            count_with_noun(change.ids().len(), "entry")
        )?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Prints all tags with the number of their entries.
fn print_tags(library: &Library, is_json: bool) -> CommandResult {
    let tags = library
        .tags()
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    let mut out = locked_stdout();
    if is_json {
        let tags = tags
            .iter()
            .map(|(name, n_entries)| json!({"name": name, "n_entries": n_entries}));
        let tags: Vec<_> = tags.collect();
        write_json_line(&tags, &mut out)?;
    } else {
        for (name, n_entries) in tags {
            writeln!(out, "{n_entries:>7}  {}", printable_line(&name))?;
        }
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}
