//! Reads bytes from outside into an article: finds out what they are and in which charset, and calls that kind's reader.

mod about;
mod charset;
mod dates;
mod error;
mod html;
mod kind;
mod language;
mod markdown;
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

/// What is known about bytes before they are read. Nothing of it is trusted alone: the bytes are looked at too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// The name of the file they stand in, for its ending.
    pub name: Option<String>,
    /// What the server said: `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// Where they came from: relative links are joined to it, and it is the article's link unless the page names another.
    pub base: Option<Link>,
}

/// Returns the article in `bytes`: an HTML page, Markdown or plain text, whichever `hint` and the bytes themselves say.
pub fn read(bytes: &[u8], hint: &Hint) -> Result<Article, ReadError> {
    if let Some(what) = kind::binary(bytes) {
        return Err(ReadError::Binary { what });
    }
    let content_type = hint.content_type.as_deref().unwrap_or_default();
    let content = charset::decode(bytes, content_type);
    if content.trim().is_empty() {
        return Err(ReadError::Empty);
    }
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

/// Returns the text of `bytes` in the charset that their mark, the content type, their own declaration or, failing
/// these, their looks tell.
pub fn decode<'a>(bytes: &'a [u8], content_type: &str) -> std::borrow::Cow<'a, str> {
    charset::decode(bytes, content_type)
}

/// Returns what bytes are that are no text, with its article, by how they begin: "a PDF document".
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    kind::binary(bytes)
}

/// Returns the moment that a date on a page or in a feed means: ISO 8601, RFC 2822, or in words with a year.
pub fn parse_date(raw: &str) -> Option<super::Published> {
    dates::parse(raw)
}
