//! Shares of a whole: "one in five adults", "seven out of 10", "320 per 100,000".

use super::{FigureCandidate, noun, quantity};
use crate::annotation::{Amount, Figure, FigureKind, Unit};
use crate::engine::numbers::{AtomClass, Back, Line, Number, NumberForm, number};

/// Returns the share that begins at piece `index`.
pub(super) fn find_ratio(line: Line<'_>, index: usize) -> Option<FigureCandidate> {
    let part = whole_number(line, index)?;
    let (at, is_loose) = joint(line, part.end)?;
    let all = whole_number(line, at)?;
    if crate::engine::figures::exclusions::skip(line, at).is_some() {
        return None;
    }
    let (part, whole) = (to_u64(&part)?, to_u64(&all)?);
    if whole < 2 || part > whole || part == 0 || is_loose && !is_round(part, whole) {
        return None;
    }
    let mut end = all.end;
    if line.unit_words(end).is_some() || line.raw(end) == "%" || line.word(end).period.is_some() {
        return None;
    }
    let mut figure = Figure::new(FigureKind::Fraction, Amount::Ratio(part, whole));
    if let Some(mut counted) = noun::counted(line, end, false, false) {
        // "One in five adults skips": the word with an `s` behind the plural is the verb of "one".
        let mut phrase = counted.first..counted.head;
        counted.head = phrase
            .find(|at| noun::is_plural(line, *at))
            .unwrap_or(counted.head);
        figure.unit = Some(Unit::Noun(line.raw(counted.head).into()));
        figure.of = Some(line.range(counted.first..counted.head + 1));
        if counted.is_adjacent && !line.is(end, &["of"]) {
            end = counted.head + 1;
        }
    }
    let mut candidate = FigureCandidate::new(index, end, figure);
    quantity::surround(line, &mut candidate, None);
    Some(candidate)
}

fn whole_number(line: Line<'_>, index: usize) -> Option<Number> {
    let found = number(line, index)?;
    let is_whole = found.high.is_none()
        && matches!(found.form, NumberForm::Digits | NumberForm::Words)
        && found.low.fract().is_zero();
    let is_code = line.class(index) == AtomClass::Digits
        && line.is_glued(index)
        && line.class(index.back(1)) == AtomClass::Word;
    (is_whole && !is_code).then_some(found)
}

fn to_u64(number: &Number) -> Option<u64> {
    number.low.normalize().to_string().parse().ok()
}

/// Returns where the whole stands, and whether the words before it are only "in", which may be a place or a time too.
fn joint(line: Line<'_>, at: usize) -> Option<(usize, bool)> {
    for words in [
        "out of every",
        "out of each",
        "in every",
        "in each",
        "of every",
        "out of",
        "for every",
        "per",
    ] {
        if line.reads(at, words) {
            return Some((at + words.split(' ').count(), false));
        }
    }
    let start = if line.is_hyphen(at) && line.is(at + 1, &["in"]) && line.is_hyphen(at + 2) {
        at + 1
    } else {
        at
    };
    line.is(start, &["in", "of"])
        .then(|| (line.behind_hyphen(start + 1), true))
}

/// Returns whether "N in M" is likely a share: few of a round number.
fn is_round(part: u64, whole: u64) -> bool {
    part <= 20 && (whole <= 10 || whole.is_multiple_of(5)) && !(1900..2100).contains(&whole)
}
