//! Lists, changes and removes subscriptions.

use std::io::Write;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::SubscriptionChanges;
use crate::cli::context::{CommandContext, current_time};
use crate::cli::exit_status::{CommandResult, CommandStatus, UsageError};
use crate::cli::input::printable_line;
use crate::cli::library_access::find_feeds;
use crate::cli::output::locked_stdout;
use crate::export::write_json_line;
use crate::feeds::{Credentials, FeedRetention};
use crate::library::FeedRow;

/// Prints all subscriptions as text or JSON.
pub(super) fn list_subscriptions(is_json: bool, context: &CommandContext) -> CommandResult {
    let feeds = context.library()?.feeds()?;
    let mut out = locked_stdout();
    if is_json {
        let feeds: Vec<Value> = feeds.iter().map(subscription_to_json).collect();
        write_json_line(&feeds, &mut out)?;
    } else if feeds.is_empty() {
        writeln!(
            out,
            "No feeds yet; subscribe with `pullquote add URL` or `pullquote import FILE.opml`"
        )?;
    } else {
        for feed in &feeds {
            write!(out, "{}", subscription_to_text(feed))?;
        }
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Changes the settings of a feed.
///
/// # Errors
///
/// [`UsageError`] if no change is given or `wanted` does not select exactly one feed.
pub(super) fn change_subscription(
    wanted: &str,
    changes: &SubscriptionChanges,
    context: &CommandContext,
) -> CommandResult {
    if changes.is_empty() {
        return Err(UsageError(
            "no setting to change; name one, for example --folder News".to_owned(),
        )
        .into());
    }
    let mut library = context.library()?;
    let feeds = library.feeds()?;
    let feed = single_feed(&find_feeds(&feeds, wanted)?)?;
    let mut subscription = feed.subscription.clone();
    changes.apply(&mut subscription)?;
    library.set_subscription(feed.id, &subscription)?;
    print_line(&format!(
        "Changed the settings of {} (feed {})",
        feed.title, feed.id.0
    ))
}

/// Unsubscribes from a feed.
///
/// # Errors
///
/// [`UsageError`] if `wanted` does not select exactly one feed.
pub(super) fn remove_subscription(wanted: &str, context: &CommandContext) -> CommandResult {
    let mut library = context.library()?;
    let feeds = library.feeds()?;
    let feed = single_feed(&find_feeds(&feeds, wanted)?)?;
    library.unsubscribe(feed.id, current_time())?;
    print_line(&format!(
        "Unsubscribed from {} (feed {})",
        feed.title, feed.id.0
    ))
}

/// Returns the only feed that matches; an error lists up to 10 that do, as many as fit on a few lines.
fn single_feed<'f>(found: &[&'f FeedRow]) -> Result<&'f FeedRow, UsageError> {
    match found {
        [feed] => Ok(feed),
        many => {
            let names = many
                .iter()
                .take(10)
                .map(|feed| format!("{} {}", feed.id.0, feed.title));
            let names = names.collect::<Vec<_>>().join(", ");
            Err(UsageError(format!(
                "several feeds match: {names}; use the number"
            )))
        }
    }
}

fn print_line(line: &str) -> CommandResult {
    let mut out = locked_stdout();
    writeln!(out, "{}", printable_line(line))?;
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Returns a subscription as text: a line with numbers and title, its address, and a line for each problem.
fn subscription_to_text(feed: &FeedRow) -> String {
    let mut lines = vec![format!(
        "{:>4} {:>6} {:>7}  {}",
        feed.id.0,
        feed.n_unread,
        feed.n_entries,
        [&feed.subscription.folder, &feed.title]
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| printable_line(part))
            .collect::<Vec<_>>()
            .join("/")
    )];
    lines.push(format!("{:21}{}", "", feed.subscription.address));
    if let Some(error) = &feed.health.error {
        lines.push(format!("{:21}! {}", "", printable_line(error)));
    }
    if feed.health.is_gone {
        let id = feed.id.0;
        lines.push(format!(
            "{:21}! gone, no longer fetched; `pullquote refresh {id}` tries again, `pullquote feeds --remove {id}` unsubscribes",
            ""
        ));
    }
    if feed.subscription.is_private_pages {
        lines.push(format!(
            "{:21}- its links may lead to private addresses",
            ""
        ));
    }
    let remarks = feed.health.remarks.iter();
    lines.extend(remarks.map(|remark| format!("{:21}- {}", "", printable_line(remark))));
    lines.push(String::new());
    lines.join("\n")
}

/// Returns a subscription as JSON. Headers are listed without their values, which may be secrets.
fn subscription_to_json(feed: &FeedRow) -> Value {
    let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string());
    let subscription = &feed.subscription;
    let credentials = subscription.credentials.as_ref().map(|from| match from {
        Credentials::Command(command) => json!({"command": command}),
        Credentials::Environment(name) => json!({"environment": name}),
    });
    let headers = subscription.headers.iter();
    let headers: Vec<String> = headers.map(|(name, _)| name.clone()).collect();
    json!({
        "id": feed.id.0,
        "title": feed.title,
        "address": subscription.address,
        "folder": subscription.folder,
        "unread": feed.n_unread,
        "entries": feed.n_entries,
        "interval": subscription.interval,
        "headers": headers,
        "credentials": credentials,
        "full_text": subscription.is_full_text,
        "private_pages": subscription.is_private_pages,
        "keep": match subscription.keep {
            FeedRetention::Default => json!("default"),
            FeedRetention::Forever => json!("forever"),
            FeedRetention::Days(days) => json!(days),
        },
        "keep_entries": subscription.keep_entries,
        "checked": moment(feed.health.checked),
        "succeeded": moment(feed.health.succeeded),
        "due": moment(feed.health.due),
        "gone": feed.health.is_gone,
        "error": feed.health.error,
        "failures": feed.health.n_failures,
        "remarks": feed.health.remarks,
    })
}
