//! Scores a tagger during training: exact names of persons, organizations and places in held-out corpora.

use std::fmt::Write;
use std::ops::Range;

use super::corpus::{Corpus, SkippedTemplates};
use super::guess::guess_tags;
use crate::engine::names::model::Prediction;

use crate::engine::names::model::tags::{self, NamePosition};
use crate::invariant::ExpectOr;
use crate::train::crf::CrfModel;

/// The number of kinds that are scored: the first three, which all corpora annotate.
const N_SCORED_KINDS: usize = 3;

/// Returns the F1 on each held-out corpus, in percent. `first` is the model of the first pass when `model` is the
/// second.
pub(super) fn score_corpora(
    model: &CrfModel,
    first: Option<&CrfModel>,
    held: &[(String, Corpus)],
    skipped: SkippedTemplates,
) -> Vec<f64> {
    held.iter()
        .map(|(_, corpus)| score_corpus(model, first, corpus, skipped))
        .collect()
}

/// Formats the scores for a progress report.
pub(super) fn describe_scores(held: &[(String, Corpus)], scores: &[f64]) -> String {
    let mut described = String::new();
    for ((name, _), f1) in held.iter().zip(scores) {
        let _ = write!(described, ", {name} {f1:.1}");
    }
    described
}

fn score_corpus(
    model: &CrfModel,
    first: Option<&CrfModel>,
    corpus: &Corpus,
    skipped: SkippedTemplates,
) -> f64 {
    let (mut right, mut found, mut gold) = (0_u32, 0_u32, 0_u32);
    for (text, document) in corpus.iter() {
        let before = first.map(|first| guess_tags(first, document, None, skipped));
        let mut made = names_in_guesses(&guess_tags(model, document, before.as_deref(), skipped));
        let mut wanted = text.typed_names();
        made.retain(|(_, kind)| *kind < N_SCORED_KINDS);
        wanted.retain(|(_, kind)| *kind < N_SCORED_KINDS);
        right += count_items(made.iter().filter(|name| wanted.contains(name)));
        found += count_items(made.iter());
        gold += count_items(wanted.iter());
    }
    200.0 * f64::from(right) / f64::from((found + gold).max(1))
}

fn count_items<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).expect_or(u32::MAX, "a corpus has fewer than 2^32 names")
}

/// Decodes the names from the predictions.
fn names_in_guesses(guesses: &[Prediction]) -> Vec<(Range<usize>, usize)> {
    let mut names = Vec::new();
    let mut start = 0;
    for (index, guess) in guesses.iter().enumerate() {
        let tag = usize::from(guess.tag);
        if let Some(kind) = tags::kind_of(tag) {
            match tags::part_of(tag) {
                Some(NamePosition::Begin) => start = index,
                Some(NamePosition::Unit) => names.push((index..index + 1, kind)),
                Some(NamePosition::Last) => names.push((start..index + 1, kind)),
                _ => {}
            }
        }
    }
    names
}
