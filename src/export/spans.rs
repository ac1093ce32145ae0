//! Ranges as the exports count them, and the words at them.

use serde::Serialize;

use super::Id;
use crate::article::Article;
use crate::text::ByteRange;
use crate::text::ScalarIndex;

/// Start and end in Unicode scalar values, end exclusive.
pub(super) type Span = (u32, u32);

/// An article's text with the way from bytes to scalar values.
pub(super) struct Spans<'a> {
    article: &'a Article,
    index: ScalarIndex<'a>,
}

impl<'a> Spans<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        Self {
            article,
            index: ScalarIndex::new(article.text().as_str()),
        }
    }

    pub(super) fn of(&self, range: ByteRange) -> Span {
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
        one_line(self.words(range))
    }
}

/// Returns the words with line ends and runs of white space as one space.
pub(super) fn one_line(words: &str) -> String {
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

/// Returns what the document is called, in words: see [`Called`].
pub(super) fn id_of(article: &Article, id: Option<Id<'_>>) -> String {
    id.map_or_else(|| identity(article), |id| id.to_string())
}

fn identity(article: &Article) -> String {
    format!("{:016x}", article.id.to_u64())
}

/// What a document is called in JSON: the name or number it was given, or the article's identity in sixteen hexadecimal
/// digits.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Called<'a> {
    Given(Id<'a>),
    Identity(String),
}

impl<'a> Called<'a> {
    pub(super) fn new(article: &Article, id: Option<Id<'a>>) -> Self {
        id.map_or_else(|| Self::Identity(identity(article)), Self::Given)
    }
}
