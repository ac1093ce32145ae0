//! The input of the rules for names.

use std::collections::BTreeSet;
use std::ops::Range;

use super::domain::NewsDomain;
use super::named_tokens::NamedTokens;
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::{Class, Classes, Lexicon, WordFacts, phrase_hash};
use crate::engine::names::cue_words::NameCue;
use crate::engine::names::model::{Document, PhraseCache};
use crate::engine::{Case, Page, TokenClass};

/// The threshold of [`WordFacts::habit`] from which on a word is rarely a name by itself.
const USUALLY_SMALL: u8 = 5;

/// Rules may replace a name of the model whose confidence is below this, in percent.
pub(super) const MIN_SURE_PERCENT: u8 = 85;

/// The classes of places in the lexicon.
pub(super) const PLACES: Classes = Classes::of(&[
    Class::BigCity,
    Class::Town,
    Class::Country,
    Class::State,
    Class::Region,
]);

/// Lexicon classes of places whose names are rarely names of persons.
pub(super) const FAR_PLACES: Classes =
    Classes::of(&[Class::BigCity, Class::Country, Class::State, Class::Region]);

/// A page with the lexicon's entries for its words. It is the same for all rules.
#[derive(Clone, Copy)]
pub(in crate::engine) struct RuleContext<'a> {
    pub(super) page: &'a Page<'a>,
    /// The subject area of the article.
    pub(super) domain: NewsDomain,
    lexicon: &'a Lexicon<'a>,
    phrases: &'a PhraseCache,
    document: &'a Document,
}

impl<'a> RuleContext<'a> {
    /// Returns the input of the rules for a page. The document must be the page's, and the phrases must be those of the
    /// lexicon.
    pub(in crate::engine) fn new(
        page: &'a Page<'a>,
        (lexicon, phrases): (&'a Lexicon<'a>, &'a PhraseCache),
        document: &'a Document,
    ) -> Self {
        let words = document.vocabulary.words.iter().map(|word| word.key);
        Self {
            page,
            domain: NewsDomain::of_words(words),
            lexicon,
            phrases,
            document,
        }
    }

    /// Returns whether a token is a word of a class. False for an index outside the text.
    pub(super) fn has(&self, index: usize, cue: NameCue) -> bool {
        self.document
            .word(index)
            .is_some_and(|word| word.cues.has(cue))
    }

    /// Returns whether the `n`th token before this one is a word of a class.
    pub(super) fn has_before(&self, index: usize, n: usize, cue: NameCue) -> bool {
        index
            .checked_sub(n)
            .is_some_and(|index| self.has(index, cue))
    }

    /// Returns the capitalisation of a token.
    pub(super) fn case(&self, index: usize) -> Case {
        let token = self.page.tokens().get(index);
        token.map_or(Case::None, |token| token.case)
    }

    /// Returns whether a token follows the one before it without a space.
    pub(super) fn is_glued(&self, index: usize) -> bool {
        let token = self.page.tokens().get(index);
        token.is_some_and(|token| token.is_glued)
    }

    /// Returns whether a token is the first of its block.
    pub(super) fn begins_block(&self, index: usize) -> bool {
        let Some(start) = self
            .page
            .tokens()
            .get(index)
            .map(|token| token.range.start())
        else {
            return false;
        };
        let sentence = self.page.sentence_at(start);
        let sentence = sentence.and_then(|at| self.page.sentences().get(at));
        let block = sentence.and_then(|at| self.page.article().blocks().get(at.block));
        block.is_some_and(|block| block.range.start() == start)
    }

    /// Returns a token in lower case.
    pub(super) fn lower(&self, index: usize) -> &'a str {
        self.page.lower(index)
    }

    /// Returns the `n`th token before this one in lower case; an empty string before the first.
    pub(super) fn before(&self, index: usize, n: usize) -> &'a str {
        index.checked_sub(n).map_or("", |index| self.lower(index))
    }

    /// Returns whether a token is a capitalised word.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        #[cfg(test)]
        crate::engine::steps::count_step();
        self.page.tokens().get(index).is_some_and(|token| {
            token.class == TokenClass::Word
                && matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
        })
    }

    /// Returns whether a token is a capitalised word within this sentence. The limit matters because a line without a
    /// full stop does not continue on the next one.
    pub(super) fn is_capital_in(&self, sentence: &Range<usize>, index: usize) -> bool {
        sentence.contains(&index) && self.is_capital(index)
    }

    /// Returns whether a token is a word in lower case.
    pub(super) fn is_small(&self, index: usize) -> bool {
        let token = self.page.tokens().get(index);
        token.is_some_and(|token| token.class == TokenClass::Word && token.case == Case::Lower)
    }

    /// Returns whether a token is a number.
    pub(super) fn is_number(&self, index: usize) -> bool {
        let token = self.page.tokens().get(index);
        token.is_some_and(|token| token.class == TokenClass::Number)
    }

    /// Returns the lexicon's entry for a word.
    fn facts(&self, index: usize) -> WordFacts {
        self.document
            .word(index)
            .map_or_else(WordFacts::default, |word| word.facts)
    }

    /// Returns whether corpora mostly write a word in lower case.
    pub(super) fn is_usually_small(&self, index: usize) -> bool {
        (USUALLY_SMALL..9).contains(&self.facts(index).habit)
    }

    /// Returns the lexicon classes of a single word.
    pub(super) fn word(&self, index: usize) -> Classes {
        self.facts(index).classes
    }

    /// Returns whether corpora sometimes write a word in lower case.
    pub(super) fn is_at_times_small(&self, index: usize) -> bool {
        (2..9).contains(&self.facts(index).habit)
    }

    /// Returns whether corpora sometimes write a word in lower case, or do not contain it.
    pub(super) fn is_often_small(&self, index: usize) -> bool {
        self.facts(index).habit > 1
    }

    /// Returns the length of the longest known phrase that begins with this word, in words.
    pub(super) fn longest(&self, index: usize) -> usize {
        usize::from(self.facts(index).longest)
    }

    /// Returns the lexicon classes of exactly these tokens.
    pub(super) fn classes(&self, tokens: &Range<usize>) -> Classes {
        self.phrases.of(self.key(tokens), self.lexicon)
    }

    /// Returns a hash of these words that ignores capitalisation.
    pub(super) fn key(&self, tokens: &Range<usize>) -> u64 {
        tokens.clone().fold(0, |hash, index| {
            phrase_hash(hash, self.document.word(index).map_or(0, |word| word.key))
        })
    }

    /// Returns whether this is the name of a country, or of a nation with its own teams.
    pub(super) fn is_nation(&self, tokens: &Range<usize>) -> bool {
        self.classes(tokens).has(Class::Country) || self.has_before(tokens.end, 1, NameCue::Nation)
    }

    /// Returns whether a token is the first on its line.
    pub(super) fn begins_line(&self, index: usize) -> bool {
        let tokens = self.page.tokens();
        let (Some(before), Some(token)) = (
            index.checked_sub(1).and_then(|before| tokens.get(before)),
            tokens.get(index),
        ) else {
            return index == 0;
        };
        !token.is_glued
            && self
                .page
                .text()
                .slice(before.range.hull(token.range))
                .contains('\n')
    }

    /// Returns whether the surrounding words of the sentence are capitalised as in running text.
    pub(super) fn is_running(&self, sentence: &Range<usize>, start: usize, end: usize) -> bool {
        let is_small = |at: usize| sentence.contains(&at) && self.is_small(at);
        is_small(start.wrapping_sub(1)) || is_small(end)
    }

    /// Returns the sentence of a token, as tokens; `None` if it is in none.
    pub(super) fn sentence(&self, index: usize) -> Range<usize> {
        let start = self
            .page
            .tokens()
            .get(index)
            .map(|token| token.range.start());
        start
            .and_then(|start| self.page.sentence_at(start))
            .and_then(|at| self.page.sentences().get(at))
            .map_or(0..0, |sentence| sentence.tokens.clone())
    }

    /// Returns the words of persons' full names.
    pub(super) fn persons(&self, names: &[NamedTokens]) -> BTreeSet<&'a str> {
        let full = names
            .iter()
            .filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 1);
        full.flat_map(|name| name.tokens.clone())
            .map(|index| self.lower(index))
            .collect()
    }

    /// Returns whether a name may be that of a company: it is neither a known place nor a person known by full name.
    pub(super) fn is_open(&self, name: &NamedTokens, persons: &BTreeSet<&str>) -> bool {
        match name.kind {
            EntityKind::Place => !self.classes(&name.tokens).meets(PLACES),
            EntityKind::Other => true,
            EntityKind::Person => {
                let first = name.tokens.start;
                let is_somebody = if name.tokens.len() > 1 {
                    self.word(first).has(Class::Given)
                } else {
                    persons.contains(self.lower(first))
                };
                !is_somebody && !self.word(first.wrapping_sub(1)).has(Class::Title)
            }
            _ => false,
        }
    }
}
