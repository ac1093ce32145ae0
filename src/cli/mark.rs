//! `pullquote tag`, `star` and `archive`: mark entries of the library, or take the mark off.

use std::io::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::Subcommand;
use super::context::Context;
use super::entries::{chosen, now, told};
use super::failure::{Outcome, Status, Usage};
use super::input::printable;
use super::output::output;
use crate::export::write_json_line;
use crate::library::Change;
use crate::store::Library;

pub(super) const TAG: Subcommand = Subcommand {
    name: "tag",
    about: "Puts a tag on entries, or takes it off; lists all tags where none is named",
    arguments: |command| Tag::augment_args(command),
    run: tag,
};

pub(super) const STAR: Subcommand = Subcommand {
    name: "star",
    about: "Puts a star on entries, or takes it off",
    arguments: |command| Star::augment_args(command),
    run: star,
};

pub(super) const ARCHIVE: Subcommand = Subcommand {
    name: "archive",
    about: "Takes entries out of the lists and keeps them for ever (`is:archived` finds them), or brings them back",
    arguments: |command| Star::augment_args(command),
    run: archive,
};

#[derive(Args)]
struct Tag {
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
struct Star {
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

fn tag(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Tag::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let Some(name) = arguments.name else {
        return tags(&library, arguments.json);
    };
    if arguments.entries.is_empty() {
        return Err(Usage("name the entries, by number or by a query".to_owned()).into());
    }
    let ids = chosen(&mut library, &arguments.entries)?;
    let change = if arguments.remove {
        Change::Untag(ids, name)
    } else {
        Change::Tag(ids, name)
    };
    apply(&mut library, &change, arguments.json)
}

fn star(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Star::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let ids = chosen(&mut library, &arguments.entries)?;
    apply(
        &mut library,
        &Change::Star(ids, !arguments.remove),
        arguments.json,
    )
}

fn archive(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Star::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let ids = chosen(&mut library, &arguments.entries)?;
    let change = Change::Archive(ids, !arguments.remove);
    apply(&mut library, &change, arguments.json)
}

/// Carries the change out. What is printed afterwards is on the disk.
fn apply(library: &mut Library, change: &Change, is_json: bool) -> Outcome {
    let undone = library
        .apply(change, now())
        .map_err(|why| anyhow!(told(&why)))?;
    let mut out = output();
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
    Ok(Status::Done)
}

fn tags(library: &Library, is_json: bool) -> Outcome {
    let tags = library.tags().map_err(|why| anyhow!(told(&why)))?;
    let mut out = output();
    if is_json {
        let tags = tags
            .iter()
            .map(|(name, n_entries)| json!({"name": name, "n_entries": n_entries}));
        let tags: Vec<_> = tags.collect();
        write_json_line(&tags, &mut out)?;
    } else {
        for (name, n_entries) in tags {
            writeln!(out, "{n_entries:>7}  {}", printable(&name))?;
        }
    }
    out.flush()?;
    Ok(Status::Done)
}
