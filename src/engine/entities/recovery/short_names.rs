//! The rule for short names of organisations that the model missed although it found the full name before.

use super::super::distinctive::is_distinctive;
use super::super::mention_table::word_without_dot;
use super::edits::{NameEdits, RepairRule, is_capital, stand_alone};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::{HashMap, HashSet};
use crate::engine::lexeme::name_words;
use crate::engine::lexeme::normalize::fold_name;
use crate::engine::lexeme::word_classes::PosSet;
use crate::engine::{Case, FindingKind, Found, Name, Page, Rule, TokenClass};

/// The minimum length of a short name, in letters. Shorter words are too often not names.
const MIN_LETTERS: usize = 4;

pub(in super::super) static SHORT: Rule = Rule {
    id: RuleId("entities/missed-short-name"),
    summary: "The first word of an organisation's name is a name where it stands alone later: “Meridian” after “Meridian Terminals”.",
    needs: &[FindingKind::Names],
    finds: &[
        "Tarnfield Airways cut ten routes. Nobody knows why ⟦Tarnfield⟧ did so.",
        "Cobalt Airways cut ten routes. Nobody knows why ⟦Cobalt⟧ did so.",
    ],
    silent: &[
        "Cobalt Airways cut ten routes. The price of cobalt fell.",
        "Nobody knows why Cobalt cut ten routes.",
    ],
};

pub(super) const RULE: RepairRule = RepairRule {
    rule: &SHORT,
    find: find_short_names,
    percent: 70,
};

fn find_short_names(page: &Page<'_>, names: &[Found<Name>]) -> NameEdits {
    let heads = collect_heads(page, names);
    let mut edits = NameEdits::default();
    if heads.is_empty() {
        return edits;
    }
    let words: Vec<usize> = (0..page.tokens().len())
        .filter(|at| heads.contains_key(page.lower(*at)))
        .collect();
    let is_small = |at: &&usize| {
        let token = page.tokens().get(**at);
        token.is_some_and(|token| token.class == TokenClass::Word && token.case == Case::Lower)
    };
    let common: HashSet<&str> = words
        .iter()
        .filter(is_small)
        .map(|at| page.lower(*at))
        .collect();
    let mut known = names.iter().peekable();
    for at in words {
        let Some(token) = page.tokens().get(at) else {
            continue;
        };
        while known
            .next_if(|name| name.range.end() <= token.range.start())
            .is_some()
        {}
        let word = page.lower(at);
        let is_free = known
            .peek()
            .is_none_or(|name| !name.range.overlaps(token.range));
        if is_free
            && is_capital(page, at)
            && !common.contains(word)
            && !is_adjective(page, at)
            && heads.get(word).is_some_and(|first| *first < at)
            && stand_alone(page, &(at..at + 1))
        {
            edits.added.push((token.range, EntityKind::Organization));
        }
    }
    edits
}

/// Returns whether a word can only be an adjective: in "radical Islamic groups" it does not refer to an Islamic bank.
fn is_adjective(page: &Page<'_>, at: usize) -> bool {
    let word = page.speech(at);
    word.classes.has(PosSet::ADJECTIVE) && !word.classes.has(PosSet::NOUN)
}

/// Returns whether a name is that of an organisation, by its tagged kind or its last word.
fn is_organization(page: &Page<'_>, name: &Found<Name>) -> bool {
    let last = page.tokens_in(name.range).end.saturating_sub(1);
    name.what.kind == EntityKind::Organization
        || name_words::ends_organization(word_without_dot(page, last))
}

/// Returns the distinctive first words of organisations' names in lower case, with their first token. Words that also
/// occur in a person's name are left out.
fn collect_heads<'p>(page: &'p Page<'_>, names: &[Found<Name>]) -> HashMap<&'p str, usize> {
    let mut heads: HashMap<&str, usize> = HashMap::default();
    for name in names {
        let tokens = page.tokens_in(name.range);
        let word = page.lower(tokens.start);
        let is_open = name.what.canonical.is_none() && tokens.len() > 1;
        if is_open
            && is_organization(page, name)
            && word.chars().filter(|c| c.is_alphabetic()).count() >= MIN_LETTERS
            && !page.naming(tokens.start).is_stop()
            && is_distinctive(&fold_name(word))
        {
            heads.entry(word).or_insert(tokens.start);
        }
    }
    for name in names
        .iter()
        .filter(|name| name.what.kind == EntityKind::Person)
    {
        for token in page.tokens_in(name.range) {
            heads.remove(page.lower(token));
        }
    }
    heads
}
