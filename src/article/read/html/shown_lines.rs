//! Collects the lines of a page with their labels and their places in one walk over the tree, to find dates and bylines
//! in them.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::line_labels::{LineLabels, OTHER_LABELS, element_labels};
use super::{blocks, nodes};

/// The maximum number of lines that are kept.
const MAX_LINES: usize = 600;
/// The maximum length of the stored words of a line, in characters. Longer lines are running text.
pub(super) const MAX_LINE_CHARS: usize = 240;
/// The minimum length of a paragraph of running text, in characters.
const MIN_PROSE_CHARS: usize = 160;
/// The maximum number of nodes in a labelled element that is read as a line of its own. Larger ones are containers.
const MAX_LABELLED_NODES: usize = 60;
/// The maximum number of labelled elements around the article whose size is measured.
const MAX_MEASURED_ELEMENTS: usize = 8;

/// Elements that do not end a line.
const INLINE_ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font",
    "i", "ins", "label", "mark", "nobr", "q", "s", "small", "span", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "img",
];
/// Elements whose text is not shown or does not belong to the page.
const SKIPPED_ELEMENTS: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "head",
    "button",
    "select",
    "textarea",
    "iframe",
    "object",
    "option",
    "blockquote",
];

/// The position of a line relative to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinePlace {
    /// Above the headline.
    Above,
    /// Between the headline and the second paragraph of running text.
    Near,
    /// After the second paragraph of running text.
    Below,
}

/// A line of the page.
pub(super) struct ShownLine {
    /// The words, on one line; shortened if the line is long.
    pub(super) words: String,
    pub(super) labels: LineLabels,
    pub(super) place: LinePlace,
    /// Whether the line is the content of a `time` or `abbr` element.
    pub(super) is_time: bool,
    /// Whether the line is a complete line of the page, and not an element within a line.
    pub(super) is_whole: bool,
    /// Whether the line is in a list or a table.
    pub(super) is_listed: bool,
    /// The dates in machine-readable attributes of the element, such as `datetime`.
    pub(super) machine_dates: Vec<String>,
}

/// Properties of the elements around a node.
#[derive(Clone, Copy, Default)]
struct Surroundings {
    is_other: bool,
    is_in_article: bool,
    is_listed: bool,
    labels: LineLabels,
}

/// Returns the lines of a page in order, without those of comments, other articles, menus and sidebars.
pub(super) fn collect_lines(document: &Document, title: &str) -> Vec<ShownLine> {
    let Some(body) = document.body() else {
        return Vec::new();
    };
    let key = blocks::comparison_key(title);
    let headings = document.select("h1, h2, h3");
    let headings = headings.nodes().iter().take(MAX_LINES);
    let is_title = |node: &&NodeRef| blocks::comparison_key(&nodes::collapsed_text(node)) == key;
    let mut headings = headings.filter(|node| !key.is_empty() && is_title(node));
    let headline = headings.next().copied();
    let first = document.select_single("h1").nodes().first().copied();
    let headline = headline.or(first);
    let around = headline.iter().flat_map(|node| node.ancestors_it(None));
    let mut walk = LineWalk {
        lines: Vec::new(),
        words: String::new(),
        headline: headline.map(|node| node.id),
        around: around.map(|node| node.id).collect(),
        n_prose: 0,
        n_measured: 0,
        n_all: nodes::count_chars(&body),
        is_headline_seen: headline.is_none(),
    };
    walk.children(&body, Surroundings::default());
    walk.flush(Surroundings::default());
    walk.lines
}

struct LineWalk {
    lines: Vec<ShownLine>,
    /// The words of the line in progress.
    words: String,
    headline: Option<NodeId>,
    /// The elements that contain the headline. They contain the article too, whatever their labels say.
    around: HashSet<NodeId>,
    n_prose: usize,
    n_measured: usize,
    /// The length of the page, in characters.
    n_all: usize,
    is_headline_seen: bool,
}

impl LineWalk {
    fn children(&mut self, node: &NodeRef, at: Surroundings) {
        for child in node.children_it(false) {
            if self.lines.len() >= MAX_LINES {
                return;
            }
            if let Some(words) = nodes::own_text(&child) {
                // What is beyond the limit only shows that the line is text.
                if self.words.len() < 8 * MAX_LINE_CHARS {
                    self.words.push_str(&words);
                }
            } else if child.is_element() {
                self.element(&child, at);
            }
        }
    }

    fn element(&mut self, node: &NodeRef, mut at: Surroundings) {
        if nodes::is_element_named(node, SKIPPED_ELEMENTS) {
            return;
        }
        let is_inline = nodes::is_element_named(node, INLINE_ELEMENTS);
        let labels = element_labels(node);
        let own = LineLabels::of(node, &labels);
        at.is_other |= self.is_other(node, &labels, at);
        at.is_in_article |= nodes::is_element_named(node, &["article"])
            || labels
                .iter()
                .any(|label| label == "post" || label == "hentry" || label == "entry");
        at.is_listed |= nodes::is_element_named(node, &["li", "td", "dd"]);
        if !is_inline {
            self.flush(at);
        } else if own != LineLabels::default() {
            self.words.push(' ');
        }
        at.labels = own;
        if self.headline == Some(node.id) {
            self.is_headline_seen = true;
            self.n_prose = 0;
        }
        let is_time = nodes::is_element_named(node, &["time", "abbr"]);
        if (own != LineLabels::default() || is_time) && !at.is_other {
            self.labelled(node, own, is_time, at);
        }
        self.children(node, at);
        if !is_inline {
            self.flush(at);
        }
    }

    /// Adds the text of a labelled element as a line of its own.
    fn labelled(&mut self, node: &NodeRef, labels: LineLabels, is_time: bool, at: Surroundings) {
        if node.descendants_it().take(MAX_LABELLED_NODES + 1).count() > MAX_LABELLED_NODES {
            return;
        }
        let words = parted_text(node);
        let n_chars = words.chars().take(MAX_LINE_CHARS + 1).count();
        let machine_dates = machine_dates(node);
        if n_chars > MAX_LINE_CHARS || (n_chars == 0 && machine_dates.is_empty()) {
            return;
        }
        self.lines.push(ShownLine {
            words,
            labels,
            place: self.place(),
            is_time,
            is_whole: false,
            is_listed: at.is_listed,
            machine_dates,
        });
    }

    /// Ends the line in progress.
    fn flush(&mut self, at: Surroundings) {
        let raw = std::mem::take(&mut self.words);
        let words: Vec<&str> = raw.split_whitespace().collect();
        if words.is_empty() {
            return;
        }
        let mut words = words.join(" ");
        let n_chars = words.chars().count();
        let place = self.place();
        if n_chars >= MIN_PROSE_CHARS && !at.is_other {
            self.n_prose += 1;
        }
        if at.is_other {
            return;
        }
        if let Some((cut, _)) = words.char_indices().nth(MAX_LINE_CHARS) {
            words.truncate(cut);
        }
        self.lines.push(ShownLine {
            words,
            labels: at.labels,
            place,
            is_time: false,
            is_whole: true,
            is_listed: at.is_listed,
            machine_dates: Vec::new(),
        });
    }

    const fn place(&self) -> LinePlace {
        match (self.is_headline_seen, self.n_prose) {
            (true, 0 | 1) => LinePlace::Near,
            (false, 0 | 1) => LinePlace::Above,
            _ => LinePlace::Below,
        }
    }

    /// Returns whether an element contains text that does not belong to the article.
    fn is_other(&mut self, node: &NodeRef, labels: &[String], at: Surroundings) -> bool {
        if at.is_other || self.around.contains(&node.id) {
            return at.is_other;
        }
        let is_foot = nodes::is_element_named(node, &["footer"]);
        if nodes::is_element_named(node, &["aside", "nav", "form"])
            || (is_foot && !at.is_in_article)
        {
            return true;
        }
        let is_entry_part = labels
            .iter()
            .any(|label| matches!(label.as_str(), "meta" | "entry" | "post" | "article"));
        let is_named = labels.iter().any(|label| {
            OTHER_LABELS.contains(&label.as_str())
                && !(is_entry_part && (label == "footer" || label == "copyright"))
        });
        if !is_named
            || nodes::is_element_named(node, &["html", "body", "main", "article", "a", "time"])
        {
            return false;
        }
        // What holds most of the page holds the article.
        self.n_measured += 1;
        self.n_measured > MAX_MEASURED_ELEMENTS || nodes::count_chars(node) * 2 < self.n_all
    }
}

/// Returns the text of an element with a separator between its parts, so that a name and a date do not run together.
fn parted_text(node: &NodeRef) -> String {
    const PARTED_ELEMENTS: &[&str] = &["time", "br", "img"];
    let mut text = String::new();
    for inner in node.descendants_it() {
        if let Some(words) = nodes::own_text(&inner) {
            text.push_str(&words);
            if inner.parent().is_some_and(|around| around.has_name("time")) {
                text.push_str(" | ");
            }
        } else if nodes::is_element_named(&inner, PARTED_ELEMENTS)
            || (inner.is_element() && !nodes::is_element_named(&inner, INLINE_ELEMENTS))
        {
            text.push_str(" | ");
        } else if nodes::is_element_named(&inner, &["span", "a"]) {
            text.push(' ');
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_matches(['|', ' ']).to_owned()
}

/// Returns the values of the attributes that contain machine-readable dates.
fn machine_dates(node: &NodeRef) -> Vec<String> {
    const DATE_ATTRIBUTES: &[&str] = &[
        "datetime",
        "content",
        "title",
        "data-datetime",
        "data-timestamp",
        "data-time",
        "data-date",
        "data-published",
        "data-utc",
        "data-epoch",
        "data-publish-date",
        "data-iso",
        "data-seconds",
    ];
    let values = DATE_ATTRIBUTES
        .iter()
        .map(|key| nodes::attribute_value(node, key));
    let has_digits =
        |value: &String| value.len() < 64 && value.contains(|c: char| c.is_ascii_digit());
    values.filter(has_digits).collect()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn words_of(body: &str) -> Vec<String> {
        let lines = collect_lines(&parse::parse_document(body), "Pier");
        lines.into_iter().map(|line| line.words).collect()
    }

    #[test]
    fn lines_of_comments_and_frames_are_left_out() {
        let page = "<aside><p>3 May 2019</p></aside><h1>Pier</h1><p>By Ana<br>4 May 2019</p>\
            <div class='comments'><p>5 May 2019</p></div><footer>6 May 2019</footer>";
        assert_eq!(words_of(page), ["Pier", "By Ana", "4 May 2019"]);
    }

    #[test]
    fn labels_around_the_headline_hide_nothing() {
        let page = "<div class='post comments-open sidebar'><h1>Pier</h1><p>4 May 2019</p></div>";
        assert_eq!(words_of(page), ["Pier", "4 May 2019"]);
    }

    #[test]
    fn labelled_elements_are_lines_of_their_own() {
        let page = "<h1>Pier</h1><p>In <span class=entry-date title='2019-05-04'>May</span></p>";
        let lines = collect_lines(&parse::parse_document(page), "Pier");
        let date = lines
            .iter()
            .find(|line| line.labels.date.is_some())
            .expect("a labelled line");
        assert_eq!(
            (date.words.as_str(), date.machine_dates.as_slice()),
            ("May", &["2019-05-04".to_owned()][..])
        );
        assert_eq!(date.place, LinePlace::Near);
    }
}
