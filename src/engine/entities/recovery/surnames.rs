//! The rule for surnames that the model missed although it found the full name elsewhere in the article.

use super::super::mention_table::word_without_dot;
use super::edits::{NameEdits, RepairRule, stand_alone};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::HashSet;
use crate::engine::lexeme::name_words;
use crate::engine::{Case, FindingKind, Found, Name, Page, Rule, TokenClass};
use crate::invariant::ExpectOr;

/// The minimum length of a searched surname, in letters. Shorter ones are too often other words.
const MIN_LETTERS: usize = 3;

pub(in super::super) static MISSED: Rule = Rule {
    id: RuleId("entities/missed-surname"),
    summary: "The surname or nickname of somebody named in full is a name where it stands alone, also where the model saw none.",
    needs: &[FindingKind::Names],
    finds: &[
        "Hugh MacIsaac owns the field. \"Wave at my wife,\" ⟦MacIsaac⟧ said.",
        "\"Yvonne waved at my wife,\" said Angus MacIsaac. There was no hurry, ⟦MacIsaac⟧ said.",
    ],
    silent: &[
        "Farida Begum wept in court. A begum is a lady of rank.",
        "Mark Field won the race. The field was muddy, and Field Street was shut.",
    ],
};

pub(super) const RULE: RepairRule = RepairRule {
    rule: &MISSED,
    find: find_missed_surnames,
    percent: 70,
};

fn find_missed_surnames(page: &Page<'_>, names: &[Found<Name>]) -> NameEdits {
    let surnames = collect_surnames(page, names);
    let mut edits = NameEdits::default();
    if surnames.is_empty() {
        return edits;
    }
    let starts = surnames
        .iter()
        .fold(0, |starts, name| starts | start_bit(name));
    let words: Vec<(usize, Case)> = cased_words(page)
        .filter(|(at, _)| {
            let word = page.lower(*at);
            starts & start_bit(word) != 0 && surnames.contains(word)
        })
        .collect();
    let common: HashSet<&str> = words
        .iter()
        .filter(|(_, case)| *case == Case::Lower)
        .map(|(at, _)| page.lower(*at))
        .collect();
    let mut known = names.iter().peekable();
    for (at, case) in words {
        let Some(token) = page.tokens().get(at) else {
            continue;
        };
        while known
            .next_if(|name| name.range.end() <= token.range.start())
            .is_some()
        {}
        let is_free = known
            .peek()
            .is_none_or(|name| !name.range.overlaps(token.range));
        if case != Case::Lower
            && is_free
            && !common.contains(page.lower(at))
            && stand_alone(page, &(at..at + 1))
        {
            edits.added.push((token.range, EntityKind::Person));
        }
    }
    edits
}

/// Returns one of 64 bits, by the first letter and the length of a word. Used to reject most words without comparing
/// them.
fn start_bit(word: &str) -> u64 {
    let first = word.bytes().next().expect_or_default("a word is not empty");
    1 << ((usize::from(first) + word.len() * 7) % 64)
}

fn cased_words<'p>(page: &'p Page<'_>) -> impl Iterator<Item = (usize, Case)> + 'p {
    let words = page.tokens().iter().enumerate();
    words
        .filter(|(_, token)| token.class == TokenClass::Word && token.case != Case::None)
        .map(|(at, token)| (at, token.case))
}

/// Returns, in lower case, the last words of people's full names and nicknames of one word in quotation marks or
/// brackets.
fn collect_surnames<'p>(page: &'p Page<'_>, names: &[Found<Name>]) -> HashSet<&'p str> {
    let people = names
        .iter()
        .filter(|name| name.what.kind == EntityKind::Person && name.what.canonical.is_none());
    let mut known = HashSet::default();
    for name in people {
        let tokens = page.tokens_in(name.range);
        known.extend(find_nickname(page, tokens.clone()));
        let Some(last) = tokens.end.checked_sub(1).filter(|_| tokens.len() > 1) else {
            continue;
        };
        let word = page.lower(last);
        let is_surname = word.chars().filter(|c| c.is_alphabetic()).count() >= MIN_LETTERS
            && !name_words::is_suffix(word_without_dot(page, last))
            && !name_words::is_generic(word)
            && !name_words::is_place_and_surname(word);
        known.extend(is_surname.then_some(word));
    }
    known
}

/// Returns the word in quotation marks or brackets inside a name: "ox" of Jon “Ox” Lind.
fn find_nickname<'p>(page: &'p Page<'_>, tokens: std::ops::Range<usize>) -> Option<&'p str> {
    let is_mark = |at: &usize| {
        page.tokens()
            .get(*at)
            .is_some_and(|token| token.class == TokenClass::Punctuation)
    };
    let open = tokens.clone().skip(1).find(is_mark)?;
    let is_word = open + 2 < tokens.end && is_mark(&(open + 2)) && !is_mark(&(open + 1));
    let word = page.lower(open + 1);
    (is_word && word.chars().count() >= MIN_LETTERS).then_some(word)
}
