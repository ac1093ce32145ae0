//! Stores the properties of each distinct token that do not depend on context. They are computed once and kept, because
//! most words of an article occurred in earlier articles.
//!
//! Interning changes the speed of annotation, never the result.

use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU64, Ordering};

use hashbrown::HashTable;

use super::hash::Seeded;
use super::name_words::LexicalTraits;
use super::quotation_mark::is_quotation_mark;
use super::word_classes::{LexicalEntry, word_list};
use crate::engine::numbers;
use crate::engine::numbers::TokenCut;
use crate::engine::syntax::shipped_weights::speech_tagger;
use crate::engine::syntax::word_form::WordForm;
use crate::engine::token::{Case, TokenClass, case_of, class_of};
use crate::invariant::ExpectOr;
use crate::text::content_hash;

/// The maximum number of words kept from text to text. If there are more before a text, all are dropped. A word takes
/// about 0.15 kB.
const MAX_KEPT_WORDS: usize = 32_000;
/// The maximum total size of the kept lower-case words, in bytes: ten times that of ordinary words. Limits the memory
/// for texts of huge words.
const MAX_KEPT_BYTES: usize = 4 << 20;

/// The maximum length of a word that is stored in the key itself, in bytes.
const MAX_KEY_BYTES: usize = 15;

/// The properties of a token that do not depend on context, in one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(in crate::engine) struct Lexeme {
    /// The byte range of the lower-case form in [`LexemeInterner::lowers`].
    lower: (u32, u32),
    /// The class of the token: word, number, punctuation.
    pub(in crate::engine) class: TokenClass,
    /// The capitalisation of the token.
    pub(in crate::engine) case: Case,
    /// How the token is split into subtokens, and the properties of these.
    pub(in crate::engine) cut: TokenCut,
    /// The possible parts of speech, and the token's use as a reporting verb.
    pub(in crate::engine) speech: LexicalEntry,
    /// The uses of the token inside or before a name.
    pub(in crate::engine) naming: LexicalTraits,
    /// Whether it is a quotation mark.
    pub(in crate::engine) is_quotation_mark: bool,
    /// Whether it is punctuation that ends a sentence.
    pub(in crate::engine) is_stop: bool,
    /// The number of the last article that contains it.
    round: u32,
}

/// The key of a token: its bytes and their number, or a hash if there are too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct TokenKey(u64, u64);

impl TokenKey {
    fn new(word: &str) -> Self {
        let bytes = word.as_bytes();
        let n = bytes.len();
        let low = |at: usize| {
            let bytes = bytes.get(at..).and_then(<[u8]>::first_chunk);
            u64::from(u32::from_le_bytes(
                *bytes.expect_or(&[0; 4], "the word has these bytes"),
            ))
        };
        let high = |at: usize| {
            let bytes = bytes.get(at..).and_then(<[u8]>::first_chunk);
            u64::from_le_bytes(*bytes.expect_or(&[0; 8], "the word has these bytes"))
        };
        let len = u64::try_from(n).expect_or_default("a length has at most 64 bits") << 56;
        match n {
            // The bytes of the end are read again from further left, where a whole number of them stands.
            9..=MAX_KEY_BYTES => Self(high(0), high(n - 8) >> ((16 - n) * 8) | len),
            8 => Self(high(0), len),
            4..=7 => Self(low(0) | low(n - 4) << ((n - 4) * 8), len),
            0..=3 => {
                let all = bytes.iter().rev();
                Self(all.fold(0, |all, byte| all << 8 | u64::from(*byte)), len)
            }
            _ => Self(content_hash(bytes), u64::MAX),
        }
    }
}

/// Maps the keys of tokens to slots. The table contains only numbers and fits into the processor's cache. The keys are
/// in the order of the slots, so the keys of frequent words, which occur first, are next to each other.
#[derive(Debug, Default)]
struct SlotMap {
    seed: Seeded,
    keys: Vec<TokenKey>,
    numbers: HashTable<u32>,
}

impl SlotMap {
    /// Returns the slot of a key.
    #[inline]
    fn get(&self, key: TokenKey) -> Option<u32> {
        let is_it = |slot: &u32| self.keys.get(*slot as usize) == Some(&key);
        self.numbers.find(self.seed.hash_one(key), is_it).copied()
    }

    /// Adds a key that must be new. Returns its slot, which is the number of keys before it.
    fn push(&mut self, key: TokenKey) -> u32 {
        let slot = to_u32(self.keys.len());
        self.keys.push(key);
        let hash_of = |slot: &u32| {
            let key = self.keys.get(*slot as usize);
            key.map_or(0, |key| self.seed.hash_one(key))
        };
        self.numbers
            .insert_unique(self.seed.hash_one(key), slot, hash_of);
        slot
    }
}

/// Interns word forms: each distinct token has a slot and one [`Lexeme`], kept from article to article.
#[derive(Debug)]
pub(in crate::engine) struct LexemeInterner {
    slots: SlotMap,
    entries: Vec<Lexeme>,
    /// The properties of each word that the tagger uses.
    forms: Vec<WordForm>,
    lowers: String,
    /// Working memory for computing the properties of a word.
    buffer: String,
    /// A number that is unique in this run of the program.
    id: u64,
    /// The number of the current article.
    round: u32,
}

impl Default for LexemeInterner {
    fn default() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        Self {
            slots: SlotMap::default(),
            entries: Vec::new(),
            forms: Vec::new(),
            lowers: String::new(),
            buffer: String::new(),
            id: COUNT.fetch_add(1, Ordering::Relaxed),
            round: 1,
        }
    }
}

impl LexemeInterner {
    /// Returns the interner for the next text: with its words, or an empty one if it has too many.
    pub(in crate::engine) fn recycle(self) -> Self {
        let is_usable = self.entries.len() <= MAX_KEPT_WORDS
            && self.lowers.len() <= MAX_KEPT_BYTES
            && self.round < u32::MAX;
        let mut interner = if is_usable { self } else { Self::default() };
        interner.round += 1;
        interner
    }

    /// Returns the id of this interner. Slots are valid only with the interner that returned them.
    pub(in crate::engine) const fn id(&self) -> u64 {
        self.id
    }

    /// Returns the slot of a token, its record, and whether it is new in this text.
    #[inline]
    pub(in crate::engine) fn look_up(&mut self, word: &str) -> (u32, &Lexeme, bool) {
        let key = TokenKey::new(word);
        let slot = match self.slots.get(key) {
            Some(slot) => slot,
            None => self.learn(key, word),
        };
        let Some(entry) = self.entries.get_mut(slot as usize) else {
            return (slot, &NOTHING, false);
        };
        let before = std::mem::replace(&mut entry.round, self.round);
        (slot, entry, before != self.round)
    }

    /// Returns the record of the token of a slot.
    #[inline]
    pub(in crate::engine) fn entry(&self, slot: u32) -> Option<&Lexeme> {
        self.entries.get(slot as usize)
    }

    /// Returns the properties of the token in a slot that the part-of-speech tagger uses.
    #[inline]
    pub(in crate::engine) fn form(&self, slot: u32) -> &WordForm {
        self.forms.get(slot as usize).unwrap_or(&WordForm::BOUNDARY)
    }

    /// Returns the token of a slot in lower case, with curly apostrophes made straight.
    #[inline]
    pub(in crate::engine) fn lower(&self, slot: u32) -> &str {
        let entry = self.entry(slot).unwrap_or(&NOTHING);
        let (start, end) = entry.lower;
        let lower = self.lowers.get(start as usize..end as usize);
        lower.expect_or_default("the range is that of a known word")
    }

    #[cold]
    fn learn(&mut self, key: TokenKey, word: &str) -> u32 {
        let slot = self.slots.push(key);
        let start = self.lowers.len();
        for c in word.chars() {
            match c {
                '’' | 'ʼ' => self.lowers.push('\''),
                c => self.lowers.extend(c.to_lowercase()),
            }
        }
        let form = speech_tagger().map(|tagger| tagger.describe(word, &mut self.buffer));
        self.forms.push(form.unwrap_or(WordForm::BOUNDARY));
        let class = class_of(word);
        let lower = self
            .lowers
            .get(start..)
            .expect_or_default("the range is that of a known word");
        self.entries.push(Lexeme {
            lower: (to_u32(start), to_u32(self.lowers.len())),
            class,
            case: case_of(word),
            cut: numbers::cut_token(word, class),
            speech: word_list().get(lower),
            naming: LexicalTraits::new(lower),
            is_quotation_mark: is_quotation_mark(word),
            is_stop: word.starts_with(['.', '?', '!', '…']),
            round: 0,
        });
        slot
    }
}

/// The record of a token that does not exist.
const NOTHING: Lexeme = Lexeme {
    lower: (0, 0),
    class: TokenClass::Symbol,
    case: Case::None,
    cut: TokenCut::NOTHING,
    speech: LexicalEntry::NOTHING,
    naming: LexicalTraits::NOTHING,
    is_quotation_mark: false,
    is_stop: false,
    round: 0,
};

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).expect_or(
        u32::MAX,
        "the known words are cleared before they are 4 GiB",
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn words_that_differ_have_keys_of_their_own() {
        let long = "abcdefghijklmnopqrst";
        let mut words: Vec<String> = (0..=long.len())
            .filter_map(|n| long.get(..n).map(str::to_owned))
            .collect();
        for at in 0..15 {
            for other in ["\0", "z", "\u{7f}"] {
                let mut word = long.get(..15).expect("ASCII").to_owned();
                word.replace_range(at..=at, other);
                words.push(word);
            }
        }
        words.extend(["a\0", "a\0\0", "\0", "\0a", "été", "ete"].map(str::to_owned));
        let distinct: BTreeSet<_> = words.iter().collect();
        let keys: BTreeSet<_> = words
            .iter()
            .map(|word| TokenKey::new(word))
            .map(|key| (key.0, key.1))
            .collect();
        assert_eq!(keys.len(), distinct.len());
    }

    #[test]
    fn a_word_has_one_slot_and_its_own_entry() {
        let mut interner = LexemeInterner::default();
        let words = ["Reef", "reef", "3.5", "İt’s", "Reef"];
        let slots = words.map(|word| interner.look_up(word).0);
        assert_eq!(slots, [0, 1, 2, 3, 0]);
        let lowers = slots.map(|slot| interner.lower(slot));
        assert_eq!(lowers, ["reef", "reef", "3.5", "i̇t's", "reef"]);
        assert_eq!(interner.look_up("Reef").1.case, Case::Title);
        assert_eq!(interner.lower(99), "");
    }

    #[test]
    fn what_is_told_of_a_token_is_loaded_at_once() {
        assert_eq!(size_of::<Lexeme>(), 64);
    }

    #[test]
    fn words_keep_their_slots_while_the_table_grows() {
        let mut interner = LexemeInterner::default();
        for _ in 0..2 {
            for n in 0..5000 {
                let (slot, ..) = interner.look_up(&format!("word{n}"));
                assert_eq!(slot, n);
            }
        }
        assert_eq!(interner.lower(4321), "word4321");
    }

    #[test]
    fn a_glossary_that_is_full_is_not_used_again() {
        let mut interner = LexemeInterner::default().recycle();
        for n in 0..=MAX_KEPT_WORDS {
            interner.look_up(&format!("word{n}"));
        }
        let id = interner.id();
        let next = interner.recycle();
        assert_ne!(next.id(), id);
        assert_eq!(next.entries.len(), 0);
    }

    #[test]
    fn a_glossary_with_huge_words_is_not_used_again() {
        let mut interner = LexemeInterner::default();
        interner.look_up(&"a".repeat(MAX_KEPT_BYTES + 1));
        assert_eq!(interner.recycle().entries.len(), 0);
    }

    #[test]
    fn a_word_of_an_earlier_text_keeps_its_slot_and_is_new_in_the_next_one() {
        let mut interner = LexemeInterner::default();
        interner.look_up("reef");
        let (first, _, _) = interner.look_up("storm");
        let id = interner.id();
        let mut next = interner.recycle();
        assert_eq!(next.id(), id);
        let found: Vec<_> = ["storm", "storm"]
            .map(|word| {
                let (slot, _, is_new) = next.look_up(word);
                (slot, is_new)
            })
            .to_vec();
        assert_eq!(found, [(first, true), (first, false)]);
    }
}
