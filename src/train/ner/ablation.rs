//! Ablation: the value of each source and feature group, measured by training without it and scoring on held-out
//! corpora.

use super::corpora::TrainingCorpora;
use super::corpus::{Corpus, SkippedTemplates, require_lexicon};
use super::passes::{BODY_STEPS, train_bodies};
use super::score::score_corpora;
use crate::engine::names::model::GROUPS;

use crate::invariant::ExpectOr;
use crate::train::{BadSource, ModelSpec, ReportFn, TrainedFile, TrainingEvent, TrainingSource};

/// The ablation study.
pub(in crate::train) const MODEL: ModelSpec = ModelSpec {
    name: "ablation",
    about: "No model: what each source and group of features of the tagger is worth on --held corpora",
    products: &[],
    train: train_ablations,
};

fn train_ablations(
    sources: &[TrainingSource],
    tell: ReportFn<'_>,
) -> Result<Vec<TrainedFile>, BadSource> {
    let lexicon = require_lexicon()?;
    let material = TrainingCorpora::read(sources, tell)?;
    if material.held.is_empty() {
        return Err(BadSource {
            source_name: "--held".to_owned(),
            why: "no corpus is held out to score on".to_owned(),
        });
    }
    // Raw text is tagged only once, by a model of everything, so that all trainings see the same texts.
    let silver = material.tag_raw_fresh(lexicon, tell)?;
    let held = material.held_out(lexicon);
    let all: SkippedTemplates = |_| false;
    let families = material.families();
    let n = 1 + families.len() + GROUPS.len();
    tell(TrainingEvent::Steps(
        u32::try_from(n)
            .expect_or(u32::MAX, "there are few families")
            .saturating_mul(BODY_STEPS),
    ));
    let mut rows = Vec::new();
    let everything = run_ablation(&material.texts_without("", &silver), &held, all, tell);
    for family in families {
        let scores = run_ablation(&material.texts_without(family, &silver), &held, all, tell);
        rows.push((format!("without {family}"), scores));
    }
    for (name, is_in) in GROUPS {
        let scores = run_ablation(&material.texts_without("", &silver), &held, *is_in, tell);
        rows.push((format!("without {name}"), scores));
    }
    let names: Vec<_> = held.iter().map(|(name, _)| name.as_str()).collect();
    tell(TrainingEvent::Line(&format!(
        "| trained | {} |",
        names.join(" | ")
    )));
    tell(TrainingEvent::Line(&table_row("everything", &everything)));
    for (name, scores) in &rows {
        let change: Vec<f64> = scores
            .iter()
            .zip(&everything)
            .map(|(now, all)| now - all)
            .collect();
        tell(TrainingEvent::Line(&table_row(name, &change)));
    }
    Ok(Vec::new())
}

/// Returns a row of a Markdown table.
fn table_row(name: &str, values: &[f64]) -> String {
    let values: Vec<_> = values.iter().map(|value| format!("{value:+.1}")).collect();
    format!("| {name} | {} |", values.join(" | "))
}

/// Trains on `texts` and returns the scores on each held-out corpus.
fn run_ablation(
    texts: &[crate::train::conll::CorpusText],
    held: &[(String, Corpus)],
    skipped: SkippedTemplates,
    tell: ReportFn<'_>,
) -> Vec<f64> {
    let Ok(lexicon) = require_lexicon() else {
        return Vec::new();
    };
    let corpus = Corpus::new(texts.to_vec(), lexicon);
    let [first, second] = train_bodies(&corpus, &[], skipped, tell);
    score_corpora(&second, Some(&first), held, skipped)
}
