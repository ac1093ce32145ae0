//! `pullquote tag`, `star` and `archive`: mark entries of the library, or take the mark off.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::CommandSpec;
use super::context::CommandContext;
use super::entry_output::{current_time, describe_store_error, find_entries};
use super::exit_status::{CommandResult, CommandStatus, UsageError};
use super::input::printable_line;
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::library::EntryChange;
use crate::store::Library;

pub(super) const TAG: CommandSpec = CommandSpec {
    name: "tag",
    about: "Puts a tag on entries, or takes it off; lists all tags where none is named",
    arguments: |command| TagArguments::augment_args(command),
    run: run_tag,
};

pub(super) const STAR: CommandSpec = CommandSpec {
    name: "star",
    about: "Puts a star on entries, or takes it off",
    arguments: |command| StarArguments::augment_args(command),
    run: run_star,
};

pub(super) const ARCHIVE: CommandSpec = CommandSpec {
    name: "archive",
    about: "Takes entries out of the lists and keeps them for ever (`is:archived` finds them), or brings them back",
    arguments: |command| StarArguments::augment_args(command),
    run: run_archive,
};

#[derive(Args)]
struct TagArguments {
    /// The tag
    name: Option<String>,
    /// Numbers of entries, as `list` prints them, such as 3, 1-5 or 1,3,7-9; or a query
    #[arg(value_name = "ID|QUERY")]
    entries: Vec<String>,
    /// Take the tag off
    #[arg(long)]
    remove: bool,
    /// Print what was changed as an object
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct StarArguments {
    /// Numbers of entries, as `list` prints them, such as 3, 1-5 or 1,3,7-9; or a query
    #[arg(value_name = "ID|QUERY", required = true)]
    entries: Vec<String>,
    /// Take it off again
    #[arg(long)]
    remove: bool,
    /// Print what was changed as an object
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
        return Err(UsageError("name the entries, by number or by a query".to_owned()).into());
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

/// Carries the change out. What is printed afterwards is on the disk.
fn apply_change(library: &mut Library, change: &EntryChange, is_json: bool) -> CommandResult {
    let undone = library
        .apply_change(change, current_time())
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    let mut out = locked_stdout();
    if is_json {
        let changed: Vec<i64> = undone.ids().iter().map(|id| id.0).collect();
        write_json_line(&json!({ "changed": changed }), &mut out)?;
    } else {
        writeln!(
            out,
            "{} of {} changed",
            undone.ids().len(),
            change.ids().len()
        )?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

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
