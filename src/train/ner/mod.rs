//! Trains the tagger of names: two passes over running text and a separate model for headlines.
//!
//! The second pass sees the predictions of the first; these are made by jackknifing, so that they are as wrong as in
//! use. Training runs in rounds (self-training): each round learns also from raw text that the previous round tagged;
//! the first round uses tags from an earlier tagger.

pub(super) mod ablation;
mod corpus;
mod guess;
mod material;
mod passes;
mod score;

use super::conll::Text;
use super::{BadSource, Model, News, Product, Source, Tell};
use crate::engine::lexicon::Lexicon;
use corpus::{Corpus, headlines, lexicon_or, sealed};
use material::Material;
use passes::{BODY_STEPS, HEADLINE_STEPS, bodies, headline};

/// The training of the tagger.
pub(super) const MODEL: Model = Model {
    name: "ner",
    about: "The tagger of names, from tagged corpora, raw text, lists and templates",
    products: &["weights.bin"],
    train,
};

/// The number of times that raw text is tagged again and learned from. Each round trains all models again.
const ROUNDS: u32 = 1;
fn train(sources: &[Source], tell: Tell<'_>) -> Result<Vec<Product>, BadSource> {
    let lexicon = lexicon_or()?;
    let material = Material::read(sources, tell)?;
    let rounds = if material.has_raw() { ROUNDS } else { 0 };
    tell(News::Steps((rounds + 1) * (BODY_STEPS + HEADLINE_STEPS)));
    let mut weights = weights(&material, material.first_silver(), lexicon, tell);
    for round in 1..=rounds {
        let silver = material.tagged(&weights, lexicon)?;
        tell(News::Line(&format!(
            "raw text tagged for round {round} of {rounds}"
        )));
        weights = self::weights(&material, &silver, lexicon, tell);
    }
    Ok(vec![Product {
        name: "weights.bin".to_owned(),
        content: weights,
    }])
}

/// Trains all models on the corpora and the tagged raw text, and returns the weight file.
fn weights(material: &Material, silver: &[Text], lexicon: &Lexicon<'_>, tell: Tell<'_>) -> Vec<u8> {
    let texts = material.without("", silver);
    let headlines = headlines(&texts);
    let held = material.held(lexicon);
    let running = bodies(&Corpus::new(texts, lexicon), &held, |_| false, tell);
    let held = material.held_as_headlines(lexicon);
    let loud = headline(&Corpus::new(headlines, lexicon), &held, tell);
    sealed(&material.head, &running, &loud)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tagger::Tagger;

    fn source(name: &str, content: &str) -> Source {
        Source {
            name: name.to_owned(),
            content: content.as_bytes().to_vec(),
        }
    }

    fn tiny() -> Vec<Source> {
        let one = "-DOCSTART-\tO\n\nAda\tB-PER\nRoe\tI-PER\nleft\tO\nOslo\tB-LOC\n.\tO\n\nRoe\tB-PER\nran\tO\nAcme\tB-ORG\n.\tO\n\n";
        let other = "-DOCSTART-\tO\n\nThe\tO\nDanish\tB-MISC\nfirm\tO\nAcme\tB-ORG\nLtd\tI-ORG\nfell\tO\n.\tO\n\n";
        vec![
            source("wikigold.conll", &[one, other].concat().repeat(4)),
            source("uner_pud.conll", &other.repeat(3)),
            source("held:uner_ewt.conll", one),
            source("silver_old.conll", other),
            source("unknown.conll", "secret\tO\n"),
        ]
    }

    #[test]
    fn the_same_corpora_give_the_same_bytes() {
        let mut told = Vec::new();
        let mut tell = |news: News<'_>| {
            if let News::Step(line) = news {
                told.push(line.to_owned());
            }
        };
        let first = train(&tiny(), &mut tell).expect("a model");
        let second = train(&tiny(), &mut |_| {}).expect("a model");
        assert_eq!(first, second);
        let weights = &first[0].content;
        assert!(Tagger::new(weights).is_some());
        let head = String::from_utf8_lossy(&weights[..700]);
        assert!(
            head.contains("wikigold.conll xxh3:") && !head.contains("unknown"),
            "{head}"
        );
        assert!(head.contains("silver_old.conll xxh3:"), "{head}");
        let without: Vec<_> = tiny()
            .into_iter()
            .filter(|source| source.name != "silver_old.conll")
            .collect();
        let other = train(&without, &mut |_| {}).expect("a model");
        assert_ne!(first, other);
        assert!(
            told.iter()
                .any(|line| line.contains("uner_ewt.conll 100.0")),
            "{told:?}"
        );
    }

    #[test]
    fn a_corpus_that_is_damaged_is_told() {
        let error = train(&[source("wikigold.conll", "no tag")], &mut |_| {});
        assert!(error.is_err_and(|error| error.to_string().contains("line 1")));
    }
}
