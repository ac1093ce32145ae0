//! Names and texts in the form in which they are compared: lower case, no accents, words apart by one space.

use std::collections::HashSet;

use crate::annotation::{EntityKey, EntityKind};

/// How much of a text is looked at for its topic, in bytes. News says what it is about at once.
const MAX_TOPIC_BYTES: usize = 8_000;

/// Returns a name in lower case, without accents, dots and apostrophes, its words apart by one space.
pub fn fold_name(name: &str) -> String {
    let key = EntityKey::new(EntityKind::Other, name);
    let folded = key.as_str().split_once('/').map_or("", |(_, name)| name);
    folded.replace('-', " ")
}

/// The words of the beginning of a text, for looking up words and phrases.
#[derive(Debug, Default)]
pub(super) struct FoldedText {
    words: HashSet<String>,
    /// The words in order, apart by spaces, with a space at both ends.
    line: String,
}

impl FoldedText {
    /// Folds the beginning of a text.
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

    /// Returns whether a folded word or phrase is in the text.
    pub(super) fn has(&self, phrase: &str) -> bool {
        match phrase.split_once(' ') {
            None => self.words.contains(phrase),
            Some((first, _)) => {
                self.words.contains(first) && self.line.contains(&format!(" {phrase} "))
            }
        }
    }
}
