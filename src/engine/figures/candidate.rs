//! A figure while it is read: its subtokens, the rule that found it, and the rules that changed it.

use std::ops::Range;

use crate::annotation::{Change, Confidence, Figure, FigureKind};
use crate::engine::rule::Rule;
use crate::invariant::ExpectOr;

/// A rule that changed a figure, and the subtokens that were its reason.
#[derive(Clone, Debug)]
pub(super) struct RuleNote {
    pub(super) rule: &'static Rule,
    /// The role of the subtokens for the rule: "cue", "unit".
    pub(super) label: &'static str,
    pub(super) pieces: Range<usize>,
}

/// A figure with the subtokens that it was read from.
#[derive(Clone, Debug)]
pub(super) struct FigureCandidate {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) figure: Figure,
    pub(super) confidence: Confidence,
    /// The rule that found it, or that gave it its unit.
    pub(super) by: &'static Rule,
    pub(super) notes: Vec<RuleNote>,
}

impl FigureCandidate {
    /// Returns a figure that `by` found in these subtokens, with a confidence of `percent`.
    pub(super) const fn new(
        by: &'static Rule,
        percent: u8,
        pieces: Range<usize>,
        figure: Figure,
    ) -> Self {
        Self {
            start: pieces.start,
            end: pieces.end,
            figure,
            confidence: Confidence::percent(percent),
            by,
            notes: Vec::new(),
        }
    }

    /// Multiplies the confidence by `percent` / 100.
    pub(super) fn doubt(&mut self, percent: u8) {
        let lowered = u16::from(self.confidence.get()) * u16::from(percent) / 100;
        self.confidence = Confidence::percent(
            u8::try_from(lowered).expect_or(u8::MAX, "a share of a percentage"),
        );
    }

    /// Notes that `rule` changed the figure because of these subtokens.
    pub(super) fn note(&mut self, rule: &'static Rule, label: &'static str, pieces: Range<usize>) {
        self.notes.push(RuleNote {
            rule,
            label,
            pieces,
        });
    }
}

/// The parts of a figure that the next figure of the sentence needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct EarlierFigure {
    pub(super) end: usize,
    pub(super) kind: FigureKind,
    pub(super) change: Option<Change>,
}

impl EarlierFigure {
    pub(super) const fn new(candidate: &FigureCandidate) -> Self {
        Self {
            end: candidate.end,
            kind: candidate.figure.kind,
            change: candidate.figure.change,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Amount, RuleId};

    static RULE: Rule = Rule {
        id: RuleId("figures/test"),
        summary: "",
        needs: &[],
        finds: &[],
        silent: &[],
    };

    #[test]
    fn doubts_multiply() {
        let figure = Figure::new(FigureKind::Number, Amount::Exact(3.into()));
        let mut candidate = FigureCandidate::new(&RULE, 90, 2..4, figure);
        assert_eq!((candidate.start, candidate.end), (2, 4));
        candidate.doubt(50);
        assert_eq!(candidate.confidence, Confidence::percent(45));
        candidate.doubt(100);
        assert_eq!(candidate.confidence, Confidence::percent(45));
        let earlier = EarlierFigure::new(&candidate);
        assert_eq!((earlier.end, earlier.kind), (4, FigureKind::Number));
    }
}
