//! Bounds and estimates before and after an amount: "more than", "up to", "nearly", "or so".

use super::candidate::FigureCandidate;
use super::context::FigureContext;
use crate::annotation::{Modifier, RuleId};
use crate::engine::numbers::{SubtokenLine, modifier};
use crate::engine::rule::Rule;

pub(super) static BEFORE: Rule = Rule {
    id: RuleId("figures/bound-before"),
    summary: "Words before an amount make a bound or an estimate of it: \"at least\", \"up to\", \"nearly\".",
    needs: &[],
    finds: &[
        "At least ⟦23 miners⟧ were trapped.",
        "Repairs may cost up to ⟦£4m⟧, the council said.",
        "Roughly ⟦70 dancers⟧ took part.",
    ],
    silent: &[
        "He handed over 20 files to the court.",
        "They jumped over two fences and ran.",
        "It is a novel about two sisters.",
    ],
};

pub(super) static AFTER: Rule = Rule {
    id: RuleId("figures/bound-after"),
    summary: "Words or signs after an amount make a bound of it: \"or more\", \"or so\", `+`.",
    needs: &[],
    finds: &[
        "Fines of ⟦$900 or more⟧ are rare.",
        "It took ⟦20 or so tugs⟧ to free the ship.",
    ],
    silent: &[
        "Fines of $900 or jail are rare.",
        "It took 20 tugs, so the canal was shut.",
    ],
};

/// Adds to a figure the bound before it. Returns the first subtoken of the bound, or of the figure if there is none.
pub(super) fn add_bound_before(ctx: &FigureContext<'_>, candidate: &mut FigureCandidate) -> usize {
    let start = candidate.start;
    let found = modifier::modifier_before(ctx.line, start).filter(|_| ctx.allows(&BEFORE));
    let Some((modifier, at)) = found else {
        return start;
    };
    candidate.figure.modifier = Some(modifier);
    candidate.note(&BEFORE, "bound", at..start);
    at
}

/// Adds to a figure the bound after it, which then belongs to its range.
pub(super) fn add_bound_after(ctx: &FigureContext<'_>, candidate: &mut FigureCandidate) {
    if let Some((modifier, end)) = find_bound_after(ctx, candidate.end) {
        candidate.figure.modifier = Some(modifier);
        candidate.note(&AFTER, "bound", candidate.end..end);
        candidate.end = end;
    }
}

/// Returns the bound after subtoken `end`, and where it ends.
pub(super) fn find_bound_after(ctx: &FigureContext<'_>, end: usize) -> Option<(Modifier, usize)> {
    modifier::modifier_after(ctx.line, end).filter(|_| ctx.allows(&AFTER))
}

/// Returns the first subtoken of the bound before subtoken `start`; `start` if there is none.
pub(super) fn start_of_bound(line: SubtokenLine<'_>, start: usize) -> usize {
    modifier::modifier_before(line, start).map_or(start, |(_, at)| at)
}
