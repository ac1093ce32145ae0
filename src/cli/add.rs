//! `pullquote add`: subscribes to feeds, or to the feeds of web pages, and fetches their entries.
//!
//! Also finds the feed for an address that the user types in the reader ([`find_feed`]).

use std::io::Write;
use std::net::Ipv6Addr;
use std::time::Duration;

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::command_spec::CommandSpec;
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
use crate::invariant::ExpectOr;
use crate::library::FeedId;
use crate::session::refresh::{RefreshOptions, build_request, store_added_feed};
use crate::text::count_with_noun;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "add",
    about: "Subscribe to feeds, or to the feeds of web pages",
    arguments: define_arguments,
    run: run_add,
};

#[derive(Args)]
struct AddArguments {
    /// The addresses of feeds, or of web pages that link to one
    #[arg(value_name = "URL", required = true)]
    addresses: Vec<String>,
    #[command(flatten)]
    changes: SubscriptionChanges,
    /// Subscribe without contacting the server: the address must be that of the feed itself
    #[arg(long)]
    unchecked: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    AddArguments::augment_args(command).after_help(
        "If the address is a web page, pullquote subscribes to the feed that the page links to, or looks for one at \
         common addresses. An address without a scheme is tried with https, then with http if the server does not speak \
         TLS.\n\n\
         Addresses with a user name or password are rejected: use --credentials-command or --credentials-env, which \
         keep them out of lists and exports.\n\n\
         The title and the entries are fetched at once. If you are already subscribed to the address, its settings are \
         changed. With several addresses, each is added on its own; with --json, each has a line.",
    )
}

fn run_add(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = AddArguments::from_arg_matches(matches)?;
    if arguments.addresses.len() > 1 && arguments.changes.has_title() {
        let why = "a title is of one feed; add it alone, or leave out --title";
        return Err(UsageError(why.to_owned()).into());
    }
    let settings = context.settings()?;
    // All are checked before any is added, so that a typing error adds none.
    let mut wanted = Vec::new();
    for typed in &arguments.addresses {
        let address = address_of(typed).map_err(UsageError)?;
        if address.starts_with("file:") && !settings.refresh.has_files {
            let text = "feeds in local files are turned off; set `files = true` in [refresh] of the config";
            return Err(UsageError(text.to_owned()).into());
        }
        let mut subscription = Subscription::of(address);
        arguments.changes.apply(&mut subscription)?;
        wanted.push((typed, subscription));
    }
    let mut status = CommandStatus::Done;
    for (typed, mut subscription) in wanted {
        let is_checked = !arguments.unchecked && !subscription.address.starts_with("file:");
        let found = is_checked.then(|| resolve_feed(&mut subscription, typed, &settings));
        match found.transpose() {
            Ok(found) => {
                let added = add_feed(subscription, found, &arguments, &settings, context)?;
                report_added(&arguments, &added)?;
            }
            Err(why) => {
                print_error(format_args!("{}: {why}", subscription.address));
                status = CommandStatus::Partial;
            }
        }
    }
    Ok(status)
}

/// A feed that was added.
struct AddedFeed {
    id: FeedId,
    address: String,
    title: String,
    /// The number of new entries. `None` if the feed was not fetched.
    n_new: Option<usize>,
    is_new: bool,
    /// True if the feed was known and its settings changed.
    is_changed: bool,
    /// The other feeds that the web page links to.
    others: Vec<FeedCandidate>,
}

/// Subscribes to a feed, or changes the settings of an existing subscription, and stores the fetched entries.
fn add_feed(
    mut subscription: Subscription,
    found: Option<FoundFeed>,
    arguments: &AddArguments,
    settings: &Settings,
    context: &CommandContext,
) -> anyhow::Result<AddedFeed> {
    let mut library = context.library()?;
    let feeds = library.feeds()?;
    let mut feeds = feeds.into_iter();
    let known = feeds.find(|feed| feed.subscription.address == subscription.address);
    if let Some(known) = &known {
        subscription = known.subscription.clone();
        arguments.changes.apply(&mut subscription)?;
        library.set_subscription(known.id, &subscription)?;
    }
    let id = library.subscribe(&subscription, current_time())?;
    let (mut n_new, mut others) = (None, Vec::new());
    if let Some(found) = found {
        let FoundFeed { feed, page, .. } = found;
        let options = RefreshOptions::of(settings);
        let taken = store_added_feed(&mut library, id, &subscription, feed, &page, &options)?;
        n_new = Some(taken.n_new);
        others = found.others;
    }
    Ok(AddedFeed {
        id,
        title: library.feed(id)?.title,
        n_new,
        is_new: known.is_none(),
        is_changed: known.is_some_and(|known| known.subscription != subscription),
        address: subscription.address,
        others,
    })
}

/// Prints the result: the subscription, whether it is new or changed, and the other feeds of the page.
fn report_added(arguments: &AddArguments, added: &AddedFeed) -> anyhow::Result<()> {
    let mut out = locked_stdout();
    if arguments.json {
        let others = added.others.iter();
        let others: Vec<&str> = others.map(|other| other.link.as_str()).collect();
        let report = json!({
            "id": added.id.0,
            "address": added.address,
            "title": added.title,
            "new": added.n_new,
            "is_new": added.is_new,
            "other_feeds": others,
        });
        write_json_line(&report, &mut out)?;
    } else {
        let done = match (added.is_new, added.is_changed) {
            (true, _) => "Subscribed to",
            (false, true) => "Changed the settings of",
            (false, false) => "Already subscribed to",
        };
        write!(out, "{done} {} (feed {})", added.address, added.id.0)?;
        if let Some(n_new) = added.n_new {
            let (title, n_new) = (
                printable_line(&added.title),
                count_with_noun(n_new, "new entry"),
            );
            write!(out, ": {title}, {n_new}")?;
        }
        writeln!(out)?;
        for other in &added.others {
            writeln!(
                out,
                "The page links to another feed: {} {}",
                other.link, other.title
            )?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Returns the address of the feed at a typed address, which may be the address of a web page that links to the feed.
///
/// # Errors
///
/// One line for the user if the address is invalid or is a local file, or if no feed is found there.
pub(super) fn find_feed(typed: &str, settings: &Settings) -> Result<String, String> {
    let address = address_of(typed)?;
    if address.starts_with("file:") {
        return Err(no_address(typed));
    }
    let mut subscription = Subscription::of(address);
    resolve_feed(&mut subscription, typed, settings)?;
    Ok(subscription.address)
}

/// Returns the typed address in normal form.
///
/// # Errors
///
/// If it is not an address, or contains a user name or password.
fn address_of(typed: &str) -> Result<String, String> {
    let address = Subscription::normalize_address(typed);
    if Link::has_user(typed) && (address.is_some() || typed.contains([':', '/'])) {
        // The advice comes first: the reader has only one line for the message.
        return Err(format!(
            "leave the user name and password out of the address and use --credentials-command or --credentials-env \
             (see `pullquote add --help`); lists, links and exports of {} would show them",
            printable_line(&Link::without_user(typed))
        ));
    }
    address.ok_or_else(|| no_address(typed))
}

fn no_address(typed: &str) -> String {
    // Without `:` or `/` the `@` belongs to a mail address, which holds no password and is shown unchanged.
    let shown = if typed.contains([':', '/']) {
        printable_line(&Link::without_user(typed))
    } else {
        printable_line(typed)
    };
    let host = typed
        .trim()
        .split('/')
        .next()
        .expect_or_default("a split has a first part");
    if host.parse::<Ipv6Addr>().is_ok() {
        return format!(
            "{shown} is not an address; write an IPv6 address in brackets, as in http://[{host}]/feed.xml"
        );
    }
    format!("{shown} is not an address; write it as https://example.org/feed.xml")
}

/// The maximum time to connect by https for an address without a scheme, before http is tried. A lost packet of the
/// handshake is sent again after 1, 3 and 7 seconds (RFC 6298), so a server that can be reached has answered by then.
const MAX_HTTPS_WAIT: Duration = Duration::from_secs(8);

/// The reason why an address could not be fetched.
#[derive(Debug, thiserror::Error)]
enum AddFault {
    /// The request failed, with either scheme.
    #[error("{}", .0.advised())]
    Fetch(#[from] FetchError),
    /// Neither https nor http worked for an address without a scheme.
    #[error("{}", describe_both(.by_https, .by_http))]
    Both {
        /// The failure with https.
        by_https: FetchError,
        /// The failure with http.
        by_http: FetchError,
    },
    /// The request could not be built, for example because the credentials command failed.
    #[error("{0}")]
    Request(String),
}

/// Returns a message with both failures, and the advice for the http failure if the server answered in http.
fn describe_both(by_https: &FetchError, by_http: &FetchError) -> String {
    let (one, other) = (by_https.to_string(), by_http.to_string());
    let advice = match by_http {
        FetchError::Unreachable { .. }
        | FetchError::NoAnswer { .. }
        | FetchError::NotHttp { .. }
        | FetchError::TimedOut { .. } => {
            "check the host and the port, or try again later".to_owned()
        }
        why => why.advice_clause(),
    };
    if one == other {
        format!("{one}, by https and by http; {advice}")
    } else {
        format!("by https: {one}; by http: {other}; {advice}")
    }
}

/// True if the failure may mean that the server speaks only http, so that a request without TLS is worth a try.
///
/// False for an untrusted certificate or a slow answer: falling back to http would let an attacker strip the
/// encryption.
const fn is_of_no_tls(why: &FetchError) -> bool {
    matches!(
        why,
        FetchError::Unreachable { .. }
            | FetchError::NoAnswer { .. }
            | FetchError::Insecure {
                fault: TlsFault::NotTls | TlsFault::BrokenOff,
                ..
            }
    )
}

/// Fetches a subscription's address and parses the response as a feed.
///
/// `reach` restricts the hosts for links that the user did not type; `None` keeps the subscription's own restriction.
fn ask_server(
    client: &Client,
    subscription: &Subscription,
    reach: Option<Reach>,
    connect_time: Option<Duration>,
) -> Result<(FetchedPage, Result<Feed, FeedError>), AddFault> {
    let mut request = build_request(subscription).map_err(AddFault::Request)?;
    request.connect_time = connect_time;
    if let Some(reach) = reach.filter(|_| request.reach != Reach::Everywhere) {
        request.reach = reach;
    }
    match client.fetch(&request, &CancelFlag::default())? {
        FetchResponse::Page(page) => {
            let kind = page.content_type.clone().unwrap_or_default();
            let feed = read_feed(&page.bytes, &kind, Some(&page.final_link));
            let has_items = feed.as_ref().is_ok_and(|feed| !feed.items.is_empty());
            if page.is_cut && !has_items {
                let host = page.final_link.site();
                return Err(FetchError::CutOff { host }.into());
            }
            Ok((page, feed))
        }
        // The request has no validators, so a server that answers 304 is faulty.
        FetchResponse::Unchanged { .. } => Err(FetchError::Status { status: 304 }.into()),
    }
}

/// Fetches a subscription's address. If the user typed no scheme and the server cannot be reached with TLS, retries
/// with http. If the retry gets a response, the subscription's address is changed to http.
fn ask_typed(
    client: &Client,
    subscription: &mut Subscription,
    typed: &str,
) -> Result<(FetchedPage, Result<Feed, FeedError>), AddFault> {
    if !Subscription::is_bare(typed) {
        return ask_server(client, subscription, None, None);
    }
    let by_https = match ask_server(client, subscription, None, Some(MAX_HTTPS_WAIT)) {
        Err(AddFault::Fetch(why)) if is_of_no_tls(&why) => why,
        answer => return answer,
    };
    let link = Link::parse(&subscription.address).and_then(|link| link.by_http());
    let Some(link) = link else {
        return Err(by_https.into());
    };
    let mut plain = subscription.clone();
    plain.address = link.to_string();
    match ask_server(client, &plain, None, None) {
        Err(AddFault::Fetch(by_http)) => Err(AddFault::Both { by_https, by_http }),
        answer => {
            *subscription = plain;
            answer
        }
    }
}

/// A feed that was found at an address.
struct FoundFeed {
    feed: Feed,
    /// The response with the feed.
    page: FetchedPage,
    /// The other feeds that the page at the address links to.
    others: Vec<FeedCandidate>,
}

/// Finds the feed at a subscription's address and sets the address to that of the feed.
///
/// # Errors
///
/// One line for the user if the address cannot be fetched, or if there is no feed there or at the common addresses.
fn resolve_feed(
    subscription: &mut Subscription,
    typed: &str,
    settings: &Settings,
) -> Result<FoundFeed, String> {
    let client = Client::new(RefreshOptions::of(settings).limits);
    let (page, feed) = ask_typed(&client, subscription, typed).map_err(|why| why.to_string())?;
    let no_feed = match feed {
        Ok(feed) => {
            if let Some(moved) = &page.moved {
                subscription.address = moved.to_string();
            }
            let others = Vec::new();
            return Ok(FoundFeed { feed, page, others });
        }
        Err(no_feed) => no_feed,
    };
    let mut named = match &no_feed {
        FeedError::Page { feeds } => feeds.clone(),
        FeedError::Empty | FeedError::Other { .. } => Vec::new(),
    };
    let page_link = Link::parse(&subscription.address).unwrap_or(page.final_link);
    let guessed = guess_feed_links(&page_link).into_iter();
    // A public page must not make this machine send requests into the user's own network. A page on a private host
    // may link to feeds on the same host.
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
        let answer = ask_server(&client, &candidate, Some(reach.clone()), None);
        if let Ok((page, Ok(feed))) = answer {
            named.retain(|other| other.link != link);
            *subscription = candidate;
            let others = named;
            return Ok(FoundFeed { feed, page, others });
        }
    }
    Err(format!(
        "{no_feed}, and there is none at the common addresses; give the address of the feed itself"
    ))
}
