//! Finds articles that the markup hides until a script shows them: in `noscript`, in hidden elements, or only in
//! JSON-LD.
//!
//! They are used only if they are longer than everything that the page shows, and a note says so.

use dom_query::{Document, NodeRef};

use super::{blocks, json_ld, nodes, parse};
use crate::article::{ArticleBuilder, BlockKind, Link};

/// The minimum length of a hidden article, in bytes. Shorter hidden texts are notices and labels.
const MIN_HIDDEN_BYTES: usize = 150;
/// A declared body is taken if it is at least this many times as long as the text that the page shows. Pages that show
/// a part of the article count as pages that show it.
const MIN_DECLARED_RATIO: usize = 2;
/// The length at which a declared body without line ends is divided into paragraphs, in bytes. The paragraph ends at
/// the next end of a sentence.
const MIN_PARAGRAPH_BYTES: usize = 400;

/// The note of an article from hidden elements.
pub(super) const REVEALED_NOTE: &str =
    "The page hides this text until a script shows it; menus and notices may be among it";
/// The note of an article from JSON-LD.
pub(super) const DECLARED_NOTE: &str =
    "The page shows less than this text, which is from its metadata and has no headings or links";

/// Returns the length of the paragraphs that the page hides, in bytes; 0 if they are too short for an article. Labelled
/// boilerplate must have been removed.
pub(super) fn count_hidden_bytes(document: &Document) -> usize {
    let n_bytes = hidden_elements(document)
        .iter()
        .flat_map(NodeRef::descendants_it)
        .filter(|node| node.has_name("p"))
        .map(|node| node.text().trim().len())
        .sum();
    if n_bytes < MIN_HIDDEN_BYTES {
        0
    } else {
        n_bytes
    }
}

/// Returns the outermost hidden elements.
fn hidden_elements(document: &Document) -> Vec<NodeRef<'_>> {
    let hidden = document.select(
        "noscript, template, [hidden], [aria-hidden=true], [style*=display], [style*=visibility]",
    );
    let is_hidden = |node: &NodeRef| {
        nodes::is_element_named(node, &["noscript", "template"]) || nodes::is_hidden(node)
    };
    let outer = hidden.nodes().iter().filter(|node| is_hidden(node));
    outer
        .filter(|node| !node.ancestors_it(None).any(|around| is_hidden(&around)))
        .copied()
        .collect()
}

/// Makes hidden elements with paragraphs visible.
pub(super) fn reveal_elements(document: &Document) {
    for node in hidden_elements(document) {
        if !node.descendants_it().any(|inner| inner.has_name("p")) {
            continue;
        }
        let inner = node.descendants_it();
        let all: Vec<_> = std::iter::once(node).chain(inner).collect();
        for node in all.iter().filter(|node| node.is_element()) {
            for name in ["hidden", "aria-hidden", "style"] {
                node.remove_attr(name);
            }
            if nodes::is_element_named(node, &["noscript", "template"]) {
                node.rename("div");
            }
        }
    }
}

/// Returns the body that the page declares in JSON-LD, if it is much longer than what the page shows.
pub(super) fn find_longer_body(document: &Document, n_shown_bytes: usize) -> Option<String> {
    let body = json_ld::find_article_body(document)?;
    let is_longer =
        body.len() >= MIN_HIDDEN_BYTES && body.len() / MIN_DECLARED_RATIO >= n_shown_bytes;
    is_longer.then_some(body)
}

/// Writes a declared body: HTML, lines, or one long line.
pub(super) fn write_declared_body(body: &str, base: Option<&Link>) -> ArticleBuilder {
    let mut builder = ArticleBuilder::new();
    if body.contains("</p>") || body.contains("<br") {
        let document = parse::parse_document(body);
        blocks::write_page_blocks(&mut builder, &document.root(), "", base);
        return builder;
    }
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    for paragraph in lines.flat_map(cut_paragraphs) {
        builder.open(BlockKind::Paragraph);
        builder.push(paragraph);
        builder.close();
    }
    builder
}

/// Splits a long line into paragraphs at the ends of sentences.
fn cut_paragraphs(line: &str) -> Vec<&str> {
    let mut paragraphs = Vec::new();
    let mut rest = line;
    while rest.len() > 2 * MIN_PARAGRAPH_BYTES {
        let ends = rest.match_indices(['.', '!', '?', '”']);
        let end = ends.map(|(at, mark)| at + mark.len()).find(|end| {
            *end >= MIN_PARAGRAPH_BYTES
                && rest
                    .get(*end..)
                    .and_then(|after| after.strip_prefix(' '))
                    .is_some_and(|after| after.starts_with(|c: char| c.is_uppercase() || c == '“'))
        });
        let Some((head, after)) = end.and_then(|end| rest.split_at_checked(end)) else {
            break;
        };
        paragraphs.push(head);
        rest = after.trim_start();
    }
    paragraphs.push(rest);
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_between_sentences() {
        let line = "The old pier was closed on Monday after a beam fell. ".repeat(40);
        let parts = cut_paragraphs(line.trim());
        assert!(parts.len() > 3);
        assert!(
            parts
                .iter()
                .all(|part| part.ends_with('.') && part.len() < 900)
        );
        assert_eq!(parts.join(" "), line.trim());
        let endless = "word ".repeat(1000);
        assert_eq!(cut_paragraphs(&endless), [endless.as_str()]);
    }

    #[test]
    fn hidden_menus_are_no_article() {
        let count = |page: &str| count_hidden_bytes(&parse::parse_document(page));
        assert_eq!(count("<div hidden><p>Menu</p></div><p>Words</p>"), 0);
        let prose = "The old pier was closed on Monday after a beam fell.".repeat(4);
        let n = prose.len();
        assert_eq!(count(&format!("<p>{prose}</p>")), 0);
        assert_eq!(
            count(&format!("<body><noscript><p>{prose}</p></noscript>")),
            n
        );
        let nested = format!("<div hidden><div style='display: none'><p>{prose}</p></div></div>");
        assert_eq!(count(&nested), n);
    }
}
