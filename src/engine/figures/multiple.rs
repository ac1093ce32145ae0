//! Multiples: "doubled", "threefold", "twice as many".

use super::candidate::FigureCandidate;
use super::context::FigureContext;
use super::{bound, change};
use crate::annotation::{Amount, Change, Decimal, Figure, FigureKind, RuleId, Unit};
use crate::engine::numbers::{
    FigureClass, GrammarWord, NumericFlags, SubtokenClass, SubtokenLine, read_number,
};
use crate::engine::rule::Rule;

pub(super) static VERB: Rule = Rule {
    id: RuleId("figures/multiple-verb"),
    summary: "A verb of multiplication is a change by so many times: \"doubled\", \"halved\".",
    needs: &[],
    finds: &[
        "The price of rice has ⟦tripled⟧.",
        "The council ⟦halved⟧ its grants.",
    ],
    silent: &[
        "She doubled back to the harbour.",
        "The double room was taken.",
    ],
};

pub(super) static TWICE: Rule = Rule {
    id: RuleId("figures/twice-as"),
    summary: "\"Twice\" before \"as\" or \"the\" is two times.",
    needs: &[],
    finds: &[
        "It used ⟦twice⟧ as much fuel.",
        "He paid ⟦twice⟧ the price.",
    ],
    silent: &[
        "He was caught twice in a week.",
        "Diallo scored twice as Lens won.",
        "It rained twice on Monday.",
    ],
};

pub(super) static FOLD: Rule = Rule {
    id: RuleId("figures/fold"),
    summary: "A number with \"-fold\" is so many times.",
    needs: &[],
    finds: &[
        "Traffic grew ⟦fourfold⟧.",
        "There was a ⟦10-fold⟧ rise in calls.",
    ],
    silent: &[
        "The reasons are manifold.",
        "The 10 folded flags were handed out.",
    ],
};

/// Returns the multiple that begins at subtoken `index`.
pub(super) fn find_multiple(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    if line.in_class(index + 1, FigureClass::AfterMultiple) {
        return None;
    }
    let mut candidate = find_verb(ctx, index)
        .or_else(|| find_twice(ctx, index))
        .or_else(|| find_fold(ctx, index))?;
    bound::add_bound_before(ctx, &mut candidate);
    Some(candidate)
}

fn make_multiple(
    by: &'static Rule,
    pieces: std::ops::Range<usize>,
    value: Decimal,
    change: Option<Change>,
) -> FigureCandidate {
    let mut figure = Figure::new(FigureKind::Number, Amount::Exact(value));
    figure.unit = Some(Unit::Measure("times".into()));
    figure.change = change;
    FigureCandidate::new(by, 86, pieces, figure)
}

fn find_verb(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let pieces = index..index + 1;
    if line.is(index, &["halved"]) && ctx.allows(&VERB) {
        let half = Decimal::new(5, 1);
        return Some(make_multiple(&VERB, pieces, half, Some(Change::Down)));
    }
    let is_verb = line.in_class(index, FigureClass::Multiple) && ctx.allows(&VERB);
    let factor = line.word(index).factor.filter(|_| is_verb)?;
    Some(make_multiple(
        &VERB,
        pieces,
        factor.into(),
        Some(Change::Up),
    ))
}

fn find_twice(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let is_multiple = line.in_class(index, FigureClass::TimesAs)
        && (line.is_a(index + 1, GrammarWord::The) || is_compared(line, index + 1))
        && ctx.allows(&TWICE);
    let factor = line.word(index).factor.filter(|_| is_multiple)?;
    Some(make_multiple(&TWICE, index..index + 1, factor.into(), None))
}

/// Returns whether "as" before an adjective or "much" is there; before a subject it begins a clause: "scored twice as
/// the crowd left".
fn is_compared(line: SubtokenLine<'_>, at: usize) -> bool {
    let next = at + 1;
    let begins_clause = line.is_capital(next)
        || line.has(next, NumericFlags::DETERMINER)
        || line.has(next, NumericFlags::FUNCTION) && !line.is_a(next, GrammarWord::MuchOrWell);
    line.is_a(at, GrammarWord::As) && line.class(next) == SubtokenClass::Word && !begins_clause
}

/// Reads "threefold", "10-fold".
fn find_fold(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    if !ctx.allows(&FOLD) {
        return None;
    }
    let (value, end) = if line.in_class(index, FigureClass::Fold) {
        (Decimal::from(line.word(index).factor?), index + 1)
    } else if line.is_hyphen(index + 1) && line.is(index + 2, &["fold"]) {
        (read_number(line, index)?.low, index + 3)
    } else {
        return None;
    };
    let change = change::find_verb_before(line, index).map(|(change, _)| change);
    Some(make_multiple(&FOLD, index..end, value, change))
}
