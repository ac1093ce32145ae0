//! `pullquote add`: subscribes to a feed, or to the feed of a web page.

use std::io::Write;

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::CommandSpec;
use super::context::{CommandContext, current_time};
use super::exit_status::{CommandResult, CommandStatus, UsageError, print_error};
use super::feeds::SubscriptionChanges;
use super::input::printable_line;
use super::output::locked_stdout;
use crate::article::Link;
use crate::config::Settings;
use crate::export::write_json_line;
use crate::feeds::{Feed, FeedCandidate, FeedError, Subscription, guess_feed_links, read_feed};
use crate::fetch::{CancelFlag, Client, FetchError, FetchResponse, FetchedPage, Reach, TlsFault};
use crate::library::FeedId;
use crate::session::refresh::{RefreshOptions, build_request};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "add",
    about: "Subscribes to a feed, or to the feed of a web page",
    arguments: define_arguments,
    run: run_add,
};

#[derive(Args)]
struct AddArguments {
    /// Address of a feed, or of a page that has one
    #[arg(value_name = "URL")]
    address: String,
    #[command(flatten)]
    changes: SubscriptionChanges,
    /// Subscribe without asking the server: neither is the feed checked nor is one looked for
    #[arg(long)]
    unchecked: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    AddArguments::augment_args(command).after_help(
        "Where the address is a web page, the feed that it names is taken, or one at the usual places. Without a scheme\n\
         it is asked for by https, and by http where nothing there speaks TLS. A user name or password in the address is\n\
         refused: --credentials-command and --credentials-env keep them out of lists and exports.\n\
         `pullquote refresh` then brings its entries. An address that is subscribed already gets the new settings.",
    )
}

fn run_add(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = AddArguments::from_arg_matches(matches)?;
    let settings = context.settings()?;
    let address = address_of(&arguments.address).map_err(UsageError)?;
    if address.starts_with("file:") && !settings.refresh.has_files {
        let text =
            "files are read only where the settings allow it: set `files = true` in [refresh]";
        return Err(UsageError(text.to_owned()).into());
    }
    let mut subscription = Subscription::of(address);
    arguments.changes.apply(&mut subscription)?;
    let is_checked = !arguments.unchecked && !subscription.address.starts_with("file:");
    let others = if is_checked {
        match resolve_feed(&mut subscription, &arguments.address, &settings) {
            Ok(others) => others,
            Err(why) => {
                print_error(format_args!("{}: {why}", subscription.address));
                return Ok(CommandStatus::Partial);
            }
        }
    } else {
        Vec::new()
    };
    let mut library = context.library()?;
    let is_known = library
        .feeds()?
        .into_iter()
        .find(|feed| feed.subscription.address == subscription.address);
    if let Some(known) = &is_known {
        subscription = known.subscription.clone();
        arguments.changes.apply(&mut subscription)?;
        library.set_subscription(known.id, &subscription)?;
    }
    let id = library.subscribe(&subscription, current_time())?;
    let is_changed = is_known
        .as_ref()
        .is_some_and(|known| known.subscription != subscription);
    let is_new = is_known.is_none();
    report_added(&arguments, id, &subscription, is_new, is_changed, &others)
}

fn report_added(
    arguments: &AddArguments,
    id: FeedId,
    subscription: &Subscription,
    is_new: bool,
    is_changed: bool,
    others: &[FeedCandidate],
) -> CommandResult {
    let mut out = locked_stdout();
    if arguments.json {
        let others: Vec<&str> = others.iter().map(|other| other.link.as_str()).collect();
        let told = json!({
            "id": id.0,
            "address": subscription.address,
            "is_new": is_new,
            "other_feeds": others,
        });
        write_json_line(&told, &mut out)?;
    } else {
        let done = match (is_new, is_changed) {
            (true, _) => "subscribed to",
            (false, true) => "changed",
            (false, false) => "already subscribed to",
        };
        writeln!(out, "{done} {} (feed {})", subscription.address, id.0)?;
        for other in others {
            writeln!(
                out,
                "the page names another feed: {} {}",
                other.link, other.title
            )?;
        }
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Returns the address of the feed that is meant by what was typed, which may be the address of a page.
pub(super) fn find_feed(typed: &str, settings: &Settings) -> Result<String, String> {
    let address = address_of(typed)?;
    if address.starts_with("file:") {
        return Err(no_address(typed));
    }
    let mut subscription = Subscription::of(address);
    resolve_feed(&mut subscription, typed, settings)?;
    Ok(subscription.address)
}

/// Returns the address that was typed, unless it carries a user name or a password, or is none.
fn address_of(typed: &str) -> Result<String, String> {
    let address = Subscription::normalize_address(typed);
    if Link::has_user(typed) && (address.is_some() || typed.contains([':', '/'])) {
        // What to do first: the reader has one line for it.
        return Err(format!(
            "leave the user name and password out of the address: --credentials-command or --credentials-env give them \
             (see `pullquote add --help`); lists, links and exports of {} would show them",
            printable_line(&Link::without_user(typed))
        ));
    }
    address.ok_or_else(|| no_address(typed))
}

fn no_address(typed: &str) -> String {
    // A mail address is no secret, and is shown as it is.
    let shown = if typed.contains([':', '/']) {
        printable_line(&Link::without_user(typed))
    } else {
        printable_line(typed)
    };
    format!("{shown} is no address; write it as https://example.org/feed.xml")
}

/// Why there is no feed at an address.
#[derive(Debug, thiserror::Error)]
enum AddFault {
    /// The server does not give it.
    #[error("{}", .0.advised())]
    Fetch(#[from] FetchError),
    /// Nothing can be asked.
    #[error("{0}")]
    Request(String),
}

impl AddFault {
    /// Returns whether a server that was asked by https may be one that knows http alone. A certificate that cannot be
    /// trusted is no such sign: what was meant to be safe must not go unsafe ways.
    fn is_of_no_tls(&self) -> bool {
        matches!(
            self,
            Self::Fetch(
                FetchError::Unreachable { .. }
                    | FetchError::TimedOut { .. }
                    | FetchError::Insecure {
                        fault: TlsFault::NotTls | TlsFault::BrokenOff,
                        ..
                    }
            )
        )
    }
}

/// Asks whether there is a feed at a subscription's address. `reach` restricts links that the user did not type.
fn ask_server(
    client: &Client,
    subscription: &Subscription,
    reach: Option<Reach>,
) -> Result<(FetchedPage, Result<Feed, FeedError>), AddFault> {
    let mut request = build_request(subscription).map_err(AddFault::Request)?;
    if let Some(reach) = reach.filter(|_| request.reach != Reach::Everywhere) {
        request.reach = reach;
    }
    match client.fetch(&request, &CancelFlag::default())? {
        FetchResponse::Page(page) => {
            let kind = page.content_type.clone().unwrap_or_default();
            let feed = read_feed(&page.bytes, &kind, Some(&page.final_link));
            Ok((page, feed))
        }
        // Nobody asked whether it changed.
        FetchResponse::Unchanged { .. } => Err(FetchError::Status { status: 304 }.into()),
    }
}

/// Asks at the address; where no scheme was typed and nothing there speaks TLS, by plain http too, at the address of
/// which the subscription is then.
fn ask_typed(
    client: &Client,
    subscription: &mut Subscription,
    typed: &str,
) -> Result<(FetchedPage, Result<Feed, FeedError>), AddFault> {
    let by_https = match ask_server(client, subscription, None) {
        Err(why) if Subscription::is_bare(typed) && why.is_of_no_tls() => why,
        answer => return answer,
    };
    let link = Link::parse(&subscription.address).and_then(|link| link.by_http());
    let Some(link) = link else {
        return Err(by_https);
    };
    let mut plain = subscription.clone();
    plain.address = link.to_string();
    match ask_server(client, &plain, None) {
        // Nobody answers either way.
        Err(why) if why.is_of_no_tls() => Err(by_https),
        answer => {
            *subscription = plain;
            answer
        }
    }
}

/// Asks whether the address is a feed, and puts the address of the page's feed in its place where it is a page. Returns
/// the other feeds that the page names.
fn resolve_feed(
    subscription: &mut Subscription,
    typed: &str,
    settings: &Settings,
) -> Result<Vec<FeedCandidate>, String> {
    let client = Client::new(RefreshOptions::of(settings).limits);
    let (page, feed) = ask_typed(&client, subscription, typed).map_err(|why| why.to_string())?;
    let Err(no_feed) = feed else {
        if let Some(moved) = page.moved {
            subscription.address = moved.to_string();
        }
        return Ok(Vec::new());
    };
    let mut named = match &no_feed {
        FeedError::Page { feeds } => feeds.clone(),
        FeedError::Empty | FeedError::Other { .. } => Vec::new(),
    };
    let page_link = Link::parse(&subscription.address).unwrap_or(page.final_link);
    let guessed = guess_feed_links(&page_link).into_iter();
    // A page of the public web must not lead into the user's own network.
    let reach = Reach::Public {
        host: page.is_private.then(|| page_link.host()),
    };
    let tried: Vec<Link> = named
        .iter()
        .map(|feed| feed.link.clone())
        .chain(guessed)
        .collect();
    for link in tried {
        let mut candidate = subscription.clone();
        candidate.address = link.to_string();
        if let Ok((_, Ok(_))) = ask_server(&client, &candidate, Some(reach.clone())) {
            named.retain(|other| other.link != link);
            *subscription = candidate;
            return Ok(named);
        }
    }
    Err(format!(
        "{no_feed}, and none stands at the usual places; give the address of the feed itself"
    ))
}
