//! Finds surnames that the tagger passed over although it saw the full name elsewhere in the article.

use std::borrow::Cow;

use super::mention_table::bare;
use crate::annotation::{Confidence, EntityKind, RuleId};
use crate::engine::lexeme::hash::HashSet;
use crate::engine::lexeme::name_words;
use crate::engine::{Case, FindingKind, Found, Name, Page, Rule, TokenClass};
use crate::invariant::ExpectOr;

/// Shorter surnames are too often other words.
const MIN_LETTERS: usize = 3;

pub(super) static MISSED: Rule = Rule {
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

/// Returns the names with the surnames that were missed, in the order of the text.
pub(super) fn add_missed_surnames<'n>(
    page: &Page<'_>,
    names: &'n [Found<Name>],
) -> Cow<'n, [Found<Name>]> {
    let surnames = surnames(page, names);
    if surnames.is_empty() || !page.allows(&MISSED) {
        return Cow::Borrowed(names);
    }
    let mut missed = Vec::new();
    let starts = surnames.iter().fold(0, |starts, name| starts | start(name));
    let words: Vec<(usize, Case)> = words(page)
        .filter(|(at, _)| {
            let word = page.lower(*at);
            starts & start(word) != 0 && surnames.contains(word)
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
        let word = page.lower(at);
        if case != Case::Lower && is_free && !common.contains(word) && stands_alone(page, at) {
            page.record(&MISSED, token.range, Vec::new);
            missed.push(Found {
                range: token.range,
                what: Name {
                    kind: EntityKind::Person,
                    canonical: None,
                },
                by: MISSED.id,
                confidence: Confidence::percent(70),
            });
        }
    }
    if missed.is_empty() {
        return Cow::Borrowed(names);
    }
    let mut all = names.to_vec();
    all.append(&mut missed);
    all.sort_by_key(|name| (name.range.start(), std::cmp::Reverse(name.range.end())));
    Cow::Owned(all)
}

/// Returns one of 64 bits for a word's first letter and length: most words are told from a few others by it.
fn start(word: &str) -> u64 {
    let first = word.bytes().next().expect_or_default("a word is not empty");
    1 << ((usize::from(first) + word.len() * 7) % 64)
}

fn words<'p>(page: &'p Page<'_>) -> impl Iterator<Item = (usize, Case)> + 'p {
    let words = page.tokens().iter().enumerate();
    words
        .filter(|(_, token)| token.class == TokenClass::Word && token.case != Case::None)
        .map(|(at, token)| (at, token.case))
}

/// Returns the last words of people's full names, and nicknames of one word in marks or brackets, in lower case.
fn surnames<'p>(page: &'p Page<'_>, names: &[Found<Name>]) -> HashSet<&'p str> {
    let people = names
        .iter()
        .filter(|name| name.what.kind == EntityKind::Person && name.what.canonical.is_none());
    let mut known = HashSet::default();
    for name in people {
        let tokens = page.tokens_in(name.range);
        known.extend(nickname(page, tokens.clone()));
        let Some(last) = tokens.end.checked_sub(1).filter(|_| tokens.len() > 1) else {
            continue;
        };
        let word = page.lower(last);
        let is_surname = word.chars().filter(|c| c.is_alphabetic()).count() >= MIN_LETTERS
            && !name_words::is_suffix(bare(page, last))
            && !name_words::is_generic(word)
            && !name_words::is_place_and_surname(word);
        known.extend(is_surname.then_some(word));
    }
    known
}

/// Returns the word in marks or brackets inside a name: "ox" of Jon “Ox” Lind.
fn nickname<'p>(page: &'p Page<'_>, tokens: std::ops::Range<usize>) -> Option<&'p str> {
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

/// Returns whether no other capitalised word stands beside the token, but for a title before it.
fn stands_alone(page: &Page<'_>, at: usize) -> bool {
    let is_name_like = |at: usize| {
        page.tokens().get(at).is_some_and(|token| {
            token.class == TokenClass::Word && !matches!(token.case, Case::Lower | Case::None)
        })
    };
    let sentence = page.tokens().get(at).and_then(|token| {
        let sentence = page.sentence_at(token.range.start())?;
        Some(page.sentences().get(sentence)?.tokens.clone())
    });
    let sentence = sentence.unwrap_or(at..at + 1);
    let before = at.checked_sub(1).filter(|_| sentence.start != at);
    let after = Some(at + 1).filter(|after| sentence.contains(after));
    !after.is_some_and(is_name_like)
        && before
            .is_none_or(|before| !is_name_like(before) || page.naming(before).title().is_some())
}
