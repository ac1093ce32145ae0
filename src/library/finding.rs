//! Quotes and figures of the whole library, each with its article.

use jiff::Timestamp;

use super::EntryId;
use crate::article::Link;

/// The article that a finding is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingSource {
    /// Identifies the entry.
    pub entry: EntryId,
    /// The id in the corpus that the article was saved from.
    pub source_id: Option<String>,
    /// The headline.
    pub title: String,
    /// The outlet.
    pub site: String,
    /// The author, as the source gives it.
    pub author: Option<String>,
    /// The page of the article.
    pub link: Option<Link>,
    /// The publication time; `None` if the source gives none.
    pub published: Option<Timestamp>,
    /// When the article was fetched or saved.
    pub retrieved: Timestamp,
    /// The hash of the text that the offsets are of.
    pub text_hash: u64,
}

/// A stretch of an article's text, in Unicode scalar values; the end is exclusive.
pub type ScalarEnds = (usize, usize);

/// The speaker of a quote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibrarySpeaker {
    /// The name; if the speaker is not an entity, the words in the text.
    pub name: String,
    /// The number of the entity in the library.
    pub entity: Option<i64>,
    /// The key of the entity.
    pub key: Option<String>,
    /// The words for the speaker in the text.
    pub range: Option<ScalarEnds>,
}

/// A quote with its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryQuote {
    /// The article.
    pub source: FindingSource,
    /// The words; the pieces of a split quote are joined with a space.
    pub words: String,
    /// From the first piece to the last.
    pub range: ScalarEnds,
    /// The pieces.
    pub spans: Vec<ScalarEnds>,
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
    /// The speaker; `None` if the text does not say.
    pub speaker: Option<LibrarySpeaker>,
    /// The reporting words.
    pub cue: Option<String>,
    /// How close the words are to those asked for, in percent.
    pub likeness: Option<u8>,
}

/// A figure with its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryFigure {
    /// The article.
    pub source: FindingSource,
    /// The words of the amount.
    pub words: String,
    /// The place of these words.
    pub range: ScalarEnds,
    /// The kind: `money`, `count` and others.
    pub kind: String,
    /// The exact value, or the lower end of a range.
    pub low: String,
    /// The upper end of a range; equal to `low` for one value.
    pub high: String,
    /// Whether the value is a bound or an estimate.
    pub modifier: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// What the amount is for each of.
    pub per: Option<String>,
    /// The direction of a change.
    pub change: Option<String>,
    /// What is counted or measured.
    pub of: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// The place of the sentence.
    pub sentence_range: ScalarEnds,
}
