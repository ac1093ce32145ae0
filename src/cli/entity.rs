//! `pullquote entity`: everything about one person, organization or place, and the user's decisions about who is who.

use std::io::{BufRead, Write};

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches, ValueEnum};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::command_spec::CommandSpec;
use super::context::{CommandContext, current_time};
use super::entities::entity_line;
use super::entity_page_output::{page_to_json, write_page_markdown, write_page_text};
use super::exit_status::{CommandResult, CommandStatus, UsageError, print_error};
use super::input::printable_line;
use super::library_access::describe_store_error;
use super::output::locked_stdout;
use crate::annotation::EntityKind;
use crate::export::write_json_line;
use crate::library::{DecisionKind, EntityDecision, EntityRow};
use crate::store::{Library, StoreError};
use crate::text::count_with_noun;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "entity",
    about: "Show everything about a person, organization or place, or decide who is who",
    arguments: |command| EntityArguments::augment_args(command).after_help(AFTER_HELP),
    run: run_entity,
};

const AFTER_HELP: &str = "\
Decisions:
  entity merge A B         A and B are one entity
  entity split NAME PART   the name or key PART of NAME is an entity of its own
  entity rename NAME NEW   show NAME as NEW
  entity kind NAME KIND    NAME is a person, organization, place, group, event, work or other
  entity forget NAME       do not show NAME
  entity undo              undo the last decision
  entity decisions         write the decisions as JSON lines
  entity import FILE       add decisions that `entity decisions` wrote; - reads standard input

A name with spaces is one argument: entity rename \"J. Roe\" \"Jane Roe\". Numbers such as #12 and keys such as
person/jane-roe, which `entities` shows, are exact. To show an entity named like a decision, write its number.";

#[derive(Args)]
struct EntityArguments {
    /// The name, number (#12) or key of an entity; or a decision with its arguments
    #[arg(value_name = "NAME", required = true)]
    words: Vec<String>,
    /// The output format
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    format: PageFormat,
    /// Short for --format json
    #[arg(long)]
    json: bool,
}

/// The format of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PageFormat {
    /// Plain text
    Text,
    /// One JSON object
    Json,
    /// Markdown
    Markdown,
}

fn run_entity(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = EntityArguments::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let words: Vec<&str> = arguments.words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["merge", one, other] => merge_entities(&mut library, one, other),
        ["split", name, part] => split_entity(&mut library, name, part),
        ["rename", name, new] => {
            let new = crate::text::clean_text(new).trim().to_owned();
            if new.is_empty() {
                return Err(UsageError("the new name is empty; write a name".to_owned()).into());
            }
            decide_about(&mut library, name, &DecisionKind::Rename(new))
        }
        ["forget", name] => decide_about(&mut library, name, &DecisionKind::Forget),
        ["kind", name, kind] => {
            let kind = EntityKind::from_name(kind).ok_or_else(|| unknown_kind(kind))?;
            decide_about(&mut library, name, &DecisionKind::Kind(kind))
        }
        ["undo"] => undo_last(&mut library),
        ["decisions"] => write_decisions(&library),
        ["import", file] => import_file(&mut library, file),
        [
            action @ ("merge" | "split" | "rename" | "forget" | "kind" | "import"),
            ..,
        ] => {
            let why =
                format!("`entity {action}` needs other arguments; see `pullquote entity --help`");
            Err(UsageError(why).into())
        }
        words => show_entity(&library, &words.join(" "), &arguments),
    }
}

fn unknown_kind(kind: &str) -> UsageError {
    let known: Vec<_> = EntityKind::ALL.iter().map(|kind| kind.name()).collect();
    UsageError(format!(
        "unknown kind `{}`; write one of {}",
        printable_line(kind),
        known.join(", ")
    ))
}

fn library_failure(why: &StoreError) -> anyhow::Error {
    anyhow!(describe_store_error(why))
}

/// Returns the entity that a name means. If several have it, the one in most articles, and a line on standard error names
/// the others.
///
/// # Errors
///
/// If no entity has the name.
fn find_entity(library: &Library, name: &str) -> anyhow::Result<EntityRow> {
    let found = library
        .find_entities(name)
        .map_err(|why| library_failure(&why))?;
    let mut found = found.into_iter();
    let Some(first) = found.next() else {
        return Err(anyhow!(
            "no entity is named `{}`; `pullquote entities` lists those of the library, and new articles are known once \
             `pullquote refresh` or the reader has annotated them",
            printable_line(name)
        ));
    };
    let folded = crate::corpus::fold_name(&first.name);
    let others: Vec<_> = found
        .filter(|other| crate::corpus::fold_name(&other.name) == folded)
        .collect();
    for other in &others {
        print_error(format_args!("another of this name: {}", entity_line(other)));
    }
    Ok(first)
}

fn show_entity(library: &Library, name: &str, arguments: &EntityArguments) -> CommandResult {
    let row = find_entity(library, name)?;
    let page = library
        .entity_page(row.number)
        .map_err(|why| library_failure(&why))?;
    let page = page.ok_or_else(|| anyhow!("the entity has gone meanwhile; try again"))?;
    let mut out = locked_stdout();
    match if arguments.json {
        PageFormat::Json
    } else {
        arguments.format
    } {
        PageFormat::Text => write_page_text(&page, &mut out)?,
        PageFormat::Json => write_json_line(&page_to_json(&page), &mut out)?,
        PageFormat::Markdown => write_page_markdown(&page, &mut out)?,
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

fn decide_about(library: &mut Library, name: &str, kind: &DecisionKind) -> CommandResult {
    let row = find_entity(library, name)?;
    record_decision(library, &row.key, kind)?;
    let done = match kind {
        DecisionKind::Rename(new) => format!("{} is shown as {}", row.name, new),
        DecisionKind::Kind(kind) => format!("{} is of kind {}", row.name, kind.name()),
        _ => format!("{} is not shown any more", row.name),
    };
    report_decision(&done)
}

fn record_decision(library: &mut Library, key: &str, kind: &DecisionKind) -> anyhow::Result<()> {
    library
        .decide(key, kind, current_time())
        .map_err(|why| library_failure(&why))?;
    Ok(())
}

/// Prints what was decided, and how to undo it.
fn report_decision(done: &str) -> CommandResult {
    let mut out = locked_stdout();
    writeln!(
        out,
        "{}; `pullquote entity undo` undoes it",
        printable_line(done)
    )?;
    out.flush()?;
    Ok(CommandStatus::Done)
}

fn merge_entities(library: &mut Library, one: &str, other: &str) -> CommandResult {
    let (one, other) = (find_entity(library, one)?, find_entity(library, other)?);
    if one.number == other.number {
        return Err(anyhow!(
            "{} and {} are one entity already",
            printable_line(&one.name),
            printable_line(&other.name)
        ));
    }
    record_decision(library, &one.key, &DecisionKind::Merge(other.key))?;
    report_decision(&format!("{} and {} are one entity", one.name, other.name))
}

fn split_entity(library: &mut Library, name: &str, part: &str) -> CommandResult {
    let row = find_entity(library, name)?;
    let page = library
        .entity_page(row.number)
        .map_err(|why| library_failure(&why))?;
    let names = page.map_or_else(Vec::new, |page| page.names);
    let folded = crate::corpus::fold_name(part);
    let is_meant =
        |(name, key): &&(String, String)| key == part || crate::corpus::fold_name(name) == folded;
    // The main sense keeps the number; the part leaves it.
    let meant: Vec<_> = names.iter().filter(is_meant).collect();
    let of_part = meant.iter().find(|(_, key)| *key != row.key);
    let Some((_, key)) = of_part else {
        let others = names.iter().filter(|(_, key)| *key != row.key);
        let others: Vec<_> = others
            .map(|(name, key)| format!("{name} ({key})"))
            .collect();
        let why = if others.is_empty() {
            format!(
                "{} has one name only, so there is nothing to split",
                row.name
            )
        } else {
            format!(
                "`{part}` is no part of {}; its parts are {}",
                row.name,
                others.join(", ")
            )
        };
        return Err(anyhow!(printable_line(&why)));
    };
    record_decision(library, key, &DecisionKind::Split)?;
    report_decision(&format!("{part} is an entity of its own"))
}

fn undo_last(library: &mut Library) -> CommandResult {
    let undone = library
        .undo_decision(current_time())
        .map_err(|why| library_failure(&why))?;
    let mut out = locked_stdout();
    match undone {
        Some(decision) => {
            let what = format!(
                "{} {} {}",
                decision.kind.name(),
                decision.key,
                decision.kind.value()
            );
            writeln!(out, "undone: {}", printable_line(what.trim()))?;
        }
        None => writeln!(out, "there is no decision to undo")?,
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

fn write_decisions(library: &Library) -> CommandResult {
    let decisions = library.decisions().map_err(|why| library_failure(&why))?;
    let mut out = locked_stdout();
    for decision in decisions {
        let line = json!({
            "decision": decision.kind.name(),
            "key": decision.key,
            "value": decision.kind.value(),
            "made": decision.made.to_string(),
            "by": "user",
        });
        write_json_line(&line, &mut out)?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

#[expect(clippy::disallowed_methods, reason = "the user names the file")]
fn import_file(library: &mut Library, file: &str) -> CommandResult {
    let lines: Vec<String> = if file == "-" {
        std::io::stdin().lock().lines().collect::<Result<_, _>>()?
    } else {
        let text = std::fs::read_to_string(file)
            .map_err(|why| anyhow!("{}: {why}", printable_line(file)))?;
        text.lines().map(str::to_owned).collect()
    };
    let mut decisions = Vec::new();
    for (n, line) in (1..)
        .zip(&lines)
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let decision = parse_decision(line);
        decisions.push(decision.ok_or_else(|| {
            anyhow!(
                "{}: line {n} is no decision; `pullquote entity decisions` writes such lines",
                printable_line(file)
            )
        })?);
    }
    let n_added = library
        .import_decisions(&decisions)
        .map_err(|why| library_failure(&why))?;
    let mut out = locked_stdout();
    writeln!(out, "{} added", count_with_noun(n_added, "decision"))?;
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Reads a line of `entity decisions`.
fn parse_decision(line: &str) -> Option<EntityDecision> {
    let value: Value = serde_json::from_str(line).ok()?;
    let field = |name: &str| value.get(name).and_then(Value::as_str);
    let made: Option<Timestamp> = field("made").and_then(|made| made.parse().ok());
    Some(EntityDecision {
        id: 0,
        key: field("key")?.to_owned(),
        kind: DecisionKind::from_parts(
            field("decision")?,
            field("value").map_or("", |value| value),
        )?,
        made: made.unwrap_or_else(current_time),
    })
}
