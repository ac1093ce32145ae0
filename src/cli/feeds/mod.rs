//! `pullquote feeds`: what a feed holds.

mod held;

use std::ffi::OsString;

use clap::{ArgMatches, Args, FromArgMatches};

use super::Subcommand;
use super::context::Context;
use super::failure::{Outcome, Usage};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "feeds",
    about: "Lists the feeds, or shows what one holds",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// Read this feed without subscribing, and show what it holds
    #[arg(value_name = "FILE|URL|-")]
    feed: Option<OsString>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "\
A feed (RSS 0.9x, 1.0, 2.0, Atom, JSON Feed, CDF) that is given by file, address or - is read without
subscribing to it. With --json it is one object:
  title, subtitle, format, link, language   of the feed; missing ones are null
  remarks      what was mended or left out and why, a line each
  entries      its items in its own order, each with
    id         the id that the feed gives, or null; `key` is what pullquote knows the entry by
    title, link
    content    the fullest text as HTML, not cleaned; `text` is the same as plain text
    summary    the summary as HTML where there is another one beside the content, or null
    author     the author as written, `Name (mail)` where the two are apart; `authors` has all with name and mail
    published  the moment (RFC 3339, UTC), or the day where no time is told; else when it was changed
    updated    when it was changed, or null
    tags       categories and keywords
    enclosures files that come with it: url, type, length in bytes";

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).after_help(AFTER_HELP)
}

fn run(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    match &arguments.feed {
        Some(feed) => held::run(feed, arguments.json, context),
        None => Err(Usage("name a feed: a file, an address, or -".to_owned()).into()),
    }
}
