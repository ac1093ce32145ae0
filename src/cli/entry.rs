//! `pullquote open`: opens entries of the library in the reader, or prints them.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::context::current_time;
use super::entry_output::find_numbered_entries;
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
    about: "Open entries of the library, or print them if the output is not a terminal",
    arguments: define_arguments,
    run: run_entry,
};

#[derive(Args)]
struct EntryArguments {
    /// The entries: numbers as shown by `list`, for example 3, 1-5 or 1,3,7-9
    #[arg(value_name = "ID", required = true)]
    entries: Vec<String>,
    /// Show the text from the feed, even if the text of the page is stored
    #[arg(long = "teaser")]
    is_teaser: bool,
    /// Print the entry with its annotations as JSON, like `annotate --format json`; several entries as JSON lines
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    EntryArguments::augment_args(command)
}

fn run_entry(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = EntryArguments::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let ids = find_numbered_entries(&library, &arguments.entries)?;
    if arguments.json {
        return print_json(&library, &ids, arguments.is_teaser, context);
    }
    if !io::stdout().is_terminal() {
        return print_texts(&library, &ids, arguments.is_teaser);
    }
    let &[id] = ids.as_slice() else {
        let sources = lazy_sources(&library, &ids, arguments.is_teaser, context)?;
        drop(library);
        return show_articles(sources, None, context);
    };
    let article = read_existing(&library, id, arguments.is_teaser)?;
    // An entry of a library that is read-only can still be shown, so a failure is only a notice.
    let marked = library.apply_change(&EntryChange::Read(vec![id], true), current_time());
    let notice = marked
        .err()
        .map(|why| format!("Not marked as read: {}", describe_store_error(&why)));
    drop(library);
    let sources = vec![ArticleSource::Article(Box::new(article))];
    show_articles(sources, notice, context)
}

/// Returns the entries as sources that are read, and marked as read, when the user opens them.
fn lazy_sources(
    library: &Library,
    ids: &[EntryId],
    is_teaser: bool,
    context: &CommandContext,
) -> anyhow::Result<Vec<ArticleSource>> {
    let rows = library
        .rows(ids)
        .map_err(|why| anyhow!(describe_store_error(&why)))?;
    let path = context.library_path()?;
    let sources = rows.into_iter().map(|row| {
        let (path, id) = (path.clone(), row.id);
        let load = move || {
            let mut library = Library::open(&path).map_err(|why| describe_store_error(&why))?;
            let article = read_existing(&library, id, is_teaser).map_err(|why| why.to_string())?;
            // An entry of a library that is read-only can still be shown.
            let _ = library.apply_change(&EntryChange::Read(vec![id], true), current_time());
            Ok(article)
        };
        ArticleSource::Lazy {
            name: row.title,
            load: Arc::new(load),
        }
    });
    Ok(sources.collect())
}

/// Prints the texts of entries, with an empty line between them.
fn print_texts(library: &Library, ids: &[EntryId], is_teaser: bool) -> CommandResult {
    let mut out = locked_stdout();
    for (n, id) in ids.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        let article = read_existing(library, *id, is_teaser)?;
        export::write_text(&article, DEFAULT_MEASURE, &mut out)?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Like [`read_article`], for an entry that must exist.
fn read_existing(library: &Library, id: EntryId, is_teaser: bool) -> anyhow::Result<Article> {
    let article =
        read_article(library, id, is_teaser).map_err(|why| anyhow!(describe_store_error(&why)))?;
    article.ok_or_else(|| {
        anyhow!(
            "there is no entry {}; `pullquote list` lists the entries",
            id.0
        )
    })
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

/// Prints one entry as a JSON document, several as JSON lines.
fn print_json(
    library: &Library,
    ids: &[EntryId],
    is_teaser: bool,
    context: &CommandContext,
) -> CommandResult {
    let settings = context.settings()?;
    let engine = context.engine(&settings)?;
    let name = if ids.len() == 1 { "json" } else { "jsonl" };
    let format = export::find_format(name).ok_or_else(|| anyhow!("there is no format `{name}`"))?;
    let mut out = locked_stdout();
    for id in ids {
        let article = read_existing(library, *id, is_teaser)?;
        let id = id.0.to_string();
        let annotations = engine.annotate(&article);
        format.write(&article, &annotations, Some(id.as_str().into()), &mut out)?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Opens articles in the reader, without the library.
fn show_articles(
    sources: Vec<ArticleSource>,
    notice: Option<String>,
    context: &CommandContext,
) -> CommandResult {
    super::read::check_terminal()?;
    let (settings, notices) = context.read_settings()?;
    let opened = SessionInput {
        sources,
        library: None,
        settings,
        browser: super::context::browser_variable(),
        // An entry is in the library already.
        save: None,
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
