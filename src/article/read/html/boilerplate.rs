//! Boilerplate inside the main text, recognized by labels and phrases: share bars, newsletter boxes, related links,
//! notices of the site.

use std::collections::HashSet;
use std::sync::LazyLock;

use dom_query::{NodeId, NodeRef};

use super::blocks::PHOTO_CREDIT_PREFIXES;
use super::nodes;
use crate::article::ArticleMetadata;
use crate::article::read::dates;
use crate::article::read::fields;
use crate::invariant::ExpectOr;

/// Words in classes and ids that mark boilerplate.
const BOILERPLATE_CLASSES: &[&str] = &[
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
const BOILERPLATE_PREFIXES: &[&str] = &[
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
const BOILERPLATE_LINES: &[&str] = &[
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
const RELATED_HEADINGS: &[&str] = &[
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
static BOILERPLATE_INITIALS: LazyLock<LetterPairSet> = LazyLock::new(|| {
    let mut known = LetterPairSet([0; 32]);
    for line in BOILERPLATE_PREFIXES
        .iter()
        .chain(BOILERPLATE_LINES)
        .chain(RELATED_HEADINGS)
        .chain(PHOTO_CREDIT_PREFIXES)
    {
        let mut letters = line.chars();
        if let Some(first) = letters.next().filter(|c| *c != '©') {
            let (row, bit) = LetterPairSet::place(first, letters.next());
            known.0[row] |= bit;
        }
    }
    known
});

/// A set of letter pairs: a row per first letter, a bit per second letter. Only the low five bits of a letter are
/// stored, so other characters can give false positives.
struct LetterPairSet([u32; 32]);

impl LetterPairSet {
    fn place(first: char, second: Option<char>) -> (usize, u32) {
        let low = |c: char| u32::from(c) & 31;
        let row = usize::try_from(low(first)).expect_or_default("five bits fit");
        (row, 1 << second.map_or(0, low))
    }

    fn has(&self, first: char, second: Option<char>) -> bool {
        let (row, bit) = Self::place(first, second);
        self.0[row] & bit != 0
    }
}

/// Elements that a single line cannot contain.
const BLOCK_ELEMENTS: &[&str] = &[
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
const MAX_KEPT_ANCESTORS: usize = 8;
/// The maximum length of a byline or date before the first paragraph, in characters.
pub(super) const MAX_FRONT_LINE_CHARS: usize = 120;

/// Removes elements whose class or id marks them as boilerplate. Must run before the extractor, which drops the classes
/// of elements that it unwraps.
pub(super) fn remove_boilerplate_classes(root: &NodeRef) {
    remove_matching(root, 40, has_boilerplate_class);
}

/// Removes the elements that `is_named` selects, except those that contain paragraphs or at least `percent` percent of
/// the text: a label on these is misleading.
pub(super) fn remove_matching(root: &NodeRef, percent: usize, is_named: impl Fn(&NodeRef) -> bool) {
    let n_all = nodes::count_chars(root);
    let mut kept: HashSet<NodeId> = HashSet::new();
    for node in root.descendants() {
        if !is_named(&node) {
            continue;
        }
        // Limits the cost of nested labelled elements that are kept; see [`MOST_KEPT`].
        let around = node.ancestors_it(None);
        if around.filter(|node| kept.contains(&node.id)).count() > MAX_KEPT_ANCESTORS {
            continue;
        }
        if nodes::count_chars(&node) * 100 < n_all * percent && !has_prose(&node) {
            node.remove_from_parent();
        } else {
            kept.insert(node.id);
        }
    }
}

/// Removes boilerplate from the main text below `root`.
pub(super) fn remove_boilerplate(root: &NodeRef, about: &ArticleMetadata) {
    remove_boilerplate_classes(root);
    remove_related_links(root);
    remove_front_lines(root, about);
    for node in root.descendants() {
        if is_boilerplate_line(&node) {
            node.remove_from_parent();
        }
    }
}

/// Removes byline and date before the first paragraph. They are shown as metadata.
fn remove_front_lines(root: &NodeRef, about: &ArticleMetadata) {
    for node in root.descendants() {
        if !is_line_element(&node) {
            continue;
        }
        let words = nodes::collapsed_text(&node);
        if words.chars().count() > MAX_FRONT_LINE_CHARS {
            break;
        }
        if is_front_line(&words, about) {
            node.remove_from_parent();
        }
    }
}

/// Returns whether a short line before the first paragraph is a byline, a date or a reading time.
pub(super) fn is_front_line(words: &str, about: &ArticleMetadata) -> bool {
    let name = fields::clean_byline(words);
    let is_byline =
        words.to_lowercase().starts_with("by ") && words.split_whitespace().count() <= 8;
    let is_name = name.is_some() && name == about.byline;
    is_byline || is_name || dates::parse_date_text(words).is_some() || words.ends_with(" min read")
}

/// Returns whether a node is an element with text and without blocks inside.
pub(super) fn is_line_element(node: &NodeRef) -> bool {
    nodes::is_element_named(
        node,
        &[
            "p", "div", "time", "address", "li", "section", "header", "h2", "h3", "h4", "h5", "h6",
        ],
    ) && !node
        .descendants_it()
        .any(|inner| nodes::is_element_named(&inner, BLOCK_ELEMENTS))
        && nodes::count_chars(node) > 0
}

fn has_boilerplate_class(node: &NodeRef) -> bool {
    if !node.is_element()
        || nodes::is_element_named(node, &["html", "body", "article", "main", "p"])
    {
        return false;
    }
    nodes::is_element_named(node, &["nav", "form", "dialog"])
        || nodes::class_words(node)
            .iter()
            .any(|label| BOILERPLATE_CLASSES.contains(&label.as_str()))
}

/// Returns whether an element contains at least two paragraphs of running text outside of links.
pub(super) fn has_prose(node: &NodeRef) -> bool {
    let paragraphs = node.descendants_it().filter(|inner| inner.has_name("p"));
    let n_long = paragraphs
        .filter(|p| nodes::count_chars(p) > 160 + 2 * nodes::count_linked_chars(p))
        .count();
    n_long > 1
}

/// Returns whether a line is boilerplate: "Read more: …", "Advertisement".
fn is_boilerplate_line(node: &NodeRef) -> bool {
    if !nodes::is_element_named(
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
        .any(|inner| nodes::is_element_named(&inner, BLOCK_ELEMENTS))
    {
        return false;
    }
    let text = nodes::collapsed_text(node);
    // Longer lines are paragraphs of the article.
    if text.len() > 300 {
        return false;
    }
    let line = text.to_lowercase().replace('’', "'");
    let line = line.trim_matches(|c: char| c.is_whitespace() || "[]()»›→>|•*".contains(c));
    if BOILERPLATE_LINES.contains(&line) || line.contains("ctrl+enter") {
        return !has_inline_siblings(node);
    }
    let is_lead = BOILERPLATE_PREFIXES
        .iter()
        .any(|lead| line.starts_with(lead));
    let n_chars = nodes::count_chars(node);
    // A sentence of the article can begin like a lead; it is long and mostly not linked.
    is_lead
        && !has_inline_siblings(node)
        && (nodes::count_linked_chars(node) * 2 > n_chars || line.len() < 40)
}

/// Returns whether the first two letters of a line can start a boilerplate phrase or a picture credit. A cheap filter
/// with false positives.
pub(super) fn may_begin_boilerplate(line: impl Iterator<Item = char>) -> bool {
    let mut line = line;
    let first = line.find(|c| c.is_alphanumeric() || *c == '©');
    first == Some('©') || first.is_some_and(|first| BOILERPLATE_INITIALS.has(first, line.next()))
}

/// Returns whether a line can be boilerplate or the heading of a section of links. `line` is its start in lower case,
/// or all of it if it is short. May return true for other lines.
pub(super) fn may_be_boilerplate_line(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !may_begin_boilerplate(line.chars()) {
        return false;
    }
    let whole = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    BOILERPLATE_LINES.contains(&whole)
        || RELATED_HEADINGS.contains(&whole)
        || BOILERPLATE_PREFIXES
            .iter()
            .any(|lead| line.starts_with(lead))
}

/// Returns whether a class or id can mark boilerplate or a caption. May return true for others.
pub(super) fn may_be_boilerplate_class(value: &str) -> bool {
    let value = value.to_lowercase();
    value.contains("caption") || BOILERPLATE_CLASSES.iter().any(|name| value.contains(name))
}

/// Returns whether an element is part of a line with other words.
pub(super) fn has_inline_siblings(node: &NodeRef) -> bool {
    if !nodes::is_element_named(node, &["span", "strong", "em", "b", "a"]) {
        return false;
    }
    node.parent()
        .is_some_and(|parent| nodes::count_chars(&parent) > nodes::count_chars(node))
}

/// Removes the sections of links to other content: the heading and the links that follow it.
fn remove_related_links(root: &NodeRef) {
    for heading in root.descendants() {
        if !nodes::is_element_named(&heading, &["h1", "h2", "h3", "h4", "h5", "h6"]) {
            continue;
        }
        let line = nodes::collapsed_text(&heading)
            .to_lowercase()
            .replace('’', "'");
        let line = line.trim_matches(|c: char| !c.is_alphanumeric());
        if !RELATED_HEADINGS.contains(&line) {
            continue;
        }
        while let Some(next) = heading.next_sibling() {
            let is_words = nodes::count_chars(&next) > nodes::count_linked_chars(&next) * 2;
            // The next heading or a real paragraph ends the section.
            if nodes::is_element_named(&next, &["h1", "h2", "h3", "h4"])
                || (is_words && nodes::count_chars(&next) > 80)
            {
                break;
            }
            next.remove_from_parent();
        }
        heading.remove_from_parent();
    }
}
