//! No subcommand: opens the reader on files, addresses, standard input, or the library that ships with the program.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use anyhow::anyhow;
use clap::Args;

use super::annotate::{Job, Reading, print_text};
use super::context::{Context, When};
use super::failure::{Outcome, Status, complain};
use super::library::LIBRARY;
use super::output::output;
use std::path::PathBuf;

use crate::article::{Article, Link, read};
use crate::config::{Depth, Keymap, Limits, Settings};
use crate::fetch::{Cancel, Client, Reach};
use crate::library::EntryId;
use crate::session::refresh::{Options, full_text, page_limits, reach_of};
use crate::session::{self, Ending, Opened, Shelves, Source};
use crate::store::Library;

/// What is opened.
#[derive(Args)]
pub(super) struct Arguments {
    /// Files, http(s) addresses, or - for standard input
    #[arg(value_name = "FILE|URL|-")]
    inputs: Vec<OsString>,
}

/// Opens the inputs in the reader; prints them as text where the output is no terminal.
pub(super) fn run(arguments: Arguments, context: &Context) -> Outcome {
    let mut inputs = arguments.inputs;
    if inputs.is_empty() && !io::stdin().is_terminal() {
        inputs.push("-".into());
    }
    match (io::stdout().is_terminal(), inputs.is_empty()) {
        (false, true) => list(),
        (false, false) => print_text(inputs, context),
        (true, _) => open(inputs, context),
    }
}

/// Prints the titles of the library that ships with the program.
fn list() -> Outcome {
    let mut out = output();
    for (_, content) in LIBRARY {
        let Ok(article) = read::markdown(content, None) else {
            continue;
        };
        let about = article.about;
        let date = about
            .published
            .map_or_else(String::new, |published| published.date.to_string());
        writeln!(out, "{date}  {}  {}", about.site, about.title)?;
    }
    out.flush()?;
    Ok(Status::Done)
}

/// Opens the reader, and tells what failed when it is left.
fn open(inputs: Vec<OsString>, context: &Context) -> Outcome {
    check_terminal()?;
    let (settings, mut notices) = context.read_settings()?;
    let (_, more) = Keymap::new(&settings.keys, &super::actions());
    notices.extend(more.iter().map(ToString::to_string));
    notices.iter().for_each(complain);
    let path = context.library_path().ok().filter(|_| inputs.is_empty());
    let library = path.map(|path| shelves(path, &settings));
    let (sources, failed) = match &library {
        Some(_) => (Vec::new(), Vec::new()),
        None if inputs.is_empty() => (shipped(), Vec::new()),
        None => sources(inputs, settings.limits),
    };
    failed.iter().for_each(complain);
    if sources.is_empty() && library.is_none() {
        return Ok(Status::Partial);
    }
    let opened = Opened {
        sources,
        library,
        settings,
        browser: super::context::browser(),
        depth: match context.color {
            When::Auto => None,
            When::Always => Some(Depth::Full),
            When::Never => Some(Depth::Mono),
        },
        notice: failed.first().or(notices.first()).cloned(),
    };
    match session::run(opened)? {
        Ending::Signal(number) => Ok(Status::Signal(u8::try_from(number).unwrap_or(1))),
        Ending::Left if failed.is_empty() => Ok(Status::Done),
        Ending::Left => Ok(Status::Partial),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the terminal is told by the environment"
)]
pub(super) fn check_terminal() -> anyhow::Result<()> {
    if env::var_os("TERM").is_none_or(|term| term == "dumb") {
        return Err(anyhow!(
            "this terminal cannot show the reader (TERM is `dumb` or not set); set TERM, or print the text with `pullquote FILE | cat`"
        ));
    }
    Ok(())
}

/// Returns the user's library, with what fetches pages into it.
fn shelves(path: PathBuf, settings: &Settings) -> Shelves {
    let limits = page_limits(&settings.limits);
    let library = path.clone();
    let read_page = move |id: EntryId, link: &Link| {
        // The link is the feed's, not the user's. An entry of what ships with the program is in no library.
        let feed = Library::open_reading(&library).and_then(|library| library.feed_of(id));
        let reach = feed.map_or(Reach::Public { host: None }, |feed| reach_of(&feed));
        full_text(link, &reach, &Client::new(limits), &Cancel::default())
    };
    let settings = settings.clone();
    let options = Options::of(&settings);
    let find_feed = move |address: &str| super::add::find(address, &settings);
    Shelves {
        path,
        read_page: Arc::new(read_page),
        find_feed: Arc::new(find_feed),
        options,
        welcome: articles,
    }
}

/// Returns the articles that ship with the program.
fn articles() -> Vec<Article> {
    let articles = LIBRARY.iter();
    articles
        .filter_map(|(_, content)| read::markdown(content, None).ok())
        .collect()
}

/// Returns the same as sources, for a machine without a place for a library.
fn shipped() -> Vec<Source> {
    let articles = articles().into_iter();
    articles
        .map(|article| Source::Article(Box::new(article)))
        .collect()
}

/// Returns what the inputs are, and a line for each that is not there. A single one is read at once, so that its failure
/// is told without a screen; of several each is read when it is opened.
fn sources(inputs: Vec<OsString>, limits: Limits) -> (Vec<Source>, Vec<String>) {
    let reading = Reading::of(limits);
    let is_single = inputs.len() == 1;
    let mut sources = Vec::new();
    let mut failed = Vec::new();
    for job in reading.jobs(inputs) {
        match job {
            Job::Whole(input) if !is_single && input.is_there().is_ok() => {
                let name = input.name();
                let load = move || {
                    let read = reading.read(Job::Whole(input.clone()));
                    read.map(|document| document.article)
                        .map_err(|(_, why)| why.to_string())
                };
                sources.push(Source::Lazy {
                    name,
                    load: Arc::new(load),
                });
            }
            job => match reading.read(job) {
                Ok(document) => sources.push(Source::Article(Box::new(document.article))),
                Err((name, why)) => failed.push(format!("{name}: {why}")),
            },
        }
    }
    (sources, failed)
}
