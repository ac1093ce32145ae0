//! Queries on tree nodes.

use dom_query::{Document, NodeData, NodeRef};

/// Returns the name of an element; empty for other nodes.
pub(super) fn element_name(node: &NodeRef) -> String {
    node.element_ref()
        .map_or_else(String::new, |element| element.name.local.to_string())
}

/// Returns whether the node is an element with one of these names.
pub(super) fn is_element_named(node: &NodeRef, names: &[&str]) -> bool {
    node.element_ref()
        .is_some_and(|element| names.contains(&&*element.name.local))
}

/// Returns the value of an attribute; empty if there is none.
pub(super) fn attribute_value(node: &NodeRef, name: &str) -> String {
    node.attr(name).map(String::from).unwrap_or_default()
}

/// Returns the text of a text node; `None` for other nodes.
pub(super) fn own_text(node: &NodeRef) -> Option<String> {
    node.query_or(None, |node| match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    })
}

/// Returns the text inside a node, with white space collapsed. Line ends and block boundaries count as white space.
pub(super) fn collapsed_text(node: &NodeRef) -> String {
    let mut text = String::new();
    push_spaced_text(node, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Elements that separate words, because their text is shown on lines of its own.
const SEPARATING_ELEMENTS: &[&str] = &[
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Returns the text inside a node, with a space around each element that separates words, and without scripts.
pub(super) fn spaced_text(node: &NodeRef) -> String {
    let mut text = String::new();
    push_spaced_text(node, &mut text);
    text
}

fn push_spaced_text(node: &NodeRef, text: &mut String) {
    for child in node.children_it(false) {
        if let Some(words) = own_text(&child) {
            text.push_str(&words);
        } else if !is_element_named(&child, &["script", "style"]) {
            let space = if is_element_named(&child, SEPARATING_ELEMENTS) {
                " "
            } else {
                ""
            };
            text.push_str(space);
            push_spaced_text(&child, text);
            text.push_str(space);
        }
    }
}

/// Returns the number of characters inside a node, without white space.
pub(super) fn count_chars(node: &NodeRef) -> usize {
    node.text().chars().filter(|c| !c.is_whitespace()).count()
}

/// Returns the number of characters inside links, without white space.
pub(super) fn count_linked_chars(node: &NodeRef) -> usize {
    let links = node.descendants_it().filter(|inner| inner.has_name("a"));
    links.map(|link| count_chars(&link)).sum()
}

/// Returns the words of class, id, role and similar attributes, in lower case, split at punctuation and at capitals.
pub(super) fn class_words(node: &NodeRef) -> Vec<String> {
    let mut labels = Vec::new();
    for key in [
        "class",
        "id",
        "role",
        "data-testid",
        "data-component",
        "data-module",
        "data-gu-name",
        "data-area",
    ] {
        // Limits for hostile attributes: 32 labels with 80 characters.
        for label in attribute_value(node, key).split_whitespace().take(32) {
            let mut word = String::new();
            let mut was_lower = false;
            for c in label.chars().take(80) {
                let is_border = !c.is_alphanumeric() || (c.is_uppercase() && was_lower);
                if is_border && !word.is_empty() {
                    labels.push(std::mem::take(&mut word));
                }
                if c.is_alphanumeric() {
                    word.extend(c.to_lowercase());
                }
                was_lower = c.is_lowercase();
            }
            if !word.is_empty() {
                labels.push(word);
            }
        }
    }
    labels
}

/// Returns whether an element is hidden by its attributes or inline style.
pub(super) fn is_hidden(node: &NodeRef) -> bool {
    let style: String = attribute_value(node, "style")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    node.has_attr("hidden")
        || attribute_value(node, "aria-hidden") == "true"
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// Decodes character references a second time, because some sites escape twice.
pub(super) fn decode_entities(raw: &str) -> String {
    if raw.contains('&') && raw.contains(';') {
        let head: String = raw.chars().take(2000).collect();
        return String::from(Document::fragment(head.replace('<', "&lt;")).text());
    }
    raw.to_owned()
}
