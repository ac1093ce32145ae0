//! The legal transitions between tags, in tables laid out for vector instructions.

use super::tags::{COUNT, Scores};
use crate::invariant::ExpectOr;

/// Tags of words that end a name or are outside names, in order. A name can begin only after them.
pub(super) const CLOSED: [usize; 9] = [0, 3, 4, 7, 8, 11, 12, 15, 16];
/// The same tags as `u32`.
const CLOSED_NUMBERS: [u32; 9] = [0, 3, 4, 7, 8, 11, 12, 15, 16];
/// Tags of words that begin a name or are outside names, in order. Only these follow the tags in [`CLOSED`].
const FRESH: [usize; 9] = [0, 1, 4, 5, 8, 9, 12, 13, 16];
/// The numbers of the kinds of names. The tags of each kind are adjacent and start at [`begin_tag`].
const KINDS: [usize; 4] = [0, 1, 2, 3];
/// The number of values processed together: the number of tags in [`FRESH`], padded for vector instructions.
const LANES: usize = 12;

/// A table of the legal transitions: from the tags in [`CLOSED`] to those in [`FRESH`], and within each kind from the
/// first and inner words to the inner and last ones.
#[derive(Clone, Debug)]
pub(super) struct TransitionTable {
    closed: [[f32; LANES]; 9],
    open: [[[f32; 2]; 2]; 4],
}

impl TransitionTable {
    pub(super) fn new(table: &[Scores; COUNT]) -> Self {
        let mut closed = [[0.0; LANES]; 9];
        for (row, before) in closed.iter_mut().zip(CLOSED) {
            for (cell, next) in row.iter_mut().zip(FRESH) {
                *cell = table[before][next];
            }
        }
        let open = KINDS.map(|kind| {
            let begin = begin_tag(kind);
            [begin, begin + 1].map(|before| [begin + 1, begin + 2].map(|next| table[before][next]))
        });
        Self { closed, open }
    }

    /// Returns the transposed table.
    pub(super) fn turned(&self) -> Self {
        let mut turned = self.clone();
        for (next, row) in turned.closed.iter_mut().enumerate() {
            for (cell, rows) in row.iter_mut().zip(&self.closed) {
                *cell = rows[next];
            }
        }
        for (kind, open) in turned.open.iter_mut().zip(self.open) {
            let [[a, b], [c, d]] = open;
            *kind = [[a, c], [b, d]];
        }
        turned
    }

    /// Returns for each tag the sum over the tags before it of their weight times the factor of the transition.
    pub(super) fn forward(&self, weights: &Scores) -> Scores {
        let mut sums = [0.0; COUNT];
        self.spread(weights, CLOSED, FRESH, &mut sums);
        for (kind, [first, inner]) in KINDS.into_iter().zip(self.open) {
            let begin = begin_tag(kind);
            let (one, other) = (weights[begin], weights[begin + 1]);
            sums[begin + 1] = one * first[0] + other * inner[0];
            sums[begin + 2] = one * first[1] + other * inner[1];
        }
        sums
    }

    /// Returns for each tag the sum over the tags after it of their weight times the factor of the transition. The
    /// table must be transposed.
    pub(super) fn backward(&self, weights: &Scores) -> Scores {
        let mut sums = [0.0; COUNT];
        self.spread(weights, FRESH, CLOSED, &mut sums);
        for (kind, [inner, last]) in KINDS.into_iter().zip(self.open) {
            let begin = begin_tag(kind);
            let (one, other) = (weights[begin + 1], weights[begin + 2]);
            sums[begin] = one * inner[0] + other * last[0];
            sums[begin + 1] = one * inner[1] + other * last[1];
        }
        sums
    }

    fn spread(&self, weights: &Scores, from: [usize; 9], to: [usize; 9], sums: &mut Scores) {
        let mut lanes = [0.0; LANES];
        for (row, tag) in self.closed.iter().zip(from) {
            let weight = weights[tag];
            for (lane, factor) in lanes.iter_mut().zip(row) {
                *lane += weight * factor;
            }
        }
        for (lane, tag) in lanes.into_iter().zip(to) {
            sums[tag] = lane;
        }
    }

    /// Returns for each tag the best score of a path to it, and stores the tag before it on that path in `back`.
    pub(super) fn best(&self, scores: &Scores, back: &mut [u8; COUNT]) -> Scores {
        let mut tops = [f32::NEG_INFINITY; LANES];
        let mut ways = [0_u32; LANES];
        for (row, (tag, before)) in self
            .closed
            .iter()
            .zip(CLOSED_NUMBERS.into_iter().zip(CLOSED))
        {
            let score = scores[before];
            for ((top, way), step) in tops.iter_mut().zip(&mut ways).zip(row) {
                let sum = score + step;
                let is_better = sum > *top;
                *top = if is_better { sum } else { *top };
                *way = if is_better { tag } else { *way };
            }
        }
        let mut next = [f32::NEG_INFINITY; COUNT];
        for ((top, way), tag) in tops.into_iter().zip(ways).zip(FRESH) {
            next[tag] = top;
            back[tag] = u8::try_from(way).expect_or_default("a tag is less than 256");
        }
        for (kind, [first, inner]) in KINDS.into_iter().zip(self.open) {
            let begin = begin_tag(kind);
            for (at, (first, inner)) in (begin + 1..).zip(first.into_iter().zip(inner)) {
                let (one, other) = (scores[begin] + first, scores[begin + 1] + inner);
                let is_inner = other > one;
                next[at] = if is_inner { other } else { one };
                back[at] = u8::try_from(begin + usize::from(is_inner))
                    .expect_or_default("a tag is less than 256");
            }
        }
        next
    }
}

/// Returns the tag of the first word of a name of this kind.
const fn begin_tag(kind: usize) -> usize {
    1 + kind * 4
}
