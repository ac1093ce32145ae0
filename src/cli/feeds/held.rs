//! What a feed holds: read from a file, an address or standard input, and printed as text or data.

use std::ffi::OsStr;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::article::{Link, Published};
use crate::cli::annotate::fetch_limits;
use crate::cli::context::Context;
use crate::cli::failure::{Outcome, Status, complain};
use crate::cli::input::{Input, Refusal, printable_argument, read_all, read_file};
use crate::cli::output::output;
use crate::config::Limits;
use crate::export::write_json_line;
use crate::feeds::{Enclosure, Feed, Item, article, open, without_programs};
use crate::fetch;

/// Reads a feed and prints it.
pub(super) fn run(argument: &OsStr, is_json: bool, context: &Context) -> Outcome {
    let settings = context.settings()?;
    let read = Input::parse(argument).and_then(|input| {
        let (bytes, content_type, address) = read(&input, &settings.limits)?;
        let feed = open(&bytes, &content_type, address.as_ref());
        feed.map_err(|why| Refusal::new(why.to_string(), "give the address of a feed"))
    });
    let feed = match read {
        Ok(feed) => feed,
        Err(why) => {
            let name = printable_argument(argument);
            complain(format_args!("{name}: {why}"));
            return Ok(Status::Partial);
        }
    };
    let mut out = output();
    if is_json {
        write_json_line(&as_json(&feed), &mut out)?;
    } else {
        write!(out, "{}", as_text(&feed))?;
    }
    out.flush()?;
    Ok(Status::Done)
}

/// Returns the bytes of an input, what the server says they are, and where they came from.
fn read(input: &Input, limits: &Limits) -> Result<(Vec<u8>, String, Option<Link>), Refusal> {
    match input {
        Input::File(path) => Ok((read_file(path, limits)?, String::new(), None)),
        Input::Standard => Ok((read_all(io::stdin().lock(), limits)?, String::new(), None)),
        Input::Page(link) => {
            let page = fetch::get(link, &fetch_limits(limits));
            let page = page.map_err(|why| Refusal::advised(&why, why.advice()))?;
            let kind = page.content_type.unwrap_or_default();
            Ok((page.bytes, kind, Some(page.final_link)))
        }
    }
}

fn as_json(feed: &Feed) -> Value {
    let entries: Vec<Value> = feed.items.iter().map(|item| entry(item, feed)).collect();
    json!({
        "title": known(&feed.title),
        "subtitle": known(&feed.subtitle),
        "format": feed.format,
        "link": address(&feed.written_link, feed.link.as_ref()),
        "language": feed.language.map(|language| language.code().to_owned()),
        "remarks": feed.remarks,
        "entries": entries,
    })
}

fn entry(item: &Item, feed: &Feed) -> Value {
    let text = article(item, feed).map(|article| article.text().as_str().to_owned());
    let authors = item.authors.iter();
    let authors: Vec<Value> = authors
        .map(|author| json!({"name": author.name, "mail": author.mail}))
        .collect();
    json!({
        "id": item.own_id,
        "key": item.id,
        "title": known(&item.title),
        "link": address(&item.written_link, item.link.as_ref()),
        "content": known(&without_programs(&item.content)),
        "summary": known(&without_programs(&item.summary)),
        "text": text.ok(),
        "author": item.authors.last().map(|author| &author.written),
        "authors": authors,
        "published": item.published.map(moment),
        "updated": item.updated.map(moment),
        "tags": item.tags,
        "enclosures": item.enclosures.iter().map(enclosure).collect::<Vec<_>>(),
    })
}

fn enclosure(file: &Enclosure) -> Value {
    json!({"url": file.link.as_str(), "type": known(&file.kind), "length": file.n_bytes})
}

fn known(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Returns a link as the feed writes it, or else as it is meant.
fn address<'a>(written: &'a str, link: Option<&'a Link>) -> Option<&'a str> {
    known(written).or(link.map(Link::as_str))
}

fn moment(published: Published) -> String {
    let instant = published.instant.map(|instant| instant.to_string());
    instant.unwrap_or_else(|| published.date.to_string())
}

fn as_text(feed: &Feed) -> String {
    let mut lines = vec![format!("{}  ({})", feed.title, feed.format)];
    lines.extend(feed.remarks.iter().map(|remark| format!("! {remark}")));
    for item in &feed.items {
        let date = item.published.map(|published| published.date.to_string());
        let link = item.link.as_ref().map_or("", Link::as_str);
        let date = date.unwrap_or_default();
        lines.push(format!("{date:10}  {}", item.title));
        lines.push(format!("            {link}"));
    }
    lines.push(String::new());
    lines.join("\n")
}
