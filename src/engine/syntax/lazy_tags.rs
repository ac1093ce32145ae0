//! The parts of speech of a page's tokens, each found when it is first asked for: two of three are never needed.

use std::ops::Range;
use std::sync::atomic::{AtomicU8, Ordering};

use super::WordTag;
use super::shipped_weights::speech_tagger;
use super::tagger::WordWindow;
use super::word_form::WordForm;
use crate::engine::lexeme::interner::LexemeInterner;
use crate::engine::lexeme::pos_tag::PosTag;

/// Marks a token whose tag was found; its lower bits are the tag.
const KNOWN: u8 = 1 << 5;
/// Marks the first token of a sentence, and the one after the last.
const FIRST: u8 = 1 << 6;
/// The bits of the tag.
const TAG: u8 = KNOWN - 1;

/// A tag depends on the two tags before it.
const TAGS_BEFORE: usize = 2;

/// The tags of the tokens of a page, as far as they are known.
#[derive(Debug, Default)]
pub(in crate::engine) struct LazyTags {
    states: Vec<AtomicU8>,
}

/// The words of a page.
#[derive(Clone, Copy)]
struct PageWords<'a> {
    /// The slot of each in the interner.
    slots: &'a [u32],
    interner: &'a LexemeInterner,
}

impl<'a> PageWords<'a> {
    fn form(self, at: usize) -> &'a WordForm {
        let slot = self.slots.get(at);
        slot.map_or(&WordForm::BOUNDARY, |slot| self.interner.form(*slot))
    }

    /// Returns the tag that a word counts as for the words after it, where that does not depend on those before it: its only
    /// one, or the one that nearly all of its closed class have.
    fn settled_tag(self, at: usize) -> Option<WordTag> {
        let slot = *self.slots.get(at)?;
        let entry = self.interner.entry(slot)?;
        let certain = self.interner.form(slot).certain_tag();
        certain.or_else(|| match entry.speech.closed {
            Some(closed) => tag_of_closed(closed, self.interner.lower(slot)),
            None => entry.is_quotation_mark.then_some(WordTag::Punctuation),
        })
    }
}

/// Returns the tag of a word of a closed class; `None` if it depends on the sentence.
fn tag_of_closed(closed: PosTag, lower: &str) -> Option<WordTag> {
    Some(match closed {
        PosTag::Comma
        | PosTag::Colon
        | PosTag::Semicolon
        | PosTag::Stop
        | PosTag::Open
        | PosTag::Close => WordTag::Punctuation,
        PosTag::Determiner => WordTag::Determiner,
        PosTag::Preposition => WordTag::Adposition,
        PosTag::And => WordTag::CoordinatingConjunction,
        PosTag::Modal => WordTag::Modal,
        PosTag::Not => WordTag::Negation,
        PosTag::Number => WordTag::Numeral,
        PosTag::Pronoun | PosTag::Object => WordTag::PersonalPronoun,
        PosTag::Relative => WordTag::WhPronoun,
        // Not "be", "been", "being".
        PosTag::Be if !lower.starts_with('b') => WordTag::FiniteAuxiliary,
        _ => return None,
    })
}

impl LazyTags {
    /// Returns no tags yet, for the tokens of these sentences. Sentences are in the order of the text.
    pub(in crate::engine) fn new(
        n_tokens: usize,
        sentences: impl Iterator<Item = Range<usize>>,
    ) -> Self {
        let mut states = vec![0; n_tokens];
        for sentence in sentences.chain(std::iter::once(0..n_tokens)) {
            for index in [sentence.start, sentence.end] {
                if let Some(state) = states.get_mut(index) {
                    *state = FIRST;
                }
            }
        }
        Self {
            states: states.into_iter().map(AtomicU8::new).collect(),
        }
    }

    /// Returns the tag of token number `index` if it was asked for before; the tag of no word outside the page.
    #[inline]
    pub(in crate::engine) fn known(&self, index: usize) -> Option<WordTag> {
        let Some(state) = self.state(index) else {
            return Some(WordTag::Other);
        };
        (state & KNOWN != 0).then(|| WordTag::from_index(usize::from(state & TAG)))
    }

    /// Finds the tag of token number `index`, and those that it depends on. `slots` are the words of the page in the
    /// interner. The tag is that of the tagger, except that the words of closed classes before it count as what they nearly
    /// always are.
    ///
    /// Every token is tagged once, however often tags are asked for.
    pub(in crate::engine) fn find(
        &self,
        index: usize,
        slots: &[u32],
        interner: &LexemeInterner,
    ) -> WordTag {
        let Some(tagger) = speech_tagger() else {
            return WordTag::Other;
        };
        let words = PageWords { slots, interner };
        let mut before = [WordTag::default(); TAGS_BEFORE];
        for at in self.find_settled(index, words)..=index {
            let settled = words.settled_tag(at).filter(|_| at != index);
            let tag = settled.or_else(|| self.known(at)).unwrap_or_else(|| {
                tagger.tag_word(&self.window(at, words), self.is_first(at), before)
            });
            if settled.is_none()
                && let Some(state) = self.states.get(at)
            {
                let tag = u8::try_from(tag.index()).unwrap_or(TAG);
                state.fetch_or(KNOWN | tag, Ordering::Relaxed);
            }
            before = [tag, before[0]];
        }
        before[0]
    }

    fn state(&self, index: usize) -> Option<u8> {
        let state = self.states.get(index)?;
        Some(state.load(Ordering::Relaxed))
    }

    fn is_first(&self, index: usize) -> bool {
        self.state(index).is_none_or(|state| state & FIRST != 0)
    }

    /// Returns the token from which on tags must be found to know that of `index`: the first one of its sentence, or the
    /// first of two whose tags are known.
    fn find_settled(&self, index: usize, words: PageWords<'_>) -> usize {
        let (mut at, mut n_settled) = (index, 0);
        while n_settled < TAGS_BEFORE && !self.is_first(at) {
            at -= 1;
            let is_settled = self.known(at).is_some() || words.settled_tag(at).is_some();
            n_settled = if is_settled { n_settled + 1 } else { 0 };
        }
        at
    }

    /// Returns the word at `at` between those around it in its sentence.
    fn window<'a>(&self, at: usize, words: PageWords<'a>) -> WordWindow<'a> {
        let mut window = [&WordForm::BOUNDARY; 5];
        let [left2, left, here, right, right2] = &mut window;
        *here = words.form(at);
        if !self.is_first(at) {
            *left = words.form(at - 1);
            if !self.is_first(at - 1) {
                *left2 = words.form(at - 2);
            }
        }
        if !self.is_first(at + 1) {
            *right = words.form(at + 1);
            if !self.is_first(at + 2) {
                *right2 = words.form(at + 2);
            }
        }
        window
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a page, each known to a interner.
    fn slots_of(words: &[String], interner: &mut LexemeInterner) -> Vec<u32> {
        let slots = words.iter().map(|word| interner.look_up(word).0);
        slots.collect()
    }

    /// The tags of all words, found from left to right.
    fn tag_all(
        slots: &[u32],
        sentences: &[Range<usize>],
        interner: &LexemeInterner,
    ) -> Vec<WordTag> {
        let tagger = speech_tagger().expect("the shipped tagger");
        let words = PageWords { slots, interner };
        let mut tags = Vec::new();
        for sentence in sentences {
            let mut before = [WordTag::default(); TAGS_BEFORE];
            for at in sentence.clone() {
                let word = |at: Option<usize>| {
                    let at = at.filter(|at| sentence.contains(at));
                    at.map_or(&WordForm::BOUNDARY, |at| words.form(at))
                };
                let window = [
                    word(at.checked_sub(2)),
                    word(at.checked_sub(1)),
                    word(Some(at)),
                    word(Some(at + 1)),
                    word(Some(at + 2)),
                ];
                let tag = tagger.tag_word(&window, at == sentence.start, before);
                tags.push(tag);
                before = [words.settled_tag(at).unwrap_or(tag), before[0]];
            }
        }
        tags
    }

    #[test]
    fn outside_the_page_there_is_no_word() {
        let tags = LazyTags::new(0, std::iter::empty());
        assert_eq!(tags.known(0), Some(WordTag::Other));
        let tags = LazyTags::new(2, std::iter::once(0..2));
        assert_eq!((tags.known(1), tags.known(2)), (None, Some(WordTag::Other)));
    }

    #[test]
    fn words_of_closed_classes_count_as_what_they_nearly_always_are() {
        let mut interner = LexemeInterner::default();
        let words = ["The", "her", ",", "'s", "been", "was", "”", "ferry"].map(str::to_owned);
        let slots = slots_of(&words, &mut interner);
        let words = PageWords {
            slots: &slots,
            interner: &interner,
        };
        let settled: Vec<_> = (0..slots.len()).map(|at| words.settled_tag(at)).collect();
        let (mark, none) = (Some(WordTag::Punctuation), None);
        let was = Some(WordTag::FiniteAuxiliary);
        assert_eq!(
            settled,
            [
                Some(WordTag::Determiner),
                none,
                mark,
                none,
                none,
                was,
                mark,
                none
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn a_tag_is_the_same_in_any_order_of_questions(
            words in proptest::collection::vec("(said|the|and|,|that|to|was|Oslo|“|he|who|.{0,4}|[a-z]{1,9}|[0-9,]{1,4})", 1..60),
            cuts in proptest::collection::vec(0_usize..60, 0..5),
            asked in proptest::collection::vec(0_usize..60, 0..80),
        ) {
            let mut interner = LexemeInterner::default();
            let slots = slots_of(&words, &mut interner);
            let mut ends: Vec<_> = cuts.into_iter().filter(|cut| *cut < slots.len()).collect();
            ends.push(slots.len());
            ends.sort_unstable();
            let starts = std::iter::once(0).chain(ends.iter().copied());
            let sentences: Vec<_> = starts.zip(&ends).map(|(start, end)| start..*end).collect();
            let expected = tag_all(&slots, &sentences, &interner);
            let tags = LazyTags::new(slots.len(), sentences.iter().cloned());
            for at in asked.into_iter().filter(|at| *at < slots.len()) {
                proptest::prop_assert_eq!(tags.find(at, &slots, &interner), expected[at]);
                proptest::prop_assert_eq!(tags.known(at), Some(expected[at]));
            }
        }
    }
}
