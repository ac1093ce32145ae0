//! Assigns numbers to the words of names, so that names can be compared without comparing strings.

use crate::engine::lexeme::hash::HashMap;
use crate::invariant::ExpectOr;

/// Numbers for folded words.
#[derive(Default)]
pub(super) struct WordIds {
    ids: HashMap<String, u32>,
    texts: Vec<String>,
}

impl WordIds {
    /// Returns the number of a word. A new word gets the next number.
    pub(super) fn id(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = u32::try_from(self.texts.len())
            .expect_or(u32::MAX, "an article has fewer words than bytes");
        self.ids.insert(word.to_owned(), id);
        self.texts.push(word.to_owned());
        id
    }

    /// Returns the word of a number.
    pub(super) fn text(&self, id: u32) -> &str {
        self.texts.get(id as usize).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number() {
        let mut words = WordIds::default();
        let ids = ["roe", "poe", "roe"].map(|word| words.id(word));
        assert_eq!(ids, [0, 1, 0]);
        assert_eq!((words.text(0), words.text(1)), ("roe", "poe"));
        assert_eq!(words.text(7), "");
    }
}
