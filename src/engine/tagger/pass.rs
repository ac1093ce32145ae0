//! From what is seen of a token to scores, and from the scores of a stretch to tags and how sure they are.

use std::ops::Range;

use super::decode::{Beliefs, Path, Scores, Transitions};
use super::document::Document;
use super::features::{Feature, Seen, emit_border, emit_word};
use super::weights::{Head, ROW, Sums, scores};
use super::word::Word;

/// What a pass takes a token for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// The tag.
    pub tag: u8,
    /// How sure the pass is, from 0 to 3.
    pub sureness: u8,
    /// The same in percent.
    pub percent: u8,
}

impl Guess {
    /// Returns the guess of a tag that is believed so much, from 0 to 1.
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
            tag: u8::try_from(tag).unwrap_or_default(),
            sureness,
            percent,
        }
    }
}

/// What is seen of the words of a memo at each place, weighed.
#[derive(Default)]
pub(super) struct Weighed {
    sums: Vec<[Sums; Seen::ALL.len()]>,
    /// For each word, at which places it was weighed, as bits.
    is_known: Vec<u8>,
}

/// A table of weights, with what the words weigh to it.
pub(super) struct Scale<'a> {
    head: &'a Head<'a>,
    weighed: &'a mut Weighed,
    borders: [Sums; Seen::ALL.len()],
}

impl<'a> Scale<'a> {
    pub(super) fn new(head: &'a Head<'a>, weighed: &'a mut Weighed) -> Self {
        let border = |seen| {
            let mut sums = [0; ROW];
            emit_border(seen, &mut |_, feature| head.rows.add(feature, &mut sums));
            sums
        };
        Self {
            head,
            weighed,
            borders: Seen::ALL.map(border),
        }
    }

    /// Returns what the words in sight of token number `index` weigh by themselves, and these features.
    pub(super) fn weigh(
        &mut self,
        document: &Document,
        index: usize,
        sentence: &Range<usize>,
        features: &[Feature],
    ) -> Sums {
        let mut sums = [0; ROW];
        for (seen, border) in Seen::ALL.into_iter().zip(&self.borders) {
            let at = seen.of(index, sentence);
            let word = at.and_then(|at| Some((document.slot(at)?, document.word(at)?)));
            let part = word.and_then(|(slot, word)| self.weighed.of(slot, word, seen, self.head));
            for (sum, part) in sums.iter_mut().zip(part.unwrap_or(border)) {
                *sum += part;
            }
        }
        self.head.rows.add_all(features, &mut sums);
        sums
    }
}

impl Weighed {
    fn of(&mut self, slot: usize, word: &Word, seen: Seen, head: &Head<'_>) -> Option<&Sums> {
        if self.sums.len() <= slot {
            self.sums.resize(slot + 1, [[0; ROW]; Seen::ALL.len()]);
            self.is_known.resize(slot + 1, 0);
        }
        let sums = self.sums.get_mut(slot)?.get_mut(seen as usize)?;
        let is_known = self.is_known.get_mut(slot)?;
        if *is_known >> seen as u8 & 1 == 0 {
            *is_known |= 1 << seen as u8;
            emit_word(word, seen, &mut |_, feature| head.rows.add(feature, sums));
        }
        Some(sums)
    }
}

/// Finds the tags of stretches; what it needs for it is kept from one to the next.
#[derive(Default)]
pub(super) struct Judge {
    emissions: Vec<Scores>,
    beliefs: Beliefs,
    path: Path,
}

impl Judge {
    /// Adds the next token of a stretch.
    pub(super) fn hear(&mut self, sums: &Sums) {
        self.emissions.push(scores(sums));
    }

    /// Writes down what the tokens of the stretch are taken for, and is ready for another one.
    pub(super) fn decide(&mut self, transitions: &Transitions, guesses: &mut [Guess]) {
        self.beliefs.weigh(transitions, &self.emissions, &[]);
        let tags = transitions.best(&self.emissions, &mut self.path);
        for (at, (slot, tag)) in guesses.iter_mut().zip(tags).enumerate() {
            *slot = Guess::new(*tag, self.beliefs.of(at, *tag));
        }
        self.emissions.clear();
    }
}
