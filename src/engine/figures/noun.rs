//! What is counted: the noun phrase behind a number and its head.

use crate::engine::numbers::{AtomClass, Back, Flags, Line};

/// Words that end a noun phrase.
const STOP: Flags = Flags::PREPOSITION
    .or(Flags::DETERMINER)
    .or(Flags::AUXILIARY)
    .or(Flags::FUNCTION);

/// The longest noun phrase that is looked through, in pieces.
const LONGEST: usize = 8;

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    /// The first piece of the phrase.
    pub(super) first: usize,
    /// The head.
    pub(super) head: usize,
    /// Whether it stands right behind the number, and belongs to its range.
    pub(super) is_adjacent: bool,
}

/// Returns what is counted by the number that ends before piece `at`.
pub(super) fn counted(line: Line<'_>, at: usize, is_one: bool, is_vague: bool) -> Option<Counted> {
    if line.is(at, &["of"]) {
        return partitive(line, at + 1, is_vague);
    }
    if line.is_hyphen(at) {
        return compound(line, at + 1);
    }
    let (first, head) = phrase(line, at, is_one)?;
    let is_adjacent = !line.has(head, Flags::PLURAL) || !is_condition(line, head);
    Some(Counted {
        first,
        head,
        is_adjacent,
    })
}

/// Returns whether the word is an adjective that stands for people.
fn is_condition(line: Line<'_>, at: usize) -> bool {
    line.is(
        at,
        &[
            "dead", "injured", "wounded", "homeless", "missing", "others", "more", "hurt", "poor",
            "sick",
        ],
    )
}

/// Returns what is counted behind "of": "of the whales", "of people".
fn partitive(line: Line<'_>, at: usize, is_vague: bool) -> Option<Counted> {
    let mut at = at;
    let is_part = line.has(at, Flags::DETERMINER);
    while line.has(at, Flags::DETERMINER) {
        at += 1;
    }
    let (first, head) = phrase(line, at, false)?;
    Some(Counted {
        first,
        head,
        is_adjacent: is_vague && !is_part,
    })
}

/// Returns the noun behind a hyphen: "12-member", "131-page".
fn compound(line: Line<'_>, at: usize) -> Option<Counted> {
    let raw = line.raw(at);
    let is_noun = line.class(at) == AtomClass::Word
        && raw.len() > 2
        && !line.has(at, STOP)
        && !line.is(
            at,
            &[
                "fold",
                "time",
                "something",
                "way",
                "off",
                "piece",
                "class",
                "dimensional",
                "odd",
                "plus",
                "figure",
                "run",
                "sided",
                "star",
                "ish",
                "magnitude",
            ],
        )
        && !raw.ends_with("ed")
        && !raw.ends_with("ing");
    is_noun.then_some(Counted {
        first: at,
        head: at,
        is_adjacent: true,
    })
}

/// Returns the first piece and the head of the noun phrase that begins at `at`: up to its first plural, or for one thing
/// its first noun.
fn phrase(line: Line<'_>, at: usize, is_one: bool) -> Option<(usize, usize)> {
    let mut index = at;
    let mut noun = None;
    while index < at + LONGEST {
        if line.is_hyphen(index) || is_apostrophe(line, index) && line.is(index + 1, &["s"]) {
            index += 1;
            continue;
        }
        // "coal- and gas-fired plants"
        if line.is_dash(index) && line.is_glued(index) && line.is(index + 1, &["and", "or"]) {
            index += 2;
            continue;
        }
        if line.class(index) != AtomClass::Word || is_stop(line, index, at) {
            break;
        }
        let is_adjective = line.is_hyphen(index.back(1))
            && line.class(index + 1) == AtomClass::Word
            && !is_stop(line, index + 1, at);
        if is_plural(line, index) && !is_adjective && !is_more(line, index) {
            let head = through_compound(line, index);
            return Some((at, head));
        }
        let raw = line.raw(index);
        if is_one {
            if noun.is_some()
                && (raw.ends_with("ed") || raw.ends_with("ing") || line.has(index, Flags::VERB))
            {
                break;
            }
            if !raw.ends_with("ly") {
                noun = Some(index);
            }
        }
        index += 1;
    }
    let head = noun.filter(|_| is_one)?;
    (!line.has(head, Flags::ADJECTIVE) || head > at).then_some((at, head))
}

/// Returns whether the word only adds to what is counted: "more people", "other cities".
fn is_more(line: Line<'_>, index: usize) -> bool {
    line.is(index, &["more", "others", "dead"])
        && line.class(index + 1) == AtomClass::Word
        && (is_plural(line, index + 1) && !line.has(index + 1, STOP.or(Flags::VERB)))
}

fn is_stop(line: Line<'_>, index: usize, first: usize) -> bool {
    if line.is_hyphen(index + 1) && line.class(index + 2) == AtomClass::Word
        || line.is_hyphen(index.back(1))
    {
        return false;
    }
    let word = line.word(index);
    let is_number = word.cardinal.is_some() || word.month.is_some() || word.weekday.is_some();
    let is_adjective = index == first && word.has(Flags::VERB) && line.raw(index).ends_with("ed");
    word.has(STOP) && !word.has(Flags::PLURAL)
        || is_number && !(index == first && line.is_capital(index + 1))
        || word.has(Flags::VERB) && !is_adjective && !word.has(Flags::ADJECTIVE.or(Flags::PLURAL))
}

fn is_apostrophe(line: Line<'_>, index: usize) -> bool {
    matches!(line.raw(index), "'" | "’")
}

/// Returns whether the word looks like a plural noun.
pub(super) fn is_plural(line: Line<'_>, index: usize) -> bool {
    let word = line.word(index);
    if word.has(Flags::PLURAL) {
        return true;
    }
    let raw = line.raw(index);
    let lower = raw.as_bytes();
    let ends = |end: &[u8]| lower.to_ascii_lowercase().ends_with(end);
    raw.len() > 3
        && matches!(lower.last(), Some(b's' | b'S'))
        && !ends(b"ss")
        && !ends(b"us")
        && !ends(b"is")
        && !ends(b"ous")
        && !word.has(Flags::SINGULAR)
}

/// Returns the head behind a plural that is only the first part of a compound: "arms dealers".
fn through_compound(line: Line<'_>, index: usize) -> usize {
    let next = index + 1;
    // A verb behind a plural has no `s`: what has one is a noun again.
    let goes_on = line.class(next) == AtomClass::Word
        && line.raw(next).ends_with('s')
        && is_plural(line, next)
        && !line.has(next, STOP.or(Flags::VERB).or(Flags::PLURAL))
        && line.word(next).weekday.is_none()
        && line.word(next).period.is_none();
    if goes_on { next } else { index }
}
