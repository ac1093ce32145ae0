//! Finds the standfirst: the sentences or the list between the headline and the body. Extractors often drop it as a
//! part of the page header.

use dom_query::{Document, NodeRef};

use super::{blocks, boilerplate, nodes};
use crate::article::ArticleMetadata;

/// The maximum number of elements examined after the headline.
const MAX_ELEMENTS_AFTER_HEADLINE: usize = 60;
/// The minimum and maximum length of a line of a standfirst, in characters.
const LINE_CHARS: std::ops::RangeInclusive<usize> = 25..=400;
/// The maximum number of lines: a sentence or two, or the points of a list.
const MAX_LINES: usize = 6;
/// The minimum number of words of a line that has no label.
const MIN_WORDS: usize = 6;

/// Labels of standfirsts.
const STANDFIRST_CLASSES: &[&str] = &[
    "standfirst",
    "dek",
    "deck",
    "subtitle",
    "subheadline",
    "subhead",
    "summary",
    "lede",
    "intro",
    "strapline",
    "tagline",
    "excerpt",
    "abstract",
    "highlights",
    "keypoints",
    "kicker",
    "desc",
    "chapo",
    "sommario",
    "entradilla",
    "bajada",
    "vorspann",
    "ingress",
    "leadtext",
    "points",
    "takeaways",
];

/// Returns the lines of the standfirst; none if there is none. Labelled boilerplate must have been removed.
pub(super) fn find_standfirst(document: &Document, about: &ArticleMetadata) -> Vec<String> {
    let headings = document.select("h1");
    let title = blocks::comparison_key(&about.title);
    let is_title = |node: &&NodeRef| blocks::comparison_key(&nodes::collapsed_text(node)) == title;
    let headings = headings.nodes();
    let Some(headline) = headings.iter().find(is_title).or_else(|| headings.first()) else {
        return Vec::new();
    };
    let mut lines: Vec<String> = Vec::new();
    let mut has_ended = false;
    for node in elements_after(headline) {
        if has_ended || lines.len() >= MAX_LINES {
            break;
        }
        match line_kind(&node, about) {
            LineKind::Standfirst(words) => {
                if !lines.contains(&words) {
                    lines.push(words);
                }
            }
            LineKind::Other => {}
            LineKind::Body => has_ended = true,
        }
    }
    lines
}

enum LineKind {
    Standfirst(String),
    /// A byline, a date, a picture, or an element that contains other lines.
    Other,
    /// The first paragraph of the body.
    Body,
}

fn line_kind(node: &NodeRef, about: &ArticleMetadata) -> LineKind {
    if nodes::is_element_named(node, &["h1"]) || is_inside_figure(node) {
        return LineKind::Other;
    }
    if !boilerplate::is_line_element(node) {
        return LineKind::Other;
    }
    let words = nodes::collapsed_text(node);
    let n_chars = words.chars().count();
    let is_linked = nodes::count_linked_chars(node) * 2 > nodes::count_chars(node);
    let low = words.to_lowercase();
    if !LINE_CHARS.contains(&n_chars)
        || is_linked
        || nodes::is_hidden(node)
        || boilerplate::is_front_line(&words, about)
        || boilerplate::may_be_boilerplate_line(&low)
    {
        let is_long = n_chars > *LINE_CHARS.end();
        return if is_long {
            LineKind::Body
        } else {
            LineKind::Other
        };
    }
    let is_item = nodes::is_element_named(node, &["li"]);
    let is_sentence = words.split_whitespace().count() >= MIN_WORDS;
    let around = std::iter::once(*node).chain(node.ancestors_it(Some(3)));
    let is_labelled = around
        .flat_map(|node| nodes::class_words(&node))
        .any(|word| STANDFIRST_CLASSES.contains(&word.as_str()));
    let is_between = nodes::is_element_named(node, &["h2", "h3", "p"]) && is_in_header(node);
    if is_labelled || (is_sentence && is_between && !is_item) {
        return LineKind::Standfirst(words);
    }
    if nodes::is_element_named(node, &["p"]) {
        LineKind::Body
    } else {
        LineKind::Other
    }
}

/// Returns whether a line belongs to the headline: it has the same parent as the headline, or is in a `header` element.
fn is_in_header(node: &NodeRef) -> bool {
    let has_headline = |around: &NodeRef| {
        let mut inner = around.children_it(false);
        inner.any(|child| child.has_name("h1"))
    };
    let Some(parent) = node.parent() else {
        return false;
    };
    let n_paragraphs = parent
        .children_it(false)
        .filter(|child| child.has_name("p"))
        .count();
    // With more paragraphs beside it, the headline stands above the body itself.
    nodes::is_element_named(&parent, &["header", "hgroup"])
        || (has_headline(&parent) && n_paragraphs <= 2)
}

fn is_inside_figure(node: &NodeRef) -> bool {
    let mut around = std::iter::once(*node).chain(node.ancestors_it(None));
    around.any(|node| nodes::is_element_named(&node, &["figure", "figcaption", "table", "form"]))
}

/// Returns the elements after a node in document order, without the node's own descendants.
fn elements_after<'t>(node: &NodeRef<'t>) -> Vec<NodeRef<'t>> {
    let mut found = Vec::new();
    let mut at = Some(*node);
    while let Some(current) = at {
        let mut next = current.next_sibling();
        while let Some(sibling) = next {
            if sibling.is_element() {
                found.push(sibling);
                let inner = sibling.descendants_it().filter(NodeRef::is_element);
                let n_left = MAX_ELEMENTS_AFTER_HEADLINE.saturating_sub(found.len());
                found.extend(inner.take(n_left));
            }
            if found.len() >= MAX_ELEMENTS_AFTER_HEADLINE {
                return found;
            }
            next = sibling.next_sibling();
        }
        at = current.parent();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    const DEK: &str = "Residents must take the ferry from February, and shops want lower rates.";
    const FIRST: &str = "The council voted on Monday to close the bridge for eleven months.";

    #[track_caller]
    fn check_standfirst(body: &str, expected: &[&str]) {
        let about = ArticleMetadata {
            title: "Bridge to close".to_owned(),
            ..ArticleMetadata::default()
        };
        let document = parse::parse_document(body);
        assert_eq!(find_standfirst(&document, &about), expected, "{body}");
    }

    #[test]
    fn a_standfirst_stands_between_headline_and_body() {
        let body = format!("<p>{FIRST}</p><p>{FIRST}</p><p>{FIRST}</p>");
        for head in [
            format!("<header><h1>Bridge to close</h1><p>{DEK}</p></header><div>{body}</div>"),
            format!("<div><h1>Bridge to close</h1><h2>{DEK}</h2></div><article>{body}</article>"),
            format!(
                "<h1>Bridge to close</h1><div class=article-summary>{DEK}</div><div>{body}</div>"
            ),
            format!(
                "<div><div><h1>Bridge to close</h1></div><p class=dek>{DEK}</p><p>By Ana Roe</p></div>{body}"
            ),
        ] {
            check_standfirst(&head, &[DEK]);
        }
        let points = "<ul class=key-highlights><li>Bridge closes for eleven months<li>Ferry every twenty minutes</ul>";
        let page = format!("<h1>Bridge to close</h1>{points}<div>{body}</div>");
        check_standfirst(
            &page,
            &[
                "Bridge closes for eleven months",
                "Ferry every twenty minutes",
            ],
        );
    }

    #[test]
    fn a_body_bylines_and_links_are_no_standfirst() {
        let body = format!("<p>{FIRST}</p><p>{FIRST}</p><p>{FIRST}</p>");
        for page in [
            format!("<article><h1>Bridge to close</h1>{body}</article>"),
            format!(
                "<header><h1>Bridge to close</h1><p>By Ana Roe, transport reporter</p></header>{body}"
            ),
            format!("<header><h1>Bridge to close</h1><p><a href=/x>{DEK}</a></p></header>{body}"),
            format!("<header><h1>Bridge to close</h1><figure><p>{DEK}</p></figure></header>{body}"),
            format!("<p>{DEK}</p>{body}"),
        ] {
            check_standfirst(&page, &[]);
        }
    }
}
