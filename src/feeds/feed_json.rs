//! A feed as JSON, for `feeds FILE --json` and for scoring.

use serde_json::{Value, json};

use super::author::FeedAuthor;
use super::feed::Feed;
use super::item::{Enclosure, FeedItem, hide_user};
use super::item_article::read_item_article;
use super::text_repair::{hide_link_users, strip_programs};
use crate::article::{Link, PublicationDate};

/// Returns a feed as JSON. The fields are documented in the help of `feeds`.
pub fn feed_to_json(feed: &Feed) -> Value {
    let entries: Vec<Value> = feed
        .items
        .iter()
        .map(|item| item_to_json(item, feed))
        .collect();
    json!({
        "id": feed.id,
        "title": non_empty(&feed.title),
        "subtitle": non_empty(&feed.subtitle),
        "format": feed.format,
        "link": written_address(&feed.written_link, feed.link.as_ref()),
        "language": feed.language.map(|language| language.code().to_owned()),
        "author": feed.authors.first().map(|author| &author.written),
        "authors": authors_to_json(&feed.authors),
        "published": feed.published.map(format_published),
        "updated": feed.updated.map(format_published),
        "tags": feed.tags,
        "remarks": feed.remarks,
        "entries": entries,
    })
}

fn item_to_json(item: &FeedItem, feed: &Feed) -> Value {
    let text = read_item_article(item, feed).map(|article| article.text().as_str().to_owned());
    json!({
        "id": item.own_id,
        "key": hide_user(&item.id),
        "title": non_empty(&item.title),
        "link": written_address(&item.written_link, item.link.as_ref()),
        "content": non_empty(&hide_link_users(&strip_programs(&item.content))),
        "summary": non_empty(&hide_link_users(&strip_programs(&item.summary))),
        "text": text.ok(),
        "author": item.authors.first().map(|author| &author.written),
        "authors": authors_to_json(&item.authors),
        "published": item.published.map(format_published),
        "updated": item.updated.map(format_published),
        "tags": item.tags,
        "enclosures": item.enclosures.iter().map(enclosure_to_json).collect::<Vec<_>>(),
    })
}

fn authors_to_json(authors: &[FeedAuthor]) -> Vec<Value> {
    let authors = authors.iter();
    let authors = authors.map(|author| json!({"name": author.name, "mail": author.mail}));
    authors.collect()
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
