//! `pullquote feeds`: lists the subscriptions, changes or removes one, or shows what a feed holds.

mod preview;
mod subscription_changes;
mod subscriptions;

use std::ffi::OsString;

use clap::{ArgMatches, Args, FromArgMatches};

use super::CommandSpec;
use super::context::CommandContext;
use super::exit_status::CommandResult;

pub(super) use subscription_changes::SubscriptionChanges;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "feeds",
    about: "Lists the feeds, changes or removes one, or shows what one holds",
    arguments: define_arguments,
    run: run_feeds,
};

#[derive(Args)]
struct FeedsArguments {
    /// Read this feed without subscribing, and show what it holds
    #[arg(value_name = "FILE|URL|-", conflicts_with_all = ["set", "remove"])]
    feed: Option<OsString>,
    /// Change the settings of a feed: its number, its address, or a part of its title
    #[arg(long, value_name = "FEED")]
    set: Option<String>,
    /// Unsubscribe from a feed; its starred, tagged and archived entries stay
    #[arg(long, value_name = "FEED", conflicts_with = "set")]
    remove: Option<String>,
    #[command(flatten)]
    changes: SubscriptionChanges,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "\
Without a feed the subscriptions are listed: number, unread entries, all entries, title, address, and how
the last fetch went. With --json each is one object of an array.

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
