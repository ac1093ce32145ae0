//! What a page says itself that its article is: the body in JSON-LD, or the element that is named so.
//!
//! Neither is read instead of the page: the one has no structure, the other often holds more than the article. But what
//! stands behind the last line that they know is not the article.

use dom_query::{Document, NodeRef};

use super::{blocks, json_ld, nodes};

/// The shortest body that is believed, in letters.
const SHORTEST: usize = 400;
/// How much looking for lines may cost: lines times letters.
const MOST_WORK: usize = 50_000_000;
/// Shorter lines may be found by chance, in letters.
const FEWEST: usize = 20;

/// The letters of an article as its page tells them.
pub(super) struct Witness(String);

impl Witness {
    /// Returns what the page says, if it says enough.
    pub(super) fn of(document: &Document) -> Option<Self> {
        let told = json_ld::body(document).map(|body| blocks::folded(&body));
        told.filter(|letters| letters.len() >= SHORTEST)
            .or_else(|| named(document))
            .map(Self)
    }

    /// Returns which line is the last that the page says to be of the article; nothing where the lines are not what it
    /// tells about.
    pub(super) fn last<'w>(&self, lines: impl ExactSizeIterator<Item = &'w str>) -> Option<usize> {
        if lines.len().saturating_mul(self.0.len()) > MOST_WORK {
            return None;
        }
        let (mut n_found, mut n_all) = (0, 0);
        let mut last = None;
        for (n, line) in lines.enumerate() {
            let letters = blocks::folded(line);
            n_all += letters.len();
            if letters.len() >= FEWEST && self.0.contains(&letters) {
                n_found += letters.len();
                last = Some(n);
            }
        }
        let is_whole = n_found * 100 >= self.0.len() * 85;
        last.filter(|_| is_whole && n_found * 2 >= n_all)
    }
}

/// Returns the letters of the longest element that is named as the article's body.
fn named(document: &Document) -> Option<String> {
    let named = document.select("[itemprop~=articleBody], [property~=articleBody]");
    let is_named = |node: &NodeRef| {
        let values = ["itemprop", "property"].map(|key| nodes::attribute(node, key));
        values.iter().any(|value| value.contains("articleBody"))
    };
    let outer = named.nodes().iter();
    let outer = outer.filter(|node| !node.ancestors_it(None).any(|node| is_named(&node)));
    let letters = outer.map(|node| blocks::folded(&nodes::text(node)));
    letters
        .max_by_key(String::len)
        .filter(|letters| letters.len() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [&str; 4] = [
        "The harbour reopened on Monday after two years of work on its old walls.",
        "Ships came in from the morning on, said the harbour master, Ana Peña.",
        "The work cost 12 million crowns, a third more than had been planned for it.",
        "Why the sea is salt, and what else our readers liked this week.",
    ];

    fn last(head: &str, body: &str) -> Option<usize> {
        let document = Document::from(format!("<head>{head}</head><body>{body}"));
        let lines = LINES.iter().flat_map(|line| std::iter::repeat_n(*line, 3));
        let lines: Vec<_> = lines.collect();
        Witness::of(&document)?.last(lines.into_iter())
    }

    fn body() -> String {
        LINES[..3].iter().map(|line| line.repeat(3)).collect()
    }

    #[test]
    fn the_page_says_where_its_article_ends() {
        let json = format!(
            r#"<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{}"}}</script>"#,
            body()
        );
        assert_eq!(last(&json, ""), Some(8));
        let element = format!("<div itemprop='articleBody'><p>{}</div>", body());
        assert_eq!(last("", &element), Some(8));
    }

    #[test]
    fn what_says_little_or_something_else_is_not_believed() {
        let element = format!("<div itemprop='articleBody'>{}</div>", LINES[0]);
        assert_eq!(last("", &element), None);
        let other = "Rain fell on the hills and in the valleys of the north.".repeat(40);
        let element = format!("<div itemprop='articleBody'>{}{other}</div>", body());
        assert_eq!(last("", &element), None);
    }
}
