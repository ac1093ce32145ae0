//! Which tags a word had in the training corpora, as one number for each set of tags.

use super::WordTag;
use crate::engine::lexeme::vocabulary::table::{PackedTable, build_table};

/// The class of a word that is rare in the training corpora.
const UNKNOWN_CLASS: u8 = 0;
/// The class of a frequent word that nearly always has tag 0; those of the other tags follow.
pub const FIRST_CERTAIN_CLASS: u8 = 200;
/// The bytes of a value in the table.
const VALUE_BYTES: u8 = 1;

/// The sets of tags of common words, used in place.
#[derive(Clone, Copy, Debug, Default)]
pub struct TagDictionary<'a> {
    /// `None` for a dictionary without words.
    table: Option<PackedTable<'a>>,
}

impl<'a> TagDictionary<'a> {
    /// Returns the dictionary that these bytes hold; `None` if they are damaged.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let table = Some(PackedTable::new(bytes)?);
        Some(Self { table })
    }

    /// Returns the class of the word with this hash.
    pub(super) fn class_of(&self, lower: u32) -> u8 {
        let value = self.table.and_then(|table| table.get(spread_hash(lower)));
        match value {
            Some(&[class]) => class,
            _ => UNKNOWN_CLASS,
        }
    }
}

/// Returns the tag that the words of this class nearly always have; `None` for a class of ambiguous words.
#[inline]
pub(super) fn tag_of_class(class: u8) -> Option<WordTag> {
    let index = usize::from(class.checked_sub(FIRST_CERTAIN_CLASS)?);
    (index < WordTag::COUNT).then(|| WordTag::from_index(index))
}

/// Returns the bytes of a dictionary with these words, given by [`super::hash_lower_word`], and their classes.
pub fn pack_dictionary(words: impl IntoIterator<Item = (u32, u8)>) -> Vec<u8> {
    let entries = words
        .into_iter()
        .map(|(lower, class)| (spread_hash(lower), vec![class]));
    build_table(entries.collect(), VALUE_BYTES)
}

/// Returns a hash of 64 bits from one of 32, because the table uses high and low bits.
const fn spread_hash(lower: u32) -> u64 {
    (lower as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_their_class() {
        let words: Vec<_> = (2..900_u32)
            .map(|n| (n * 7919, u8::try_from(n % 200).expect("small")))
            .collect();
        let bytes = pack_dictionary(words.clone());
        let dictionary = TagDictionary::new(&bytes).expect("a dictionary");
        for (lower, class) in words {
            assert_eq!(dictionary.class_of(lower), class);
        }
        assert_eq!(dictionary.class_of(5), UNKNOWN_CLASS);
        assert_eq!(TagDictionary::default().class_of(5), UNKNOWN_CLASS);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = pack_dictionary([(9, 1), (8, 2)]);
        for end in 0..bytes.len() {
            assert!(TagDictionary::new(&bytes[..end]).is_none(), "{end}");
        }
    }
}
