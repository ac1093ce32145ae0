//! Conversion of byte ranges to the offsets of the exports, and access to the text at them.

use serde::Serialize;

use super::source_id::SourceId;
use crate::article::Article;
use crate::text::ByteRange;
use crate::text::ScalarIndex;

/// A range of Unicode scalar values: start, and exclusive end.
pub type ScalarRange = (u32, u32);

/// An article's text with an index from byte offsets to scalar values.
pub(super) struct ScalarSpans<'a> {
    article: &'a Article,
    index: ScalarIndex<'a>,
}

impl<'a> ScalarSpans<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        Self {
            article,
            index: ScalarIndex::new(article.text().as_str()),
        }
    }

    /// Returns the range in scalar values.
    pub(super) fn of(&self, range: ByteRange) -> ScalarRange {
        (
            self.index.scalar(range.start()),
            self.index.scalar(range.end()),
        )
    }

    /// Returns the text at the range.
    pub(super) fn words(&self, range: ByteRange) -> &'a str {
        self.article.text().slice(range)
    }

    /// Returns the whole text of the article.
    pub(super) fn text(&self) -> &'a str {
        self.article.text().as_str()
    }

    /// Returns the text at the range on one line, for line-based formats.
    pub(super) fn line(&self, range: ByteRange) -> String {
        to_single_line(self.words(range))
    }
}

/// Returns the text on one line: each run of white space and line ends becomes one space.
pub(super) fn to_single_line(words: &str) -> String {
    // Python's `splitlines` also splits at the ASCII separators U+001C to U+001E; U+001F is white space there.
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}');
    let mut words = words.split(is_gap).filter(|word| !word.is_empty());
    let mut line = words.next().map_or_else(String::new, str::to_owned);
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    line
}

/// Returns the ID of the document as a string; see [`DocumentId`].
pub(super) fn document_id(article: &Article, id: Option<SourceId<'_>>) -> String {
    id.map_or_else(|| article_identity(article), |id| id.to_string())
}

/// Returns the ID of the article as sixteen hexadecimal digits.
fn article_identity(article: &Article) -> String {
    format!("{:016x}", article.id.to_u64())
}

/// The ID of a document in JSON: the given ID, or the article's own as sixteen hexadecimal digits.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum DocumentId<'a> {
    Given(SourceId<'a>),
    Identity(String),
}

impl<'a> DocumentId<'a> {
    pub(super) fn new(article: &Article, id: Option<SourceId<'a>>) -> Self {
        id.map_or_else(|| Self::Identity(article_identity(article)), Self::Given)
    }
}
