//! What the tagger and the parser see of a word by itself: hashes of its spelling, and what the vocabularies know of it.

use super::WordTag;
use super::tag_dictionary::{TagDictionary, tag_of_class};
use crate::engine::lexeme::vocabulary::{Lexicon, NO_CLUSTER, WordFacts, word_hash};
use crate::invariant::ExpectOr;
use crate::text::content_hash;

/// A word by itself. It depends on the spelling only, so that a caller may keep it for each distinct word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordForm {
    /// The hash of the lower-case form, with each digit read as 0 and typographic marks as plain ones.
    pub(super) lower: u32,
    /// The hashes of the last 2, 3 and 4 characters in lower case.
    pub(super) suffixes: [u32; 3],
    /// The hashes of the first 2 and 3 characters in lower case.
    pub(super) prefixes: [u32; 2],
    /// The hash of its shape: the kinds of its characters, with runs shortened.
    pub(super) shape: u32,
    /// Its clusters among 64, 256 and 1024.
    pub(super) clusters: [u16; 3],
    /// How often it is written in lower case inside sentences: 0 never to 8 always; 15 unknown.
    pub(super) habit: u8,
    /// Which tags it had in the training corpora; 0 if it was rare there.
    pub(super) ambiguity: u8,
    /// The sets of the lexicon of names that it is in, as bits.
    pub(super) names: u32,
}

impl WordForm {
    /// The word before the first and after the last one.
    pub(in crate::engine) const BOUNDARY: Self = Self {
        lower: 1,
        suffixes: [1; 3],
        prefixes: [1; 2],
        shape: 1,
        clusters: [NO_CLUSTER - 1; 3],
        habit: 14,
        ambiguity: u8::MAX,
        names: 1 << 31,
    };

    /// Describes a word. The buffer holds the lower-case form while this runs; its content does not matter.
    pub fn describe(
        surface: &str,
        lexicon: Option<&Lexicon<'_>>,
        dictionary: &TagDictionary<'_>,
        buffer: &mut String,
    ) -> Self {
        write_lower(surface, buffer);
        let key = word_hash(buffer);
        let facts = lexicon.map_or_else(WordFacts::default, |lexicon| lexicon.word(key));
        let lower = hash_folded(buffer, key);
        Self {
            lower,
            suffixes: [2, 3, 4].map(|n| hash_suffix(buffer, n)),
            prefixes: [2, 3].map(|n| hash_prefix(buffer, n)),
            shape: hash_shape(surface),
            clusters: facts.clusters,
            habit: facts.habit,
            ambiguity: dictionary.class_of(lower),
            names: facts.classes.bits(),
        }
    }

    /// Returns the word's tag if it had nearly no other one in the training corpora.
    #[inline]
    pub fn certain_tag(&self) -> Option<WordTag> {
        tag_of_class(self.ambiguity)
    }
}

/// Returns the hash of a word as the dictionary of tags counts it.
pub fn hash_lower_word(surface: &str, buffer: &mut String) -> u32 {
    write_lower(surface, buffer);
    let key = word_hash(buffer);
    hash_folded(buffer, key)
}

/// Writes the lower-case form: typographic quotation marks, apostrophes and dashes become plain ones, because the
/// treebanks have nearly no others.
fn write_lower(surface: &str, buffer: &mut String) {
    buffer.clear();
    if surface.is_ascii() {
        buffer.push_str(surface);
        buffer.make_ascii_lowercase();
        return;
    }
    for c in surface.chars() {
        match c {
            '‘' | '’' | '‛' | 'ʼ' => buffer.push('\''),
            '“' | '”' | '„' | '«' | '»' => buffer.push('"'),
            '‐' | '‑' => buffer.push('-'),
            '–' | '—' | '―' => buffer.push_str("--"),
            '…' => buffer.push_str("..."),
            c => buffer.extend(c.to_lowercase()),
        }
    }
}

/// Returns the hash of a lower-case word with each digit read as 0. `key` is the hash of the word itself.
fn hash_folded(lower: &mut String, key: u64) -> u32 {
    if !lower.bytes().any(|byte| byte.is_ascii_digit()) {
        return shorten_hash(key);
    }
    let len = lower.len();
    for index in 0..len {
        // Only ASCII is changed, and only to ASCII: characters of several bytes are copied whole below.
        let byte = lower
            .as_bytes()
            .get(index)
            .copied()
            .expect_or_default("the index lies in the word");
        if byte.is_ascii_digit() {
            lower.push('0');
        } else if let Some(c) = lower.get(index..).and_then(|rest| rest.chars().next()) {
            lower.push(c);
        }
    }
    let hash = content_hash(
        lower
            .as_bytes()
            .get(len..)
            .expect_or_default("a suffix begins in the word"),
    );
    lower.truncate(len);
    shorten_hash(hash)
}

/// Returns 32 bits of a hash; 0 and 1 are left to absent and boundary words.
fn shorten_hash(hash: u64) -> u32 {
    u32::try_from(hash >> 32)
        .expect_or_default("half of a hash has 32 bits")
        .max(2)
}

/// Returns the hash of the last `n` characters; 0 if the word has no more than that.
fn hash_suffix(lower: &str, n: usize) -> u32 {
    let mut starts = lower.char_indices().rev();
    let Some((at, _)) = starts.nth(n - 1).filter(|(at, _)| *at > 0) else {
        return 0;
    };
    shorten_hash(content_hash(
        lower
            .as_bytes()
            .get(at..)
            .expect_or_default("the index lies in the word"),
    ))
}

/// Returns the hash of the first `n` characters; 0 if the word has no more than that.
fn hash_prefix(lower: &str, n: usize) -> u32 {
    let Some((at, _)) = lower.char_indices().nth(n) else {
        return 0;
    };
    shorten_hash(content_hash(
        lower
            .as_bytes()
            .get(..at)
            .expect_or_default("the index lies in the word"),
    ))
}

/// Returns the hash of a word's shape: capitals, lower-case letters and digits by kind, marks as they are; of a run of
/// one kind, two count.
fn hash_shape(word: &str) -> u32 {
    let (mut hash, mut before, mut run) = (0x811c_9dc5_u32, '\0', 0);
    for c in word.chars() {
        let kind = match c {
            'a'..='z' => 'x',
            'A'..='Z' => 'X',
            '0'..='9' => '0',
            c if c.is_ascii() => c,
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '0',
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            '–' | '—' => '-',
            c => c,
        };
        run = if kind == before { run + 1 } else { 0 };
        before = kind;
        if run < 2 {
            hash = (hash ^ u32::from(kind)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(surface: &str) -> WordForm {
        let dictionary = TagDictionary::default();
        WordForm::describe(surface, None, &dictionary, &mut String::new())
    }

    #[test]
    fn digits_and_typographic_marks_are_folded() {
        assert_eq!(describe("1996").lower, describe("2024").lower);
        assert_ne!(describe("1996").lower, describe("199").lower);
        assert_eq!(describe("’s").lower, describe("'s").lower);
        assert_eq!(describe("“").lower, describe("\"").lower);
        assert_eq!(describe("Straße7é").lower, describe("straße8é").lower);
        assert_ne!(describe("Oslo"), describe("oslo"));
        assert_eq!(describe("Oslo").lower, describe("oslo").lower);
    }

    #[test]
    fn ends_of_short_words_are_absent() {
        assert_eq!(describe("be").suffixes, [0; 3]);
        assert_eq!(describe("be").prefixes, [0; 2]);
        let word = describe("bridge");
        assert!(
            word.suffixes
                .iter()
                .chain(&word.prefixes)
                .all(|hash| *hash != 0)
        );
        assert_eq!(word.suffixes, describe("fridge").suffixes);
        assert_eq!(word.prefixes[0], describe("brick").prefixes[0]);
        assert_eq!(describe("né").suffixes, [0; 3]);
        assert_ne!(describe("élé").suffixes[0], 0);
    }

    #[test]
    fn shapes_are_shortened() {
        assert_eq!(hash_shape("Bergen"), hash_shape("Trondheim"));
        assert_ne!(hash_shape("Bergen"), hash_shape("BERGEN"));
        assert_eq!(hash_shape("14,500"), hash_shape("712,900"));
        assert_eq!(hash_shape(""), hash_shape(""));
    }

    proptest::proptest! {
        #[test]
        fn any_word_is_described_and_no_word_is_a_boundary(word in ".{0,12}") {
            let form = describe(&word);
            proptest::prop_assert_eq!(form, describe(&word));
            proptest::prop_assert!(form.lower > 1);
            proptest::prop_assert_ne!(form, WordForm::BOUNDARY);
        }
    }
}
