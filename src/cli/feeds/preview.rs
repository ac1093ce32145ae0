//! The preview of a feed: read from a file, an address or standard input, and printed as text or JSON.

use std::ffi::OsStr;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::article::{Link, PublicationDate};
use crate::cli::annotate::fetch_limits;
use crate::cli::context::CommandContext;
use crate::cli::exit_status::{CommandResult, CommandStatus, print_error};
use crate::cli::input::{InputError, InputSource, printable_argument, read_all, read_file};
use crate::cli::output::locked_stdout;
use crate::config::LimitSettings;
use crate::export::write_json_line;
use crate::feeds::{
    Enclosure, Feed, FeedItem, hide_link_users, hide_user, read_feed, read_item_article,
    strip_programs,
};
use crate::fetch;

/// Reads a feed and prints it, without subscribing to it.
pub(super) fn print_feed(
    argument: &OsStr,
    is_json: bool,
    context: &CommandContext,
) -> CommandResult {
    let settings = context.settings()?;
    let read = InputSource::parse(argument).and_then(|input| {
        let (bytes, content_type, address) = read_input(&input, &settings.limits)?;
        let feed = read_feed(&bytes, &content_type, address.as_ref());
        feed.map_err(|why| InputError::new(why.to_string(), "pass the address of a feed"))
    });
    let feed = match read {
        Ok(feed) => feed,
        Err(why) => {
            let name = printable_argument(argument);
            print_error(format_args!("{name}: {why}"));
            return Ok(CommandStatus::Partial);
        }
    };
    let mut out = locked_stdout();
    if is_json {
        write_json_line(&feed_to_json(&feed), &mut out)?;
    } else {
        write!(out, "{}", feed_to_text(&feed))?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Returns the bytes of an input, its content type (empty if unknown), and its address after redirects (`None` for
/// files and standard input).
fn read_input(
    input: &InputSource,
    limits: &LimitSettings,
) -> Result<(Vec<u8>, String, Option<Link>), InputError> {
    match input {
        InputSource::File(path) => Ok((read_file(path, limits)?, String::new(), None)),
        InputSource::Standard => Ok((read_all(io::stdin().lock(), limits)?, String::new(), None)),
        InputSource::Page(link) => {
            let page = fetch::fetch_page(link, &fetch_limits(limits));
            let page = page.map_err(|why| InputError::advised(&why, why.advice()))?;
            let kind = page.content_type.unwrap_or_default();
            Ok((page.bytes, kind, Some(page.final_link)))
        }
    }
}

/// Returns a feed as JSON. The fields are documented in the help of the command.
fn feed_to_json(feed: &Feed) -> Value {
    let entries: Vec<Value> = feed
        .items
        .iter()
        .map(|item| item_to_json(item, feed))
        .collect();
    json!({
        "title": non_empty(&feed.title),
        "subtitle": non_empty(&feed.subtitle),
        "format": feed.format,
        "link": written_address(&feed.written_link, feed.link.as_ref()),
        "language": feed.language.map(|language| language.code().to_owned()),
        "remarks": feed.remarks,
        "entries": entries,
    })
}

fn item_to_json(item: &FeedItem, feed: &Feed) -> Value {
    let text = read_item_article(item, feed).map(|article| article.text().as_str().to_owned());
    let authors = item.authors.iter();
    let authors: Vec<Value> = authors
        .map(|author| json!({"name": author.name, "mail": author.mail}))
        .collect();
    json!({
        "id": item.own_id,
        "key": hide_user(&item.id),
        "title": non_empty(&item.title),
        "link": written_address(&item.written_link, item.link.as_ref()),
        "content": non_empty(&hide_link_users(&strip_programs(&item.content))),
        "summary": non_empty(&hide_link_users(&strip_programs(&item.summary))),
        "text": text.ok(),
        "author": item.authors.last().map(|author| &author.written),
        "authors": authors,
        "published": item.published.map(format_published),
        "updated": item.updated.map(format_published),
        "tags": item.tags,
        "enclosures": item.enclosures.iter().map(enclosure_to_json).collect::<Vec<_>>(),
    })
}

fn enclosure_to_json(file: &Enclosure) -> Value {
    json!({"url": file.link.as_str(), "type": non_empty(&file.kind), "length": file.n_bytes})
}

/// Returns `None` for an empty text, which becomes null in JSON.
fn non_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Returns a link as the feed writes it or, if it is empty, in its resolved form.
fn written_address<'a>(written: &'a str, link: Option<&'a Link>) -> Option<&'a str> {
    non_empty(written).or(link.map(Link::as_str))
}

/// Returns the time in RFC 3339, or only the date if there is no time.
fn format_published(published: PublicationDate) -> String {
    let instant = published.instant.map(|instant| instant.to_string());
    instant.unwrap_or_else(|| published.date.to_string())
}

fn feed_to_text(feed: &Feed) -> String {
    let mut lines = vec![format!("{}  ({})", feed.title, feed.format)];
    lines.extend(feed.remarks.iter().map(|remark| format!("! {remark}")));
    for item in &feed.items {
        let link = item.link.as_ref().map_or("", Link::as_str);
        let date = item
            .published
            .map_or_else(String::new, |published| published.date.to_string());
        lines.push(format!("{date:10}  {}", item.title));
        lines.push(format!("            {link}"));
    }
    lines.push(String::new());
    lines.join("\n")
}
