//! One pass over a document: scores from weights, tags and how sure they are from scores.

use std::ops::Range;

use super::decode::{Beliefs, Scores};
use super::document::Document;
use super::features::{Seen, emit_border, emit_context, emit_word};
use super::votes::{DocumentVotes, emit_votes};
use super::weights::{Head, ROW, Sums, scores};

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

/// Sums of what is seen of each word at each place, kept for the words' other occurrences.
struct Kept {
    sums: Vec<Sums>,
    is_known: Vec<bool>,
}

/// A pass with what it has summed up so far.
pub(super) struct Pass<'a> {
    head: &'a Head<'a>,
    document: &'a Document,
    kept: [Kept; 5],
    borders: [Sums; 5],
    beliefs: Beliefs,
    emissions: Vec<Scores>,
}

impl<'a> Pass<'a> {
    pub(super) fn new(head: &'a Head<'a>, document: &'a Document) -> Self {
        let n = document.words.len();
        let kept = || Kept {
            sums: vec![[0; ROW]; n],
            is_known: vec![false; n],
        };
        let border = |seen| {
            let mut sums = [0; ROW];
            emit_border(seen, &mut |_, feature| head.rows.add(feature, &mut sums));
            sums
        };
        Self {
            head,
            document,
            kept: [kept(), kept(), kept(), kept(), kept()],
            borders: Seen::ALL.map(border),
            beliefs: Beliefs::default(),
            emissions: Vec::new(),
        }
    }

    /// Writes down what a stretch is taken for, into the guesses of its tokens.
    pub(super) fn run(
        &mut self,
        stretch: &Range<usize>,
        sentence: usize,
        votes: Option<&DocumentVotes<'_>>,
        guesses: &mut [Guess],
    ) {
        self.emissions.clear();
        for index in stretch.clone() {
            let mut sums = self.sum_words(index, sentence);
            let rows = &self.head.rows;
            let mut add = |_: u64, feature| rows.add(feature, &mut sums);
            emit_context(self.document, index, sentence, &mut add);
            if let Some(votes) = votes {
                emit_votes(self.document, votes, index, &mut add);
            }
            self.emissions.push(scores(&sums));
        }
        let transitions = &self.head.transitions;
        self.beliefs.weigh(transitions, &self.emissions, &[]);
        let tags = transitions.best(&self.emissions);
        let slots = guesses.get_mut(stretch.clone()).unwrap_or_default();
        for (at, (slot, tag)) in slots.iter_mut().zip(tags).enumerate() {
            let belief = self.beliefs.at(at).get(tag).copied().unwrap_or_default();
            *slot = Guess::new(tag, belief);
        }
    }

    fn sum_words(&mut self, index: usize, sentence: usize) -> Sums {
        let mut sums = [0; ROW];
        let Some(range) = self.document.sentences.get(sentence) else {
            return sums;
        };
        for ((seen, kept), border) in Seen::ALL.into_iter().zip(&mut self.kept).zip(&self.borders) {
            let number = seen
                .of(index, range)
                .and_then(|at| self.document.types.get(at));
            let part = match number {
                Some(&number) => kept.sum(number as usize, self.document, seen, self.head),
                None => *border,
            };
            for (sum, part) in sums.iter_mut().zip(part) {
                *sum += part;
            }
        }
        sums
    }
}

impl Kept {
    fn sum(&mut self, number: usize, document: &Document, seen: Seen, head: &Head<'_>) -> Sums {
        let (Some(sums), Some(is_known), Some(word)) = (
            self.sums.get_mut(number),
            self.is_known.get_mut(number),
            document.words.get(number),
        ) else {
            return [0; ROW];
        };
        if !std::mem::replace(is_known, true) {
            emit_word(word, seen, &mut |_, feature| head.rows.add(feature, sums));
        }
        *sums
    }
}
