//! Finds the words of a case in the text that was read from it.

use crate::text::ByteRange;

/// A text in which runs of white space count as one space, so that the lines of a case may be broken anywhere.
pub(super) struct LocatedText {
    folded: String,
    /// For each byte of `folded`, its offset in the text; one more for the end.
    offsets: Vec<usize>,
}

impl LocatedText {
    pub(super) fn new(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut offsets = Vec::with_capacity(text.len() + 1);
        for (offset, c) in text.char_indices() {
            if c.is_whitespace() {
                if folded.ends_with(' ') {
                    continue;
                }
                folded.push(' ');
                offsets.push(offset);
            } else {
                folded.push(c);
                offsets.extend(offset..offset + c.len_utf8());
            }
        }
        offsets.push(text.len());
        Self { folded, offsets }
    }

    /// Returns the range of occurrence number `nth` of the words, from 1.
    pub(super) fn find_words(&self, words: &str, nth: usize) -> Option<ByteRange> {
        let words = fold_spaces(words);
        if words.is_empty() {
            return None;
        }
        let mut starts = self.folded.match_indices(words.as_str());
        let (start, _) = starts.nth(nth.checked_sub(1)?)?;
        let first = *self.offsets.get(start)?;
        // The end of the last byte, not the start of what follows: white space may lie between.
        let last = *self.offsets.get(start + words.len() - 1)? + 1;
        Some(ByteRange::of(first, last))
    }
}

/// Returns the words with single spaces between them.
pub(super) fn fold_spaces(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_over_line_breaks_and_by_number() {
        let text = "She said\nthat she  said “é”.";
        let located = LocatedText::new(text);
        let words = |words, nth| {
            let range = located.find_words(words, nth)?;
            text.get(range.indices())
        };
        assert_eq!(words("said that", 1), Some("said\nthat"));
        assert_eq!(words("she said", 1), Some("she  said"));
        assert_eq!(words("said", 2), Some("said"));
        assert_eq!(words("“é”.", 1), Some("“é”."));
        assert_eq!(words("said", 3), None);
        assert_eq!(words("said", 0), None);
        assert_eq!(words("", 1), None);
    }
}
