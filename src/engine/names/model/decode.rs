//! Computes the best sequence of tags from scores, and the probability of each tag.

use super::steps::{CLOSED, TransitionTable};
use super::tags::{COUNT, OUTSIDE, Scores, is_legal};
use super::weights::{ONE, Sums};
use crate::invariant::ExpectOr;

/// A mask that allows every tag, for tokens whose tags are not restricted.
const ALL_TAGS: u32 = u32::MAX;

/// The scores for one tag following another.
#[derive(Clone, Debug)]
pub struct Transitions {
    scores: [Scores; COUNT],
    /// The exponentials of the scores; 0 if the second tag may not follow the first.
    factors: [Scores; COUNT],
    /// The scores of legal transitions.
    steps: Box<TransitionTable>,
    /// The exponentials of the legal scores.
    ahead: Box<TransitionTable>,
    /// The transposed table of `ahead`.
    behind: Box<TransitionTable>,
    /// The score of each tag at the start, and its exponential.
    first: [Scores; 2],
    /// The exponential of the score of each tag at the end.
    last: Scores,
}

impl Transitions {
    /// Returns transitions with these scores. Scores of illegal transitions are ignored.
    pub fn new(scores: [Scores; COUNT]) -> Self {
        let mut factors = [[0.0; COUNT]; COUNT];
        for (before, row) in factors.iter_mut().enumerate() {
            for (next, factor) in row.iter_mut().enumerate() {
                if is_legal(before, next) {
                    *factor = scores[before][next].exp();
                }
            }
        }
        let ahead = TransitionTable::new(&factors);
        let steps = TransitionTable::new(&scores);
        let mut nothing = [f32::NEG_INFINITY; COUNT];
        nothing[OUTSIDE] = 0.0;
        let first_scores = steps.best(&nothing, &mut [0; COUNT]);
        let behind = ahead.turned();
        Self {
            first: [first_scores, ahead.forward(&START)],
            last: behind.backward(&START),
            steps: Box::new(steps),
            behind: Box::new(behind),
            ahead: Box::new(ahead),
            scores,
            factors,
        }
    }

    /// Returns the best sequence of tags for a run of tokens. `path` is working memory.
    pub fn best<'a>(&self, emissions: &[Scores], path: &'a mut Viterbi) -> &'a [usize] {
        path.back.clear();
        let mut best = START;
        for (index, emission) in emissions.iter().enumerate() {
            let mut back = [0; COUNT];
            let [first, _] = self.first;
            best = if index == 0 {
                first
            } else {
                self.steps.best(&best, &mut back)
            };
            for (score, emitted) in best.iter_mut().zip(emission) {
                *score += emitted;
            }
            path.back.push(back);
        }
        let mut last = OUTSIDE;
        let mut top = f32::NEG_INFINITY;
        for tag in CLOSED {
            let score = best[tag] + self.scores[tag][OUTSIDE];
            if score > top {
                (last, top) = (tag, score);
            }
        }
        path.tags.clear();
        path.tags.resize(emissions.len(), last);
        for (tag, back) in path.tags.iter_mut().zip(&path.back).rev() {
            *tag = last;
            last = usize::from(
                back.get(last)
                    .copied()
                    .expect_or_default("a tag is less than the number of tags"),
            );
        }
        &path.tags
    }
}

/// Working memory of the Viterbi algorithm: the best path to each tag of a run of tokens.
#[derive(Clone, Debug, Default)]
pub struct Viterbi {
    back: Vec<[u8; COUNT]>,
    tags: Vec<usize>,
}

/// A table of exponentials for scores at or below 0 in steps of 1/32, the precision of the weights.
#[derive(Clone, Debug)]
pub(super) struct ExpTable(Vec<f32>);

impl Default for ExpTable {
    fn default() -> Self {
        let factor = |n: u16| (-f32::from(n) / ONE).exp();
        Self((0..Self::N).map(factor).collect())
    }
}

impl ExpTable {
    /// The number of entries. Below the score of the last one, the exponential is too small for an `f32`.
    const N: u16 = 3400;

    fn factor(&self, n: i16) -> f32 {
        let n = usize::from(n.cast_unsigned());
        // Further down the factor is too small for a number.
        self.0.get(n).copied().unwrap_or(0.0)
    }
}

/// The scores before the first token of a run.
const START: Scores = {
    let mut start = [0.0; COUNT];
    start[OUTSIDE] = 1.0;
    start
};

/// The probability of each tag at each token of a run (forward-backward algorithm).
#[derive(Clone, Debug, Default)]
pub struct Marginals {
    factors: Vec<Scores>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    scales: Vec<f32>,
}

impl Marginals {
    /// Computes the weights of all sequences of tags. `allowed` contains for each token the set of allowed tags as
    /// bits; an empty list allows all. Returns the logarithm of the total weight.
    pub fn weigh(
        &mut self,
        transitions: &Transitions,
        emissions: &[Scores],
        allowed: &[u32],
    ) -> f32 {
        self.begin();
        let mut total = 0.0;
        for (index, emission) in emissions.iter().enumerate() {
            let mask = allowed.get(index).map_or(ALL_TAGS, |mask| *mask);
            let top = emission.iter().fold(0.0_f32, |top, score| top.max(*score));
            let mut factor = [0.0; COUNT];
            for (tag, (factor, score)) in factor.iter_mut().zip(emission).enumerate() {
                if mask >> tag & 1 == 1 {
                    *factor = (score - top).exp();
                }
            }
            let scale = self.step(transitions, factor);
            total += top - scale.ln();
        }
        total + self.finish(transitions).ln()
    }

    /// Weighs all sequences of tags by sums of weights as they are kept.
    pub(super) fn weigh_sums(&mut self, transitions: &Transitions, exp: &ExpTable, sums: &[Sums]) {
        self.begin();
        for sums in sums {
            let top = sums.iter().fold(0_i16, |top, sum| top.max(*sum));
            let mut factor = [0.0; COUNT];
            factor[OUTSIDE] = exp.factor(top);
            for (factor, sum) in factor.iter_mut().skip(1).zip(sums) {
                *factor = exp.factor(top.saturating_sub(*sum));
            }
            self.step(transitions, factor);
        }
        self.finish(transitions);
    }

    fn begin(&mut self) {
        self.factors.clear();
        self.forward.clear();
        self.scales.clear();
    }

    /// Adds a token whose tags have these factors. Returns the scale by which its weights were divided.
    fn step(&mut self, transitions: &Transitions, factor: Scores) -> f32 {
        let [_, first] = transitions.first;
        let before = self.forward.last();
        let mut here = before.map_or(first, |before| transitions.ahead.forward(before));
        let mut sum = 0.0;
        for (weight, factor) in here.iter_mut().zip(&factor) {
            *weight *= factor;
            sum += *weight;
        }
        let scale = sum.max(f32::MIN_POSITIVE).recip();
        for weight in &mut here {
            *weight *= scale;
        }
        self.factors.push(factor);
        self.scales.push(scale);
        self.forward.push(here);
        scale
    }

    /// Runs the backward pass from the last token. Returns the remaining weight.
    fn finish(&mut self, transitions: &Transitions) -> f32 {
        let last = self.forward.last().unwrap_or(&START);
        let ends = last.iter().zip(&transitions.last);
        let end: f32 = ends.map(|(weight, factor)| weight * factor).sum();
        let end = end.max(f32::MIN_POSITIVE);
        self.weigh_back(transitions, end);
        end
    }

    fn weigh_back(&mut self, transitions: &Transitions, end: f32) {
        self.backward.clear();
        self.backward.resize(self.factors.len(), [0.0; COUNT]);
        let mut here = transitions.last.map(|factor| end.recip() * factor);
        let mut after = [0.0; COUNT];
        let given = self.factors.iter().zip(&self.scales).rev();
        for (index, (slot, (factors, scale))) in
            self.backward.iter_mut().rev().zip(given).enumerate()
        {
            if index > 0 {
                here = transitions.behind.backward(&after);
            }
            *slot = here;
            for (next, (weight, factor)) in after.iter_mut().zip(here.iter().zip(factors)) {
                *next = weight * factor * scale;
            }
        }
    }

    /// Returns the probability of each tag at token number `index` of the stretch.
    pub fn at(&self, index: usize) -> Scores {
        let mut marginals = [0.0; COUNT];
        if let (Some(forward), Some(backward)) = (self.forward.get(index), self.backward.get(index))
        {
            for (belief, (one, other)) in marginals.iter_mut().zip(forward.iter().zip(backward)) {
                *belief = one * other;
            }
        }
        marginals
    }

    /// Returns how probable a tag is at token number `index` of the stretch.
    pub(super) fn of(&self, index: usize, tag: usize) -> f32 {
        let weight = |of: &[Scores]| of.get(index).and_then(|of| of.get(tag)).copied();
        weight(&self.forward).expect_or_default("the token is in the stretch")
            * weight(&self.backward).expect_or_default("the token is in the stretch")
    }

    /// Adds to `sums` the expected number of times that each tag follows each other, times `weight`, including the
    /// start and end of the run.
    pub fn add_pairs(&self, transitions: &Transitions, weight: f32, sums: &mut [Scores; COUNT]) {
        let mut outside = [0.0; COUNT];
        outside[OUTSIDE] = 1.0;
        let mut before = &outside;
        let given = self.factors.iter().zip(&self.scales).zip(&self.backward);
        for (forward, ((factors, scale), backward)) in self.forward.iter().zip(given) {
            let mut after = *backward;
            for (tag, factor) in after.iter_mut().zip(factors) {
                *tag *= factor * scale * weight;
            }
            for ((sums, row), alpha) in sums.iter_mut().zip(&transitions.factors).zip(before) {
                for ((sum, factor), beta) in sums.iter_mut().zip(row).zip(&after) {
                    *sum += alpha * factor * beta;
                }
            }
            before = forward;
        }
        let end: f32 = before
            .iter()
            .zip(&transitions.factors)
            .map(|(alpha, row)| alpha * row[OUTSIDE])
            .sum();
        for ((sums, row), alpha) in sums.iter_mut().zip(&transitions.factors).zip(before) {
            sums[OUTSIDE] += alpha * row[OUTSIDE] / end.max(f32::MIN_POSITIVE) * weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transitions() -> Transitions {
        let mut scores = [[0.0; COUNT]; COUNT];
        scores[0][1] = -0.5;
        scores[1][3] = 0.7;
        scores[4][0] = 0.3;
        Transitions::new(scores)
    }

    fn emissions() -> Vec<Scores> {
        let mut emissions = vec![[0.0; COUNT]; 3];
        emissions[0][1] = 2.0;
        emissions[1][3] = 1.5;
        emissions[1][2] = 1.4;
        emissions[2][4] = 0.9;
        emissions
    }

    /// All legal sequences with their scores.
    fn every(transitions: &Transitions, emissions: &[Scores]) -> Vec<(Vec<usize>, f32)> {
        let mut all = vec![(Vec::new(), 0.0_f32)];
        for emission in emissions {
            let mut next = Vec::new();
            for (tags, score) in all {
                let before = tags.last().copied().unwrap_or(OUTSIDE);
                for tag in (0..COUNT).filter(|tag| is_legal(before, *tag)) {
                    let longer = [&tags[..], &[tag]].concat();
                    next.push((
                        longer,
                        score + transitions.scores[before][tag] + emission[tag],
                    ));
                }
            }
            all = next;
        }
        all.retain(|(tags, _)| is_legal(tags[tags.len() - 1], OUTSIDE));
        for (tags, score) in &mut all {
            *score += transitions.scores[tags[tags.len() - 1]][OUTSIDE];
        }
        all
    }

    #[test]
    fn the_best_sequence_is_the_best_of_all() {
        let (transitions, emissions) = (transitions(), emissions());
        let all = every(&transitions, &emissions);
        let best = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("one");
        assert_eq!(
            transitions.best(&emissions, &mut Viterbi::default()),
            best.0
        );
    }

    #[test]
    fn beliefs_agree_with_the_sum_over_all_sequences() {
        let (transitions, emissions) = (transitions(), emissions());
        let all = every(&transitions, &emissions);
        let total: f32 = all.iter().map(|(_, score)| score.exp()).sum();
        let mut marginals = Marginals::default();
        let weight = marginals.weigh(&transitions, &emissions, &[]);
        assert!((weight - total.ln()).abs() < 1e-4);
        for index in 0..3 {
            for tag in 0..COUNT {
                let wanted: f32 = all
                    .iter()
                    .filter(|(tags, _)| tags[index] == tag)
                    .map(|(_, s)| s.exp() / total)
                    .sum();
                assert!((marginals.at(index)[tag] - wanted).abs() < 1e-4);
            }
        }
        let mut pairs = [[0.0; COUNT]; COUNT];
        marginals.add_pairs(&transitions, 1.0, &mut pairs);
        let sum: f32 = pairs.iter().flatten().sum();
        assert!((sum - 4.0).abs() < 1e-3, "{sum}");
        let wanted: f32 = all
            .iter()
            .filter(|(tags, _)| tags[0] == 1 && tags[1] == 3)
            .map(|(_, s)| s.exp() / total)
            .sum();
        let others: f32 = all
            .iter()
            .filter(|(tags, _)| tags[1] == 1 && tags[2] == 3)
            .map(|(_, s)| s.exp() / total)
            .sum();
        assert!((pairs[1][3] - wanted - others).abs() < 1e-4);
    }

    #[test]
    fn what_is_not_allowed_is_not_believed() {
        let (transitions, emissions) = (transitions(), emissions());
        let mut marginals = Marginals::default();
        marginals.weigh(&transitions, &emissions, &[1, 1 | 1 << 4, u32::MAX]);
        assert!((marginals.at(0)[0] - 1.0).abs() < 1e-5);
        assert!((marginals.at(1)[0] + marginals.at(1)[4] - 1.0).abs() < 1e-5);
    }
}
