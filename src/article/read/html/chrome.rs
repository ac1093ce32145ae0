//! Boilerplate inside the main text, recognized by labels and phrases: share bars, newsletter boxes, related links,
//! notices of the site.

use std::collections::HashSet;
use std::sync::LazyLock;

use dom_query::{NodeId, NodeRef};

use super::blocks::CREDITS;
use super::nodes;
use crate::article::About;
use crate::article::read::about;
use crate::article::read::dates;

/// Words in classes and ids that mark boilerplate.
const NAMES: &[&str] = &[
    "share",
    "sharing",
    "sharebar",
    "sharedaddy",
    "social",
    "newsletter",
    "newsletters",
    "related",
    "promo",
    "advert",
    "advertisement",
    "ads",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "signup",
    "subscribe",
    "subscription",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "disqus",
    "recirc",
    "recirculation",
    "outbrain",
    "taboola",
    "trending",
    "toolbar",
    "paywall",
    "sponsored",
    "sponsor",
    "recommended",
    "recommendations",
    "readmore",
    "printonly",
    "noprint",
    "popup",
    "modal",
    "jumplinks",
    "skip",
    "pagination",
    "navigation",
    "nav",
    "menu",
    "addthis",
    "addtoany",
];

/// Prefixes of lines that link to other content.
const LEADS: &[&str] = &[
    "read more",
    "read also",
    "also read",
    "read next",
    "see also",
    "more:",
    "related:",
    "related story",
    "related stories",
    "related article",
    "related coverage",
    "watch:",
    "watch now",
    "listen:",
    "click here",
    "don't miss",
    "subscribe to",
    "sign up",
    "follow us",
    "follow him on",
    "follow her on",
    "like us on",
    "share this",
    "download our app",
    "download the app",
    "recommended",
    "more from",
    "more on this",
    "you may also like",
    "continue reading",
    "story continues",
    "article continues",
    "this story continues",
    "scroll down",
    "photos:",
    "gallery:",
    "trending:",
];

/// Lines that are boilerplate as a whole.
const LINES: &[&str] = &[
    "advertisement",
    "advertising",
    "ad",
    "sponsored",
    "share",
    "tweet",
    "print",
    "email",
    "comments",
    "loading...",
    "loading",
    "share on facebook",
    "share on twitter",
    "copy link",
    "link copied",
    "save",
    "report a typo",
    "top",
    "back to top",
    "read more",
    "more",
    "skip advertisement",
    "image",
    "video",
    "facebook",
    "twitter",
    "whatsapp",
    "linkedin",
    "pinterest",
    "reddit",
    "close",
    "reuse this content",
    "view image in fullscreen",
    "hide caption",
    "show caption",
    "toggle caption",
    "enlarge this image",
    "video ad feedback",
];

/// Headings of sections that only contain links to other content.
const ENDINGS: &[&str] = &[
    "related",
    "related stories",
    "related articles",
    "related news",
    "related posts",
    "related topics",
    "related content",
    "related links",
    "more on this story",
    "more stories",
    "more from",
    "most read",
    "most popular",
    "read more",
    "recommended",
    "you may also like",
    "you might also like",
    "comments",
    "leave a comment",
    "leave a reply",
    "share this",
    "top stories",
    "trending",
    "latest news",
    "popular",
    "newsletter",
    "sign up",
    "also on",
    "tags",
    "topics",
    "editor's picks",
    "don't miss",
    "see also",
    "up next",
    "what to read next",
];

/// The first two letters of all these phrases. Most lines start differently, and need no further comparison.
static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let mut known = Beginnings([0; 32]);
    for line in LEADS.iter().chain(LINES).chain(ENDINGS).chain(CREDITS) {
        let mut letters = line.chars();
        if let Some(first) = letters.next().filter(|c| *c != '©') {
            let (row, bit) = Beginnings::place(first, letters.next());
            known.0[row] |= bit;
        }
    }
    known
});

/// A set of letter pairs: a row per first letter, a bit per second letter. Only the low five bits of a letter are
/// stored, so other characters can give false positives.
struct Beginnings([u32; 32]);

impl Beginnings {
    fn place(first: char, second: Option<char>) -> (usize, u32) {
        let low = |c: char| u32::from(c) & 31;
        let row = usize::try_from(low(first)).unwrap_or_default();
        (row, 1 << second.map_or(0, low))
    }

    fn has(&self, first: char, second: Option<char>) -> bool {
        let (row, bit) = Self::place(first, second);
        self.0[row] & bit != 0
    }
}

/// Elements that a single line cannot contain.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "ul",
    "ol",
    "table",
    "figure",
    "pre",
    "blockquote",
];
/// The maximum nesting of labelled elements that were kept because they contain prose. Each check visits all
/// descendants, so deeper nesting would take quadratic time.
const MOST_KEPT: usize = 8;
/// The maximum length of a byline or date before the first paragraph, in characters.
pub(super) const LONGEST_FRONT: usize = 120;

/// Removes elements whose class or id marks them as boilerplate. Must run before the extractor, which drops the classes
/// of elements that it unwraps.
pub(super) fn remove_labelled(root: &NodeRef) {
    remove_named(root, 40, is_labelled);
}

/// Removes the elements that `is_named` selects, except those that contain paragraphs or at least `percent` percent of
/// the text: a label on these is misleading.
pub(super) fn remove_named(root: &NodeRef, percent: usize, is_named: impl Fn(&NodeRef) -> bool) {
    let n_all = nodes::n_chars(root);
    let mut kept: HashSet<NodeId> = HashSet::new();
    for node in root.descendants() {
        if !is_named(&node) {
            continue;
        }
        // Limits the cost of nested labelled elements that are kept; see [`MOST_KEPT`].
        let around = node.ancestors_it(None);
        if around.filter(|node| kept.contains(&node.id)).count() > MOST_KEPT {
            continue;
        }
        if nodes::n_chars(&node) * 100 < n_all * percent && !holds_prose(&node) {
            node.remove_from_parent();
        } else {
            kept.insert(node.id);
        }
    }
}

/// Removes boilerplate from the main text below `root`.
pub(super) fn remove(root: &NodeRef, about: &About) {
    remove_labelled(root);
    remove_endings(root);
    remove_front(root, about);
    for node in root.descendants() {
        if is_leading_away(&node) {
            node.remove_from_parent();
        }
    }
}

/// Removes byline and date before the first paragraph. They are shown as metadata.
fn remove_front(root: &NodeRef, about: &About) {
    for node in root.descendants() {
        if !is_line(&node) {
            continue;
        }
        let words = nodes::text(&node);
        if words.chars().count() > LONGEST_FRONT {
            break;
        }
        if is_front(&words, about) {
            node.remove_from_parent();
        }
    }
}

/// Returns whether a short line before the first paragraph is a byline, a date or a reading time.
pub(super) fn is_front(words: &str, about: &About) -> bool {
    let name = about::byline(words);
    let is_byline =
        words.to_lowercase().starts_with("by ") && words.split_whitespace().count() <= 8;
    let is_name = name.is_some() && name == about.byline;
    is_byline || is_name || dates::parse(words).is_some() || words.ends_with(" min read")
}

/// Returns whether a node is an element with text and without blocks inside.
pub(super) fn is_line(node: &NodeRef) -> bool {
    nodes::is_any(
        node,
        &[
            "p", "div", "time", "address", "li", "section", "header", "h2", "h3", "h4", "h5", "h6",
        ],
    ) && !node
        .descendants_it()
        .any(|inner| nodes::is_any(&inner, BLOCKS))
        && nodes::n_chars(node) > 0
}

fn is_labelled(node: &NodeRef) -> bool {
    if !node.is_element() || nodes::is_any(node, &["html", "body", "article", "main", "p"]) {
        return false;
    }
    nodes::is_any(node, &["nav", "form", "dialog"])
        || nodes::labels(node)
            .iter()
            .any(|label| NAMES.contains(&label.as_str()))
}

/// Returns whether an element contains at least two paragraphs of running text outside of links.
pub(super) fn holds_prose(node: &NodeRef) -> bool {
    let paragraphs = node.descendants_it().filter(|inner| inner.has_name("p"));
    let n_long = paragraphs
        .filter(|p| nodes::n_chars(p) > 160 + 2 * nodes::n_linked(p))
        .count();
    n_long > 1
}

/// Returns whether a line is boilerplate: "Read more: …", "Advertisement".
fn is_leading_away(node: &NodeRef) -> bool {
    if !nodes::is_any(
        node,
        &[
            "p", "div", "span", "strong", "em", "b", "aside", "section", "li", "h2", "h3", "h4",
            "h5", "h6", "a",
        ],
    ) {
        return false;
    }
    if node
        .descendants_it()
        .any(|inner| nodes::is_any(&inner, BLOCKS))
    {
        return false;
    }
    let text = nodes::text(node);
    // Longer lines are paragraphs of the article.
    if text.len() > 300 {
        return false;
    }
    let line = text.to_lowercase().replace('’', "'");
    let line = line.trim_matches(|c: char| c.is_whitespace() || "[]()»›→>|•*".contains(c));
    if LINES.contains(&line) || line.contains("ctrl+enter") {
        return !is_in_line(node);
    }
    let is_lead = LEADS.iter().any(|lead| line.starts_with(lead));
    let n_chars = nodes::n_chars(node);
    // A sentence of the article can begin like a lead; it is long and mostly not linked.
    is_lead && !is_in_line(node) && (nodes::n_linked(node) * 2 > n_chars || line.len() < 40)
}

/// Returns whether the first two letters of a line can start a boilerplate phrase or a picture credit. A cheap filter
/// with false positives.
pub(super) fn may_begin(line: impl Iterator<Item = char>) -> bool {
    let mut line = line;
    let first = line.find(|c| c.is_alphanumeric() || *c == '©');
    first == Some('©') || first.is_some_and(|first| BEGINNINGS.has(first, line.next()))
}

/// Returns whether a line can be boilerplate or the heading of a section of links. `line` is its start in lower case,
/// or all of it if it is short. May return true for other lines.
pub(super) fn may_lead_away(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !may_begin(line.chars()) {
        return false;
    }
    let whole = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    LINES.contains(&whole)
        || ENDINGS.contains(&whole)
        || LEADS.iter().any(|lead| line.starts_with(lead))
}

/// Returns whether a class or id can mark boilerplate or a caption. May return true for others.
pub(super) fn may_label(value: &str) -> bool {
    let value = value.to_lowercase();
    value.contains("caption") || NAMES.iter().any(|name| value.contains(name))
}

/// Returns whether an element is part of a line with other words.
pub(super) fn is_in_line(node: &NodeRef) -> bool {
    if !nodes::is_any(node, &["span", "strong", "em", "b", "a"]) {
        return false;
    }
    node.parent()
        .is_some_and(|parent| nodes::n_chars(&parent) > nodes::n_chars(node))
}

/// Removes the sections of links to other content: the heading and the links that follow it.
fn remove_endings(root: &NodeRef) {
    for heading in root.descendants() {
        if !nodes::is_any(&heading, &["h1", "h2", "h3", "h4", "h5", "h6"]) {
            continue;
        }
        let line = nodes::text(&heading).to_lowercase().replace('’', "'");
        let line = line.trim_matches(|c: char| !c.is_alphanumeric());
        if !ENDINGS.contains(&line) {
            continue;
        }
        while let Some(next) = heading.next_sibling() {
            let is_words = nodes::n_chars(&next) > nodes::n_linked(&next) * 2;
            // The next heading or a real paragraph ends the section.
            if nodes::is_any(&next, &["h1", "h2", "h3", "h4"])
                || (is_words && nodes::n_chars(&next) > 80)
            {
                break;
            }
            next.remove_from_parent();
        }
        heading.remove_from_parent();
    }
}
