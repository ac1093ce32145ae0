//! `pullquote help`: shows a topic of the manual, or the help of a command.

use std::io::{IsTerminal, Write, stdout};

use anyhow::Context as _;
use clap::{ArgMatches, Args, FromArgMatches};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError};
use super::output::locked_stdout;
use super::topics::{HelpTopic, TOPICS, page_of};
use crate::article::read::read_markdown;
use crate::export::write_text;
use crate::layout::Cells;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "help",
    about: "Show a topic of the manual, or the help of a command",
    arguments: define_arguments,
    run: run_help,
};

/// The longest line on a wide terminal. Longer lines are hard to read.
const MAX_LINE_COLUMNS: u16 = 88;
/// The line length if the width of the terminal is unknown: the traditional width of a terminal.
const DEFAULT_COLUMNS: u16 = 80;

#[derive(Args)]
struct HelpArguments {
    /// The topic or command; without it, the topics are listed
    #[arg(value_name = "TOPIC|COMMAND")]
    topic: Option<String>,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    HelpArguments::augment_args(command)
}

fn run_help(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = HelpArguments::from_arg_matches(matches)?;
    let page = match arguments.topic.as_deref() {
        None => list_topics(),
        Some(name) => match find_topic(name) {
            Some(topic) => page_of(topic, context)?,
            None => return print_command_help(name, context),
        },
    };
    print_page(&page)
}

/// Returns the topic with this name, in the singular or plural.
fn find_topic(name: &str) -> Option<&'static HelpTopic> {
    let name = match name {
        "query" => "queries",
        "quote" => "quotes",
        name => name,
    };
    TOPICS.iter().find(|topic| topic.name == name)
}

/// Returns the list of topics, as Markdown.
fn list_topics() -> String {
    let rows = TOPICS
        .iter()
        .map(|topic| format!("| `{}` | {} |\n", topic.name, topic.about));
    format!(
        "# Topics\n\n| topic | about |\n| --- | --- |\n{}\n`pullquote help TOPIC` shows a topic. `pullquote --help` lists the commands, and `pullquote COMMAND --help` explains one.\n",
        rows.collect::<String>()
    )
}

/// Prints clap's help for a command.
fn print_command_help(name: &str, context: &CommandContext) -> CommandResult {
    let mut root = (context.build_command)();
    let Some(found) = root.find_subcommand_mut(name) else {
        let topics: Vec<_> = TOPICS.iter().map(|topic| topic.name).collect();
        let name = name.escape_debug();
        let text = format!(
            "there is no topic or command `{name}`; the topics are {}",
            topics.join(", ")
        );
        return Err(UsageError(text).into());
    };
    let help = found
        .clone()
        .bin_name(format!("pullquote {name}"))
        .render_long_help();
    let mut out = locked_stdout();
    write!(out, "{help}")?;
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Returns the width of standard output in columns; [`DEFAULT_COLUMNS`] if it is not a terminal.
fn terminal_columns() -> u16 {
    if !stdout().is_terminal() {
        return DEFAULT_COLUMNS;
    }
    // Terminals that do not know their size, such as serial lines, report 0.
    let size = rustix::termios::tcgetwinsize(stdout());
    match size.map_or(0, |size| size.ws_col) {
        0 => DEFAULT_COLUMNS,
        columns => columns,
    }
}

/// Prints a page of the manual, wrapped to the terminal.
fn print_page(content: &str) -> CommandResult {
    let article = read_markdown(content, None).context("cannot read the manual")?;
    let columns = Cells(terminal_columns().min(MAX_LINE_COLUMNS));
    let mut out = locked_stdout();
    write_text(&article, columns, &mut out)?;
    out.flush()?;
    Ok(CommandStatus::Done)
}
