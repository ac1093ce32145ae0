//! `pullquote man`: prints the manual page of the program, of a command or of a topic, as roff.

use std::io::Write;

use anyhow::Context as _;
use clap::{ArgMatches, Args, FromArgMatches};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError};
use super::output::locked_stdout;
use super::topics::{HelpTopic, TOPICS, page_of};
use crate::article::read::read_markdown;
use crate::article::{Article, BlockKind};
use crate::layout::{Cells, LayoutOptions, Sheet};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "man",
    about: "Print the manual page of the program, of a command or of a topic, as roff",
    arguments: define_arguments,
    run: run_man,
};

/// The width of tables, in columns. roff prints them unfilled, so with man's indentation of 7 they must fit a terminal
/// of 80 columns.
const TABLE_COLUMNS: Cells = Cells(72);

#[derive(Args)]
struct ManArguments {
    /// A command or a topic of `pullquote help`; without it, the page of the program
    #[arg(value_name = "COMMAND|TOPIC")]
    name: Option<String>,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    ManArguments::augment_args(command)
}

fn run_man(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = ManArguments::from_arg_matches(matches)?;
    let page = match arguments.name.as_deref() {
        None => render_command((context.build_command)())?,
        Some(name) => render_named(name, context)?,
    };
    let mut out = locked_stdout();
    out.write_all(&page)?;
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Returns the page of a topic or, if no topic has this name, of a command.
///
/// # Errors
///
/// [`UsageError`] if there is neither.
fn render_named(name: &str, context: &CommandContext) -> anyhow::Result<Vec<u8>> {
    if let Some(topic) = TOPICS.iter().find(|topic| topic.name == name) {
        return render_topic(topic, context);
    }
    let mut root = (context.build_command)();
    root.build();
    let Some(found) = root.find_subcommand(name) else {
        let name = name.escape_debug();
        let text = format!(
            "there is no manual page `{name}`; `pullquote help` lists the topics, and `pullquote --help` the commands"
        );
        return Err(UsageError(text).into());
    };
    render_command(found.clone())
}

fn render_command(command: clap::Command) -> anyhow::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(page)
}

/// Returns the page of a topic as roff, in section 7 of the manual (miscellanea).
fn render_topic(topic: &HelpTopic, context: &CommandContext) -> anyhow::Result<Vec<u8>> {
    let article =
        read_markdown(&page_of(topic, context)?, None).context("cannot read the manual")?;
    let mut roff = Roff::new();
    let title = format!("pullquote-{}", topic.name);
    roff.control("TH", [title.as_str(), "7"]);
    roff.control("SH", ["NAME"]);
    roff.text([roman(format!("{title} - {}", topic.about))]);
    roff.control("SH", ["DESCRIPTION"]);
    for (index, block) in article.blocks().iter().enumerate() {
        add_block(&mut roff, &article, index, block.kind);
    }
    let mut page = Vec::new();
    roff.to_writer(&mut page)?;
    Ok(page)
}

/// Adds one block of a page to the roff document.
fn add_block(roff: &mut Roff, article: &Article, index: usize, kind: BlockKind) {
    let Some(block) = article.blocks().get(index) else {
        return;
    };
    let words = article.text().slice(block.range);
    match kind {
        BlockKind::Heading(_) => {
            roff.control("SH", [words]);
        }
        BlockKind::Item { .. } => {
            roff.control("IP", ["\\(bu", "2"]);
            roff.text([roman(words)]);
        }
        BlockKind::Preformatted | BlockKind::Table(_) => {
            roff.control("PP", []);
            roff.control("nf", []);
            for line in lines_of(article, index) {
                roff.text([bold(line)]);
            }
            roff.control("fi", []);
        }
        _ => {
            roff.control("PP", []);
            roff.text([roman(words)]);
        }
    }
}

/// Returns the lines of a block, laid out for [`TABLE_COLUMNS`].
fn lines_of(article: &Article, block_index: usize) -> Vec<String> {
    let sheet = Sheet::set(article, &LayoutOptions::of(TABLE_COLUMNS));
    let rows = sheet.rows_of(block_index);
    rows.map(|row| sheet.line(article, row)).collect()
}
