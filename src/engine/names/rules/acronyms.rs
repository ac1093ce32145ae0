//! Acronyms in brackets: "World Health Organization (WHO)".

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::RuleContext;
use super::edit::{NameEdit, is_free};
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;
use crate::engine::{Case, TokenClass};

pub(super) static ACRONYM: Rule = Rule {
    id: RuleId("names/acronym"),
    summary: "Letters in brackets after the words that they abbreviate are of the same kind, there and elsewhere.",
    needs: &[],
    finds: &[
        "They praised the Lake Basin Region (⟦LBR⟧) in May.",
        "They praised the Kigali Peace Accord (⟦KPA⟧) in May.",
    ],
    silent: &[
        "Ann Poe (MP) left the council on Monday.",
        "The World Bank (founded in 1944) met on Monday.",
    ],
};

/// Tags acronyms in brackets after the words that they stand for as names, and gives acronym and long form the same
/// kind.
pub(super) fn name_acronyms(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let mut kinds: BTreeMap<&str, (EntityKind, Range<usize>)> = BTreeMap::new();
    let mut edits = Vec::new();
    for name in names {
        let at = name.tokens.end + 1;
        let is_bracketed = context.lower(name.tokens.end) == "(" && context.lower(at + 1) == ")";
        let is_long = name.tokens.len() > 1 && name.kind != EntityKind::Person;
        if is_bracketed && is_long && is_made_of(context, at, &name.tokens) {
            kinds.insert(context.page.word(at), (name.kind, name.tokens.clone()));
            if is_free(names, &edits, &(at..at + 1)) {
                let edit = NameEdit::add(at..at + 1, name.kind, name.percent);
                edits.push(edit.because("words", name.tokens.clone()));
            }
        }
    }
    if kinds.is_empty() {
        return edits;
    }
    let acronyms = names.iter().enumerate();
    let acronyms = acronyms.filter(|(_, name)| name.tokens.len() == 1);
    edits.extend(acronyms.filter_map(|(at, name)| {
        let (kind, words) = kinds.get(context.page.word(name.tokens.start))?;
        let is_other = *kind != name.kind;
        is_other.then(|| NameEdit::set_kind(at, *kind).because("words", words.clone()))
    }));
    edits
}

pub(super) static COMMON_ACRONYM: Rule = Rule {
    id: RuleId("names/common-acronym"),
    summary: "Letters in brackets after the small words that they abbreviate are no name, there and elsewhere.",
    needs: &[],
    finds: &[
        "They signed a memorandum of understanding (⟦MoU⟧) on Friday.",
        "The fee of the mobile financial service (⟦MFS⟧) rose in May.",
    ],
    silent: &[
        "They joined the World Health Organization (WHO) in May.",
        "The party of the poor (UNP) won in May.",
        "They met the community policing forum (CPF) in May.",
    ],
};

/// The maximum number of words of the long form that have no letter in the acronym: "memorandum *of* understanding
/// (MU)".
const MAX_SKIPPED_WORDS: usize = 2;

/// Drops acronyms of common nouns.
pub(super) fn drop_common_acronyms(
    context: RuleContext<'_>,
    names: &[NamedTokens],
) -> Vec<NameEdit> {
    let mut common: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for open in 1..context.page.tokens().len() {
        if context.lower(open) == "("
            && context.lower(open + 2) == ")"
            && is_acronym(context, open + 1)
            && !is_body_noun(context, open - 1)
            && let Some(words) = find_small_words_of(context, open)
        {
            common.insert(context.page.word(open + 1), words);
        }
    }
    if common.is_empty() {
        return Vec::new();
    }
    let drop = |(at, name): (usize, &NamedTokens)| {
        let words = common.get(context.page.word(name.tokens.start))?;
        let is_alone = name.tokens.len() == 1;
        is_alone.then(|| NameEdit::drop(at).because("words", words.clone()))
    };
    names.iter().enumerate().filter_map(drop).collect()
}

/// Returns whether a common noun makes the long form a name after all: "The community policing forum (CPF)".
fn is_body_noun(context: RuleContext<'_>, index: usize) -> bool {
    context.has(index, NameCue::Body) || context.has(index, NameCue::BodyNoun)
}

/// Returns the words in lower case before a bracket that the acronym in it abbreviates. A word with hyphens counts as
/// several.
fn find_small_words_of(context: RuleContext<'_>, open: usize) -> Option<Range<usize>> {
    let letters = context.lower(open + 1).chars().rev();
    let mut wanted = letters.filter(|c| c.is_alphabetic()).peekable();
    let (mut at, mut n_skipped) = (open, 0);
    while wanted.peek().is_some() {
        at = at.checked_sub(1)?;
        if !context.is_small(at) {
            return None;
        }
        let parts = context.lower(at).rsplit('-');
        let firsts = parts.filter_map(|part| part.chars().next());
        let n_used = firsts
            .filter(|first| wanted.next_if_eq(first).is_some())
            .count();
        n_skipped += usize::from(n_used == 0);
        if n_skipped > MAX_SKIPPED_WORDS {
            return None;
        }
    }
    Some(at..open)
}

/// Returns whether a token is a word of two or more letters with more than one capital or capitals only.
fn is_acronym(context: RuleContext<'_>, index: usize) -> bool {
    let token = context.page.tokens().get(index);
    let is_letters = token.is_some_and(|token| {
        token.class == TokenClass::Word && matches!(token.case, Case::Upper | Case::Mixed)
    });
    is_letters && context.page.word(index).len() > 1
}

/// Returns whether the letters of an acronym are first letters of these words, in order.
fn is_made_of(context: RuleContext<'_>, acronym: usize, words: &Range<usize>) -> bool {
    let mut firsts = words
        .clone()
        .filter_map(|index| context.lower(index).chars().next());
    let mut wanted = context.lower(acronym).chars().filter(|c| c.is_alphabetic());
    is_acronym(context, acronym) && wanted.all(|letter| firsts.any(|first| first == letter))
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Person, Place};

    #[test]
    fn letters_in_brackets_are_what_the_words_before_are() {
        check_rules(
            "The Polar Fish Council (PFC) met Ann Poe (MP). PFC gave in.",
            &[
                ("Polar Fish Council", Organization, 90),
                ("Ann Poe", Person, 99),
                ("PFC", Place, 50),
            ],
            &[
                ("Polar Fish Council", Organization),
                ("PFC", Organization),
                ("Ann Poe", Person),
                ("PFC", Organization),
            ],
        );
    }

    #[test]
    fn letters_of_small_words_are_no_name() {
        check_rules(
            "He sold a non-fungible token (NFT) for the Polar Fish Council. An NFT is no fish, and the MoU fell.",
            &[
                ("NFT", Organization, 90),
                ("Polar Fish Council", Organization, 90),
                ("NFT", Organization, 80),
                ("MoU", Organization, 80),
            ],
            &[("Polar Fish Council", Organization), ("MoU", Organization)],
        );
    }

    #[test]
    fn letters_of_other_words_are_left_alone() {
        check_rules(
            "The Polar Fish Council (NATO) met, and the Polar Fish Council (pfc) left. Polar Fish (P) won.",
            &[
                ("Polar Fish Council", Organization, 90),
                ("Polar Fish Council", Organization, 90),
                ("Polar Fish", Organization, 90),
            ],
            &[
                ("Polar Fish Council", Organization),
                ("Polar Fish Council", Organization),
                ("Polar Fish", Organization),
            ],
        );
    }
}
