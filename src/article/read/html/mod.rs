//! Reads HTML pages and fragments.
//!
//! A page goes through `parse` (a tree of bounded size), `meta` (metadata), `extract` (the main text), `chrome` and
//! `edges` (removal of boilerplate) and `blocks` (blocks and inlines). A simple fragment takes the shortcut in `light`,
//! which needs no tree.

mod attributes;
mod blocks;
mod chrome;
mod edges;
mod extract;
mod json_ld;
mod light;
mod meta;
mod nodes;
mod parse;
mod table;
mod witness;

use super::super::{About, Article, ArticleBuilder, Link};
use super::{ReadError, about, language};

/// Reads a page: its main text without boilerplate, and its metadata.
///
/// Depth and size are limited before a tree is built, so the cost is bounded for any input.
///
/// # Errors
///
/// [`ReadError`] if the page contains no article or too much text.
pub fn html(content: &str, base: Option<&Link>) -> Result<Article, ReadError> {
    let (document, notes) = parse::told(content);
    let base = meta::base(&document, base);
    let about = meta::about(&document, base.as_ref());
    let builder = extract::main_text(document, content, &about, base.as_ref());
    let Some(mut builder) = builder else {
        return Err(match notes.into_iter().next() {
            Some(note) => ReadError::Cut { note },
            None => ReadError::NoArticle,
        });
    };
    for note in notes {
        builder.note(&note);
    }
    let mut article = finish(builder, about)?;
    language::tell(&mut article);
    Ok(article)
}

/// Reads a fragment of HTML that contains only an article, such as an entry of a feed. The language is not detected;
/// callers that need it use [`super::tell_language`].
///
/// # Errors
///
/// [`ReadError`] if there is no text or too much.
pub fn fragment(content: &str, about: About, base: Option<&Link>) -> Result<Article, ReadError> {
    let mut builder = ArticleBuilder::new();
    if !light::write(&mut builder, content, &about, base) {
        write_tree(&mut builder, content, &about, base);
    }
    finish(builder, about)
}

/// Writes any fragment, by building its tree.
fn write_tree(builder: &mut ArticleBuilder, content: &str, about: &About, base: Option<&Link>) {
    let (document, notes) = parse::told(content);
    for note in notes {
        builder.note(&note);
    }
    chrome::remove(&document.root(), about);
    blocks::write(builder, &document.root(), &about.title, base);
}

/// Returns the text of a fragment on one sanitized line of limited length, for headlines in feeds.
pub fn line_of(content: &str) -> String {
    let head: String = content.chars().take(4 * about::LONGEST_TITLE).collect();
    if !head.contains(['<', '&']) {
        return about::line(&head, about::LONGEST_TITLE);
    }
    let document = parse::document(&head);
    about::line(&document.text(), about::LONGEST_TITLE)
}

/// Writes a fragment into a builder, for HTML inside Markdown.
pub(super) fn write(builder: &mut ArticleBuilder, content: &str, base: Option<&Link>) {
    let (document, notes) = parse::told(content);
    for note in notes {
        builder.note(&note);
    }
    blocks::write(builder, &document.root(), "", base);
}

fn finish(builder: ArticleBuilder, about: About) -> Result<Article, ReadError> {
    let article = builder.finish(about)?;
    if article.blocks().is_empty() {
        return Err(ReadError::NoArticle);
    }
    Ok(article)
}

#[cfg(test)]
mod tests;
