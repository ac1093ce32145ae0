//! Results: "2-1", "52 votes to 48".

use super::candidate::FigureCandidate;
use super::context::FigureContext;
use super::{exclusions, noun};
use crate::annotation::{Amount, Figure, FigureKind, RuleId, Unit};
use crate::engine::numbers::{
    FigureClass, GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine,
};
use crate::engine::rule::Rule;

pub(super) static SCORE: Rule = Rule {
    id: RuleId("figures/score"),
    summary: "Two small numbers with a dash or \"to\" between them are a result, not a range.",
    needs: &[],
    finds: &[
        "Leeds beat Hull ⟦3-0⟧.",
        "The senate voted ⟦52 to 48⟧.",
        "The motion passed by ⟦61 votes to 39⟧.",
    ],
    silent: &[
        "He gave 61 votes to the rival.",
        "Some 10-15 boats left.",
        "Take Exit 5-2 to the stadium.",
        "He drank 3 to 4 coffees a day.",
    ],
};

/// How far around a result a word of contests may occur, in subtokens.
const MAX_PIECES_TO_CONTEST: (usize, usize) = (8, 4);

/// Reads the points of one side.
fn read_side(line: SubtokenLine<'_>, at: usize) -> Option<u32> {
    let raw = line.raw(at);
    let is_plain = line.class(at) == SubtokenClass::Digits
        && raw.len() <= 3
        && raw.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| raw.parse().ok())?
}

/// Returns the result that begins at subtoken `index`: "2-1", "52 votes to 48".
pub(super) fn find_score(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let one = read_side(line, index)?;
    let before = index.back(1);
    if !line.is_capital(before) && exclusions::find_exclusion(ctx, index).is_some() {
        return None;
    }
    // "Exit 5-2"
    if line.has(before, NumericFlags::DESIGNATOR)
        && line.is_capital(before)
        && !line.has(before, NumericFlags::CONTEST)
    {
        return None;
    }
    if line.in_class(index + 1, FigureClass::VoteNoun)
        && line.is_a(index + 2, GrammarWord::AgainstOrTo)
    {
        let other = read_side(line, index + 3).filter(|_| ctx.allows(&SCORE))?;
        let mut figure = Figure::new(FigureKind::Score, Amount::Score(one, other));
        figure.unit = Some(Unit::Noun("votes".into()));
        return Some(FigureCandidate::new(&SCORE, 95, index..index + 4, figure));
    }
    let at = find_connector(line, index + 1)?;
    let other = read_side(line, at)?;
    let percent = rate_score(line, index, at + 1, one >= other)?;
    let figure = Figure::new(FigureKind::Score, Amount::Score(one, other));
    ctx.allows(&SCORE)
        .then(|| FigureCandidate::new(&SCORE, percent, index..at + 1, figure))
}

/// Returns the confidence that two numbers are a result, in percent; `None` if they are not.
fn rate_score(line: SubtokenLine<'_>, start: usize, end: usize, is_falling: bool) -> Option<u8> {
    let goes_on = line.is_glued(end) && line.class(end) != SubtokenClass::Mark
        || line.is_hyphen(end)
        || line.raw(end) == "%"
        || line.raw(end) == "/" && line.is_glued(end)
        || line.word(end).scale.is_some()
        || line.unit_words(end).is_some();
    if goes_on {
        return None;
    }
    let (back, ahead) = MAX_PIECES_TO_CONTEST;
    let is_contest =
        (start.saturating_sub(back)..end + ahead).any(|at| line.has(at, NumericFlags::CONTEST));
    let counts = noun::counted(line, end, false, false).is_some_and(|counted| counted.is_adjacent);
    let is_result = if !line.is_dash(start + 1) {
        is_contest && line.in_class(start.back(1), FigureClass::VoteVerb)
    } else if is_falling {
        is_contest || !counts
    } else {
        is_contest && !counts
    };
    is_result.then_some(if is_contest { 92 } else { 62 })
}

fn find_connector(line: SubtokenLine<'_>, at: usize) -> Option<usize> {
    let is_spaced =
        line.is_dash(at) && !line.is_glued(at) && !line.is_glued(at + 1) && line.raw(at) != "—";
    (line.is_hyphen(at) || is_spaced || line.is_a(at, GrammarWord::To)).then_some(at + 1)
}
