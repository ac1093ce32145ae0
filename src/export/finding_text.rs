//! What a figure or date says, for the lists of formats that people read.

use super::spans::to_single_line;
use crate::annotation::{Annotation, Annotations};
use crate::article::Article;
use crate::text::ByteRange;

/// The texts of a figure or date, each on one line.
pub(super) struct FindingText {
    /// The value: the figure as the article writes it, with its bound; the date in words.
    pub(super) value: String,
    /// What is counted, if neither the value nor the clause names it, and the clause. May be empty.
    pub(super) about: String,
    /// The sentence, if it says more than the clause.
    pub(super) sentence: Option<String>,
}

impl FindingText {
    /// Returns the texts of a figure or date; `None` for other annotations.
    pub(super) fn of(
        article: &Article,
        annotations: &Annotations,
        item: &Annotation,
    ) -> Option<Self> {
        let line = |range: ByteRange| to_single_line(article.text().slice(range));
        let value = item.kind.in_prose(&line(item.range))?;
        let sentence = annotations.sentence_at(item.range.start());
        let clause = article.clause_at(sentence, item.range);
        let pieces: Vec<_> = clause.pieces.iter().map(|piece| line(*piece)).collect();
        let mut about = pieces.join(" · ");
        let counted = item.kind.figure().and_then(|figure| figure.of).map(line);
        if let Some(counted) =
            counted.filter(|words| !value.contains(words) && !about.contains(words))
        {
            let gap = if about.is_empty() { "" } else { " — " };
            about = format!("{counted}{gap}{about}");
        }
        // A row of a table is said by the names of the row and the column.
        let is_cell = !clause.pieces.iter().any(|piece| piece.covers(item.range));
        let sentence = sentence.map(line);
        let sentence = sentence
            .filter(|words| !is_cell && words.len() > about.len() + MAX_SENTENCE_MARKS_BYTES);
        Some(Self {
            value,
            about,
            sentence,
        })
    }
}

/// The maximum number of bytes by which a sentence exceeds its clause if they have the same words: a full stop and a
/// pair of quotation marks.
const MAX_SENTENCE_MARKS_BYTES: usize = 7;

/// Returns the figures and dates that formats for people list, in text order: all but ordinals and vague times.
pub(super) fn listed_values(annotations: &Annotations) -> impl Iterator<Item = &Annotation> {
    let items = annotations.items().iter();
    items.filter(|item| item.kind.value_kind().is_some() && !item.kind.is_minor())
}

/// Returns a sentence about the figures and dates that are not listed; `None` if all are.
pub(super) fn unlisted_note(annotations: &Annotations) -> Option<String> {
    let minor = annotations
        .items()
        .iter()
        .filter(|item| item.kind.is_minor());
    match minor.count() {
        0 => None,
        1 => Some("1 ordinal or vague time is not listed.".to_owned()),
        n => Some(format!("{n} ordinals and vague times are not listed.")),
    }
}
