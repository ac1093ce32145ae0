//! Boilerplate inside the main text, recognized by labels and phrases: share bars, newsletter boxes, related links,
//! notices of the site.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::page_words::has_phrase;
use super::site_phrases::{
    COUNTED_NOUNS, DATE_LABELS, MAX_DATE_WORDS, RIGHTS_PREFIXES, has_boilerplate_lead,
    is_boilerplate_phrase, is_related_heading, may_begin_boilerplate,
};
use super::{byline, consent_dialog, nodes};
use crate::article::ArticleMetadata;
use crate::article::read::dates;
use crate::article::read::dates::in_line::{NumberOrder, find_dates_in_line};
use crate::article::read::fields;

/// Words in class and id attributes that mark boilerplate.
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

/// Block elements. An element that contains one is not a single line.
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
    consent_dialog::remove_consent_dialogs(root);
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

/// Removes the byline and date before the first paragraph. They are shown as metadata instead.
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
    let n_words = words.split_whitespace().count();
    let low = words.to_lowercase();
    let is_byline = n_words <= 8
        && (low.starts_with("by ")
            || byline::strip_byline_lead(words).is_some_and(byline::begins_with_name));
    let is_name = name.is_some() && name == about.byline;
    let is_sentence = words.ends_with('.') && n_words > MAX_DATE_WORDS;
    let is_date = !is_sentence && (dates::parse_date_text(words).is_some() || is_date_line(words));
    let is_time = n_words <= MAX_DATE_WORDS && has_phrase(&low, "reading_time");
    is_byline || is_name || is_date || is_time
}

/// Returns whether a line is dates with a few labels, in any language: `Publié le 14 mars 2022 à 06h00`.
fn is_date_line(words: &str) -> bool {
    let found = find_dates_in_line(words, NumberOrder::DayFirst);
    let most = if found.iter().any(|date| has_phrase(&date.lead, "published")) {
        MAX_DATE_WORDS
    } else {
        MAX_DATE_WORDS / if words.ends_with('.') { 4 } else { 2 }
    };
    found.first().is_some_and(|date| date.n_other_words <= most)
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
    if is_boilerplate_phrase(line) || line.contains("ctrl+enter") || is_counter_line(line) {
        return !has_inline_siblings(node);
    }
    if is_rights_line(line) || is_dated_line(line) {
        return true;
    }
    let is_lead = has_boilerplate_lead(line);
    let n_chars = nodes::count_chars(node);
    // A sentence of the article can begin like a lead; it is long and mostly not linked.
    is_lead
        && !has_inline_siblings(node)
        && (nodes::count_linked_chars(node) * 2 > n_chars || line.len() < 40)
}

/// Returns whether a line is a notice of rights: `copyright 2026 harwick post`.
fn is_rights_line(line: &str) -> bool {
    RIGHTS_PREFIXES.iter().any(|lead| line.starts_with(lead))
}

/// Returns whether a line only says when the page was published or changed: `posted on 12 october 2026`.
fn is_dated_line(line: &str) -> bool {
    let rest = DATE_LABELS
        .iter()
        .find_map(|label| line.strip_prefix(label));
    rest.is_some_and(|rest| {
        let date = rest.trim_start_matches([' ', ':']);
        let n_words = date.split_whitespace().count();
        date.len() < rest.len()
            && n_words <= MAX_DATE_WORDS
            && dates::parse_date_text(date).is_some()
    })
}

/// Returns whether a line only numbers a picture or counts readers: `image 1 of 5`, `views: 184`.
fn is_counter_line(line: &str) -> bool {
    if line.len() > 30 || !line.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words = line.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    match words.as_slice() {
        // "1 / 12" under a slide. Scores and fractions have no spaces.
        [at, all] if line.contains(" / ") && is_number(at) => is_number(all),
        [noun, count] => {
            COUNTED_NOUNS.contains(noun) && is_number(count) && line.contains([':', '('])
        }
        [noun, at, "of", all] | [noun, at, all] => {
            COUNTED_NOUNS.contains(noun) && is_number(at) && is_number(all)
        }
        _ => false,
    }
}

/// Returns whether a line can be boilerplate or the heading of a section of links. `line` is its start in lower case,
/// or all of it if it is short. May return true for other lines.
pub(super) fn may_be_boilerplate_line(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !may_begin_boilerplate(line.chars()) {
        return false;
    }
    let whole = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    is_boilerplate_phrase(whole)
        || is_counter_line(whole)
        || is_rights_line(line)
        || DATE_LABELS.iter().any(|label| line.starts_with(label))
        || is_related_heading(whole)
        || has_boilerplate_lead(line)
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
        if !is_related_heading(line) {
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
