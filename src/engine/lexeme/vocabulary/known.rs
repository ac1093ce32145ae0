//! The lexicon of names and words, which is read directly from the bytes in the binary.

use std::sync::OnceLock;

use super::table::PackedTable;
use super::{Classes, unseal_sections};
use crate::text::content_hash;

/// The lexicon that ships in the binary.
static BYTES: &[u8] = include_bytes!("../../../../assets/ner/lexicon.bin");

/// The cluster of a word that is in none.
pub const NO_CLUSTER: u16 = u16::MAX;

/// The value of [`WordFacts::habit`] for a word whose capitalisation is unknown.
const NO_HABIT: u8 = 15;

/// The lexicon's entry for a single word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordFacts {
    /// The classes of the word.
    pub classes: Classes,
    /// The length of the longest known phrase that begins with the word, in words; 0 if there is none.
    pub longest: u8,
    /// How often corpora write the word in lower case within a sentence, from 0 (never) to 8 (always); 15 if unknown.
    pub habit: u8,
    /// The word's clusters in clusterings into 64, 256 and 1024 clusters, or [`NO_CLUSTER`].
    pub clusters: [u16; 3],
}

impl Default for WordFacts {
    fn default() -> Self {
        Self {
            classes: Classes::default(),
            longest: 0,
            habit: NO_HABIT,
            clusters: [NO_CLUSTER; 3],
        }
    }
}

/// The lexicon of words and phrases. All words are in lower case with straight apostrophes.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'a> {
    phrases: PackedTable<'a>,
    words: PackedTable<'a>,
    sets: &'a [u8],
}

impl<'a> Lexicon<'a> {
    /// Returns the lexicon that a data file holds; `None` if it is damaged.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (_, [phrases, words, sets]) = unseal_sections::<3>(bytes)?;
        Some(Self {
            phrases: PackedTable::new(phrases)?,
            words: PackedTable::new(words)?,
            sets,
        })
    }

    /// Returns the entry of the word with this [`word_hash`].
    pub fn word(&self, hash: u64) -> WordFacts {
        let mut facts = WordFacts::default();
        if let Some(&[set, longest]) = self.phrases.get(phrase_hash(0, hash)) {
            facts.classes = self.set(set);
            facts.longest = longest;
        }
        if let Some(&[a, b, c, d]) = self.words.get(hash) {
            let [habit, fine] = [d >> 4, d & 15];
            facts.habit = habit;
            let is_known = fine & 8 == 0;
            if is_known {
                facts.clusters = [
                    u16::from(a),
                    u16::from(b),
                    u16::from(c) | u16::from(fine & 7) << 8,
                ];
            }
        }
        facts
    }

    /// Returns the classes of the phrase with this [`phrase_hash`].
    pub fn phrase(&self, hash: u64) -> Classes {
        match self.phrases.get(hash) {
            Some(&[set, _]) => self.set(set),
            _ => Classes::default(),
        }
    }

    fn set(&self, number: u8) -> Classes {
        let at = usize::from(number) * 4;
        let bytes = self.sets.get(at..at + 4).and_then(|s| s.try_into().ok());
        Classes::from_bits(bytes.map_or(0, u32::from_le_bytes))
    }
}

/// Returns the hash of a word in lower case.
pub fn word_hash(lower: &str) -> u64 {
    content_hash(lower.as_bytes())
}

/// Returns the hash of a phrase. `before` is the hash of the phrase without its last word (0 if there is no other
/// word), `word` that of the last word.
pub const fn phrase_hash(before: u64, word: u64) -> u64 {
    (before ^ word)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(29)
}

/// Returns the lexicon that ships in the binary. A test proves that it can be read.
pub fn shipped_lexicon() -> Option<&'static Lexicon<'static>> {
    static LEXICON: OnceLock<Option<Lexicon<'static>>> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::new(BYTES)).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::lexeme::vocabulary::Class;

    fn facts(word: &str) -> WordFacts {
        shipped_lexicon().expect("a lexicon").word(word_hash(word))
    }

    #[test]
    fn the_shipped_lexicon_can_be_read() {
        assert!(facts("france").classes.has(Class::Country));
        assert!(facts("nairobi").classes.has(Class::BigCity));
        assert!(facts("danish").classes.has(Class::People));
        assert!(facts("mr.").classes.has(Class::Title));
        assert!(facts("united").longest >= 2);
        assert_eq!(facts("qwertzuiop"), WordFacts::default());
    }

    #[test]
    fn phrases_are_known_word_by_word() {
        let lexicon = shipped_lexicon().expect("a lexicon");
        let hash = ["world", "bank"]
            .iter()
            .fold(0, |hash, word| phrase_hash(hash, word_hash(word)));
        assert!(lexicon.phrase(hash).has(Class::Organization));
        let other = ["bank", "world"]
            .iter()
            .fold(0, |hash, word| phrase_hash(hash, word_hash(word)));
        assert!(lexicon.phrase(other).is_empty());
    }
}
