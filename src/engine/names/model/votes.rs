//! The additional features of the second pass: the predictions of the first pass for a word, for its neighbours, and
//! for the same word elsewhere in the document.

use std::cell::Cell;

use super::document::Document;
use super::features::{Feature, VOTES, feature_of};
use super::pass::Prediction;
use super::tags;
use super::tags::NamePosition;

/// How often the first pass predicted for a form each kind of name, no name, and a part of a longer name.
#[derive(Clone, Copy, Debug, Default)]
struct LabelCounts {
    kinds: [u16; 5],
    longer: u16,
}

/// The predictions of the first pass, counted for each form of a document.
pub(super) struct Votes {
    tallies: Vec<LabelCounts>,
}

const NO_KIND: usize = 4;

impl Votes {
    /// Counts the findings. `predictions` has one for each token.
    pub(super) fn new(document: &Document, predictions: &[Prediction]) -> Self {
        let mut tallies = vec![LabelCounts::default(); document.vocabulary.n_forms];
        for (range, _) in document.stretches() {
            for index in range {
                let form = document
                    .form(index)
                    .filter(|_| is_name_like(document, index));
                let tally = form.and_then(|form| tallies.get_mut(form));
                if let (Some(tally), Some(prediction)) = (tally, predictions.get(index)) {
                    tally.add(*prediction);
                }
            }
        }
        Self { tallies }
    }

    /// Returns the predictions for the form elsewhere in the document: the most frequent kind, its share and number,
    /// and whether it is part of a longer name.
    fn elsewhere(&self, document: &Document, index: usize, prediction: Prediction) -> u16 {
        let tally = document.form(index).and_then(|form| self.tallies.get(form));
        let Some(mut tally) = tally.copied() else {
            return 0;
        };
        if is_name_like(document, index) {
            tally.remove(prediction);
        }
        let all: u32 = tally.kinds.iter().copied().map(u32::from).sum();
        let best = (0..)
            .zip(tally.kinds)
            .max_by_key(|(kind, n)| (*n, std::cmp::Reverse(*kind)));
        match best {
            Some((kind, n)) if n > 0 => {
                let most = u32::from(n);
                let share = if most == all {
                    2
                } else {
                    u16::from(most * 10 >= all * 7)
                };
                let number = n.min(3);
                1 | kind << 1 | share << 4 | number << 6 | u16::from(tally.longer > 0) << 8
            }
            _ => 0,
        }
    }
}

impl LabelCounts {
    fn add(&mut self, prediction: Prediction) {
        let (kind, longer) = count_slot(prediction);
        if let Some(n) = self.kinds.get_mut(kind) {
            *n = n.saturating_add(1);
        }
        self.longer = self.longer.saturating_add(u16::from(longer));
    }

    fn remove(&mut self, prediction: Prediction) {
        let (kind, longer) = count_slot(prediction);
        if let Some(n) = self.kinds.get_mut(kind) {
            *n = n.saturating_sub(1);
        }
        self.longer = self.longer.saturating_sub(u16::from(longer));
    }
}

fn count_slot(prediction: Prediction) -> (usize, bool) {
    let tag = usize::from(prediction.tag);
    let kind = tags::kind_of(tag).unwrap_or(NO_KIND);
    (
        kind,
        tags::part_of(tag).is_some_and(|part| part != NamePosition::Unit),
    )
}

fn is_name_like(document: &Document, index: usize) -> bool {
    document
        .word(index)
        .is_some_and(crate::engine::names::model::word::Word::is_capitalised)
}

/// Emits the additional features of the second pass for token number `index`.
pub fn emit_votes(
    document: &Document,
    votes: &DocumentVotes<'_>,
    index: usize,
    out: &mut impl FnMut(u64, Feature),
) {
    let mut put =
        |template: u64, value: u64| out(VOTES + template, feature_of(VOTES + template, value));
    let prediction = |at: Option<usize>| {
        at.and_then(|at| votes.predictions.get(at))
            .copied()
            .unwrap_or_default()
    };
    let (before, here, after) = (
        prediction(index.checked_sub(1)),
        prediction(Some(index)),
        prediction(Some(index + 1)),
    );
    let code =
        |prediction: Prediction| u64::from(prediction.tag) << 2 | u64::from(prediction.sureness);
    let elsewhere = |at: Option<usize>| at.map_or(0, |at| u64::from(votes.elsewhere(document, at)));
    let votes_here = elsewhere(Some(index));
    put(0, u64::from(here.tag));
    put(1, code(here));
    put(2, code(before) << 8 | u64::from(here.tag));
    put(3, code(after) << 8 | u64::from(here.tag));
    put(4, votes_here);
    put(5, votes_here << 8 | code(here));
    put(
        6,
        elsewhere(index.checked_sub(1)) << 8 | u64::from(here.tag),
    );
    put(7, elsewhere(Some(index + 1)) << 8 | u64::from(here.tag));
    let look = document.word(index).map_or(0, |word| word.look as u64);
    put(8, code(here) << 8 | look);
}

/// The predictions of the first pass, with their counts for each word form.
pub struct DocumentVotes<'a> {
    predictions: &'a [Prediction],
    votes: Votes,
    /// The results of [`DocumentVotes::elsewhere`] for the last tokens, indexed by the last two bits of the token's
    /// index. Each token is looked up three times: for itself and for both neighbours.
    latest: [Cell<(usize, u16)>; 4],
}

impl<'a> DocumentVotes<'a> {
    /// Adds up the findings of a document's first pass, one for each token.
    pub fn new(document: &Document, predictions: &'a [Prediction]) -> Self {
        Self {
            predictions,
            votes: Votes::new(document, predictions),
            latest: [const { Cell::new((usize::MAX, 0)) }; 4],
        }
    }

    /// Returns the predictions for the form of a token elsewhere in the document; 0 outside the text.
    fn elsewhere(&self, document: &Document, index: usize) -> u16 {
        let (Some(prediction), Some(slot)) =
            (self.predictions.get(index), self.latest.get(index % 4))
        else {
            return 0;
        };
        let (latest, votes) = slot.get();
        if latest == index {
            return votes;
        }
        let votes = self.votes.elsewhere(document, index, *prediction);
        slot.set((index, votes));
        votes
    }
}
