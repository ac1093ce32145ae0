//! A text as scalar values, and the letters and digits of its ranges. Punctuation and spaces are ignored in
//! comparisons.

use crate::invariant::ExpectOr;

/// A range of the text, in Unicode scalar values; the end is exclusive.
pub(super) type ScalarSpan = (usize, usize);

/// The positions of letters and digits, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LetterPositions(Vec<usize>);

impl LetterPositions {
    /// Returns the number of positions.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no positions.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of positions in both.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let mut others = other.0.iter().peekable();
        let mut n = 0;
        for at in &self.0 {
            while others.next_if(|other| *other < at).is_some() {}
            n += usize::from(others.next_if_eq(&at).is_some());
        }
        n
    }

    /// Returns the sizes of the intersection and the union.
    pub(super) fn overlap(&self, other: &Self) -> (usize, usize) {
        let both = self.shared(other);
        (both, self.len() + other.len() - both)
    }
}

/// A text as scalar values.
pub(super) struct ScalarText(Vec<char>);

impl ScalarText {
    /// Converts a text.
    pub(super) fn new(text: &str) -> Self {
        Self(text.chars().collect())
    }

    /// Returns a range of the text, clamped to the text.
    pub(super) fn get(&self, (start, end): ScalarSpan) -> &[char] {
        let end = end.min(self.0.len());
        self.0
            .get(start.min(end)..end)
            .expect_or_default("the range is clamped to the text")
    }

    /// Returns a range of the text as a string.
    pub(super) fn words(&self, span: ScalarSpan) -> String {
        self.get(span).iter().collect()
    }

    /// Returns the letters of a quote, without a leading "that" or "to", which corpora include or not.
    pub(super) fn letters(&self, spans: &[ScalarSpan]) -> LetterPositions {
        let mut found = Vec::new();
        for &(start, end) in spans {
            // Only a quote in one piece can begin with a conjunction of its own.
            let skip = if spans.len() == 1 {
                self.lead((start, end))
            } else {
                0
            };
            let from = start + skip;
            let letters = self.get((from, end)).iter().zip(from..);
            found.extend(
                letters
                    .filter(|(c, _)| c.is_alphanumeric())
                    .map(|(_, at)| at),
            );
        }
        found.sort_unstable();
        found.dedup();
        LetterPositions(found)
    }

    /// Returns the length of a leading "that" or "to"; 0 if there is none or nothing follows it.
    fn lead(&self, span: ScalarSpan) -> usize {
        let stretch = self.get(span);
        let start = stretch
            .iter()
            .position(|c| is_word(*c))
            .unwrap_or(stretch.len());
        let len = stretch
            .get(start..)
            .expect_or_default("the word lies in its stretch")
            .iter()
            .take_while(|c| is_word(**c))
            .count();
        let word: String = stretch
            .get(start..start + len)
            .expect_or_default("the word lies in its stretch")
            .iter()
            .flat_map(|c| c.to_lowercase())
            .collect();
        if matches!(word.as_str(), "that" | "to") && start + len < stretch.len() {
            start + len
        } else {
            0
        }
    }
}

/// Returns whether a character is a word character, as `\w` in regular expressions.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
