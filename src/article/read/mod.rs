//! Reads bytes from outside into an article: detects the kind and the charset, then calls the reader of that kind.

mod binary_format;
#[cfg(test)]
pub(crate) mod block_format;
mod charset;
mod dates;
mod error;
mod fields;
mod function_words;
mod html;
mod language;
mod markdown;
mod pieces;
mod plain;
mod source_hint;
mod source_kind;
#[cfg(test)]
mod tests;

pub use binary_format::{BinaryFormat, detect_binary};
pub use dates::is_plausible_date;
pub use error::ReadError;
pub use html::{html_to_line, read_fragment, read_html};
pub use language::detect_article_language;
pub use markdown::read_markdown;
pub use plain::read_plain_text;
pub use source_hint::SourceHint;

use source_kind::SourceKind;

use super::Article;

/// Reads an HTML page, Markdown or plain text, as indicated by `hint` and the bytes.
///
/// # Errors
///
/// [`ReadError`] if the bytes are empty, binary, a feed or too long, or if a page contains no article.
pub fn read_article(bytes: &[u8], hint: &SourceHint) -> Result<Article, ReadError> {
    if let Some(format) = detect_binary(bytes) {
        return Err(ReadError::Binary(format));
    }
    let content_type = hint.content_type.as_deref().unwrap_or_default();
    let content = charset::decode_bytes(bytes, content_type);
    if content.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    // Formats without a known signature are recognized only after decoding.
    if source_kind::is_mostly_control(&content) {
        return Err(ReadError::Binary(binary_format::UNKNOWN));
    }
    let base = hint.base.as_ref();
    let article = match source_kind::detect_source_kind(&content, hint) {
        SourceKind::Html => read_html(&content, base),
        SourceKind::Markdown => read_markdown(&content, base),
        SourceKind::Plain => read_plain_text(&content, base),
        SourceKind::Feed => Err(ReadError::Feed),
    };
    article.map(|article| title_by_name(article, hint))
}

/// Returns the article. If it has no title, its file name becomes the title.
pub fn title_by_name(mut article: Article, hint: &SourceHint) -> Article {
    if let Some(name) = hint
        .name
        .as_deref()
        .filter(|_| article.about.title.is_empty())
    {
        article.about.title = fields::clean_line(name, fields::MAX_TITLE_CHARS);
    }
    article
}

/// Decodes `bytes`. The charset is taken from the byte order mark, the content type, the document's own declaration or,
/// failing these, detection.
pub fn decode_text<'a>(bytes: &'a [u8], content_type: &str) -> std::borrow::Cow<'a, str> {
    charset::decode_bytes(bytes, content_type)
}

/// Parses a text that may be a date: ISO 8601, RFC 2822, a Unix timestamp, or words or numbers whose order is
/// unambiguous. A date with a time but no zone gets no exact time.
pub fn parse_date(raw: &str) -> Option<super::PublicationDate> {
    dates::parse_date_text(raw)
}

/// Parses the date field of a feed. Accepts everything that [`parse_date`] accepts. Because the field is known to be a
/// date, it also skips other words, uses the first of the month if the day is missing, and UTC if the zone is missing.
pub fn parse_feed_date(raw: &str) -> Option<super::PublicationDate> {
    dates::parse_feed_date_text(raw)
}
