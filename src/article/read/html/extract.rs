//! Finds the main text of a page with the extractor; falls back to the main element.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::witness::Witness;
use super::{blocks, chrome, edges, nodes, parse};
use crate::article::{About, ArticleBuilder, Link};

/// The length of text below which a page is shown entirely, in characters. Such pages have little boilerplate, and
/// rules that judge shares are unreliable.
const SHORT_PAGE: usize = 600;
/// The minimum length of an article outside of links, in characters. Shorter results are usually menus or teasers.
const FEWEST_CHARS: usize = 120;
/// The number of nodes above which the extractor is skipped if the page has little text: it takes too long for nothing.
const MANY_NODES: usize = 20_000;
/// The minimum number of nodes per character of such a page.
const NODES_PER_CHAR: usize = 1;

/// Returns the blocks of the main text; `None` if there is none. `content` is the source of the page, for a second
/// parse.
pub(super) fn main_text(
    document: Document,
    content: &str,
    about: &About,
    base: Option<&Link>,
) -> Option<ArticleBuilder> {
    let n_page = document.body().map_or(0, |body| nodes::n_chars(&body));
    let least = if n_page < SHORT_PAGE { 1 } else { FEWEST_CHARS };
    let witness = Witness::of(&document);
    let witness = witness.as_ref();
    chrome::remove_labelled(&document.root());
    edges::remove_labelled(&document.root());
    let n_nodes = document.tree.len();
    if n_nodes > MANY_NODES && n_nodes > n_page * NODES_PER_CHAR {
        return paragraphs(&document, about, base, least, witness);
    }
    extracted(document, about, base, least, witness).or_else(|| {
        // The extractor modifies its tree. Parsing again is needed only when it fails.
        let again = parse::document(content);
        chrome::remove_labelled(&again.root());
        edges::remove_labelled(&again.root());
        paragraphs(&again, about, base, least, witness)
    })
}

fn extracted(
    document: Document,
    about: &About,
    base: Option<&Link>,
    least: usize,
    witness: Option<&Witness>,
) -> Option<ArticleBuilder> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    readability.parse().ok()?;
    let page = readability.doc.select_single("#readability-page-1");
    written(page.nodes().first()?, about, base, least, witness)
}

/// Writes the content of `root`; `None` if it has fewer than `least` characters outside of links.
fn written(
    root: &NodeRef,
    about: &About,
    base: Option<&Link>,
    least: usize,
    witness: Option<&Witness>,
) -> Option<ArticleBuilder> {
    chrome::remove(root, about);
    // On a short page the rules about edges would remove too much.
    if least > 1 {
        edges::remove(root, about, witness);
    }
    let mut builder = ArticleBuilder::new();
    blocks::write_page(&mut builder, root, &about.title, base);
    let is_prose = nodes::n_chars(root) >= nodes::n_linked(root) + least;
    ((is_prose || least == 1) && !builder.is_empty()).then_some(builder)
}

/// Writes the content of the longest main element, or of the body, without menus and margins.
fn paragraphs(
    document: &Document,
    about: &About,
    base: Option<&Link>,
    least: usize,
    witness: Option<&Witness>,
) -> Option<ArticleBuilder> {
    let main = document.select("main, article, [role=main]");
    let longest = main
        .nodes()
        .iter()
        .max_by_key(|node| nodes::n_chars(node))
        .copied();
    let root = longest.or_else(|| document.body())?;
    for node in root.descendants() {
        if nodes::is_any(
            &node,
            &[
                "nav", "header", "footer", "aside", "form", "button", "script", "noscript",
            ],
        ) {
            node.remove_from_parent();
        }
    }
    written(&root, about, base, least, witness)
}
