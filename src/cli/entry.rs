//! `pullquote open`: opens an entry of the library in the reader, or prints it.

use std::io::{self, IsTerminal, Write};

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::context::current_time;
use super::exit_status::{CommandResult, CommandStatus};
use super::global_options::ColorChoice;
use super::library_access::describe_store_error;
use super::output::locked_stdout;
use crate::article::Article;
use crate::config::ColorDepth;
use crate::export;
use crate::invariant::ExpectOr;
use crate::layout::DEFAULT_MEASURE;
use crate::library::{EntryBody, EntryChange, EntryId};
use crate::session::{self, ArticleSource, SessionEnd, SessionInput};
use crate::store::Library;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "open",
    about: "Open an entry of the library, or print it if the output is not a terminal",
    arguments: define_arguments,
    run: run_entry,
};

#[derive(Args)]
struct EntryArguments {
    /// The number of the entry, as shown by `list`
    #[arg(value_name = "ID")]
    id: i64,
    /// Show the text from the feed, even if the text of the page is stored
    #[arg(long)]
    teaser: bool,
    /// Print the entry with its annotations as JSON, like `annotate --format json`
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    EntryArguments::augment_args(command)
}

fn run_entry(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = EntryArguments::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let id = EntryId(arguments.id);
    let article = read_article(&library, id, arguments.teaser)
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    let article = article.ok_or_else(|| {
        anyhow!(
            "there is no entry {}; `pullquote list` lists the entries",
            id.0
        )
    })?;
    if arguments.json {
        return print_json(&article, id, context);
    }
    if !io::stdout().is_terminal() {
        let mut out = locked_stdout();
        export::write_text(&article, DEFAULT_MEASURE, &mut out)?;
        out.flush()?;
        return Ok(CommandStatus::Done);
    }
    // An entry of a library that is read-only can still be shown, so a failure is only a notice.
    let marked = library.apply_change(&EntryChange::Read(vec![id], true), current_time());
    let notice = marked
        .err()
        .map(|why| format!("Not marked as read: {}", describe_store_error(&why)));
    drop(library);
    show_article(article, notice, context)
}

/// Returns the text of an entry: that of its page if it is stored and `is_teaser` is false, otherwise that of the feed.
/// `None` if there is no such entry.
fn read_article(
    library: &Library,
    id: EntryId,
    is_teaser: bool,
) -> Result<Option<Article>, crate::store::StoreError> {
    let page = if is_teaser {
        None
    } else {
        library.article(id, EntryBody::Page)?
    };
    match page {
        Some(page) => Ok(Some(page)),
        None => library.article(id, EntryBody::Feed),
    }
}

fn print_json(article: &Article, id: EntryId, context: &CommandContext) -> CommandResult {
    let settings = context.settings()?;
    let engine = context.engine(&settings)?;
    let format = export::find_format("json").ok_or_else(|| anyhow!("there is no format `json`"))?;
    let id = id.0.to_string();
    let annotations = engine.annotate(article);
    let mut out = locked_stdout();
    format.write(article, &annotations, Some(id.as_str().into()), &mut out)?;
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Opens one article in the reader, without the library.
fn show_article(
    article: Article,
    notice: Option<String>,
    context: &CommandContext,
) -> CommandResult {
    super::read::check_terminal()?;
    let (settings, notices) = context.read_settings()?;
    let opened = SessionInput {
        sources: vec![ArticleSource::Article(Box::new(article))],
        library: None,
        settings,
        browser: super::context::browser_variable(),
        depth: match context.color {
            ColorChoice::Auto => None,
            ColorChoice::Always => Some(ColorDepth::Full),
            ColorChoice::Never => Some(ColorDepth::Mono),
        },
        notice: notice.or_else(|| notices.first().cloned()),
    };
    match session::run_session(opened)? {
        SessionEnd::Signal(number) => Ok(CommandStatus::Signal(
            u8::try_from(number).expect_or(1, "a signal is a number below 128"),
        )),
        SessionEnd::Quit => Ok(CommandStatus::Done),
    }
}
