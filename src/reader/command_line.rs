//! Parses and completes the lines of the command prompt.

use super::App;
use super::app::theme_names;
use super::browser::complete_query;
use super::command::{COMMANDS, Command, CommandArgument};
use super::msg::RepeatCount;
use crate::annotation::EntityId;
use crate::article::Link;
use crate::reader::lists::one_line;

/// What a command line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineRequest {
    /// A command with an optional count.
    Do(Command, RepeatCount),
    /// A text search for this string.
    Search(String),
    /// A command with a text argument.
    Words(Command, String),
    /// A filter by this entity.
    Filter(EntityId),
    /// The theme of this name.
    Theme(String),
}

/// Abbreviations known from other programs. They win over the prefixes of full names.
const SHORT_NAMES: [(&str, Command); 5] = [
    ("q", Command::Quit),
    ("qa", Command::Quit),
    ("h", Command::Help),
    ("n", Command::NextArticle),
    ("p", Command::PreviousArticle),
];

/// Parses a command line. A number alone, with or without `%`, is a position in percent.
///
/// # Errors
///
/// Returns a message for the user if the command is unknown or its argument does not fit.
pub(super) fn parse_command_line(app: &App, line: &str) -> Result<LineRequest, String> {
    let (name, argument) = split_command_name(line);
    let argument = argument.trim();
    if let Ok(percent) = name.trim_end_matches('%').parse() {
        return Ok(LineRequest::Do(Command::Percent, Some(percent)));
    }
    let command = find_command(name)?;
    let takes = command
        .info()
        .map_or(CommandArgument::None, |info| info.argument);
    if argument.is_empty() {
        return Ok(LineRequest::Do(command, None));
    }
    match takes {
        // The command of that name saved the query until it got a name of its own.
        CommandArgument::None if command == Command::SaveArticle => Err(format!(
            "`save` keeps the open article; `save-query {argument}` saves the query"
        )),
        CommandArgument::None => Err(format!("`{name}` takes no argument")),
        CommandArgument::Number => argument
            .trim_end_matches('%')
            .parse()
            .map(|n| LineRequest::Do(command, Some(n)))
            .map_err(|_| format!("`{name}` takes a number, not “{argument}”")),
        CommandArgument::Words if command == Command::Search && app.document().is_some() => {
            Ok(LineRequest::Search(argument.to_owned()))
        }
        CommandArgument::Words
        | CommandArgument::Query
        | CommandArgument::Tag
        | CommandArgument::Folder => {
            let command = match command {
                Command::Search => Command::Query,
                command => command,
            };
            Ok(LineRequest::Words(command, argument.to_owned()))
        }
        CommandArgument::Entity => find_entity(app, argument).map(LineRequest::Filter),
        CommandArgument::Theme => {
            let names = theme_names();
            if names.iter().any(|known| known == argument) {
                Ok(LineRequest::Theme(argument.to_owned()))
            } else {
                Err(format!(
                    "Unknown theme “{argument}”; choose one of: {}",
                    names.join(", ")
                ))
            }
        }
    }
}

/// Returns a command line without the user names and passwords of addresses in it, for the history.
pub(super) fn hide_credentials(line: &str) -> String {
    let (name, argument) = split_command_name(line);
    let address = argument.trim();
    // The argument of `add` is an address even without a scheme, and a password in it may contain spaces.
    let is_address = find_command(name) == Ok(Command::Add) && address.contains([':', '/']);
    if is_address && Link::has_user(address) {
        return format!("{name} {}", Link::without_user(address));
    }
    Link::without_users(line)
}

fn split_command_name(line: &str) -> (&str, &str) {
    line.split_once(' ').unwrap_or((line, ""))
}

fn find_command(name: &str) -> Result<Command, String> {
    if let Some(command) = Command::from_name(name) {
        return Ok(command);
    }
    if let Some((_, command)) = SHORT_NAMES.iter().find(|(short, _)| *short == name) {
        return Ok(*command);
    }
    let mut begun = COMMANDS.iter().filter(|info| info.name.starts_with(name));
    if let (Some(only), None) = (begun.next(), begun.next()) {
        return Ok(only.command);
    }
    let nearest = COMMANDS
        .iter()
        .map(|info| (strsim::damerau_levenshtein(info.name, name), info.name))
        .min()
        // Beyond three edits, the nearest name is rarely what was meant, since many names are short.
        .filter(|(distance, _)| *distance <= 3);
    let name = Link::without_users(name);
    Err(match nearest {
        Some((_, near)) => format!("Unknown command “{name}”; did you mean `{near}`?"),
        None => format!("Unknown command “{name}”; Tab lists all commands, :help shows the keys"),
    })
}

/// Returns the entity with this name or alias, compared without case; else the first whose name contains `words`.
fn find_entity(app: &App, words: &str) -> Result<EntityId, String> {
    let wanted = words.to_lowercase();
    let entities = app
        .document()
        .and_then(|document| document.findings())
        .map_or(&[][..], |findings| findings.annotations.entities());
    let is_called = |name: &String| name.to_lowercase() == wanted;
    let exact = entities
        .iter()
        .find(|entity| is_called(&entity.name) || entity.aliases.iter().any(is_called));
    let part = || {
        entities
            .iter()
            .find(|entity| entity.name.to_lowercase().contains(&wanted))
    };
    exact
        .or_else(part)
        .map(|entity| entity.id)
        .ok_or_else(|| format!("No name in this article matches “{words}”; Tab lists the names"))
}

/// Returns the completions of a line, each a whole line.
pub(super) fn complete_command_line(app: &App, line: &str) -> Vec<String> {
    if !line.contains(' ') {
        let names = COMMANDS.iter().map(|info| info.name);
        let mut lines: Vec<String> = names
            .filter(|name| name.starts_with(line))
            .map(String::from)
            .collect();
        lines.sort_unstable();
        return lines;
    }
    let (name, begun) = split_command_name(line);
    let takes = find_command(name)
        .ok()
        .and_then(Command::info)
        .map_or(CommandArgument::None, |info| info.argument);
    let values = match takes {
        CommandArgument::Theme => theme_names(),
        CommandArgument::Entity => entity_names(app),
        CommandArgument::Query => {
            let browser = app.browser.as_deref();
            let lines = browser.map_or_else(Vec::new, |browser| complete_query(browser, begun));
            return lines.iter().map(|line| format!("{name} {line}")).collect();
        }
        CommandArgument::Tag => app
            .browser
            .as_deref()
            .map_or_else(Vec::new, |browser| browser.tags.clone()),
        CommandArgument::Folder => {
            let browser = app.browser.as_deref();
            browser.map_or_else(Vec::new, |browser| browser.tree.folders())
        }
        CommandArgument::None | CommandArgument::Number | CommandArgument::Words => Vec::new(),
    };
    let begun = begun.to_lowercase();
    values
        .into_iter()
        .filter(|value| value.to_lowercase().starts_with(&begun))
        .map(|value| format!("{name} {value}"))
        .collect()
}

fn entity_names(app: &App) -> Vec<String> {
    let findings = app.document().and_then(|document| document.findings());
    let entities = findings.map_or(&[][..], |findings| findings.annotations.entities());
    entities
        .iter()
        .map(|entity| one_line(&entity.name))
        .collect()
}
