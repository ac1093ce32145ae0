//! Finds noun phrases that a number counts without being next to them: the subject of its verb, the nearest plural
//! before it.

use super::noun::{self, CountedNoun};
use crate::engine::numbers::{
    FigureClass, GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine,
};

/// A noun phrase that a number counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountedPhrase {
    pub(super) first: usize,
    pub(super) head: usize,
}

/// The maximum distance at which from a verb its subject is searched backwards, in subtokens.
const MAX_PIECES_TO_SUBJECT: usize = 40;

/// The maximum distance at which a noun is searched backwards that "of them" or "in all" refers to, in subtokens.
const MAX_PIECES_TO_NOUN: usize = 24;

/// Returns the noun phrase with a plural head that begins the clause of the verb at subtoken `verb`: the subject of
/// "totalled". Of nested clauses, the nearest one with such a phrase is used.
pub(super) fn find_subject(line: SubtokenLine<'_>, verb: usize) -> Option<CountedPhrase> {
    let first = verb.saturating_sub(MAX_PIECES_TO_SUBJECT);
    for start in (first..verb).rev() {
        let is_border = start == 0
            || matches!(
                line.raw(start - 1),
                "," | ";" | ":" | "“" | "\"" | "—" | "–" | "(" | "‘"
            )
            || line.in_class(start - 1, FigureClass::ClauseOpener);
        if !is_border {
            continue;
        }
        if let Some(found) = phrase_at(line, start).filter(|found| found.head < verb) {
            return Some(found);
        }
        let has_singular = is_singular_subject(line, start, verb);
        if has_singular || matches!(line.raw(start.back(1)), ";" | "“" | "\"") {
            return None;
        }
    }
    None
}

/// Returns whether a clause begins with a noun phrase without a plural, which is then what rose or fell: "the price".
fn is_singular_subject(line: SubtokenLine<'_>, start: usize, verb: usize) -> bool {
    let opens = line.has(start, NumericFlags::DETERMINER) || line.is_capital(start);
    opens
        && start + 1 < verb
        && line.class(start + 1) == SubtokenClass::Word
        && !line.is_a(start, GrammarWord::AllOrMost)
}

/// Returns the noun phrase with a plural head at subtoken `start`, after its determiners: "the number of workers".
pub(super) fn phrase_at(line: SubtokenLine<'_>, start: usize) -> Option<CountedPhrase> {
    let mut at = start;
    while line.has(at, NumericFlags::DETERMINER) && at < start + 3 {
        at += 1;
    }
    while line.is_number_word(at) && at < start + 4 {
        at += 1;
    }
    if line.class(at) != SubtokenClass::Word {
        return None;
    }
    let of = (at..at + 4).find(|at| line.in_class(*at, FigureClass::CountNoun));
    if let Some(of) = of.filter(|of| line.is_a(of + 1, GrammarWord::Of)) {
        let inner = of + 2;
        return plural_phrase(
            line,
            if line.has(inner, NumericFlags::DETERMINER) {
                inner + 1
            } else {
                inner
            },
        );
    }
    plural_phrase(line, at)
}

/// Returns the noun phrase with a plural head that begins at subtoken `at`, if its head can be counted.
pub(super) fn plural_phrase(line: SubtokenLine<'_>, at: usize) -> Option<CountedPhrase> {
    let CountedNoun { first, head, .. } = noun::counted(line, at, false, false)?;
    let is_countable = !line.has(head, NumericFlags::VALUED)
        && line.word(head).period.is_none()
        && line.word(head).weekday.is_none()
        && line.unit_words(head).is_none()
        && line.word(head).scale.is_none();
    // "Vint employs 2,100": a verb in -s before its number.
    let is_verb = head > first && line.is_number_word(head + 1);
    (is_countable && !is_verb && first == at).then_some(CountedPhrase { first, head })
}

/// Returns the noun phrase that ends before subtoken `end`: "milks goats:".
pub(super) fn noun_ending(line: SubtokenLine<'_>, end: usize) -> Option<CountedPhrase> {
    let head = end.checked_sub(1)?;
    let is_thing = line.class(head) == SubtokenClass::Word
        && noun::is_plural(line, head)
        && !line.has(head, NumericFlags::VALUED.or(NumericFlags::VERB));
    is_thing.then_some(CountedPhrase { first: head, head })
}

/// Returns the nearest plural noun before subtoken `end`.
pub(super) fn nearest_plural(line: SubtokenLine<'_>, end: usize) -> Option<CountedPhrase> {
    let first = end.saturating_sub(MAX_PIECES_TO_NOUN);
    (first..end).rev().find_map(|at| {
        let is_object = line.class(at.back(1)) == SubtokenClass::Word && !line.is_capital(at);
        noun_ending(line, at + 1).filter(|_| is_object && line.word(at).period.is_none())
    })
}
