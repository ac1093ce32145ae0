//! Reads bytes from outside into an article: detects the kind and the charset, then calls the reader of that kind.

mod about;
mod charset;
mod dates;
mod error;
mod html;
mod kind;
mod language;
mod markdown;
mod pieces;
mod plain;
#[cfg(test)]
pub(crate) mod show;
#[cfg(test)]
mod tests;

pub use error::ReadError;
pub use html::{fragment, html, line_of};
pub use language::tell as tell_language;
pub use markdown::markdown;
pub use plain::plain;

use kind::SourceKind;

use super::{Article, Link};

/// What is known about bytes before reading. Hints are not trusted: the bytes are inspected too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// The file name; its extension suggests the kind.
    pub name: Option<String>,
    /// The `Content-Type` header: `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// The address of the source. Relative links are resolved against it, and it is the article's link unless the page
    /// declares another.
    pub base: Option<Link>,
}

/// Reads an HTML page, Markdown or plain text, as indicated by `hint` and the bytes.
///
/// # Errors
///
/// [`ReadError`] if the bytes are empty, binary, a feed or too long, or if a page contains no article.
pub fn read(bytes: &[u8], hint: &Hint) -> Result<Article, ReadError> {
    if let Some(what) = kind::binary(bytes) {
        return Err(ReadError::Binary { what });
    }
    let content_type = hint.content_type.as_deref().unwrap_or_default();
    let content = charset::decode(bytes, content_type);
    if content.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    // Formats without a known signature are recognized only after decoding.
    if kind::is_mostly_control(&content) {
        return Err(ReadError::Binary {
            what: "binary data",
        });
    }
    match kind::of(&content, hint) {
        SourceKind::Html => html(&content, hint.base.as_ref()),
        SourceKind::Markdown => markdown(&content, hint.base.as_ref()),
        SourceKind::Plain => plain(&content, hint.base.as_ref()),
        SourceKind::Feed => Err(ReadError::Feed),
    }
}

/// Decodes `bytes`. The charset is taken from the byte order mark, the content type, the document's own declaration or,
/// failing these, detection.
pub fn decode<'a>(bytes: &'a [u8], content_type: &str) -> std::borrow::Cow<'a, str> {
    charset::decode(bytes, content_type)
}

/// Returns the binary format that `bytes` begin with, with an indefinite article ("a PDF document"); `None` for text.
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    kind::binary(bytes)
}

/// Parses a date as found on pages and in feeds: ISO 8601, RFC 2822, a timestamp, or words with a year.
pub fn parse_date(raw: &str) -> Option<super::Published> {
    dates::parse(raw)
}
