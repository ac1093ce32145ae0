//! What a bare number counts where no noun follows it: the subject of its verb, the noun of a figure beside it, or one
//! that was counted before.

use super::FigureCandidate;
use super::noun::{self, Counted};
use crate::annotation::{Amount, Figure, FigureKind, Unit};
use crate::engine::numbers::{AtomClass, Back, Flags, Line};
use crate::text::ByteRange;

/// How far back from a verb its subject is looked for, in pieces.
const MAX_SUBJECT_REACH: usize = 40;

/// How far back a noun is looked for that "of them" or "in all" refers to, in pieces.
const MAX_NOUN_REACH: usize = 24;

/// How far before a number the words that refer to what was counted may stand: "of which the virus has closed 11".
const MAX_REFERENCE_REACH: usize = 7;

/// The most numbers of a list that share the noun after its last: "10, 200 and 350 bottles".
const MAX_LIST: usize = 8;

/// A noun phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountedPhrase {
    first: usize,
    head: usize,
}

/// What was counted last, as later numbers refer to it.
#[derive(Clone, Debug)]
struct CountedThing {
    unit: String,
    of: Option<ByteRange>,
}

/// What was counted in the sentence before.
#[derive(Debug, Default)]
pub(super) struct Memory {
    last: Option<CountedThing>,
}

/// Gives the bare numbers of a sentence what they count.
pub(super) fn resolve(line: Line<'_>, found: &mut [FigureCandidate], memory: &mut Memory) {
    for index in (0..found.len()).rev() {
        share_in_list(line, found, index);
    }
    let mut last: Option<CountedThing> = None;
    for index in 0..found.len() {
        share_of_levels(line, found, index);
        let (earlier, rest) = found.split_at_mut(index);
        let Some(candidate) = rest.first_mut() else {
            break;
        };
        if is_bare(&candidate.figure) {
            let thing = find_thing(line, candidate, last.as_ref(), memory, earlier);
            if let Some(thing) = thing {
                set_thing(&mut candidate.figure, &thing);
            }
        }
        // One of a kind is no kind: "one case ran for 71 days that should have taken 20".
        let is_one = candidate.figure.amount == Amount::Exact(1.into());
        if let (FigureKind::Count, Some(Unit::Noun(unit)), false) =
            (candidate.figure.kind, &candidate.figure.unit, is_one)
        {
            last = Some(CountedThing {
                unit: unit.clone(),
                of: candidate.figure.of,
            });
        }
    }
    share_back(line, found);
    memory.last = last.or_else(|| wanted_thing(line));
}

fn set_thing(figure: &mut Figure, thing: &CountedThing) {
    figure.kind = FigureKind::Count;
    figure.unit = Some(Unit::Noun(thing.unit.clone()));
    figure.of = thing.of;
}

/// Returns whether a figure is a whole number without anything that it counts.
fn is_bare(figure: &Figure) -> bool {
    let is_whole = match figure.amount {
        Amount::Exact(value) => value.fract().is_zero() && value.is_sign_positive(),
        Amount::Between(low, high) => low.fract().is_zero() && high.fract().is_zero(),
        _ => false,
    };
    figure.kind == FigureKind::Number && figure.unit.is_none() && is_whole
}

/// Gives the numbers of a list the noun after its last: "10, 200 and 350 bottles".
fn share_in_list(line: Line<'_>, found: &mut [FigureCandidate], index: usize) {
    let Some(last) = found
        .get(index)
        .filter(|last| last.figure.kind == FigureKind::Count)
    else {
        return;
    };
    let (figure, mut start) = (last.figure.clone(), last.start);
    let is_list = |start: usize, end: usize| {
        (end..start).all(|at| line.raw(at) == "," || line.is(at, &["and", "or"]))
            && (1..=2).contains(&(start - end))
    };
    for candidate in found.iter_mut().take(index).rev().take(MAX_LIST) {
        if candidate.end > start || !is_list(start, candidate.end) || !is_bare(&candidate.figure) {
            return;
        }
        start = candidate.start;
        candidate.figure.kind = FigureKind::Count;
        candidate.figure.unit.clone_from(&figure.unit);
        candidate.figure.of = figure.of;
    }
}

/// Gives the second of two levels the unit of the first: "from 12 square kilometres to 7", "to 31 per cent from 27".
fn share_of_levels(line: Line<'_>, found: &mut [FigureCandidate], index: usize) {
    let Some((first, second)) = index
        .checked_sub(1)
        .and_then(|at| found.get(at).zip(found.get(index)))
    else {
        return;
    };
    if is_pair(line, first, second)
        && second.figure.unit.is_none()
        && second.figure.kind == FigureKind::Number
    {
        let figure = first.figure.clone();
        if let Some(second) = found.get_mut(index).filter(|_| figure.unit.is_some()) {
            copy_unit(&figure, &mut second.figure);
        }
    }
}

/// Gives the first of two levels the unit of the second: "from 30 to 40 workers".
fn share_back(line: Line<'_>, found: &mut [FigureCandidate]) {
    for index in 1..found.len() {
        let Some((first, second)) = found.get(index - 1).zip(found.get(index)) else {
            return;
        };
        let lacks = first.figure.unit.is_none() && first.figure.kind == FigureKind::Number;
        if lacks && second.figure.unit.is_some() && is_pair(line, first, second) {
            let figure = second.figure.clone();
            if let Some(first) = found.get_mut(index - 1) {
                copy_unit(&figure, &mut first.figure);
            }
        }
    }
}

/// Returns whether two figures are where one change began and ended.
fn is_pair(line: Line<'_>, first: &FigureCandidate, second: &FigureCandidate) -> bool {
    let between = first.end..second.start;
    let has_both = first.figure.level.is_some() && second.figure.level.is_some()
        || line.is(first.end, &["to"]) && line.is(first.start.back(1), &["from"])
        || line.is(first.end, &["from"]) && line.is(first.start.back(1), &["to"]);
    has_both && between.len() <= 3 && line.is(between.start, &["to", "from"])
}

fn copy_unit(from: &Figure, to: &mut Figure) {
    to.kind = from.kind;
    to.unit.clone_from(&from.unit);
    to.per.clone_from(&from.per);
    if from.kind == FigureKind::Count {
        to.of = from.of;
    }
}

/// Returns what a bare number counts.
fn find_thing(
    line: Line<'_>,
    candidate: &FigureCandidate,
    last: Option<&CountedThing>,
    memory: &Memory,
    earlier: &[FigureCandidate],
) -> Option<CountedThing> {
    let start = before_bound(line, candidate.start);
    let before = start.back(1);
    let is_one = candidate.figure.amount == Amount::Exact(1.into());
    let thing = |phrase: CountedPhrase| CountedThing {
        unit: line.raw(phrase.head).to_owned(),
        of: Some(line.range(phrase.first..phrase.head + 1)),
    };
    let is_compared = line.is(before, &["from"]) && line.is(before.back(1), &["up", "down"]);
    if let Some(last) = last.filter(|_| is_compared) {
        return Some(last.clone());
    }
    if let Some(verb) = tally_before(line, candidate, before)
        && let Some(subject) = subject(line, verb)
    {
        return Some(thing(subject));
    }
    if line.raw(before) == ":"
        && let Some(phrase) = noun_ending(line, before)
    {
        return Some(thing(phrase));
    }
    let refers = refers_back(line, start, candidate.end);
    if let Some(last) = last.filter(|_| refers || goes_on(line, before, candidate.end)) {
        return Some(last.clone());
    }
    if is_one {
        return None;
    }
    let is_summed = line.is(candidate.end, &["in"])
        && line.is(candidate.end + 1, &["all", "total"])
        && line.raw(before) == ",";
    if (refers && earlier.is_empty() || is_summed)
        && let Some(phrase) = nearest_plural(line, start)
    {
        return Some(thing(phrase));
    }
    if line.reads(0, "as for")
        && let Some(phrase) = phrase_at(line, 2).filter(|_| goes_on(line, before, candidate.end))
    {
        return Some(thing(phrase));
    }
    let stands_alone = stands_alone(line, before, candidate.end);
    let is_clause = last.is_none()
        && line.is(before, &["and", "but"])
        && line.has(candidate.end, Flags::AUXILIARY.or(Flags::VERB));
    if let Some(phrase) = phrase_at(line, 0).filter(|_| is_clause) {
        return Some(thing(phrase));
    }
    memory
        .last
        .clone()
        .filter(|_| refers || stands_alone && last.is_none())
}

/// Returns where the bound and the adverbs before a number begin.
fn before_bound(line: Line<'_>, start: usize) -> usize {
    let mut at =
        crate::engine::numbers::modifier::before(line, start).map_or(start, |found| found.1);
    while at > 0
        && (line.is(
            at - 1,
            &["only", "just", "now", "the", "another", "other", "a"],
        ) || line.class(at - 1) == AtomClass::Word
            && line.raw(at - 1).len() > 4
            && line.raw(at - 1).ends_with("ly"))
    {
        at -= 1;
    }
    at
}

/// Returns the verb between what is counted and the number: "totalled 88", "rose by 60 to 410", "stood at 940".
fn tally_before(line: Line<'_>, candidate: &FigureCandidate, before: usize) -> Option<usize> {
    let is_change = candidate.figure.level.is_some() || candidate.figure.change.is_some();
    if line.is(before, &["to", "at", "from", "by", "of"]) {
        let verb = before.back(1);
        let is_tally = line.has(verb, Flags::TALLY) && !line.is(before, &["from", "by", "of"]);
        return (is_change && !line.is(before, &["of"]) || is_tally).then_some(before);
    }
    (line.has(before, Flags::TALLY) || is_change && line.word(before).change.is_some())
        .then_some(before)
}

/// Returns the noun phrase with a plural head that begins the clause of the verb at piece `verb`: what "totalled" is
/// of. Of clauses inside each other the nearest that has one counts.
pub(super) fn subject(line: Line<'_>, verb: usize) -> Option<CountedPhrase> {
    let first = verb.saturating_sub(MAX_SUBJECT_REACH);
    for start in (first..verb).rev() {
        let is_border = start == 0
            || matches!(
                line.raw(start - 1),
                "," | ";" | ":" | "“" | "\"" | "—" | "–" | "(" | "‘"
            )
            || line.is(
                start - 1,
                &[
                    "and", "but", "while", "that", "as", "because", "when", "said", "says",
                    "reported", "whereas", "though",
                ],
            );
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
fn is_singular_subject(line: Line<'_>, start: usize, verb: usize) -> bool {
    let opens = line.has(start, Flags::DETERMINER) || line.is_capital(start);
    opens
        && start + 1 < verb
        && line.class(start + 1) == AtomClass::Word
        && !line.is(start, &["most", "some", "all"])
}

/// Returns the noun phrase with a plural head at piece `start`, after its determiners: "the number of workers".
fn phrase_at(line: Line<'_>, start: usize) -> Option<CountedPhrase> {
    let mut at = start;
    while line.has(at, Flags::DETERMINER) && at < start + 3 {
        at += 1;
    }
    while line.is_number_word(at) && at < start + 4 {
        at += 1;
    }
    if line.class(at) != AtomClass::Word {
        return None;
    }
    let of = (at..at + 4).find(|at| {
        line.is(
            *at,
            &["number", "numbers", "count", "total", "tally", "ranks"],
        )
    });
    if let Some(of) = of.filter(|of| line.is(of + 1, &["of"])) {
        let inner = of + 2;
        return plural_phrase(
            line,
            if line.has(inner, Flags::DETERMINER) {
                inner + 1
            } else {
                inner
            },
        );
    }
    plural_phrase(line, at)
}

fn plural_phrase(line: Line<'_>, at: usize) -> Option<CountedPhrase> {
    let Counted { first, head, .. } = noun::counted(line, at, false, false)?;
    let is_countable = !line.has(head, Flags::VALUED)
        && line.word(head).period.is_none()
        && line.word(head).weekday.is_none()
        && line.unit_words(head).is_none()
        && line.word(head).scale.is_none();
    // "Vint employs 2,100": a verb in -s before its number.
    let is_verb = head > first && line.is_number_word(head + 1);
    (is_countable && !is_verb && first == at).then_some(CountedPhrase { first, head })
}

/// Returns the noun phrase that ends before piece `end`: "milks goats:".
fn noun_ending(line: Line<'_>, end: usize) -> Option<CountedPhrase> {
    let head = end.checked_sub(1)?;
    let is_thing = line.class(head) == AtomClass::Word
        && noun::is_plural(line, head)
        && !line.has(head, Flags::VALUED.or(Flags::VERB));
    is_thing.then_some(CountedPhrase { first: head, head })
}

/// Returns the nearest plural noun before piece `end`.
fn nearest_plural(line: Line<'_>, end: usize) -> Option<CountedPhrase> {
    let first = end.saturating_sub(MAX_NOUN_REACH);
    (first..end).rev().find_map(|at| {
        let is_object = line.class(at.back(1)) == AtomClass::Word && !line.is_capital(at);
        noun_ending(line, at + 1).filter(|_| is_object && line.word(at).period.is_none())
    })
}

/// Returns whether the words around a number refer to what was counted: "the other 200", "9 of whom", "of them, 12",
/// "120 more".
fn refers_back(line: Line<'_>, start: usize, end: usize) -> bool {
    let is_pronoun = |at: usize| {
        line.is(at, &["of"]) && line.is(at + 1, &["them", "those", "these", "whom", "which"])
    };
    let first = start.saturating_sub(MAX_REFERENCE_REACH);
    let is_other = (start..start + 3).any(|at| at < end && line.is(at, &["other", "another"]));
    let is_more = line.is(end, &["more"]);
    is_other
        || is_more
        || is_pronoun(end)
        || (first..start).any(is_pronoun) && goes_on(line, start.back(1), end)
}

/// Returns whether a number continues an earlier count of the sentence: after a verb, a comma or "and", with no noun
/// of its own after it.
fn goes_on(line: Line<'_>, before: usize, end: usize) -> bool {
    let is_led = matches!(line.raw(before), "," | ";" | "—" | "–" | "")
        || line.class(before) == AtomClass::Word
            && !line.has(before, Flags::PREPOSITION.or(Flags::DETERMINER))
            && !line.is(before, &["number", "than"])
            && is_led_by(line, before);
    is_led && is_free(line, end)
}

/// Returns whether the word before a number may govern it: a verb, a conjunction or an adverb. A noun makes a name or a
/// degree with it, "police posts 542", "magnitude 5"; but a verb may be left out after a name, "Madrid 18".
fn is_led_by(line: Line<'_>, at: usize) -> bool {
    let verbs = Flags::VERB
        .or(Flags::AUXILIARY)
        .or(Flags::PRESENT)
        .or(Flags::PAST)
        .or(Flags::FUTURE)
        .or(Flags::TALLY)
        .or(Flags::FUNCTION);
    let raw = line.raw(at);
    line.has(at, verbs)
        || line.word(at).change.is_some()
        || line.is_capital(at)
        || raw.ends_with("ed")
        || raw.ends_with("ing")
        || line.is(
            at,
            &[
                "needs", "wants", "owns", "employs", "holds", "keeps", "sells", "sees", "leaves",
                "counts", "lists", "lacks", "hold", "keep", "sell", "see", "own", "employ",
                "seeks",
            ],
        )
}

/// Returns whether a number without a noun is a subject or an object by itself: "Two were rescued", "It has 6".
fn stands_alone(line: Line<'_>, before: usize, end: usize) -> bool {
    let is_subject = (before > line.len() || matches!(line.raw(before), ";" | "—"))
        && line.has(end, Flags::AUXILIARY.or(Flags::VERB));
    let is_object = line.is(
        before,
        &[
            "has", "have", "had", "needs", "need", "owns", "runs", "lost",
        ],
    ) && is_free(line, end);
    is_subject || is_object
}

/// Returns whether what follows a number is the end of its phrase.
fn is_free(line: Line<'_>, end: usize) -> bool {
    line.is_end(end) && !matches!(line.raw(end), "-" | "–" | "/" | "%" | "$" | "€" | "£" | "°")
        || line.class(end) == AtomClass::Word
            && line.has(
                end,
                Flags::PREPOSITION
                    .or(Flags::AUXILIARY)
                    .or(Flags::FUNCTION)
                    .or(Flags::VERB)
                    .or(Flags::PRESENT),
            )
}

/// Returns what a sentence without numbers is about having: "wants more lifeboats".
fn wanted_thing(line: Line<'_>) -> Option<CountedThing> {
    let at = (0..line.len()).find(|at| line.is(*at, &["more", "fewer", "enough"]))?;
    let phrase = plural_phrase(line, at + 1)?;
    Some(CountedThing {
        unit: line.raw(phrase.head).to_owned(),
        of: Some(line.range(phrase.first..phrase.head + 1)),
    })
}
