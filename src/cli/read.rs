//! The program without a subcommand: opens the reader on the library, or on files, web pages and standard input.
//!
//! Without a home directory there is no library, and the reader shows the bundled articles.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use anyhow::anyhow;
use clap::Args;

use super::annotate::{InputJob, InputReader, print_text};
use super::bundled_articles::BUNDLED_ARTICLES;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, print_error};
use super::global_options::ColorChoice;
use super::output::locked_stdout;
use super::save::article_saver;
use super::view_files::write_view_files;
use std::path::PathBuf;

use crate::article::{Article, Link, read};
use crate::config::{ColorDepth, Keymap, LimitSettings, Settings};
use crate::fetch::{CancelFlag, Client, Reach};
use crate::invariant::ExpectOr;
use crate::library::EntryId;
use crate::session::refresh::{RefreshOptions, fetch_full_text, page_limits, reach_of};
use crate::session::{self, ArticleSource, LibraryOptions, SessionEnd, SessionInput};
use crate::store::Library;

/// The inputs of the reader.
#[derive(Args)]
pub(super) struct ReadArguments {
    /// Files, http(s) addresses, or - for standard input
    #[arg(value_name = "FILE|URL|-")]
    inputs: Vec<OsString>,
}

/// Opens the inputs, or without inputs the library, in the reader. If the output is not a terminal, prints the inputs
/// as text, or without inputs the titles of the bundled articles.
pub(super) fn run_reader(arguments: ReadArguments, context: &CommandContext) -> CommandResult {
    let mut inputs = arguments.inputs;
    if inputs.is_empty() && !io::stdin().is_terminal() {
        inputs.push("-".into());
    }
    match (io::stdout().is_terminal(), inputs.is_empty()) {
        (false, true) => list_bundled_titles(),
        (false, false) => print_text(inputs, context),
        (true, _) => open_reader(inputs, context),
    }
}

/// Prints date, outlet and title of the bundled articles, one per line.
fn list_bundled_titles() -> CommandResult {
    let mut out = locked_stdout();
    for (_, content) in BUNDLED_ARTICLES {
        let Ok(article) = read::read_markdown(content, None) else {
            continue;
        };
        let about = article.about;
        let date = about
            .published
            .map_or_else(String::new, |published| published.date.to_string());
        writeln!(out, "{date}  {}  {}", about.site, about.title)?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Opens the reader. Inputs that cannot be read are reported on standard error, and the first of them in the reader.
fn open_reader(inputs: Vec<OsString>, context: &CommandContext) -> CommandResult {
    check_terminal()?;
    let (settings, mut notices) = context.read_settings()?;
    let (_, more) = Keymap::new(&settings.keys, &super::action_names::action_names());
    notices.extend(more.iter().map(ToString::to_string));
    notices.iter().for_each(print_error);
    let path = context.library_path().ok().filter(|_| inputs.is_empty());
    let library = path.map(|path| library_options(path, &settings));
    let (sources, failed) = match &library {
        Some(_) => (Vec::new(), Vec::new()),
        None if inputs.is_empty() => (bundled_sources(), Vec::new()),
        None => article_sources(inputs, settings.limits),
    };
    failed.iter().for_each(print_error);
    if sources.is_empty() && library.is_none() {
        return Ok(CommandStatus::Partial);
    }
    let saver = article_saver(context, &settings);
    let opened = SessionInput {
        sources,
        library,
        settings,
        browser: super::context::browser_variable(),
        save: saver,
        depth: match context.color {
            ColorChoice::Auto => None,
            ColorChoice::Always => Some(ColorDepth::Full),
            ColorChoice::Never => Some(ColorDepth::Mono),
        },
        notice: failed.first().or(notices.first()).cloned(),
    };
    match session::run_session(opened)? {
        SessionEnd::Signal(number) => Ok(CommandStatus::Signal(
            u8::try_from(number).expect_or(1, "a signal is a number below 128"),
        )),
        SessionEnd::Quit if failed.is_empty() => Ok(CommandStatus::Done),
        SessionEnd::Quit => Ok(CommandStatus::Partial),
    }
}

/// Checks that the terminal can show the reader.
///
/// # Errors
///
/// If `TERM` is not set or is `dumb`.
#[expect(
    clippy::disallowed_methods,
    reason = "the type of the terminal is in the environment"
)]
pub(super) fn check_terminal() -> anyhow::Result<()> {
    if env::var_os("TERM").is_none_or(|term| term == "dumb") {
        return Err(anyhow!(
            "this terminal cannot show the reader (TERM is `dumb` or not set); set TERM, or print the text with `pullquote FILE | cat`"
        ));
    }
    Ok(())
}

/// Returns the options of the user's library: its path, and the functions that fetch pages and find feeds for it.
fn library_options(path: PathBuf, settings: &Settings) -> LibraryOptions {
    let limits = page_limits(&settings.limits);
    let library = path.clone();
    let read_page = move |id: EntryId, link: &Link| {
        // The link comes from the feed, not from the user, so it may not lead to a private address unless the feed is
        // allowed to. Bundled articles are in no library and get the strict rule.
        let feed = Library::open_reading(&library).and_then(|library| library.feed_of(id));
        let reach = feed.map_or(Reach::Public { host: None }, |feed| reach_of(&feed));
        fetch_full_text(link, &reach, &Client::new(limits), &CancelFlag::default())
    };
    let settings = settings.clone();
    let refresh = RefreshOptions::of(&settings);
    let find_feed = move |address: &str| super::add::find_feed(address, &settings);
    LibraryOptions {
        path,
        read_page: Arc::new(read_page),
        find_feed: Arc::new(find_feed),
        write_view: write_view_files,
        refresh,
        welcome: bundled_articles,
    }
}

/// Returns the bundled articles.
fn bundled_articles() -> Vec<Article> {
    let articles = BUNDLED_ARTICLES.iter();
    articles
        .filter_map(|(_, content)| read::read_markdown(content, None).ok())
        .collect()
}

/// Returns the bundled articles as sources for a reader without a library.
fn bundled_sources() -> Vec<ArticleSource> {
    let articles = bundled_articles().into_iter();
    articles
        .map(|article| ArticleSource::Article(Box::new(article)))
        .collect()
}

/// Returns the sources for the inputs, and a message for each input that cannot be opened.
///
/// A single input is read now, so that a failure is reported without opening the reader. Of several inputs, each is
/// read when the user opens it.
fn article_sources(
    inputs: Vec<OsString>,
    limits: LimitSettings,
) -> (Vec<ArticleSource>, Vec<String>) {
    let reading = InputReader::of(limits);
    let is_single = inputs.len() == 1;
    let mut sources = Vec::new();
    let mut failed = Vec::new();
    for job in reading.jobs(inputs) {
        match job {
            InputJob::Whole(input) if !is_single && input.is_there().is_ok() => {
                let name = input.name();
                let load = move || {
                    let read = reading.read(InputJob::Whole(input.clone()));
                    read.map(|document| document.article)
                        .map_err(|(_, why)| why.to_string())
                };
                sources.push(ArticleSource::Lazy {
                    name,
                    load: Arc::new(load),
                });
            }
            job => match reading.read(job) {
                Ok(document) => sources.push(ArticleSource::Article(Box::new(document.article))),
                Err((name, why)) => failed.push(format!("{name}: {why}")),
            },
        }
    }
    (sources, failed)
}
