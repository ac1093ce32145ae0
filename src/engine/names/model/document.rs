//! A document prepared for the tagger: each distinct word with its properties, sentences with their capitalisation, and
//! runs of tokens that could be names.

use std::ops::Range;

use super::word::{LetterPattern, NameRole, Spelling, Word};
use super::word_cache::{PhraseCache, Vocabulary, WordCache};
use crate::engine::Page;
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::vocabulary::{Class, Classes, Lexicon, phrase_hash};
use crate::engine::names::cue_words::NameCue;
use crate::invariant::ExpectOr;

/// The capitalisation of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SentenceCase {
    /// As in running text.
    Body,
    /// Most words have a capital: a headline.
    Title,
    /// All letters are capitals.
    Upper,
}

/// A known phrase that covers a word, and the position of the word in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::engine::names) struct PhraseCover {
    /// The classes of the phrase in the lexicon.
    pub(in crate::engine::names) classes: Classes,
    /// The length of the phrase, in words.
    pub(in crate::engine::names) len: u8,
    /// The index of this word in the phrase.
    pub(in crate::engine::names) at: u8,
}

/// A document, ready to be tagged.
pub struct Document {
    pub(in crate::engine::names) vocabulary: Vocabulary,
    /// For each token, which word it is.
    pub(in crate::engine::names) types: Vec<u32>,
    pub(in crate::engine::names) sentences: Vec<Range<usize>>,
    pub(in crate::engine::names) modes: Vec<SentenceCase>,
    covered: CoveredTokens,
    pub(in crate::engine::names) habits: Vec<u16>,
    stretches: Vec<NameStretch>,
}

/// A run of tokens that could be names, and the number of its sentence.
#[derive(Clone, Copy, Debug)]
struct NameStretch {
    start: u32,
    end: u32,
    sentence: u32,
}

/// The known phrase that covers each token. There are few distinct ones, so each token stores the number of one: two
/// bytes instead of eight.
#[derive(Debug, Default)]
struct CoveredTokens {
    /// For each token, the number of its phrase, counted from 1; 0 if there is none.
    numbers: Vec<u16>,
    kinds: Vec<PhraseCover>,
    by_kind: HashMap<PhraseCover, u16>,
}

impl CoveredTokens {
    fn set(&mut self, index: usize, covered: PhraseCover) {
        let next = self.kinds.len() + 1;
        // The lexicon has far fewer combinations of classes, lengths and places than there are numbers.
        let next =
            u16::try_from(next).expect_or_default("the lexicon has few combinations of classes");
        let number = *self.by_kind.entry(covered).or_insert(next);
        if number == next && next > 0 {
            self.kinds.push(covered);
        }
        if let Some(slot) = self.numbers.get_mut(index) {
            *slot = number;
        }
    }

    fn get(&self, index: usize) -> Option<PhraseCover> {
        let number = usize::from(*self.numbers.get(index)?);
        self.kinds.get(number.checked_sub(1)?).copied()
    }
}

impl Document {
    /// Returns a document of these tokens, each as written and in lower case with straight apostrophes. Sentences are
    /// in order and do not overlap; tokens outside all sentences are ignored. The cache must have been made with this
    /// lexicon.
    pub fn new<'a>(
        tokens: impl Iterator<Item = (&'a str, &'a str)>,
        sentences: impl Iterator<Item = Range<usize>>,
        lexicon: &Lexicon<'_>,
        cache: &mut WordCache,
    ) -> Self {
        cache.begin(None);
        let mut vocabulary = Vocabulary::default();
        let types = tokens
            .map(|token| cache.number(token, lexicon, &mut vocabulary))
            .collect();
        Self::of(types, vocabulary, sentences, lexicon, cache.phrases())
    }

    /// Returns the document of a page, to be tagged with the words of this cache, which is that of this lexicon.
    pub fn of_page(page: &Page<'_>, lexicon: &Lexicon<'_>, cache: &mut WordCache) -> Self {
        let (slots, interner) = page.slots();
        cache.begin(Some(interner));
        let mut vocabulary = Vocabulary::with_room(slots.len() / 2);
        let types = (0..).zip(slots).map(|(index, slot)| {
            let number = cache.number_of(*slot);
            number.unwrap_or_else(|| {
                let token = (page.word(index), page.lower(index));
                cache.meet(*slot, token, lexicon, &mut vocabulary)
            })
        });
        let types = types.collect();
        let sentences = page.sentences().iter();
        let sentences = sentences.map(|sentence| sentence.tokens.clone());
        Self::of(types, vocabulary, sentences, lexicon, cache.phrases())
    }

    fn of(
        types: Vec<u32>,
        vocabulary: Vocabulary,
        sentences: impl Iterator<Item = Range<usize>>,
        lexicon: &Lexicon<'_>,
        phrases: &PhraseCache,
    ) -> Self {
        let n_tokens = types.len();
        let mut document = Self {
            types,
            sentences: sentences
                .map(|s| s.start.min(n_tokens)..s.end.min(n_tokens))
                .collect(),
            modes: Vec::new(),
            covered: CoveredTokens {
                numbers: vec![0; n_tokens],
                ..CoveredTokens::default()
            },
            habits: vec![0; vocabulary.n_forms],
            stretches: Vec::new(),
            vocabulary,
        };
        document.modes = document
            .sentences
            .iter()
            .map(|s| document.mode(s))
            .collect();
        document.cover(lexicon, phrases);
        document.note_habits();
        document.stretches = document.find_stretches();
        document
    }

    /// Returns the runs of tokens that could be names, each with the number of its sentence. No other token is part of
    /// a name.
    pub fn stretches(&self) -> impl Iterator<Item = (Range<usize>, usize)> {
        let stretches = self.stretches.iter();
        stretches.map(|one| (one.start as usize..one.end as usize, one.sentence as usize))
    }

    /// Returns the known phrase that covers token number `index`.
    pub(super) fn covered(&self, index: usize) -> Option<PhraseCover> {
        self.covered.get(index)
    }

    /// Returns the capitalisation of sentence number `sentence`.
    pub fn mode_of(&self, sentence: usize) -> SentenceCase {
        self.modes
            .get(sentence)
            .copied()
            .unwrap_or(SentenceCase::Body)
    }

    /// Returns the description of token number `index`.
    pub(in crate::engine::names) fn word(&self, index: usize) -> Option<&Word> {
        self.vocabulary.words.get(self.number(index)?)
    }

    /// Returns the description of token number `index` with its letters, where the document keeps them.
    pub(in crate::engine::names) fn spelt(&self, index: usize) -> Option<(&Word, &Spelling)> {
        let number = self.number(index)?;
        let spelling = self.vocabulary.spellings.get(number)?;
        Some((self.vocabulary.words.get(number)?, spelling))
    }

    /// Returns the number of the lower-case form of token number `index`.
    pub(in crate::engine::names) fn form(&self, index: usize) -> Option<usize> {
        let form = self.vocabulary.forms.get(self.number(index)?)?;
        Some(*form as usize)
    }

    /// Returns the number that the cache gave to the word of token number `index`.
    pub(in crate::engine::names) fn slot(&self, index: usize) -> Option<usize> {
        let slot = self.vocabulary.slots.get(self.number(index)?)?;
        Some(*slot as usize)
    }

    fn number(&self, index: usize) -> Option<usize> {
        self.types.get(index).map(|number| *number as usize)
    }

    fn mode(&self, sentence: &Range<usize>) -> SentenceCase {
        let (mut n, mut capital, mut upper, mut usually_small) = (0, 0, 0, 0);
        for word in sentence.clone().filter_map(|index| self.word(index)) {
            let is_upper = matches!(word.look, LetterPattern::Upper | LetterPattern::Dotted);
            let is_word = word.is_long || is_upper;
            if !is_word
                || matches!(
                    word.look,
                    LetterPattern::Number | LetterPattern::NumberWord | LetterPattern::Mark
                )
            {
                continue;
            }
            n += 1;
            capital += u32::from(word.is_capitalised());
            upper += u32::from(is_upper);
            usually_small += u32::from(word.is_capitalised() && (5..9).contains(&word.facts.habit));
        }
        match n {
            2.. if upper == n && usually_small > 0 => SentenceCase::Upper,
            3.. if capital * 10 >= n * 9 && usually_small > 1 => SentenceCase::Title,
            _ => SentenceCase::Body,
        }
    }

    /// Records for each token the longest known phrase that covers it, from left to right.
    fn cover(&mut self, lexicon: &Lexicon<'_>, phrases: &PhraseCache) {
        for sentence in self.sentences.clone() {
            let mut at = sentence.start;
            while at < sentence.end {
                let know = |hash| phrases.of(hash, lexicon);
                let len = self.cover_from(at, sentence.end, know);
                at += len.max(1);
            }
        }
    }

    fn cover_from(&mut self, at: usize, end: usize, mut know: impl FnMut(u64) -> Classes) -> usize {
        let Some(first) = self.word(at) else { return 0 };
        if first.facts.longest == 0
            || first.look == LetterPattern::Lower
            || first.look == LetterPattern::Mark
        {
            return 0;
        }
        let mut best = (
            usize::from(!first.facts.classes.is_empty()),
            first.facts.classes,
        );
        let longest = usize::from(first.facts.longest).min(end - at);
        let mut hash = 0;
        for len in 1..=longest {
            let Some(word) = self.word(at + len - 1) else {
                break;
            };
            hash = phrase_hash(hash, word.key);
            if len > 1 {
                let classes = know(hash);
                if !classes.is_empty() {
                    best = (len, classes);
                }
            }
        }
        let (len, classes) = best;
        for (index, n) in (at..).zip(0..u8::MAX).take(len) {
            let covered = PhraseCover {
                classes,
                len: u8::try_from(len).expect_or(u8::MAX, "a phrase has at most 255 words"),
                at: n,
            };
            self.covered.set(index, covered);
        }
        len
    }

    /// Records for each word form how the document uses it: in lower case, capitalised, and next to which words.
    fn note_habits(&mut self) {
        let mut habits = vec![0_u16; self.vocabulary.n_forms];
        for (sentence, mode) in self.sentences.iter().zip(&self.modes) {
            if *mode != SentenceCase::Body {
                continue;
            }
            for index in sentence.clone() {
                let noted = self.habit(index, sentence);
                if let Some(habit) = self.form(index).and_then(|form| habits.get_mut(form)) {
                    *habit |= noted;
                }
            }
        }
        self.habits = habits;
    }

    fn habit(&self, index: usize, sentence: &Range<usize>) -> u16 {
        let Some(word) = self.word(index) else {
            return 0;
        };
        if word.look == LetterPattern::Lower {
            return SMALL;
        }
        if !word.is_capitalised() {
            return 0;
        }
        let inside = |at: Option<usize>| {
            at.filter(|at| sentence.contains(at))
                .and_then(|at| self.word(at))
        };
        let (before, after) = (inside(index.checked_sub(1)), inside(Some(index + 1)));
        let is_capital = |word: Option<&Word>| word.is_some_and(Word::is_capitalised);
        let mut habit = if index == sentence.start { 0 } else { CAPITAL };
        let is = |word: Option<&Word>, class| word.is_some_and(|word| word.is(class));
        if is(before, Class::Title) || is(before, Class::Given) && is_capital(before) {
            habit |= AFTER_TITLE;
        }
        if is_capital(before) && index > sentence.start + 1 {
            habit |= LAST_OF_RUN;
        }
        if is_capital(after) {
            habit |= FIRST_OF_RUN;
        }
        if is(after, Class::OrganizationWord) && is_capital(after) {
            habit |= BEFORE_FIRM;
        }
        habit | habit_beside(before, after)
    }

    fn find_stretches(&self) -> Vec<NameStretch> {
        let mut found = Vec::new();
        for (number, sentence) in self.sentences.iter().enumerate() {
            let mut at = sentence.start;
            while at < sentence.end {
                let Some(name) =
                    (at..sentence.end).find(|&index| self.role(index) == NameRole::Name)
                else {
                    break;
                };
                let end = self.stretch_end(name, sentence.end);
                found.push(NameStretch {
                    start: to_u32(self.stretch_start(name, at)),
                    end: to_u32(end),
                    sentence: to_u32(number),
                });
                at = end;
            }
        }
        found
    }

    fn role(&self, index: usize) -> NameRole {
        self.word(index).map_or(NameRole::Never, |word| word.role)
    }

    fn stretch_start(&self, name: usize, first: usize) -> usize {
        let before = |at: usize| at.checked_sub(1).filter(|&before| before >= first);
        let mut start = name;
        while let Some(at) = before(start).filter(|&at| self.role(at) == NameRole::Particle) {
            start = at;
        }
        match before(start) {
            Some(at) if self.role(at) == NameRole::Number => at,
            _ => start,
        }
    }

    fn stretch_end(&self, name: usize, end: usize) -> usize {
        let mut last = name;
        loop {
            let gap = (last + 1..end)
                .take(4)
                .take_while(|&index| {
                    matches!(
                        self.role(index),
                        NameRole::Joiner | NameRole::Particle | NameRole::Number
                    )
                })
                .count();
            match self.role(last + 1 + gap) {
                NameRole::Name if gap < 4 && last + 1 + gap < end => last += 1 + gap,
                _ => break,
            }
        }
        let is_number = last + 1 < end && self.role(last + 1) == NameRole::Number;
        last + 1 + usize::from(is_number)
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).expect_or(u32::MAX, "an article has at most a million tokens")
}

fn habit_beside(before: Option<&Word>, after: Option<&Word>) -> u16 {
    let is = |word: Option<&Word>, cue| word.is_some_and(|word| word.cues.has(cue));
    let mut habit = 0;
    if is(before, NameCue::BeforePlace) && !after.is_some_and(Word::is_capitalised) {
        habit |= AFTER_IN;
    }
    if is(after, NameCue::BesideSpeaker) || is(before, NameCue::BesideSpeaker) {
        habit |= BESIDE_SAID;
    }
    habit
}

/// A bit: the form occurs in lower case.
pub(in crate::engine::names) const SMALL: u16 = 1;
/// A bit: the form occurs capitalised inside a sentence.
pub(in crate::engine::names) const CAPITAL: u16 = 1 << 1;
/// A bit: the form occurs after a title or a given name.
pub(in crate::engine::names) const AFTER_TITLE: u16 = 1 << 2;
/// A bit: the form occurs after "in", "at" or "from" and not before another capitalised word.
pub(in crate::engine::names) const AFTER_IN: u16 = 1 << 3;
/// A bit: the form occurs after another capitalised word.
pub(in crate::engine::names) const LAST_OF_RUN: u16 = 1 << 4;
/// A bit: the form occurs before another capitalised word.
pub(in crate::engine::names) const FIRST_OF_RUN: u16 = 1 << 5;
/// A bit: the form occurs before a word that marks an organisation.
pub(in crate::engine::names) const BEFORE_FIRM: u16 = 1 << 6;
/// A bit: the form occurs next to a reporting verb.
pub(in crate::engine::names) const BESIDE_SAID: u16 = 1 << 7;
