//! Scores a tagger during training: exact names of persons, organizations and places in held-out corpora.

use std::fmt::Write;
use std::ops::Range;

use super::corpus::{Corpus, Skipped};
use super::guess::guess;
use crate::engine::tagger::Guess;
use crate::engine::tagger::tags::{self, Part};
use crate::train::crf::Model as Crf;

/// The number of kinds that are scored: the first three, which all corpora annotate.
const KINDS: usize = 3;

/// Returns the F1 on each held-out corpus, in percent. `first` is the model of the first pass when `model` is the
/// second.
pub(super) fn scores(
    model: &Crf,
    first: Option<&Crf>,
    held: &[(String, Corpus)],
    skipped: Skipped,
) -> Vec<f64> {
    held.iter()
        .map(|(_, corpus)| score(model, first, corpus, skipped))
        .collect()
}

/// Formats the scores for a progress report.
pub(super) fn told(held: &[(String, Corpus)], scores: &[f64]) -> String {
    let mut told = String::new();
    for ((name, _), f1) in held.iter().zip(scores) {
        let _ = write!(told, ", {name} {f1:.1}");
    }
    told
}

fn score(model: &Crf, first: Option<&Crf>, corpus: &Corpus, skipped: Skipped) -> f64 {
    let (mut right, mut found, mut gold) = (0_u32, 0_u32, 0_u32);
    for (text, document) in corpus.iter() {
        let before = first.map(|first| guess(first, document, None, skipped));
        let mut made = names(&guess(model, document, before.as_deref(), skipped));
        let mut wanted = text.typed_names();
        made.retain(|(_, kind)| *kind < KINDS);
        wanted.retain(|(_, kind)| *kind < KINDS);
        right += count(made.iter().filter(|name| wanted.contains(name)));
        found += count(made.iter());
        gold += count(wanted.iter());
    }
    200.0 * f64::from(right) / f64::from((found + gold).max(1))
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// Decodes the names from the predictions.
fn names(guesses: &[Guess]) -> Vec<(Range<usize>, usize)> {
    let mut names = Vec::new();
    let mut start = 0;
    for (index, guess) in guesses.iter().enumerate() {
        let tag = usize::from(guess.tag);
        if let Some(kind) = tags::kind(tag) {
            match tags::part(tag) {
                Some(Part::Begin) => start = index,
                Some(Part::Unit) => names.push((index..index + 1, kind)),
                Some(Part::Last) => names.push((start..index + 1, kind)),
                _ => {}
            }
        }
    }
    names
}
