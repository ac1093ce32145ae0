//! Trains the tagger of names: two passes with jackknife, and a table for headlines.

use std::fmt::Write;

use super::chance::Chance;
use super::conll::{self, Text};
use super::crf::{Example, Fit, Model as Crf, Tokens, fit};
use super::recase::{Style, recased};
use super::{BadSource, HELD, Model, Product, Source};
use crate::engine::lexicon::{Lexicon, lexicon, seal};
use crate::engine::tagger::tags::{self, Part};
use crate::engine::tagger::{Document, DocumentVotes, Guess, emit, emit_votes};
use crate::text::hash_of;

/// The tagger of names.
pub(super) const MODEL: Model = Model {
    name: "ner",
    about: "The tagger of names, from tagged corpora",
    train,
};

/// How many parts the corpora are cut into, each tagged by a model of the others.
const FOLDS: usize = 2;

const FIT: Fit = Fit {
    epochs: 4,
    rate: 0.15,
    calm: 0.3,
    decay: 1e-5,
    hidden: 100,
    rare: 2,
};
/// The weight, as it is kept, below which a row is not worth its bytes.
const LEAST: u8 = 5;

/// Documents with what is known of them, ready for training.
struct Corpus {
    texts: Vec<Text>,
    documents: Vec<Document>,
}

impl Corpus {
    fn new(mut texts: Vec<Text>, lexicon: &Lexicon<'_>) -> Self {
        let documents = texts
            .iter_mut()
            .map(|text| text.document(lexicon))
            .collect();
        Self { texts, documents }
    }

    fn iter(&self) -> impl Iterator<Item = (&Text, &Document)> {
        self.texts.iter().zip(&self.documents)
    }
}

fn train(sources: &[Source], tell: &mut dyn FnMut(&str)) -> Result<Vec<Product>, BadSource> {
    let Some(lexicon) = lexicon() else {
        return Err(BadSource {
            source_name: "lexicon.bin".to_owned(),
            why: "it is damaged: run `pullquote train lexicon` first".to_owned(),
        });
    };
    let (mut texts, mut held) = (Vec::new(), Vec::new());
    let mut told =
        "The tagger of names, made by `pullquote train ner`. See ATTRIBUTION.md.".to_owned();
    for source in sources {
        let held_name = source.name.strip_prefix(HELD);
        let Some(usage) = conll::usage(held_name.unwrap_or(&source.name)) else {
            tell(&format!("{}: not used", source.name));
            continue;
        };
        let read = conll::read(source, usage)?;
        if let Some(name) = held_name {
            held.push((name.to_owned(), Corpus::new(read, lexicon)));
        } else {
            let hash = hash_of(source.text()?.as_bytes());
            let _ = write!(
                told,
                "\n{} xxh3:{hash:016x} weight {}: {}",
                source.name, usage.weight, usage.licence
            );
            texts.extend(read);
        }
    }
    let headlines = headlines(&texts);
    let corpus = Corpus::new(texts, lexicon);
    let mut sections = Vec::new();
    for model in bodies(&corpus, &held, tell) {
        sections.extend(model.sections(LEAST));
    }
    let headlines = Corpus::new(headlines, lexicon);
    let held_headlines: Vec<_> = held
        .iter()
        .map(|(name, corpus)| {
            (
                format!("{name} as headlines"),
                Corpus::new(self::headlines(&corpus.texts), lexicon),
            )
        })
        .collect();
    let model = headline(&headlines, &held_headlines, tell);
    sections.extend(model.sections(LEAST));
    Ok(vec![Product {
        name: "weights.bin".to_owned(),
        content: seal(&told, &sections),
    }])
}

/// Returns copies of the documents in the manner of headlines.
fn headlines(texts: &[Text]) -> Vec<Text> {
    let mut chance = Chance::new(5);
    let one = |text: &Text, chance: &mut Chance| {
        let style = if chance.below(3) == 0 {
            Style::Upper
        } else {
            Style::Title
        };
        recased(text, style)
    };
    let gold = texts
        .iter()
        .enumerate()
        .filter(|(number, text)| text.weight >= 0.5 || number % 6 == 0);
    gold.map(|(_, text)| one(text, &mut chance)).collect()
}

/// Trains the two passes.
fn bodies(corpus: &Corpus, held: &[(String, Corpus)], tell: &mut dyn FnMut(&str)) -> [Crf; 2] {
    let mut guesses: Vec<Vec<Guess>> = vec![Vec::new(); corpus.documents.len()];
    for fold in 0..FOLDS {
        tell(&format!("jackknife {} of {FOLDS}", fold + 1));
        let is_out = |number: usize| number % FOLDS == fold;
        let model = one_pass(corpus, None, |number| !is_out(number), &mut |_, _, _| {});
        for ((number, slot), (_, document)) in guesses.iter_mut().enumerate().zip(corpus.iter()) {
            if is_out(number) {
                *slot = guess(&model, document, None);
            }
        }
    }
    let first = one_pass(corpus, None, |_| true, &mut |epoch, loss, model| {
        tell(&format!(
            "first pass, epoch {epoch}: loss {loss:.4}{}",
            score_all(model, None, held)
        ));
    });
    tell(&format!("first pass{}", score_all(&first, None, held)));
    let second = one_pass(
        corpus,
        Some(&guesses),
        |_| true,
        &mut |epoch, loss, model| {
            tell(&format!(
                "second pass, epoch {epoch}: loss {loss:.4}{}",
                score_all(model, Some(&first), held)
            ));
        },
    );
    tell(&format!(
        "second pass{}",
        score_all(&second, Some(&first), held)
    ));
    [first, second]
}

fn headline(corpus: &Corpus, held: &[(String, Corpus)], tell: &mut dyn FnMut(&str)) -> Crf {
    let model = one_pass(corpus, None, |_| true, &mut |epoch, loss, model| {
        tell(&format!(
            "headlines, epoch {epoch}: loss {loss:.4}{}",
            score_all(model, None, held)
        ));
    });
    tell(&format!("headlines{}", score_all(&model, None, held)));
    model
}

/// Trains one pass on the documents that are in.
fn one_pass(
    corpus: &Corpus,
    guesses: Option<&[Vec<Guess>]>,
    is_in: impl Fn(usize) -> bool,
    tell: &mut dyn FnMut(u32, f32, &Crf),
) -> Crf {
    let mut tokens = Tokens::default();
    let mut examples = Vec::new();
    for (number, (text, document)) in corpus.iter().enumerate() {
        if !is_in(number) {
            continue;
        }
        let guesses = guesses.and_then(|guesses| guesses.get(number));
        let votes = guesses.map(|guesses| DocumentVotes::new(document, guesses));
        for (stretch, sentence) in document.stretches() {
            let start = tokens.len();
            for index in stretch.clone() {
                push(&mut tokens, document, index, *sentence, votes.as_ref());
            }
            examples.push(Example {
                start,
                allowed: text
                    .allowed
                    .get(stretch.clone())
                    .unwrap_or_default()
                    .to_vec(),
                weight: text.weight,
            });
        }
    }
    fit(tokens, &examples, &FIT, tell)
}

fn push(
    tokens: &mut Tokens,
    document: &Document,
    index: usize,
    sentence: usize,
    votes: Option<&DocumentVotes<'_>>,
) {
    tokens.push(|put| {
        emit(document, index, sentence, &mut |template, feature| {
            put(template, feature);
        });
        if let Some(votes) = votes {
            emit_votes(document, votes, index, &mut |template, feature| {
                put(template, feature);
            });
        }
    });
}

/// Returns what a model takes each token of a document for.
fn guess(model: &Crf, document: &Document, before: Option<&[Guess]>) -> Vec<Guess> {
    let votes = before.map(|guesses| DocumentVotes::new(document, guesses));
    let n = document
        .stretches()
        .last()
        .map_or(0, |(stretch, _)| stretch.end);
    let mut guesses = vec![Guess::default(); n];
    for (stretch, sentence) in document.stretches() {
        let mut tokens = Tokens::default();
        for index in stretch.clone() {
            push(&mut tokens, document, index, *sentence, votes.as_ref());
        }
        let tags = model.tag(&tokens, 0, stretch.len());
        for (slot, (tag, belief)) in guesses
            .get_mut(stretch.clone())
            .unwrap_or_default()
            .iter_mut()
            .zip(tags)
        {
            *slot = Guess::new(tag, belief);
        }
    }
    guesses
}

/// Returns the F1 of persons, organisations and places on each held-out corpus, in words.
fn score_all(model: &Crf, first: Option<&Crf>, held: &[(String, Corpus)]) -> String {
    let mut told = String::new();
    for (name, corpus) in held {
        let (mut right, mut found, mut gold) = (0_u32, 0_u32, 0_u32);
        for (text, document) in corpus.iter() {
            let before = first.map(|first| guess(first, document, None));
            let made = names(&guess(model, document, before.as_deref()));
            let wanted: Vec<_> = text
                .typed_names()
                .into_iter()
                .filter(|(_, kind)| *kind < 3)
                .collect();
            let made: Vec<_> = made.into_iter().filter(|(_, kind)| *kind < 3).collect();
            right += count(made.iter().filter(|name| wanted.contains(name)));
            found += count(made.iter());
            gold += count(wanted.iter());
        }
        let f1 = 200.0 * f64::from(right) / f64::from((found + gold).max(1));
        let _ = write!(told, ", {name} {f1:.1}");
    }
    told
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn names(guesses: &[Guess]) -> Vec<(std::ops::Range<usize>, usize)> {
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
            source("unknown.conll", "secret\tO\n"),
        ]
    }

    #[test]
    fn the_same_corpora_give_the_same_bytes() {
        let mut told = Vec::new();
        let first = train(&tiny(), &mut |line| told.push(line.to_owned())).expect("a model");
        let second = train(&tiny(), &mut |_| {}).expect("a model");
        assert_eq!(first, second);
        let weights = &first[0].content;
        assert!(Tagger::new(weights).is_some());
        let head = String::from_utf8_lossy(&weights[..500]);
        assert!(
            head.contains("wikigold.conll xxh3:") && !head.contains("unknown"),
            "{head}"
        );
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
