//! Collects the prose of a page outside menus and sidebars. If the extractor finds only a part of an article, the
//! article is the smallest element that contains all parts.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::line_labels::{OTHER_LABELS, element_labels};
use super::{blocks, boilerplate, nodes};

/// The minimum length of a line of prose, in characters.
const MIN_LINE_CHARS: usize = 60;
/// The maximum number of lines that are compared.
const MAX_LINES: usize = 2000;
/// The minimum length of the prose that the extractor missed, in characters. Shorter prose can be a notice of the site.
const MIN_MISSING_CHARS: usize = 200;
/// The minimum share of the page's prose that the extractor missed, in percent.
const MIN_MISSING_PERCENT: usize = 35;
/// The maximum share of text in links in the larger element, in percent. Above it, the element is a list of links.
const MAX_LINKED_PERCENT: usize = 35;
/// The maximum number of elements around the found text that are examined. The whole text of each is measured.
const MAX_LEVELS: usize = 12;
/// The minimum number of lines of prose in an article.
const MIN_LINES: usize = 2;

/// A line of running text.
struct ProseLine<'t> {
    node: NodeRef<'t>,
    /// The letters and digits of the text in lower case (see [`blocks::comparison_key`]).
    key: String,
    n_chars: usize,
}

/// The prose of a page.
pub(super) struct PageProse<'t> {
    lines: Vec<ProseLine<'t>>,
    /// Elements that do not belong to the article: comments, sidebars, lists of other articles.
    frame: Vec<NodeRef<'t>>,
}

impl<'t> PageProse<'t> {
    pub(super) fn of(document: &'t Document) -> Self {
        let mut prose = Self {
            lines: Vec::new(),
            frame: Vec::new(),
        };
        if let Some(body) = document.body() {
            let n_all = nodes::count_chars(&body);
            prose.visit(&body, n_all);
        }
        prose
    }

    fn visit(&mut self, node: &NodeRef<'t>, n_all: usize) {
        for child in node.children_it(false).filter(NodeRef::is_element) {
            if self.lines.len() >= MAX_LINES {
                return;
            }
            if nodes::is_element_named(&child, &["script", "style", "noscript", "template"]) {
                continue;
            }
            if is_frame(&child, n_all) {
                self.frame.push(child);
            } else if boilerplate::is_line_element(&child) {
                self.add(child);
            } else {
                self.visit(&child, n_all);
            }
        }
    }

    fn add(&mut self, node: NodeRef<'t>) {
        let n_chars = nodes::count_chars(&node);
        let is_prose = n_chars >= MIN_LINE_CHARS && nodes::count_linked_chars(&node) * 3 < n_chars;
        if is_prose && !nodes::is_hidden(&node) && !is_teaser(&node) {
            self.lines.push(ProseLine {
                key: blocks::comparison_key(&nodes::collapsed_text(&node)),
                node,
                n_chars,
            });
        }
    }

    /// Returns the element that contains the extracted text and the prose that it lacks; `None` if little is missing,
    /// or if there is no such element. `text` is the extracted text, one line for each block; empty if nothing was
    /// extracted.
    pub(super) fn find_wider_element(&self, text: &str) -> Option<NodeRef<'t>> {
        let found: HashSet<String> = text.lines().map(blocks::comparison_key).collect();
        let is_found = |line: &&ProseLine| found.contains(&line.key);
        let n_all: usize = self.lines.iter().map(|line| line.n_chars).sum();
        let n_found: usize = self
            .lines
            .iter()
            .filter(is_found)
            .map(|line| line.n_chars)
            .sum();
        let n_missing = n_all - n_found;
        let is_little =
            n_missing < MIN_MISSING_CHARS || n_missing * 100 < n_all * MIN_MISSING_PERCENT;
        if self.lines.len() < MIN_LINES || (!text.is_empty() && is_little) {
            return None;
        }
        let mut core: Vec<&ProseLine> = self.lines.iter().filter(is_found).collect();
        if core.is_empty() {
            core = self.lines.iter().collect();
        }
        let start = common_element(&core)?;
        if n_found == 0 {
            return Some(start);
        }
        let inside = |around: &NodeRef| -> usize {
            let lines = self.lines.iter();
            let lines = lines.filter(|line| {
                line.node
                    .ancestors_it(None)
                    .any(|node| node.id == around.id)
            });
            lines.map(|line| line.n_chars).sum()
        };
        let mut best = None;
        let mut n_best = inside(&start);
        for around in start.ancestors_it(Some(MAX_LEVELS)) {
            if nodes::is_element_named(&around, &["html"]) {
                break;
            }
            let n_inside = inside(&around);
            let n_chars = nodes::count_chars(&around).max(1);
            let is_prose = nodes::count_linked_chars(&around) * 100 <= n_chars * MAX_LINKED_PERCENT;
            if n_inside * 10 >= n_best * 12 && is_prose {
                n_best = n_inside;
                best = Some(around);
            }
        }
        best.or_else(|| (n_best * 10 >= n_found * 12).then_some(start))
    }

    /// Removes comments, sidebars and similar parts inside an element.
    pub(super) fn remove_frame(&self, root: &NodeRef) {
        for part in &self.frame {
            if part.ancestors_it(None).any(|around| around.id == root.id) {
                part.remove_from_parent();
            }
        }
    }
}

/// Returns the smallest element that contains all lines.
fn common_element<'t>(lines: &[&ProseLine<'t>]) -> Option<NodeRef<'t>> {
    let (first, others) = lines.split_first()?;
    let path: Vec<NodeRef<'t>> = first
        .node
        .ancestors_it(None)
        .filter(NodeRef::is_element)
        .collect();
    let mut at = 0;
    for line in others {
        let around: HashSet<NodeId> = line.node.ancestors_it(None).map(|node| node.id).collect();
        while path.get(at).is_some_and(|node| !around.contains(&node.id)) {
            at += 1;
        }
    }
    path.get(at).copied()
}

/// Returns whether an element is a part of the page other than the article, such as comments or a sidebar. `n_all` is
/// the number of characters of the page.
fn is_frame(node: &NodeRef, n_all: usize) -> bool {
    if nodes::is_element_named(node, &["main", "article", "body"]) {
        return false;
    }
    let is_element = nodes::is_element_named(node, &["aside", "nav", "footer", "form", "dialog"]);
    let is_named = || {
        element_labels(node)
            .iter()
            .any(|label| OTHER_LABELS.contains(&label.as_str()))
    };
    (is_element || is_named())
        && nodes::count_chars(node) * 2 < n_all
        && !node.descendants_it().any(|inner| inner.has_name("h1"))
}

/// Returns whether a line introduces another article: it has a sibling that is a heading with a link.
fn is_teaser(node: &NodeRef) -> bool {
    const HEADINGS: &[&str] = &["h2", "h3", "h4", "h5"];
    let is_linked = |heading: &NodeRef| {
        let n_chars = nodes::count_chars(heading);
        let is_around = heading.parent().is_some_and(|parent| parent.has_name("a"));
        n_chars > 0 && (is_around || nodes::count_linked_chars(heading) * 10 >= n_chars * 9)
    };
    node.ancestors_it(Some(2)).any(|around| {
        let n_lines = around
            .children_it(false)
            .filter(|child| child.has_name("p"))
            .count();
        let mut headings = around
            .children_it(false)
            .filter(|child| nodes::is_element_named(child, HEADINGS));
        n_lines <= 2 && headings.any(|heading| is_linked(&heading))
    })
}
