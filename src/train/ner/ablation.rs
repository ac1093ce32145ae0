//! Ablation: the value of each source and feature group, measured by training without it and scoring on held-out
//! corpora.

use super::corpus::{Corpus, Skipped, lexicon_or};
use super::material::Material;
use super::passes::{BODY_STEPS, bodies};
use super::score::scores;
use crate::engine::tagger::GROUPS;
use crate::train::{BadSource, Model, News, Product, Source, Tell};

/// The ablation study.
pub(in crate::train) const MODEL: Model = Model {
    name: "ablation",
    about: "No model: what each source and group of features of the tagger is worth on --held corpora",
    products: &[],
    train,
};

fn train(sources: &[Source], tell: Tell<'_>) -> Result<Vec<Product>, BadSource> {
    let lexicon = lexicon_or()?;
    let material = Material::read(sources, tell)?;
    if material.held.is_empty() {
        return Err(BadSource {
            source_name: "--held".to_owned(),
            why: "no corpus is held out to score on".to_owned(),
        });
    }
    // Raw text is tagged only once, by a model of everything, so that all trainings see the same texts.
    let silver = material.silver(lexicon, tell)?;
    let held = material.held(lexicon);
    let all: Skipped = |_| false;
    let families = material.families();
    let n = 1 + families.len() + GROUPS.len();
    tell(News::Steps(
        u32::try_from(n)
            .unwrap_or(u32::MAX)
            .saturating_mul(BODY_STEPS),
    ));
    let mut rows = Vec::new();
    let everything = run(&material.without("", &silver), &held, all, tell);
    for family in families {
        let scores = run(&material.without(family, &silver), &held, all, tell);
        rows.push((format!("without {family}"), scores));
    }
    for (name, is_in) in GROUPS {
        let scores = run(&material.without("", &silver), &held, *is_in, tell);
        rows.push((format!("without {name}"), scores));
    }
    let names: Vec<_> = held.iter().map(|(name, _)| name.as_str()).collect();
    tell(News::Line(&format!("| trained | {} |", names.join(" | "))));
    tell(News::Line(&row("everything", &everything)));
    for (name, scores) in &rows {
        let change: Vec<f64> = scores
            .iter()
            .zip(&everything)
            .map(|(now, all)| now - all)
            .collect();
        tell(News::Line(&row(name, &change)));
    }
    Ok(Vec::new())
}

/// Returns a row of a Markdown table.
fn row(name: &str, values: &[f64]) -> String {
    let values: Vec<_> = values.iter().map(|value| format!("{value:+.1}")).collect();
    format!("| {name} | {} |", values.join(" | "))
}

/// Trains on `texts` and returns the scores on each held-out corpus.
fn run(
    texts: &[crate::train::conll::Text],
    held: &[(String, Corpus)],
    skipped: Skipped,
    tell: Tell<'_>,
) -> Vec<f64> {
    let Ok(lexicon) = lexicon_or() else {
        return Vec::new();
    };
    let corpus = Corpus::new(texts.to_vec(), lexicon);
    let [first, second] = bodies(&corpus, &[], skipped, tell);
    scores(&second, Some(&first), held, skipped)
}
