//! JSON Feed, version 1 and 1.1.

use serde_json::Value;

use super::{Feed, MOST_ITEMS, RawItem};
use crate::article::read::line_of;
use crate::article::{Language, Link};

/// Returns the feed, if the text is one.
pub(super) fn parse(content: &str, base: Option<&Link>) -> Option<Feed> {
    let root: Value = serde_json::from_str(content).ok()?;
    let is_feed = root.get("version")?.as_str()?.contains("jsonfeed.org");
    let link = Link::parse(&text(&root, "home_page_url")).or_else(|| base.cloned());
    let items = root
        .get("items")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let items = items
        .iter()
        .take(MOST_ITEMS)
        .map(item)
        .filter(|item| !item.is_empty());
    let items = items.map(|item| item.finished(link.as_ref())).collect();
    is_feed.then(|| Feed {
        title: line_of(&text(&root, "title")),
        language: Language::from_tag(&text(&root, "language")),
        link,
        items,
    })
}

fn item(value: &Value) -> RawItem {
    let html = text(value, "content_html");
    let content = if html.is_empty() {
        escaped(&text(value, "content_text"))
    } else {
        html
    };
    RawItem {
        title: escaped(&text(value, "title")),
        link: text(value, "url"),
        id: text(value, "id"),
        content,
        summary: escaped(&text(value, "summary")),
        authors: authors(value),
        published: text(value, "date_published"),
        updated: text(value, "date_modified"),
    }
}

fn authors(value: &Value) -> Vec<String> {
    let many = value
        .get("authors")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let names = many
        .iter()
        .chain(value.get("author"))
        .map(|author| text(author, "name"));
    names.filter(|name| !name.is_empty()).collect()
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
fn escaped(words: &str) -> String {
    html_escape::encode_text(words)
        .replace("\n\n", "<p>")
        .replace('\n', "<br>")
}
