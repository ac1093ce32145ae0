//! Words with their features, kept from document to document: most words of a text were in the one before it.
//!
//! It changes the time that tagging takes, never its result.

use std::cell::Cell;

use super::word::{Spelling, Word};
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::vocabulary::{Classes, Lexicon};
use crate::invariant::ExpectOr;
use crate::text::content_hash;

/// The maximum number of words that are kept; with more than that at the end of a document, all are forgotten. A word
/// costs about 0.3 kB.
const MAX_KEPT_WORDS: usize = 32_000;

/// The number of a word in the document that is being read. It is void in any other document.
#[derive(Clone, Copy, Debug, Default)]
struct Epoch {
    round: u32,
    number: u32,
}

/// The words that were described with one lexicon, and the phrases that were looked up in it.
#[derive(Default)]
pub struct WordCache {
    /// Slots of words as written, by their hash; unused where an interner numbers the words.
    slots: HashMap<u64, u32>,
    /// The number of the interner whose slots are used, if any.
    interner: Option<u64>,
    /// Lower-case forms, by their hash.
    forms: HashMap<u64, u32>,
    /// The words, by their slots.
    words: Vec<Option<KnownWord>>,
    /// Their letters.
    letters: WordLetters,
    n_words: usize,
    marks: Vec<Epoch>,
    form_marks: Vec<Epoch>,
    /// The number of the document that is being read.
    round: u32,
    /// How often the words were forgotten: slots of before mean nothing any more.
    n_resets: u64,
    /// The classes that phrases have in the lexicon.
    phrases: PhraseCache,
}

/// The maximum number of phrases that are kept.
const MAX_KEPT_PHRASES: usize = 1 << 13;

/// The classes of phrases in the lexicon: a cache with one slot for each hash, in which a later phrase replaces an earlier one.
#[derive(Default)]
pub struct PhraseCache(Vec<Cell<Option<(u64, Classes)>>>);

impl PhraseCache {
    /// Returns the classes of the phrase with this hash. All calls must pass the same lexicon.
    pub(in crate::engine::names) fn of(&self, hash: u64, lexicon: &Lexicon<'_>) -> Classes {
        let place = usize::try_from(hash >> 40).expect_or_default("24 bits fit an index")
            % MAX_KEPT_PHRASES;
        let slot = self.0.get(place);
        match slot.and_then(Cell::get) {
            Some((kept, classes)) if kept == hash => classes,
            _ => {
                let classes = lexicon.phrase(hash);
                if let Some(slot) = slot {
                    slot.set(Some((hash, classes)));
                }
                classes
            }
        }
    }
}

/// A word that was seen.
struct KnownWord {
    word: Word,
    form: u32,
    /// The number of its letters.
    letters: u32,
}

/// Words as written, each followed by its lower-case form. A [`Spelling`] takes 80 bytes and is needed
/// only when a word is scored for the first time, so it is computed then.
#[derive(Default)]
struct WordLetters {
    text: String,
    /// For each word, where it ends and where its lower-case form does.
    ends: Vec<(u32, u32)>,
}

impl WordLetters {
    /// Adds a word, and returns its number.
    fn push(&mut self, (surface, lower): (&str, &str)) -> u32 {
        self.text.push_str(surface);
        let end = to_u32(self.text.len());
        self.text.push_str(lower);
        self.ends.push((end, to_u32(self.text.len())));
        to_u32(self.ends.len() - 1)
    }

    fn spelling(&self, number: u32) -> Option<Spelling> {
        let number = number as usize;
        let start = match number.checked_sub(1) {
            Some(before) => self.ends.get(before)?.1,
            None => 0,
        };
        let (middle, end) = *self.ends.get(number)?;
        let surface = self.text.get(start as usize..middle as usize)?;
        let lower = self.text.get(middle as usize..end as usize)?;
        Some(Spelling::new(surface, lower))
    }
}

/// The words of a cache with their letters.
#[derive(Clone, Copy)]
pub(in crate::engine::names) struct CachedWords<'a> {
    words: &'a [Option<KnownWord>],
    letters: &'a WordLetters,
}

impl<'a> CachedWords<'a> {
    /// Returns the word of this slot.
    pub(in crate::engine::names) fn of(self, slot: usize) -> Option<(&'a Word, Spelling)> {
        let known = self.words.get(slot)?.as_ref()?;
        Some((&known.word, self.letters.spelling(known.letters)?))
    }
}

/// The distinct words of a document, described once.
#[derive(Debug, Default)]
pub(in crate::engine::names) struct Vocabulary {
    pub(in crate::engine::names) words: Vec<Word>,
    /// Their letters, unless the document is a page's.
    pub(in crate::engine::names) spellings: Vec<Spelling>,
    /// For each word, its number in the cache.
    pub(in crate::engine::names) slots: Vec<u32>,
    /// For each word, which lower-case form it has: words that differ in case only share it.
    pub(in crate::engine::names) forms: Vec<u32>,
    pub(in crate::engine::names) n_forms: usize,
}

impl Vocabulary {
    /// Returns no words yet, and room for so many.
    pub(in crate::engine::names) fn with_room(n: usize) -> Self {
        Self {
            words: Vec::with_capacity(n),
            spellings: Vec::new(),
            slots: Vec::with_capacity(n),
            forms: Vec::with_capacity(n),
            n_forms: 0,
        }
    }
}

impl WordCache {
    /// Prepares for another document, whose words are numbered by this interner, or by the cache itself.
    pub(in crate::engine::names) fn begin(&mut self, interner: Option<u64>) {
        let is_other = self.interner != interner;
        if is_other || self.n_words > MAX_KEPT_WORDS || self.round == u32::MAX {
            *self = Self {
                interner,
                n_resets: self.n_resets + 1,
                ..Self::default()
            };
        }
        self.round += 1;
        self.phrases.0.resize(MAX_KEPT_PHRASES, Cell::default());
    }

    /// Returns what phrases are known as.
    pub const fn phrases(&self) -> &PhraseCache {
        &self.phrases
    }

    /// Returns the words.
    pub(super) fn words(&self) -> CachedWords<'_> {
        CachedWords {
            words: &self.words,
            letters: &self.letters,
        }
    }

    /// Returns how often the words were forgotten: what was noted for a slot before that is void.
    pub(super) const fn n_resets(&self) -> u64 {
        self.n_resets
    }

    /// Returns which word of the document this is, adding it where it is new.
    pub(in crate::engine::names) fn number(
        &mut self,
        token: (&str, &str),
        lexicon: &Lexicon<'_>,
        found: &mut Vocabulary,
    ) -> u32 {
        let next = to_u32(self.slots.len());
        let hash = content_hash(token.0.as_bytes());
        let slot = *self.slots.entry(hash).or_insert(next);
        if let Some(number) = self.number_of(slot) {
            return number;
        }
        let number = self.meet(slot, token, lexicon, found);
        found.spellings.push(Spelling::new(token.0, token.1));
        number
    }

    /// Returns which word of the document the word of this slot is, if it was met there before.
    #[inline]
    pub(in crate::engine::names) fn number_of(&self, slot: u32) -> Option<u32> {
        let mark = self.marks.get(slot as usize)?;
        (mark.round == self.round).then_some(mark.number)
    }

    /// Adds the word of this slot to the document, which does not have it, and returns which of its words it is.
    pub(in crate::engine::names) fn meet(
        &mut self,
        slot: u32,
        token: (&str, &str),
        lexicon: &Lexicon<'_>,
        found: &mut Vocabulary,
    ) -> u32 {
        let at = slot as usize;
        if self.words.len() <= at {
            self.words.resize_with(at + 1, || None);
            self.marks.resize(at + 1, Epoch::default());
        }
        if self.words.get(at).is_some_and(Option::is_none) {
            self.learn(at, token, lexicon);
        }
        let number = to_u32(found.words.len());
        if let Some(mark) = self.marks.get_mut(at) {
            *mark = Epoch {
                round: self.round,
                number,
            };
        }
        if let Some(known) = self.words.get(at).and_then(Option::as_ref) {
            found.words.push(known.word.clone());
            found.slots.push(slot);
            if let Some(mark) = self.form_marks.get_mut(known.form as usize) {
                if mark.round != self.round {
                    *mark = Epoch {
                        round: self.round,
                        number: to_u32(found.n_forms),
                    };
                    found.n_forms += 1;
                }
                found.forms.push(mark.number);
            }
        }
        number
    }

    fn learn(&mut self, at: usize, token: (&str, &str), lexicon: &Lexicon<'_>) {
        let word = Word::new(token.0, token.1, lexicon);
        let next = to_u32(self.form_marks.len());
        let form = *self.forms.entry(word.key).or_insert(next);
        if form == next {
            self.form_marks.push(Epoch::default());
        }
        if let Some(slot) = self.words.get_mut(at) {
            let letters = self.letters.push(token);
            *slot = Some(KnownWord {
                word,
                form,
                letters,
            });
            self.n_words += 1;
        }
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).expect_or(u32::MAX, "the known words are cleared before they are 2^32")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::lexeme::vocabulary::shipped_lexicon;

    fn number_words(cache: &mut WordCache, words: &[&str]) -> (Vec<u32>, Vocabulary) {
        cache.begin(None);
        let mut found = Vocabulary::default();
        let numbers = words.iter().map(|word| {
            let lower = word.to_lowercase();
            cache.number(
                (word, &lower),
                shipped_lexicon().expect("a lexicon"),
                &mut found,
            )
        });
        (numbers.collect(), found)
    }

    #[test]
    fn a_document_numbers_its_words_as_if_it_were_the_first() {
        let words = ["The", "reef", "and", "the", "Reef", "The"];
        let mut cache = WordCache::default();
        let (numbers, first) = number_words(&mut cache, &words);
        assert_eq!(numbers, [0, 1, 2, 3, 4, 0]);
        assert_eq!(first.forms, [0, 1, 2, 0, 1]);
        number_words(&mut cache, &["Storm", "the", "and"]);
        let (again, third) = number_words(&mut cache, &words);
        assert_eq!((again, third.forms), (numbers, first.forms));
        assert_eq!(third.n_forms, 3);
    }

    #[test]
    fn a_cache_that_is_full_forgets() {
        let mut cache = WordCache::default();
        let many: Vec<_> = (0..=MAX_KEPT_WORDS).map(|n| format!("word{n}")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        number_words(&mut cache, &many);
        let (numbers, found) = number_words(&mut cache, &["word7", "word8", "word7"]);
        assert_eq!((numbers, found.slots), (vec![0, 1, 0], vec![0, 1]));
        assert_eq!(cache.n_words, 2);
    }
}
