//! Parser for JSON Feed 1.0 and 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::Value;

use super::author::{AuthorList, FeedAuthor};
use super::item::RawFeedItem;
use super::json_repair::read_json;
use super::parsed_feed::{MAX_ITEMS, ParsedFeed};
use super::text_repair::{clean_html_line, escape_text, looks_like_html, text_to_html};
use crate::invariant::ExpectOr;

/// Returns the parsed feed, or `None` if the text is not a JSON Feed.
pub(super) fn parse_json_feed(content: &str) -> Option<ParsedFeed> {
    let (root, repair) = read_json(content)?;
    let version = root.get("version")?.as_str()?.to_owned();
    if !version.contains("jsonfeed.org") {
        return None;
    }
    let number = version
        .rsplit('/')
        .next()
        .expect_or_default("a split has a first part");
    let mut found = ParsedFeed {
        format: format!("JSON Feed {}", clean_html_line(&escape_text(number))),
        link: text_field(&root, "home_page_url"),
        language: text_field(&root, "language"),
        n_repaired: repair.n_repaired,
        is_cut: repair.is_cut,
        ..ParsedFeed::default()
    };
    found.title.put(line_field(&root, "title"), 0);
    found.subtitle.put(line_field(&root, "description"), 0);
    add_authors(&root, &mut found.authors);
    for tag in array_field(&root, "tags").iter().filter_map(Value::as_str) {
        found.tags.add(&line_to_html(tag));
    }
    for value in array_field(&root, "items") {
        let item = read_item(value);
        if item.is_empty() {
            found.n_empty += 1;
        } else if found.items.len() >= MAX_ITEMS {
            found.n_over += 1;
        } else {
            found.items.push(item);
        }
    }
    Some(found)
}

/// Returns the fields of one item. Plain-text fields are escaped, because titles and contents are HTML from here on.
fn read_item(value: &Value) -> RawFeedItem {
    let html = text_field(value, "content_html");
    let mut item = RawFeedItem {
        link: text_field(value, "url"),
        other_link: text_field(value, "external_url"),
        content: if html.is_empty() {
            text_to_html(&text_field(value, "content_text"))
        } else {
            html
        },
        ..RawFeedItem::default()
    };
    item.title.put(line_field(value, "title"), 0);
    item.id.put(text_field(value, "id"), 0);
    item.summary
        .put(text_to_html(&text_field(value, "summary")), 0);
    item.published.put(text_field(value, "date_published"), 0);
    item.updated.put(text_field(value, "date_modified"), 0);
    add_authors(value, &mut item.authors);
    for tag in array_field(value, "tags").iter().filter_map(Value::as_str) {
        item.tags.add(&line_to_html(tag));
    }
    for file in array_field(value, "attachments") {
        let length = text_field(file, "size_in_bytes");
        item.add_enclosure(
            text_field(file, "url"),
            text_field(file, "mime_type"),
            length,
        );
    }
    item
}

/// Adds the authors of a feed or item: `authors` of version 1.1 and `author` of version 1.0.
fn add_authors(value: &Value, authors: &mut AuthorList) {
    let listed = array_field(value, "authors").iter();
    for author in listed.chain(value.get("author")) {
        let name = match author {
            // Some feeds have the name alone.
            Value::String(name) => line_to_html(name),
            _ => line_field(author, "name"),
        };
        authors.add(FeedAuthor::of_parts(&name, ""), true);
    }
}

/// Returns a short text field as HTML.
fn line_field(value: &Value, key: &str) -> String {
    line_to_html(&text_field(value, key))
}

/// Returns a short text as HTML. The format has plain text here, but many feeds write HTML or character references.
fn line_to_html(words: &str) -> String {
    if looks_like_html(words) {
        words.to_owned()
    } else {
        escape_text(words)
    }
}

/// Returns the elements of an array field. Empty if the field is missing or no array.
fn array_field<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    let list = value.get(key).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}

/// Returns a string field, or the digits of a number field: some feeds write IDs as numbers. Empty if the field is
/// missing or of another type.
fn text_field(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(words)) => words.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_split_at_any_kind_of_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let words = ["One", "", "Two", "more"].join(end);
            assert_eq!(text_to_html(&words), "One<p>Two<br>more", "{end:?}");
        }
    }
}
