//! HTML pages and pieces of HTML into an article.

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

/// Returns the article of a page: its main text, without what stands around it.
///
/// Depth and size are bounded before a tree is built, so the cost of any page is.
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

/// Returns the article of a piece of HTML that is known to be one, such as an entry of a feed. Its language is looked for
/// by whoever wants to know it: [`super::tell_language`].
pub fn fragment(content: &str, about: About, base: Option<&Link>) -> Result<Article, ReadError> {
    let mut builder = ArticleBuilder::new();
    if !light::write(&mut builder, content, &about, base) {
        write_tree(&mut builder, content, &about, base);
    }
    finish(builder, about)
}

/// Writes a piece of HTML by its tree, whatever it is.
fn write_tree(builder: &mut ArticleBuilder, content: &str, about: &About, base: Option<&Link>) {
    let (document, notes) = parse::told(content);
    for note in notes {
        builder.note(&note);
    }
    chrome::remove(&document.root(), about);
    blocks::write(builder, &document.root(), &about.title, base);
}

/// Returns the words of a piece of HTML on one clean line of bounded length: a headline in a feed.
pub fn line_of(content: &str) -> String {
    let head: String = content.chars().take(4 * about::LONGEST_TITLE).collect();
    if !head.contains(['<', '&']) {
        return about::line(&head, about::LONGEST_TITLE);
    }
    let document = parse::document(&head);
    about::line(&document.text(), about::LONGEST_TITLE)
}

/// Writes a piece of HTML into a builder, for HTML inside Markdown.
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
