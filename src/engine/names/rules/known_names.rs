//! Adds names that the lexicon contains: "London Metal Exchange", "Unicef", "New Caledonia".

use std::ops::Range;

use super::context::{PLACES, RuleContext};
use super::edit::{NameEdit, is_free};
use super::named_tokens::{NamedTokens, find_met};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::vocabulary::{Class, Classes};
use crate::engine::rule::Rule;

/// The confidence in a name that is shown only by the lexicon, in percent.
const LEXICON_PERCENT: u8 = 75;

/// The confidence in a name of one word that is shown only by the lexicon, in percent.
const WORD_PERCENT: u8 = 60;

/// Lexicon classes of organisations.
const ORGANIZATIONS: Classes =
    Classes::of(&[Class::Organization, Class::Company, Class::University]);

/// Lexicon classes that a phrase must not also have to be an organisation in any context.
const ELSE: Classes = Classes::of(&[
    Class::Given,
    Class::Surname,
    Class::BigCity,
    Class::Town,
    Class::Country,
    Class::People,
    Class::State,
    Class::Region,
    Class::Calendar,
    Class::Event,
    Class::Work,
    Class::OtherName,
    Class::Title,
    Class::Group,
]);

/// Lexicon classes that a phrase must not also have to be a place in any context.
const NO_PLACES: Classes = Classes::of(&[
    Class::Organization,
    Class::Company,
    Class::University,
    Class::Team,
    Class::Calendar,
    Class::Event,
    Class::Work,
    Class::OtherName,
    Class::Title,
    Class::Group,
    Class::People,
]);

/// The maximum length of a phrase that is looked up, in tokens. The lexicon has few longer ones.
const MAX_PHRASE_TOKENS: usize = 6;

pub(super) static KNOWN_ORGANIZATION: Rule = Rule {
    id: RuleId("names/known-organization"),
    summary: "Two words or more that the lexicon knows as an organisation, and as nothing else, are one.",
    needs: &[],
    finds: &[
        "Copper slipped on the ⟦London Metal Exchange⟧ on Monday.",
        "Grain rose on the ⟦Chicago Board of Trade⟧ in May.",
    ],
    silent: &[
        "The price of metal was set in London on Monday.",
        "They left New York for the bank.",
    ],
};

/// Adds organisations of at least two words that the lexicon contains, in place of names inside them.
pub(super) fn find_known_organizations(
    context: RuleContext<'_>,
    names: &[NamedTokens],
) -> Vec<NameEdit> {
    let mut edits = Vec::new();
    for sentence in context.page.sentences() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(phrase) = find_longest(context, at, sentence.tokens.end) else {
                at += 1;
                continue;
            };
            at = phrase.end;
            let stays = |old: &NamedTokens| {
                let is_across = old.tokens.start < phrase.start || phrase.end < old.tokens.end;
                is_across || old.tokens == phrase && is_settled(context, old)
            };
            if !find_met(names, &phrase).iter().any(stays) {
                edits.push(NameEdit::add(
                    phrase,
                    EntityKind::Organization,
                    LEXICON_PERCENT,
                ));
            }
        }
    }
    edits
}

/// Returns whether a name is already tagged as an organisation, or as a person with a given name.
fn is_settled(context: RuleContext<'_>, name: &NamedTokens) -> bool {
    name.kind == EntityKind::Organization
        || name.kind == EntityKind::Person
            && name.tokens.len() == 2
            && context.word(name.tokens.start).has(Class::Given)
}

/// Returns the longest phrase at a token that the lexicon contains only as an organisation.
fn find_longest(context: RuleContext<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    if context.longest(start) < 2 || !context.is_capital(start) {
        return None;
    }
    let max = context
        .longest(start)
        .min(MAX_PHRASE_TOKENS)
        .min(end - start);
    let is_known = |len: &usize| {
        let phrase = start..start + len;
        let classes = context.classes(&phrase);
        context.is_capital(phrase.end - 1) && classes.meets(ORGANIZATIONS) && !classes.meets(ELSE)
    };
    let len = (2..=max).rev().find(is_known)?;
    Some(start..start + len)
}

pub(super) static KNOWN_WORD: Rule = Rule {
    id: RuleId("names/known-word"),
    summary: "A word with a capital between small ones that the lexicon knows as an organisation, and as nothing else, is one.",
    needs: &[],
    finds: &[
        "He testified at a 2014 ⟦Senate⟧ hearing on drugs.",
        "They read bellicose ⟦Kremlin⟧ threats in the papers.",
    ],
    silent: &[
        "The rain fell on Monday in Visa County.",
        "He drank an orange juice on Monday.",
    ],
};

/// Adds words that the lexicon contains as organisations where the model found nothing.
pub(super) fn find_known_words(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let mut edits = Vec::new();
    for sentence in context.page.sentences() {
        for at in sentence.tokens.clone().skip(1) {
            let word = at..at + 1;
            if is_known_word(context, at, &sentence.tokens) && is_free(names, &edits, &word) {
                edits.push(NameEdit::add(word, EntityKind::Organization, WORD_PERCENT));
            }
        }
    }
    edits
}

/// Returns whether a word between lower-case words is in the lexicon only as an organisation, and is rarely written in
/// lower case.
fn is_known_word(context: RuleContext<'_>, index: usize, sentence: &Range<usize>) -> bool {
    let classes = context.word(index);
    classes.meets(ORGANIZATIONS)
        && !classes.meets(ELSE)
        && context.is_capital(index)
        && !context.is_capital_in(sentence, index + 1)
        && !context.is_capital(index - 1)
        && !context.is_often_small(index)
        && context.is_running(sentence, index, index + 1)
}

pub(super) static KNOWN_PLACE: Rule = Rule {
    id: RuleId("names/known-place"),
    summary: "Two words or more that the lexicon knows as a place, and as nothing else, are one where the model found nothing.",
    needs: &[],
    finds: &[
        "The few deep-pocketed ⟦Wall Street⟧ investors left.",
        "He read a book on how ⟦Easter Island⟧ fell.",
    ],
    silent: &[
        "They met in the north of the new town.",
        "She ran in New York University colours.",
    ],
};

/// Adds places of at least two words that the lexicon contains where the model found nothing.
pub(super) fn find_known_places(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let mut edits = Vec::new();
    for sentence in context.page.sentences() {
        for start in sentence.tokens.clone() {
            if context.longest(start) < 2 || !context.is_capital(start) {
                continue;
            }
            let max = context.longest(start).min(MAX_PHRASE_TOKENS);
            let max = max.min(sentence.tokens.end - start);
            let is_place = |len: &usize| {
                let classes = context.classes(&(start..start + len));
                classes.meets(PLACES) && !classes.meets(NO_PLACES)
            };
            if let Some(len) = (2..=max).rev().find(is_place)
                && context.is_capital(start + len - 1)
                && !context.is_capital_in(&sentence.tokens, start + len)
                && is_free(names, &edits, &(start..start + len))
            {
                let phrase = start..start + len;
                edits.push(NameEdit::add(phrase, EntityKind::Place, LEXICON_PERCENT));
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Person, Place};

    #[test]
    fn a_known_phrase_is_one_name() {
        check_rules(
            "Copper slipped on the London Metal Exchange in London.",
            &[("London", Place, 70), ("London", Place, 95)],
            &[("London Metal Exchange", Organization), ("London", Place)],
        );
    }

    #[test]
    fn a_longer_name_keeps_a_known_phrase() {
        check_rules(
            "He led the London Metal Exchange Trust in London.",
            &[
                ("London Metal Exchange Trust", Organization, 70),
                ("London", Place, 95),
            ],
            &[
                ("London Metal Exchange Trust", Organization),
                ("London", Place),
            ],
        );
    }

    #[test]
    fn known_places_and_bodies_are_found_without_the_model() {
        check_rules(
            "He left New Caledonia with a grant from Unicef for schools.",
            &[],
            &[("New Caledonia", Place), ("Unicef", Organization)],
        );
        check_rules(
            "He left Ada Roe in a new town.",
            &[("Ada Roe", Person, 99)],
            &[("Ada Roe", Person)],
        );
    }
}
