//! Whether the words around a date tell of what is over or of what is to come.

use crate::engine::numbers::{AtomClass, Back, Flags, Line};

/// When something happens, seen from the publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// How far a verb is looked for, in pieces.
const REACH: usize = 25;

/// Returns the tense of the verb nearest before the pieces from `start` to `end`, or else nearest behind them.
pub(super) fn tense(line: Line<'_>, start: usize, end: usize) -> Tense {
    let first = start.saturating_sub(REACH);
    for index in (first..start).rev() {
        if line.raw(index) == ";" {
            break;
        }
        match of_word(line, index) {
            Tense::Unknown => {}
            tense => return tense,
        }
    }
    (end..line.len().min(end + REACH))
        .map(|index| of_word(line, index))
        .find(|tense| *tense != Tense::Unknown)
        .unwrap_or(Tense::Unknown)
}

fn of_word(line: Line<'_>, index: usize) -> Tense {
    if line.class(index) != AtomClass::Word {
        return Tense::Unknown;
    }
    let word = line.word(index);
    if word.month.is_some() && line.is_capital(index) {
        return Tense::Unknown;
    }
    let is_noun = line.has(
        index.back(1),
        Flags::DETERMINER
            .or(Flags::PREPOSITION)
            .or(Flags::ADJECTIVE),
    ) && !line.is(index.back(1), &["to"]);
    if word.has(Flags::FUTURE) && !is_noun {
        return Tense::Future;
    }
    // A simple present in a whole sentence is a timetable's; in a headline it is the past's.
    if word.has(Flags::PRESENT) && !is_noun {
        if line.is(index.back(1), &["to"]) {
            return Tense::Future;
        }
        let has_subject = line.raw(index).ends_with('s') || line.raw(index.back(1)).ends_with('s');
        if has_subject && line.raw(line.len().back(1)) == "." {
            return Tense::Future;
        }
    }
    // "is to be held": the participle tells nothing, the verb before it does.
    if line.is(index.back(1), &["be", "been", "being"]) {
        return Tense::Unknown;
    }
    if line.is(index, &["is", "are", "be"]) && line.is(index + 1, &["to"]) {
        return Tense::Future;
    }
    let raw = line.raw(index);
    let is_past = word.has(Flags::PAST) && !line.is(index, &["'s"])
        || raw.len() > 4 && raw.ends_with("ed") && !word.has(Flags::FUTURE);
    if is_past && (!is_noun || raw.ends_with("ed")) {
        Tense::Past
    } else {
        Tense::Unknown
    }
}
