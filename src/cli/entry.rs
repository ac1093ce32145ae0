//! `pullquote open`: opens an entry of the library in the reader, or prints it.

use std::io::{self, IsTerminal, Write};

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};

use super::Subcommand;
use super::context::{Context, When};
use super::entries::{now, told};
use super::failure::{Outcome, Status};
use super::output::output;
use crate::article::Article;
use crate::config::Depth;
use crate::export;
use crate::layout::MEASURE;
use crate::library::{Body, Change, EntryId};
use crate::session::{self, Ending, Opened, Source};
use crate::store::Library;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "open",
    about: "Opens an entry of the library; prints it where the output is no terminal",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// The entry's number, as `list` prints it
    #[arg(value_name = "ID")]
    id: i64,
    /// Take what the feed brought, also where the page's own text is kept
    #[arg(long)]
    teaser: bool,
    /// Print the entry with its annotations, as `annotate --format json` does
    #[arg(long)]
    json: bool,
}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
}

fn run(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let mut library = context.library()?;
    let id = EntryId(arguments.id);
    let article = article(&library, id, arguments.teaser).map_err(|why| anyhow!(told(&why)))?;
    let article = article.ok_or_else(|| {
        anyhow!(
            "there is no entry {}; `pullquote list` shows those that there are",
            id.0
        )
    })?;
    if arguments.json {
        return json(&article, id, context);
    }
    if !io::stdout().is_terminal() {
        let mut out = output();
        export::write_text(&article, MEASURE, &mut out)?;
        out.flush()?;
        return Ok(Status::Done);
    }
    // Where it cannot be marked it can still be read.
    let marked = library.apply(&Change::Read(vec![id], true), now());
    let notice = marked
        .err()
        .map(|why| format!("Not marked as read: {}", told(&why)));
    drop(library);
    show(article, notice, context)
}

/// Returns an entry's fullest text, or that of the feed where it is asked for.
fn article(
    library: &Library,
    id: EntryId,
    is_teaser: bool,
) -> Result<Option<Article>, crate::store::StoreError> {
    let page = if is_teaser {
        None
    } else {
        library.article(id, Body::Page)?
    };
    match page {
        Some(page) => Ok(Some(page)),
        None => library.article(id, Body::Feed),
    }
}

fn json(article: &Article, id: EntryId, context: &Context) -> Outcome {
    let settings = context.settings()?;
    let engine = context.engine(&settings)?;
    let format = export::by_name("json").ok_or_else(|| anyhow!("there is no format `json`"))?;
    let id = id.0.to_string();
    let annotations = engine.annotate(article);
    let mut out = output();
    format.write(article, &annotations, Some(id.as_str().into()), &mut out)?;
    out.flush()?;
    Ok(Status::Done)
}

fn show(article: Article, notice: Option<String>, context: &Context) -> Outcome {
    super::read::check_terminal()?;
    let (settings, notices) = context.read_settings()?;
    let opened = Opened {
        sources: vec![Source::Article(Box::new(article))],
        library: None,
        settings,
        browser: super::context::browser(),
        depth: match context.color {
            When::Auto => None,
            When::Always => Some(Depth::Full),
            When::Never => Some(Depth::Mono),
        },
        notice: notice.or_else(|| notices.first().cloned()),
    };
    match session::run(opened)? {
        Ending::Signal(number) => Ok(Status::Signal(u8::try_from(number).unwrap_or(1))),
        Ending::Left => Ok(Status::Done),
    }
}
