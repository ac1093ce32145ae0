//! Ranges as the exports count them, and the words at them.

use serde::Serialize;

use super::SourceId;
use crate::article::Article;
use crate::text::ByteRange;
use crate::text::ScalarIndex;

/// Start and end in Unicode scalar values, end exclusive.
pub(super) type ScalarRange = (u32, u32);

/// An article's text with the way from bytes to scalar values.
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

    pub(super) fn of(&self, range: ByteRange) -> ScalarRange {
        (
            self.index.scalar(range.start()),
            self.index.scalar(range.end()),
        )
    }

    pub(super) fn words(&self, range: ByteRange) -> &'a str {
        self.article.text().slice(range)
    }

    pub(super) fn text(&self) -> &'a str {
        self.article.text().as_str()
    }

    /// Returns the words with line ends and runs of white space as one space, for formats of one line.
    pub(super) fn line(&self, range: ByteRange) -> String {
        to_single_line(self.words(range))
    }
}

/// Returns the words with line ends and runs of white space as one space.
pub(super) fn to_single_line(words: &str) -> String {
    // Readers in Python take the separators of ASCII for line ends.
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}');
    let mut words = words.split(is_gap).filter(|word| !word.is_empty());
    let mut line = words.next().unwrap_or_default().to_owned();
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    line
}

/// Returns what the document is called, in words: see [`DocumentId`].
pub(super) fn document_id(article: &Article, id: Option<SourceId<'_>>) -> String {
    id.map_or_else(|| article_identity(article), |id| id.to_string())
}

fn article_identity(article: &Article) -> String {
    format!("{:016x}", article.id.to_u64())
}

/// What a document is called in JSON: the name or number it was given, or the article's identity in sixteen hexadecimal
/// digits.
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
