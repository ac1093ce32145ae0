//! Converts names and texts to the form in which they are compared: lower case, without accents, with one space between
//! words.

use std::collections::HashSet;

use crate::annotation::{EntityKey, EntityKind};

/// The number of bytes at the start of a text in which its topic is searched. News articles name their topic at the
/// start.
const MAX_TOPIC_BYTES: usize = 8_000;

/// Returns a name in lower case, without accents, dots and apostrophes, with one space between words.
pub fn fold_name(name: &str) -> String {
    let key = EntityKey::new(EntityKind::Other, name);
    let folded = key.as_str().split_once('/').map_or("", |(_, name)| name);
    folded.replace('-', " ")
}

/// The words at the start of a text, in the form of [`fold_name`], for looking up words and phrases.
#[derive(Debug, Default)]
pub(super) struct FoldedText {
    words: HashSet<String>,
    /// The words in order, with one space between them and at both ends.
    line: String,
}

impl FoldedText {
    /// Converts the start of a text.
    pub(super) fn new(text: &str) -> Self {
        let mut end = text.len().min(MAX_TOPIC_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let folded = fold_name(text.get(..end).unwrap_or(text));
        Self {
            words: folded.split(' ').map(str::to_owned).collect(),
            line: format!(" {folded} "),
        }
    }

    /// Returns whether the text contains a word or phrase, which must be in the form of [`fold_name`].
    pub(super) fn has(&self, phrase: &str) -> bool {
        match phrase.split_once(' ') {
            None => self.words.contains(phrase),
            Some((first, _)) => {
                self.words.contains(first) && self.line.contains(&format!(" {phrase} "))
            }
        }
    }
}
