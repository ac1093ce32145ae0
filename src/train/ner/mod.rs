//! Trains the tagger of names: two passes over running text and a separate model for headlines.
//!
//! The second pass sees the predictions of the first; these are made by jackknifing, so that they are as wrong as in
//! use. Training runs in rounds (self-training): each round learns also from raw text that the previous round tagged;
//! the first round uses tags from an earlier tagger.

pub(super) mod ablation;
mod corpora;
mod corpus;
mod guess;
mod passes;
mod score;

use super::conll::CorpusText;
use super::{BadSource, ModelSpec, ReportFn, TrainedFile, TrainingEvent, TrainingSource};
use crate::engine::lexeme::vocabulary::Lexicon;
use corpora::TrainingCorpora;
use corpus::{Corpus, as_headlines, require_lexicon, seal_weights};
use passes::{BODY_STEPS, HEADLINE_STEPS, train_bodies, train_headline};

/// The training of the tagger.
pub(super) const MODEL: ModelSpec = ModelSpec {
    name: "ner",
    about: "The tagger of names, from tagged corpora, raw text, lists and templates",
    products: &["weights.bin"],
    train: train_tagger,
};

/// The number of times that raw text is tagged again and learned from. Each round trains all models again.
const N_ROUNDS: u32 = 1;
fn train_tagger(
    sources: &[TrainingSource],
    tell: ReportFn<'_>,
) -> Result<Vec<TrainedFile>, BadSource> {
    let lexicon = require_lexicon()?;
    let material = TrainingCorpora::read(sources, tell)?;
    let rounds = if material.has_raw() { N_ROUNDS } else { 0 };
    tell(TrainingEvent::Steps(
        (rounds + 1) * (BODY_STEPS + HEADLINE_STEPS),
    ));
    let mut weights = train_weights(&material, material.first_silver(), lexicon, tell);
    for round in 1..=rounds {
        let silver = material.tag_raw(&weights, lexicon)?;
        tell(TrainingEvent::Line(&format!(
            "raw text tagged for round {round} of {rounds}"
        )));
        weights = train_weights(&material, &silver, lexicon, tell);
    }
    Ok(vec![TrainedFile {
        name: "weights.bin".to_owned(),
        content: weights,
    }])
}

/// Trains all models on the corpora and the tagged raw text, and returns the weight file.
fn train_weights(
    material: &TrainingCorpora,
    silver: &[CorpusText],
    lexicon: &Lexicon<'_>,
    tell: ReportFn<'_>,
) -> Vec<u8> {
    let texts = material.texts_without("", silver);
    let headlines = as_headlines(&texts);
    let held = material.held_out(lexicon);
    let running = train_bodies(&Corpus::new(texts, lexicon), &held, |_| false, tell);
    let held = material.held_out_headlines(lexicon);
    let loud = train_headline(&Corpus::new(headlines, lexicon), &held, tell);
    seal_weights(&material.head, &running, &loud)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::names::model::Tagger;

    fn sample_source(name: &str, content: &str) -> TrainingSource {
        TrainingSource {
            name: name.to_owned(),
            content: content.as_bytes().to_vec(),
        }
    }

    fn tiny_sources() -> Vec<TrainingSource> {
        let one = "-DOCSTART-\tO\n\nAda\tB-PER\nRoe\tI-PER\nleft\tO\nOslo\tB-LOC\n.\tO\n\nRoe\tB-PER\nran\tO\nAcme\tB-ORG\n.\tO\n\n";
        let other = "-DOCSTART-\tO\n\nThe\tO\nDanish\tB-MISC\nfirm\tO\nAcme\tB-ORG\nLtd\tI-ORG\nfell\tO\n.\tO\n\n";
        vec![
            sample_source("wikigold.conll", &[one, other].concat().repeat(4)),
            sample_source("uner_pud.conll", &other.repeat(3)),
            sample_source("held:uner_ewt.conll", one),
            sample_source("silver_old.conll", other),
            sample_source("unknown.conll", "secret\tO\n"),
        ]
    }

    #[test]
    fn the_same_corpora_give_the_same_bytes() {
        let mut steps = Vec::new();
        let mut tell = |news: TrainingEvent<'_>| {
            if let TrainingEvent::Step(line) = news {
                steps.push(line.to_owned());
            }
        };
        let first = train_tagger(&tiny_sources(), &mut tell).expect("a model");
        let second = train_tagger(&tiny_sources(), &mut |_| {}).expect("a model");
        assert_eq!(first, second);
        let weights = &first[0].content;
        assert!(Tagger::new(weights).is_some());
        let head = String::from_utf8_lossy(&weights[..700]);
        assert!(
            head.contains("wikigold.conll xxh3:") && !head.contains("unknown"),
            "{head}"
        );
        assert!(head.contains("silver_old.conll xxh3:"), "{head}");
        let without: Vec<_> = tiny_sources()
            .into_iter()
            .filter(|source| source.name != "silver_old.conll")
            .collect();
        let other = train_tagger(&without, &mut |_| {}).expect("a model");
        assert_ne!(first, other);
        assert!(
            steps
                .iter()
                .any(|line| line.contains("uner_ewt.conll 100.0")),
            "{steps:?}"
        );
    }

    #[test]
    fn a_corpus_that_is_damaged_is_told() {
        let error = train_tagger(&[sample_source("wikigold.conll", "no tag")], &mut |_| {});
        assert!(error.is_err_and(|error| error.to_string().contains("line 1")));
    }
}
