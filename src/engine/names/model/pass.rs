//! From the features of a token to emission scores, and from the scores of a stretch to tags with their probability.

use std::ops::Range;

use super::decode::{ExpTable, Marginals, Transitions, Viterbi};
use super::document::Document;
use super::features::{Feature, WindowPosition, emit_border, emit_word};
use super::tags::Scores;
use super::weights::{ROW, Rows, Sums, add_sums, scores_of_sums};
use super::word_cache::CachedWords;
use crate::invariant::ExpectOr;

/// The tag that a pass predicts for a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prediction {
    /// The tag.
    pub tag: u8,
    /// The probability of the tag in four steps, from 0 (below 60 %) to 3 (97 % and more).
    pub sureness: u8,
    /// The probability of the tag, in percent.
    pub percent: u8,
}

impl Prediction {
    /// Returns the prediction of a tag with this probability, from 0 to 1.
    pub fn new(tag: usize, belief: f32) -> Self {
        let sureness = match belief {
            0.97.. => 3,
            0.85.. => 2,
            0.6.. => 1,
            _ => 0,
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "cut to 0 to 100 before"
        )]
        let percent = (belief * 100.0).round().clamp(0.0, 100.0) as u8;
        Self {
            tag: u8::try_from(tag).expect_or_default("a tag is less than 256"),
            sureness,
            percent,
        }
    }
}

/// The scores of a word at one position for `N` tables, in one cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct CachedSums<const N: usize>([Sums; N]);

/// The scores of the words of a cache at each position, for `N` tables of weights.
pub(super) struct EmissionScores<const N: usize> {
    seats: Vec<CachedSums<N>>,
    /// For each word and position, the index of its scores plus one; 0 where they are not computed yet.
    places: Vec<[u32; WindowPosition::ALL.len()]>,
    /// The scores that were computed last, if there is no space to keep them.
    unkept: CachedSums<N>,
    /// Working memory.
    features: Vec<Feature>,
}

/// The maximum number of scores that are kept, of 64 bytes each: 4 MB. Frequent words come first; rare ones are scored
/// again.
const MAX_SEATS: usize = 1 << 16;

impl<const N: usize> Default for EmissionScores<N> {
    fn default() -> Self {
        Self {
            seats: Vec::new(),
            places: Vec::new(),
            unkept: CachedSums([[0; ROW]; N]),
            features: Vec::new(),
        }
    }
}

/// Tables of weights for the same features, with the cached scores of the words.
pub(super) struct EmissionScorer<'a, const N: usize> {
    rows: &'a Rows<'a, N>,
    weighed: &'a mut EmissionScores<N>,
    words: CachedWords<'a>,
    borders: [[Sums; N]; WindowPosition::ALL.len()],
}

impl<'a, const N: usize> EmissionScorer<'a, N> {
    pub(super) fn new(
        rows: &'a Rows<'a, N>,
        weighed: &'a mut EmissionScores<N>,
        words: CachedWords<'a>,
    ) -> Self {
        let border = |seen| {
            let mut sums = [[0; ROW]; N];
            emit_border(seen, &mut |_, feature| rows.add_all(&[feature], &mut sums));
            sums
        };
        Self {
            rows,
            weighed,
            words,
            borders: WindowPosition::ALL.map(border),
        }
    }

    /// Returns the scores of token number `index`: those of the words around it, and of these features.
    pub(super) fn weigh(
        &mut self,
        document: &Document,
        index: usize,
        sentence: &Range<usize>,
        features: &[Feature],
    ) -> [Sums; N] {
        let mut sums = [[0; ROW]; N];
        for (seen, border) in WindowPosition::ALL.into_iter().zip(&self.borders) {
            let at = seen.of(index, sentence);
            let slot = at.and_then(|at| document.slot(at));
            let part = slot.and_then(|slot| self.weighed.of(slot, self.words, seen, self.rows));
            for (sums, part) in sums.iter_mut().zip(part.unwrap_or(border)) {
                add_sums(part, sums);
            }
        }
        self.rows.add_all(features, &mut sums);
        sums
    }
}

impl<const N: usize> EmissionScores<N> {
    fn of(
        &mut self,
        slot: usize,
        words: CachedWords<'_>,
        seen: WindowPosition,
        rows: &Rows<'_, N>,
    ) -> Option<&[Sums; N]> {
        if self.places.len() <= slot {
            self.places.resize(slot + 1, [0; WindowPosition::ALL.len()]);
        }
        let place = self.places.get_mut(slot)?.get_mut(seen as usize)?;
        if *place == 0 {
            let features = &mut self.features;
            features.clear();
            let (word, spelling) = words.of(slot)?;
            emit_word(word, &spelling, seen, &mut |_, feature| {
                features.push(feature);
            });
            let mut sums = [[0; ROW]; N];
            rows.add_all(features, &mut sums);
            if self.seats.len() >= MAX_SEATS {
                self.unkept = CachedSums(sums);
                return Some(&self.unkept.0);
            }
            self.seats.push(CachedSums(sums));
            *place = u32::try_from(self.seats.len())
                .expect_or_default("an article has fewer than 2^32 words");
        }
        let seat = self.seats.get((*place as usize).checked_sub(1)?)?;
        Some(&seat.0)
    }
}

/// Decodes stretches. Its buffers are kept from one stretch to the next.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    sums: Vec<Sums>,
    emissions: Vec<Scores>,
    marginals: Marginals,
    path: Viterbi,
}

impl Decoder {
    /// Adds the next token of a run.
    pub(super) fn hear(&mut self, sums: &Sums) {
        self.sums.push(*sums);
        self.emissions.push(scores_of_sums(sums));
    }

    /// Writes the predictions for the tokens of the stretch, and clears the buffers for the next one.
    pub(super) fn decide(
        &mut self,
        transitions: &Transitions,
        exp: &ExpTable,
        predictions: &mut [Prediction],
    ) {
        self.marginals.weigh_sums(transitions, exp, &self.sums);
        let tags = transitions.best(&self.emissions, &mut self.path);
        for (at, (slot, tag)) in predictions.iter_mut().zip(tags).enumerate() {
            *slot = Prediction::new(*tag, self.marginals.of(at, *tag));
        }
        self.sums.clear();
        self.emissions.clear();
    }
}
