//! Reads HTML pages and fragments.
//!
//! A page goes through `parse` (a tree of bounded size), `metadata` (with `title`, `byline`, `shown_date`, `section`),
//! `page_notice` (pages that are no article), `main_text` (the extractor, with `standfirst` and
//! `hidden_article` for what it misses), `boilerplate` and `positional` (removal of boilerplate) and `blocks` (blocks
//! and inlines). A simple fragment takes the shortcut in `fast_path`, which needs no tree.

mod attribute_limit;
mod blocks;
mod boilerplate;
mod byline;
mod caption;
mod consent_dialog;
mod declared_body;
mod fast_path;
mod hidden_article;
mod json_ld;
mod line_labels;
mod main_text;
mod metadata;
mod nodes;
mod page_notice;
mod page_prose;
mod page_words;
mod parse;
mod positional;
mod raised_text;
mod section;
mod shown_date;
mod shown_lines;
mod site_phrases;
mod standfirst;
mod table;
mod title;

use super::super::{Article, ArticleBuilder, ArticleMetadata, Link};
use super::{ReadError, fields, language};

/// Reads a page: its main text without boilerplate, and its metadata.
///
/// Depth and size are limited before a tree is built, so the cost is bounded for any input.
///
/// # Errors
///
/// [`ReadError`] if the page contains no article or too much text.
pub fn read_html(content: &str, base: Option<&Link>) -> Result<Article, ReadError> {
    let (document, notes) = parse::parse_with_notes(content);
    let base = metadata::base_link(&document, base);
    let about = metadata::read_metadata(&document, base.as_ref());
    let signs = page_notice::PageSigns::of(&document);
    let builder = main_text::extract_main_text(document, content, &about, base.as_ref());
    let Some(mut builder) = builder else {
        return Err(match notes.into_iter().next() {
            Some(note) => ReadError::Truncated { note },
            None => signs.explain_empty(),
        });
    };
    for note in notes {
        builder.add_note(&note);
    }
    let mut article = finish_article(builder, about)?;
    if let Some(refusal) = signs.find_refusal(&article) {
        return Err(refusal);
    }
    language::detect_article_language(&mut article);
    language::correct_article_language(&mut article);
    Ok(article)
}

/// Reads a fragment of HTML that contains only an article, such as an entry of a feed. The language is not detected;
/// callers that need it use [`super::detect_article_language`].
///
/// # Errors
///
/// [`ReadError`] if there is no text or too much.
pub fn read_fragment(
    content: &str,
    about: ArticleMetadata,
    base: Option<&Link>,
) -> Result<Article, ReadError> {
    let mut builder = ArticleBuilder::new();
    if !fast_path::write_simple_fragment(&mut builder, content, &about, base) {
        write_tree(&mut builder, content, &about, base);
    }
    finish_article(builder, about)
}

/// Writes any fragment, by building its tree.
fn write_tree(
    builder: &mut ArticleBuilder,
    content: &str,
    about: &ArticleMetadata,
    base: Option<&Link>,
) {
    let (document, notes) = parse::parse_with_notes(content);
    for note in notes {
        builder.add_note(&note);
    }
    boilerplate::remove_boilerplate(&document.root(), about);
    blocks::write_blocks(builder, &document.root(), &about.title, base);
}

/// Returns the text of a fragment on one sanitized line of at most `n_chars` characters, for headlines in feeds.
pub fn html_to_line(content: &str, n_chars: usize) -> String {
    let head: String = content.chars().take(4 * n_chars).collect();
    if !head.contains(['<', '&']) {
        return fields::clean_line(&head, n_chars);
    }
    let document = parse::parse_document(&head);
    let text = nodes::spaced_text(&document.root());
    fields::clean_line(&text, n_chars)
}

/// Writes an HTML fragment into a builder. Used for HTML inside Markdown.
pub(super) fn write_html(builder: &mut ArticleBuilder, content: &str, base: Option<&Link>) {
    let (document, notes) = parse::parse_with_notes(content);
    for note in notes {
        builder.add_note(&note);
    }
    blocks::write_blocks(builder, &document.root(), "", base);
}

fn finish_article(builder: ArticleBuilder, about: ArticleMetadata) -> Result<Article, ReadError> {
    let article = builder.finish(about)?;
    if article.blocks().is_empty() {
        return Err(ReadError::NoArticle);
    }
    Ok(article)
}

#[cfg(test)]
mod tests;
