//! Results: "2-1", "52 votes to 48".

use super::{FigureCandidate, noun};
use crate::annotation::{Amount, Figure, FigureKind, Unit};
use crate::engine::numbers::{AtomClass, Back, Flags, Line};

/// Returns a result: "2-1", "52 votes to 48".
pub(super) fn find_score(line: Line<'_>, index: usize) -> Option<FigureCandidate> {
    let side = |at: usize| -> Option<u32> {
        let raw = line.raw(at);
        let is_plain = line.class(at) == AtomClass::Digits
            && raw.len() <= 3
            && raw.bytes().all(|b| b.is_ascii_digit());
        if is_plain { raw.parse().ok() } else { None }
    };
    let one = side(index)?;
    if crate::engine::figures::exclusions::skip(line, index).is_some()
        && !line.is_capital(index.back(1))
    {
        return None;
    }
    // "Exit 5-2"
    let before = index.back(1);
    if line.has(before, Flags::DESIGNATOR)
        && line.is_capital(before)
        && !line.has(before, Flags::CONTEST)
    {
        return None;
    }
    if line.is(index + 1, &["votes", "vote", "votes,"]) && line.is(index + 2, &["to", "against"]) {
        let other = side(index + 3)?;
        return Some(result(index, index + 4, one, other, Some("votes")));
    }
    let at = connector_of_score(line, index + 1)?;
    let other = side(at)?;
    let end = at + 1;
    let is_open = line.is_glued(end) && line.class(end) != AtomClass::Mark
        || line.is_hyphen(end)
        || line.raw(end) == "%"
        || line.raw(end) == "/" && line.is_glued(end)
        || line.word(end).scale.is_some()
        || line.unit_words(end).is_some();
    if is_open {
        return None;
    }
    let is_contest = (index.saturating_sub(8)..end + 4).any(|at| line.has(at, Flags::CONTEST));
    let counts = noun::counted(line, end, false, false).is_some_and(|counted| counted.is_adjacent);
    let is_dash = line.is_dash(index + 1);
    let is_result = if !is_dash {
        is_contest
            && (line.is(
                index.back(1),
                &["by", "voted", "vote", "won", "lost", "passed", "approved"],
            ))
    } else if one >= other {
        is_contest || !counts
    } else {
        is_contest && !counts
    };
    is_result.then(|| result(index, end, one, other, None))
}

fn connector_of_score(line: Line<'_>, at: usize) -> Option<usize> {
    let is_spaced =
        line.is_dash(at) && !line.is_glued(at) && !line.is_glued(at + 1) && line.raw(at) != "—";
    let is_word = line.is(at, &["to"]);
    (line.is_hyphen(at) || is_spaced || is_word).then_some(at + 1)
}

fn result(start: usize, end: usize, one: u32, other: u32, unit: Option<&str>) -> FigureCandidate {
    let mut figure = Figure::new(FigureKind::Score, Amount::Score(one, other));
    figure.unit = unit.map(|unit| Unit::Noun(unit.into()));
    FigureCandidate::new(start, end, figure)
}
