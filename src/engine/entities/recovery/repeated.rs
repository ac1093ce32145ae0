//! The rule for names that the model missed or split, although it found them elsewhere in the article.

use std::ops::Range;

use super::edits::{NameEdits, RepairRule, is_capital, sentence_tokens, stand_alone};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::{HashMap, HashSet};
use crate::engine::{Case, FindingKind, Found, Name, Page, Rule, TokenClass};

/// The maximum number of names with the same first word that are tried at one place. Of more, the first are tried.
const MAX_ALTERNATIVES: usize = 8;
/// The maximum length of a searched name, in tokens. Few names are longer, and each place costs time proportional to
/// it.
const MAX_TOKENS: usize = 10;
/// The minimum length of a searched name of one word, in letters. Shorter ones are too often other words.
const MIN_LETTERS: usize = 5;

pub(in super::super) static REPEATED: Rule = Rule {
    id: RuleId("entities/repeated-name"),
    summary: "A name that the article has elsewhere is found again, and whole, wherever its words stand.",
    needs: &[FindingKind::Names],
    finds: &[
        "Kaguya-3 lost its way. Whitfield has followed ⟦Kaguya-3⟧ since 2018.",
        "Minamoto said that Kaguya-3 stood at an angle. Whitfield has followed ⟦Kaguya-3⟧ since 2018.",
    ],
    silent: &[
        "Minamoto said that Kaguya-3 stood at an angle. Kaguya is a princess.",
        "Mark Field won the race. The field was muddy.",
    ],
};

pub(super) const RULE: RepairRule = RepairRule {
    rule: &REPEATED,
    find: find_repeated,
    percent: 75,
};

/// A name that may occur elsewhere in the article.
struct RepeatableName {
    tokens: Range<usize>,
    kind: EntityKind,
}

fn find_repeated(page: &Page<'_>, names: &[Found<Name>]) -> NameEdits {
    let known = collect_names(page, names);
    let mut edits = NameEdits::default();
    if known.is_empty() {
        return edits;
    }
    let common = small_words(page, &known);
    let mut next = 0;
    let mut at = 0;
    while at < page.tokens().len() {
        let Some(start) = page.tokens().get(at).map(|token| token.range.start()) else {
            break;
        };
        while names
            .get(next)
            .is_some_and(|name| name.range.end() <= start)
        {
            next += 1;
        }
        let alternatives = known.get(page.lower(at)).filter(|_| is_capital(page, at));
        let found = alternatives.and_then(|alternatives| {
            let fitting = alternatives
                .iter()
                .filter(|known| stands_here(page, known, at));
            fitting.max_by_key(|known| known.tokens.len())
        });
        let Some(found) = found else {
            at += 1;
            continue;
        };
        let tokens = at..at + found.tokens.len();
        at = tokens.end;
        let range = page.range_of(tokens.clone());
        let inside = names.iter().skip(next);
        let n_inside = inside.take_while(|name| name.range.overlaps(range)).count();
        let is_cut = names.iter().skip(next).take(n_inside).all(|name| {
            range.covers(name.range) && name.range != range && name.what.canonical.is_none()
        });
        let is_missed = n_inside == 0
            && stand_alone(page, &tokens)
            && (tokens.len() > 1 || !common.contains(page.lower(tokens.start)));
        if is_missed || n_inside > 0 && is_cut {
            edits.dropped.extend(next..next + n_inside);
            edits.added.push((range, found.kind));
        }
    }
    edits
}

/// Returns the names by their first word in lower case.
fn collect_names<'p>(
    page: &'p Page<'_>,
    names: &[Found<Name>],
) -> HashMap<&'p str, Vec<RepeatableName>> {
    let mut known: HashMap<&str, Vec<RepeatableName>> = HashMap::default();
    for name in names {
        let tokens = page.tokens_in(name.range);
        let is_whole = page.range_of(tokens.clone()) == name.range;
        let is_word = tokens.len() > 1 || is_long_word(page, tokens.start);
        if !is_whole
            || !is_word
            || tokens.len() > MAX_TOKENS
            || name.what.canonical.is_some()
            || !is_capital(page, tokens.start)
            || page.naming(tokens.start).is_stop()
        {
            continue;
        }
        let alternatives = known.entry(page.lower(tokens.start)).or_default();
        let is_new = alternatives.iter().all(|other| {
            !same_words(page, &other.tokens, tokens.start) || other.tokens.len() != tokens.len()
        });
        if is_new && alternatives.len() < MAX_ALTERNATIVES {
            alternatives.push(RepeatableName {
                tokens,
                kind: name.what.kind,
            });
        }
    }
    known
}

fn is_long_word(page: &Page<'_>, token: usize) -> bool {
    let letters = page.word(token).chars().filter(|c| c.is_alphabetic());
    letters.count() >= MIN_LETTERS && page.naming(token).title().is_none()
}

/// Returns whether the words of a name also occur at a token, with the same capitals and within one sentence, and are
/// not the known mention itself.
fn stands_here(page: &Page<'_>, known: &RepeatableName, at: usize) -> bool {
    let end = at + known.tokens.len();
    known.tokens.start != at
        && sentence_tokens(page, at).end >= end
        && same_words(page, &known.tokens, at)
}

fn same_words(page: &Page<'_>, tokens: &Range<usize>, at: usize) -> bool {
    let mut pairs = tokens.clone().zip(at..);
    pairs.all(|(one, other)| page.word(one) == page.word(other))
}

/// Returns the first words of names that the article also contains in lower case.
fn small_words<'p>(
    page: &'p Page<'_>,
    known: &HashMap<&'p str, Vec<RepeatableName>>,
) -> HashSet<&'p str> {
    let tokens = page.tokens().iter().enumerate();
    let small =
        tokens.filter(|(_, token)| token.class == TokenClass::Word && token.case == Case::Lower);
    small
        .map(|(at, _)| page.lower(at))
        .filter(|word| known.contains_key(word))
        .collect()
}
