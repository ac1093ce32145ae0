//! Finds the main text of a page with the extractor, or in its main element if the extractor fails.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::declared_body::DeclaredBody;
use super::page_prose::PageProse;
use super::{blocks, boilerplate, hidden_article, nodes, parse, positional, standfirst};
use crate::article::{ArticleBuilder, ArticleMetadata, BlockKind, Link};

/// Pages with less text than this many characters are shown entirely. They contain little boilerplate, and rules based
/// on shares of the text are unreliable for them.
const SHORT_PAGE_CHARS: usize = 600;
/// The minimum length of an article, in characters outside of links. Shorter results are usually menus or teasers.
const MIN_ARTICLE_CHARS: usize = 120;
/// The number of nodes above which the extractor is skipped if the page has little text, because it would take long and
/// find nothing.
const MAX_SPARSE_PAGE_NODES: usize = 20_000;
/// The maximum length of a text that may be only the beginning of an article, in bytes. Longer text is assumed to be
/// complete.
const MAX_TEASER_BYTES: usize = 2500;
/// An extracted text is complete if the page has at most this many times its characters: it is at least half of the
/// page.
const MAX_COMPLETE_RATIO: usize = 2;
/// Elements around the content of a page, such as menus and footers.
const FRAME_ELEMENTS: &[&str] = &[
    "nav", "header", "footer", "aside", "form", "button", "script", "noscript",
];
/// The minimum number of nodes per character of a page with little text; see [`MAX_SPARSE_PAGE_NODES`].
const SPARSE_NODES_PER_CHAR: usize = 1;

/// Properties of a page that are determined before its main text is extracted.
struct PageFrame<'p> {
    /// The length of the whole page, in characters.
    n_chars: usize,
    about: &'p ArticleMetadata,
    base: Option<&'p Link>,
    /// The minimum length of the article, in characters.
    least: usize,
    witness: Option<&'p DeclaredBody>,
    standfirst: &'p [String],
}

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
    remove_labelled(&document);
    let standfirst = standfirst::find_standfirst(&document, about);
    let frame = PageFrame {
        n_chars: n_page,
        about,
        base,
        least,
        witness,
        standfirst: &standfirst,
    };
    let n_hidden = hidden_article::count_hidden_bytes(&document);
    let shown = extract_shown_text(document, content, &frame);
    let n_shown = shown.as_ref().map_or(0, ArticleBuilder::len);
    // A page that shows a whole article is believed: what it hides may be other articles.
    if n_shown >= MAX_TEASER_BYTES {
        return extract_wider_text(content, &frame, shown.as_ref()).or(shown);
    }
    let revealed = (n_hidden > n_shown).then(|| extract_hidden_text(content, &frame, n_shown));
    let best = revealed.flatten().or(shown);
    let best = extract_wider_text(content, &frame, best.as_ref()).or(best);
    let n_best = best.as_ref().map_or(0, ArticleBuilder::len);
    read_declared_text(content, base, n_best).or(best)
}

/// Returns the blocks of the text that the page hides; `None` unless it is longer than the text that the page shows.
fn extract_hidden_text(
    content: &str,
    frame: &PageFrame<'_>,
    n_shown_bytes: usize,
) -> Option<ArticleBuilder> {
    let document = parse::parse_document(content);
    remove_labelled(&document);
    hidden_article::reveal_elements(&document);
    let mut builder = run_extractor(document, frame)?;
    builder.add_note(hidden_article::REVEALED_NOTE);
    (builder.len() > n_shown_bytes).then_some(builder)
}

/// Returns the blocks of a larger element that contains the found text and much more prose; `None` if little is missing
/// from the found text. If nothing was found, all prose of the page is returned.
fn extract_wider_text(
    content: &str,
    frame: &PageFrame<'_>,
    found: Option<&ArticleBuilder>,
) -> Option<ArticleBuilder> {
    let text = found.map_or("", ArticleBuilder::text);
    if text.len() * MAX_COMPLETE_RATIO >= frame.n_chars {
        return None;
    }
    let document = parse::parse_document(content);
    boilerplate::remove_boilerplate_classes(&document.root());
    let prose = PageProse::of(&document);
    let root = prose.find_wider_element(text)?;
    prose.remove_frame(&root);
    for node in root.descendants() {
        if nodes::is_element_named(&node, FRAME_ELEMENTS) && !boilerplate::has_prose(&node) {
            node.remove_from_parent();
        }
    }
    write_if_substantial(&root, frame).filter(|wider| wider.len() > text.len())
}

/// Returns the blocks of the article text in the page's JSON-LD; `None` unless it is much longer than the text that the
/// page shows.
fn read_declared_text(
    content: &str,
    base: Option<&Link>,
    n_shown_bytes: usize,
) -> Option<ArticleBuilder> {
    if !content.contains("articleBody") {
        return None;
    }
    let document = parse::parse_document(content);
    let body = hidden_article::find_longer_body(&document, n_shown_bytes)?;
    let mut builder = hidden_article::write_declared_body(&body, base);
    builder.add_note(hidden_article::DECLARED_NOTE);
    Some(builder)
}

fn remove_labelled(document: &Document) {
    boilerplate::remove_boilerplate_classes(&document.root());
    positional::remove_page_classes(&document.root());
}

/// Returns the blocks of the text that the page shows.
fn extract_shown_text(
    document: Document,
    content: &str,
    frame: &PageFrame<'_>,
) -> Option<ArticleBuilder> {
    let n_nodes = document.tree.len();
    if n_nodes > MAX_SPARSE_PAGE_NODES && n_nodes > frame.n_chars * SPARSE_NODES_PER_CHAR {
        return extract_paragraphs(&document, frame);
    }
    run_extractor(document, frame).or_else(|| {
        // The extractor modifies its tree. Parsing again is needed only when it fails.
        let again = parse::parse_document(content);
        remove_labelled(&again);
        extract_paragraphs(&again, frame)
    })
}

fn run_extractor(document: Document, frame: &PageFrame<'_>) -> Option<ArticleBuilder> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    readability.parse().ok()?;
    let page = readability.doc.select_single("#readability-page-1");
    write_if_substantial(page.nodes().first()?, frame)
}

/// Writes the content of `root`; `None` if it has fewer than `least` characters outside of links.
fn write_if_substantial(root: &NodeRef, frame: &PageFrame<'_>) -> Option<ArticleBuilder> {
    boilerplate::remove_boilerplate(root, frame.about);
    // On a short page the rules about edges would remove too much.
    if frame.least > 1 {
        positional::remove_edge_lines(root, frame.about, frame.witness);
    }
    let mut builder = ArticleBuilder::new();
    write_standfirst(&mut builder, frame.standfirst, root);
    blocks::write_page_blocks(&mut builder, root, &frame.about.title, frame.base);
    let is_prose = nodes::count_chars(root) >= nodes::count_linked_chars(root) + frame.least;
    ((is_prose || frame.least == 1) && !builder.is_empty()).then_some(builder)
}

/// Writes the lines of the standfirst that the main text does not contain.
fn write_standfirst(builder: &mut ArticleBuilder, lines: &[String], root: &NodeRef) {
    if lines.is_empty() {
        return;
    }
    let text = blocks::comparison_key(&root.text());
    for line in lines {
        if !text.contains(&blocks::comparison_key(line)) {
            builder.open(BlockKind::Paragraph);
            builder.push(line);
            builder.close();
        }
    }
}

/// Writes the content of the longest `main` or `article` element, or else of the body, without menus and sidebars.
fn extract_paragraphs(document: &Document, frame: &PageFrame<'_>) -> Option<ArticleBuilder> {
    let main = document.select("main, article, [role=main]");
    let longest = main
        .nodes()
        .iter()
        .max_by_key(|node| nodes::count_chars(node))
        .copied();
    let root = longest.or_else(|| document.body())?;
    for node in root.descendants() {
        if nodes::is_element_named(&node, FRAME_ELEMENTS) {
            node.remove_from_parent();
        }
    }
    write_if_substantial(&root, frame)
}
