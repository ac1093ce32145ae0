//! Short questions to nodes of a tree.

use dom_query::{NodeData, NodeRef};

/// Returns the name of an element; empty for every other node.
pub(super) fn name(node: &NodeRef) -> String {
    node.element_ref()
        .map_or_else(String::new, |element| element.name.local.to_string())
}

/// Returns whether the node is an element of one of these names.
pub(super) fn is_any(node: &NodeRef, names: &[&str]) -> bool {
    node.element_ref()
        .is_some_and(|element| names.contains(&&*element.name.local))
}

/// Returns the value of an attribute; empty where there is none.
pub(super) fn attribute(node: &NodeRef, name: &str) -> String {
    node.attr(name).map(String::from).unwrap_or_default()
}

/// Returns the words of a text node.
pub(super) fn words(node: &NodeRef) -> Option<String> {
    node.query_or(None, |node| match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    })
}

/// Returns the text inside with white space as single spaces.
pub(super) fn text(node: &NodeRef) -> String {
    let text = node.text();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns how many characters of text are inside, white space apart.
pub(super) fn n_chars(node: &NodeRef) -> usize {
    node.text().chars().filter(|c| !c.is_whitespace()).count()
}

/// Returns how many characters of text stand in links, white space apart.
pub(super) fn n_linked(node: &NodeRef) -> usize {
    let links = node.descendants_it().filter(|inner| inner.has_name("a"));
    links.map(|link| n_chars(&link)).sum()
}

/// Returns class, id and role in lower case, cut into words at hyphens, underscores and capitals.
pub(super) fn labels(node: &NodeRef) -> Vec<String> {
    let mut labels = Vec::new();
    for key in [
        "class",
        "id",
        "role",
        "data-testid",
        "data-component",
        "data-module",
    ] {
        for label in attribute(node, key).split_whitespace().take(32) {
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

/// Returns whether browsers would not show the element.
pub(super) fn is_hidden(node: &NodeRef) -> bool {
    let style: String = attribute(node, "style")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    node.has_attr("hidden")
        || attribute(node, "aria-hidden") == "true"
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
