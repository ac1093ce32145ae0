//! `pullquote feeds`: lists, changes or removes subscriptions, or previews a feed.

mod preview;
mod subscription_changes;
mod subscriptions;

use std::ffi::OsString;

use clap::{ArgMatches, Args, FromArgMatches};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::CommandResult;

pub(super) use subscription_changes::SubscriptionChanges;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "feeds",
    about: "List your feeds, change or remove one, or preview a feed",
    arguments: define_arguments,
    run: run_feeds,
};

#[derive(Args)]
struct FeedsArguments {
    /// Preview this feed without subscribing to it
    #[arg(value_name = "FILE|URL|-", conflicts_with_all = ["set", "remove"])]
    feed: Option<OsString>,
    /// Change the settings of a feed, selected by number, address, or part of its title
    #[arg(long, value_name = "FEED")]
    set: Option<String>,
    /// Unsubscribe from a feed; its starred, tagged and archived entries are kept
    #[arg(long, value_name = "FEED", conflicts_with = "set")]
    remove: Option<String>,
    #[command(flatten)]
    changes: SubscriptionChanges,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The notes at the end of the help, with the fields of the JSON output.
const AFTER_HELP: &str = "\
Without arguments, lists your subscriptions: number, unread entries, all entries, title, address, and \
problems of the last fetch. With --json, they are an array of objects.

With a file, an address or -, reads that feed (RSS 0.9x, 1.0, 2.0, Atom, JSON Feed, CDF) without subscribing \
to it. With --json, it is one object:
  id, title, subtitle, format, link, language   of the feed; null if missing
  author, authors, published, updated, tags     of the feed, as those of its items
  remarks      what was repaired or skipped and why, one line each
  entries      its items in the order of the feed, each with
    id         the id given by the feed, or null; `key` is the id that pullquote uses
    title, link
    content    the longest text as HTML, not sanitized; `text` is the same as plain text
    summary    the summary as HTML if it differs from the content, or null
    author     the first author as written, or `Name (mail)`; `authors` lists all with name and mail
    published  the date and time (RFC 3339, UTC) or only the date; if missing, as `updated`
    updated    the date of the last change, or null
    tags       categories and keywords
    enclosures attached files: url, type, length in bytes";

fn define_arguments(command: clap::Command) -> clap::Command {
    FeedsArguments::augment_args(command).after_help(AFTER_HELP)
}

fn run_feeds(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = FeedsArguments::from_arg_matches(matches)?;
    match (&arguments.feed, &arguments.set, &arguments.remove) {
        (Some(feed), ..) => preview::print_feed(feed, arguments.json, context),
        (None, Some(feed), _) => {
            subscriptions::change_subscription(feed, &arguments.changes, context)
        }
        (None, None, Some(feed)) => subscriptions::remove_subscription(feed, context),
        (None, None, None) => subscriptions::list_subscriptions(arguments.json, context),
    }
}
