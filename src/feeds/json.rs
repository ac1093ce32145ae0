//! JSON Feed, version 1 and 1.1.

use serde_json::Value;

use super::author::Author;
use super::found::{Found, MOST_ITEMS};
use super::item::RawItem;
use super::words::escaped;

/// Returns what is found, if the text is a feed.
pub(super) fn parse(content: &str) -> Option<Found> {
    let root: Value = serde_json::from_str(content).ok()?;
    let version = root.get("version")?.as_str()?.to_owned();
    if !version.contains("jsonfeed.org") {
        return None;
    }
    let number = version.rsplit('/').next().unwrap_or_default();
    let mut found = Found {
        format: format!("JSON Feed {}", super::words::line(&escaped(number))),
        link: text(&root, "home_page_url"),
        language: text(&root, "language"),
        subtitle: escaped(&text(&root, "description")),
        ..Found::default()
    };
    found.title.put(escaped(&text(&root, "title")), 0);
    for value in list(&root, "items") {
        let item = item(value);
        if item.is_empty() {
            found.n_empty += 1;
        } else if found.items.len() >= MOST_ITEMS {
            found.n_over += 1;
        } else {
            found.items.push(item);
        }
    }
    Some(found)
}

fn item(value: &Value) -> RawItem {
    let html = text(value, "content_html");
    let mut item = RawItem {
        link: text(value, "url"),
        other_link: text(value, "external_url"),
        content: if html.is_empty() {
            paragraphs(&text(value, "content_text"))
        } else {
            html
        },
        ..RawItem::default()
    };
    item.title.put(escaped(&text(value, "title")), 0);
    item.id.put(text(value, "id"), 0);
    item.summary.put(escaped(&text(value, "summary")), 0);
    item.published.put(text(value, "date_published"), 0);
    item.updated.put(text(value, "date_modified"), 0);
    for author in list(value, "authors").iter().chain(value.get("author")) {
        item.add_author(Author::of_parts(&escaped(&text(author, "name")), ""));
    }
    for tag in list(value, "tags").iter().filter_map(Value::as_str) {
        item.add_tag(&escaped(tag));
    }
    for file in list(value, "attachments") {
        let length = text(file, "size_in_bytes");
        item.add_enclosure(text(file, "url"), text(file, "mime_type"), length);
    }
    item
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    let list = value.get(key).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}

/// Returns a field's text; of a number its digits, as some write ids.
fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(words)) => words.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Returns plain text as HTML, with a paragraph for each stretch between empty lines.
fn paragraphs(words: &str) -> String {
    escaped(words).replace("\n\n", "<p>").replace('\n', "<br>")
}
