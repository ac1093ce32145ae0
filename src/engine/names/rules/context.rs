//! A page as the rules look at it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::PLACES;
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::{Class, Classes, Lexicon, WordFacts, phrase_hash};
use crate::engine::names::model::Spotted;
use crate::engine::names::model::{Document, Phrases};
use crate::engine::{Case, Page, TokenClass};
use crate::invariant::ExpectOr;

/// Words that the corpora write small this often or more are hardly ever names by themselves.
const USUALLY_SMALL: u8 = 5;

/// A page, and what is known of its words.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) lexicon: &'a Lexicon<'a>,
    pub(super) phrases: &'a Phrases,
    pub(super) document: &'a Document,
}

impl<'a> Sight<'a> {
    /// Returns a token in lower case.
    pub(super) fn lower(&self, index: usize) -> &'a str {
        self.page.lower(index)
    }

    /// Returns the `n`th token before this one in lower case; nothing before the first.
    pub(super) fn before(&self, index: usize, n: usize) -> &'a str {
        index.checked_sub(n).map_or("", |index| self.lower(index))
    }

    /// Returns whether a token is a word with a capital.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        #[cfg(test)]
        crate::engine::steps::count_step();
        self.page.tokens().get(index).is_some_and(|token| {
            token.class == TokenClass::Word
                && matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
        })
    }

    /// Returns whether a token is a word with a capital and in this sentence: a line without a full stop does not go on
    /// in the next.
    pub(super) fn is_capital_in(&self, sentence: &Range<usize>, index: usize) -> bool {
        sentence.contains(&index) && self.is_capital(index)
    }

    /// Returns whether a token is a word in small letters.
    pub(super) fn is_small(&self, index: usize) -> bool {
        let token = self.page.tokens().get(index);
        token.is_some_and(|token| token.class == TokenClass::Word && token.case == Case::Lower)
    }

    /// Returns whether a token is a number.
    pub(super) fn is_number(&self, index: usize) -> bool {
        let token = self.page.tokens().get(index);
        token.is_some_and(|token| token.class == TokenClass::Number)
    }

    /// Returns what the lexicon knows of a word.
    fn facts(&self, index: usize) -> WordFacts {
        self.document
            .word(index)
            .map_or_else(WordFacts::default, |word| word.facts)
    }

    /// Returns whether the corpora mostly write a word small.
    pub(super) fn is_usually_small(&self, index: usize) -> bool {
        (USUALLY_SMALL..9).contains(&self.facts(index).habit)
    }

    /// Returns what the lexicon knows a single word as.
    pub(super) fn word(&self, index: usize) -> Classes {
        self.facts(index).classes
    }

    /// Returns whether the corpora write a word small now and then.
    pub(super) fn is_at_times_small(&self, index: usize) -> bool {
        (2..9).contains(&self.facts(index).habit)
    }

    /// Returns whether the corpora write a word small now and then, or do not know it.
    pub(super) fn is_often_small(&self, index: usize) -> bool {
        self.facts(index).habit > 1
    }

    /// Returns how many words the longest known phrase has that begins with this word.
    pub(super) fn longest(&self, index: usize) -> usize {
        usize::from(self.facts(index).longest)
    }

    /// Returns what the lexicon knows exactly these tokens as.
    pub(super) fn classes(&self, tokens: &Range<usize>) -> Classes {
        self.phrases.of(self.key(tokens), self.lexicon)
    }

    /// Returns the same number for the same words, however they are set.
    pub(super) fn key(&self, tokens: &Range<usize>) -> u64 {
        tokens.clone().fold(0, |hash, index| {
            phrase_hash(hash, self.document.word(index).map_or(0, |word| word.key))
        })
    }

    /// Returns whether this is the name of a country, or of a nation that has teams of its own.
    pub(super) fn is_nation(&self, tokens: &Range<usize>) -> bool {
        const NATIONS: [&str; 7] = [
            "england",
            "scotland",
            "wales",
            "ireland",
            "indies",
            "britain",
            "yugoslavia",
        ];
        self.classes(tokens).has(Class::Country)
            || tokens
                .clone()
                .next_back()
                .is_some_and(|last| NATIONS.contains(&self.lower(last)))
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

    /// Returns the sentence of a token, as tokens; nothing where it is in none.
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
    pub(super) fn persons(&self, names: &[Spotted]) -> BTreeSet<&'a str> {
        let full = names
            .iter()
            .filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 1);
        full.flat_map(|name| name.tokens.clone())
            .map(|index| self.lower(index))
            .collect()
    }

    /// Returns whether a name may be a firm's: it is no known place, and no person known by the full name.
    pub(super) fn is_open(&self, name: &Spotted, persons: &BTreeSet<&str>) -> bool {
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

/// Which tokens are in a name.
pub(super) struct Taken(Vec<bool>);

impl Taken {
    /// Returns those of these names.
    pub(super) fn of(sight: Sight<'_>, names: &[Spotted]) -> Self {
        let mut taken = Self(vec![false; sight.page.tokens().len()]);
        for name in names {
            taken.take(&name.tokens);
        }
        taken
    }

    /// Returns whether no name has any of these tokens.
    pub(super) fn is_free(&self, tokens: &Range<usize>) -> bool {
        let taken = self
            .0
            .get(tokens.clone())
            .expect_or_default("a name lies in its page");
        !taken.contains(&true)
    }

    /// Takes tokens for a name.
    pub(super) fn take(&mut self, tokens: &Range<usize>) {
        self.0
            .get_mut(tokens.clone())
            .expect_or_default("a name lies in its page")
            .fill(true);
    }
}

/// Puts names, in order and disjoint, in place of all that lie inside them; leaves out those with another name across
/// their border, and those whose place another name has that `keeps` says to stay.
pub(super) fn put_all(
    names: &mut Vec<Spotted>,
    added: Vec<Spotted>,
    keeps: impl Fn(&Spotted) -> bool,
) {
    if added.is_empty() {
        return;
    }
    let mut merged = Vec::with_capacity(names.len() + added.len());
    let mut old = std::mem::take(names).into_iter().peekable();
    for name in added {
        while let Some(before) = old.next_if(|old| old.tokens.end <= name.tokens.start) {
            merged.push(before);
        }
        let mut met = Vec::new();
        while let Some(one) = old.next_if(|old| old.tokens.start < name.tokens.end) {
            met.push(one);
        }
        let is_kept = met.iter().any(|old| {
            let is_across =
                old.tokens.start < name.tokens.start || name.tokens.end < old.tokens.end;
            is_across || old.tokens == name.tokens && keeps(old)
        });
        if is_kept {
            merged.append(&mut met);
        } else {
            merged.push(name);
        }
    }
    merged.extend(old);
    *names = merged;
}
