//! The body of the article as the page itself declares it: in JSON-LD, or by an element marked as the body.
//!
//! The declared body is not used as the article, because JSON-LD has no structure and a marked element often contains
//! more than the article. But all lines after the last line that the declared body contains are boilerplate.

use dom_query::{Document, NodeRef};

use super::{blocks, json_ld, nodes};

/// The minimum length of a declared body, in bytes of its letters and digits. Shorter ones are usually summaries.
const MIN_BODY_LETTERS: usize = 400;
/// The maximum cost of the comparison: the number of lines times the length of the body in bytes.
const MAX_LINES_TIMES_LETTERS: usize = 50_000_000;
/// The minimum length of a line for the comparison, in bytes of its letters and digits. Shorter lines can occur in the
/// body by chance.
const MIN_LINE_LETTERS: usize = 20;

/// The letters and digits of the declared body (see [`blocks::comparison_key`]).
pub(super) struct DeclaredBody(String);

impl DeclaredBody {
    /// Returns the declared body; `None` if there is none of sufficient length.
    pub(super) fn from_document(document: &Document) -> Option<Self> {
        let body = json_ld::find_article_body(document).map(|body| blocks::comparison_key(&body));
        body.filter(|letters| letters.len() >= MIN_BODY_LETTERS)
            .or_else(|| find_named_body(document))
            .map(Self)
    }

    /// Returns the index of the last line that the declared body contains. `None` if body and lines do not match well
    /// enough.
    pub(super) fn last<'w>(&self, lines: impl ExactSizeIterator<Item = &'w str>) -> Option<usize> {
        if lines.len().saturating_mul(self.0.len()) > MAX_LINES_TIMES_LETTERS {
            return None;
        }
        let (mut n_found, mut n_all) = (0, 0);
        let mut last = None;
        for (n, line) in lines.enumerate() {
            let letters = blocks::comparison_key(line);
            n_all += letters.len();
            if letters.len() >= MIN_LINE_LETTERS && self.0.contains(&letters) {
                n_found += letters.len();
                last = Some(n);
            }
        }
        // The body must be found nearly whole and be most of the lines; else it is a summary or another text.
        let is_whole = n_found * 100 >= self.0.len() * 85;
        last.filter(|_| is_whole && n_found * 2 >= n_all)
    }
}

/// Returns the text of the longest element marked as the article's body, in the form of [`blocks::comparison_key`].
fn find_named_body(document: &Document) -> Option<String> {
    let named = document.select("[itemprop~=articleBody], [property~=articleBody]");
    let is_named = |node: &NodeRef| {
        let values = ["itemprop", "property"].map(|key| nodes::attribute_value(node, key));
        values.iter().any(|value| value.contains("articleBody"))
    };
    let outer = named.nodes().iter();
    let outer = outer.filter(|node| !node.ancestors_it(None).any(|node| is_named(&node)));
    let letters = outer.map(|node| blocks::comparison_key(&nodes::collapsed_text(node)));
    letters
        .max_by_key(String::len)
        .filter(|letters| letters.len() >= MIN_BODY_LETTERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE_LINES: [&str; 4] = [
        "The harbour reopened on Monday after two years of work on its old walls.",
        "Ships came in from the morning on, said the harbour master, Ana Peña.",
        "The work cost 12 million crowns, a third more than had been planned for it.",
        "Why the sea is salt, and what else our readers liked this week.",
    ];

    fn last_declared_line(head: &str, body: &str) -> Option<usize> {
        let document = Document::from(format!("<head>{head}</head><body>{body}"));
        let lines = SAMPLE_LINES
            .iter()
            .flat_map(|line| std::iter::repeat_n(*line, 3));
        let lines: Vec<_> = lines.collect();
        DeclaredBody::from_document(&document)?.last(lines.into_iter())
    }

    fn declared_text() -> String {
        SAMPLE_LINES[..3]
            .iter()
            .map(|line| line.repeat(3))
            .collect()
    }

    #[test]
    fn the_page_says_where_its_article_ends() {
        let json = format!(
            r#"<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{}"}}</script>"#,
            declared_text()
        );
        assert_eq!(last_declared_line(&json, ""), Some(8));
        let element = format!("<div itemprop='articleBody'><p>{}</div>", declared_text());
        assert_eq!(last_declared_line("", &element), Some(8));
    }

    #[test]
    fn what_says_little_or_something_else_is_not_believed() {
        let element = format!("<div itemprop='articleBody'>{}</div>", SAMPLE_LINES[0]);
        assert_eq!(last_declared_line("", &element), None);
        let other = "Rain fell on the hills and in the valleys of the north.".repeat(40);
        let element = format!(
            "<div itemprop='articleBody'>{}{other}</div>",
            declared_text()
        );
        assert_eq!(last_declared_line("", &element), None);
    }
}
