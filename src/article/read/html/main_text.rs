//! Finds the main text of a page with the extractor; falls back to the main element.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::declared_body::DeclaredBody;
use super::{blocks, boilerplate, nodes, parse, positional};
use crate::article::{ArticleBuilder, ArticleMetadata, Link};

/// The length of text below which a page is shown entirely, in characters. Such pages have little boilerplate, and
/// rules that judge shares are unreliable.
const SHORT_PAGE_CHARS: usize = 600;
/// The minimum length of an article outside of links, in characters. Shorter results are usually menus or teasers.
const MIN_ARTICLE_CHARS: usize = 120;
/// The number of nodes above which the extractor is skipped if the page has little text: it takes too long for nothing.
const MAX_SPARSE_PAGE_NODES: usize = 20_000;
/// The minimum number of nodes per character of such a page.
const SPARSE_NODES_PER_CHAR: usize = 1;

/// Returns the blocks of the main text; `None` if there is none. `content` is the source of the page, for a second
/// parse.
pub(super) fn extract_main_text(
    document: Document,
    content: &str,
    about: &ArticleMetadata,
    base: Option<&Link>,
) -> Option<ArticleBuilder> {
    let n_page = document.body().map_or(0, |body| nodes::count_chars(&body));
    let least = if n_page < SHORT_PAGE_CHARS {
        1
    } else {
        MIN_ARTICLE_CHARS
    };
    let witness = DeclaredBody::from_document(&document);
    let witness = witness.as_ref();
    boilerplate::remove_boilerplate_classes(&document.root());
    positional::remove_page_classes(&document.root());
    let n_nodes = document.tree.len();
    if n_nodes > MAX_SPARSE_PAGE_NODES && n_nodes > n_page * SPARSE_NODES_PER_CHAR {
        return extract_paragraphs(&document, about, base, least, witness);
    }
    run_extractor(document, about, base, least, witness).or_else(|| {
        // The extractor modifies its tree. Parsing again is needed only when it fails.
        let again = parse::parse_document(content);
        boilerplate::remove_boilerplate_classes(&again.root());
        positional::remove_page_classes(&again.root());
        extract_paragraphs(&again, about, base, least, witness)
    })
}

fn run_extractor(
    document: Document,
    about: &ArticleMetadata,
    base: Option<&Link>,
    least: usize,
    witness: Option<&DeclaredBody>,
) -> Option<ArticleBuilder> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    readability.parse().ok()?;
    let page = readability.doc.select_single("#readability-page-1");
    write_if_substantial(page.nodes().first()?, about, base, least, witness)
}

/// Writes the content of `root`; `None` if it has fewer than `least` characters outside of links.
fn write_if_substantial(
    root: &NodeRef,
    about: &ArticleMetadata,
    base: Option<&Link>,
    least: usize,
    witness: Option<&DeclaredBody>,
) -> Option<ArticleBuilder> {
    boilerplate::remove_boilerplate(root, about);
    // On a short page the rules about edges would remove too much.
    if least > 1 {
        positional::remove_edge_lines(root, about, witness);
    }
    let mut builder = ArticleBuilder::new();
    blocks::write_page_blocks(&mut builder, root, &about.title, base);
    let is_prose = nodes::count_chars(root) >= nodes::count_linked_chars(root) + least;
    ((is_prose || least == 1) && !builder.is_empty()).then_some(builder)
}

/// Writes the content of the longest main element, or of the body, without menus and margins.
fn extract_paragraphs(
    document: &Document,
    about: &ArticleMetadata,
    base: Option<&Link>,
    least: usize,
    witness: Option<&DeclaredBody>,
) -> Option<ArticleBuilder> {
    let main = document.select("main, article, [role=main]");
    let longest = main
        .nodes()
        .iter()
        .max_by_key(|node| nodes::count_chars(node))
        .copied();
    let root = longest.or_else(|| document.body())?;
    for node in root.descendants() {
        if nodes::is_element_named(
            &node,
            &[
                "nav", "header", "footer", "aside", "form", "button", "script", "noscript",
            ],
        ) {
            node.remove_from_parent();
        }
    }
    write_if_substantial(&root, about, base, least, witness)
}
