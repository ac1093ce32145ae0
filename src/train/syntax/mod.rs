//! Trains the part-of-speech tagger and the dependency parser from treebanks.
//!
//! The tagger comes first. The parser learns from sentences that were tagged by taggers which had not seen them
//! (jackknifing), so that it meets wrong tags as often as in use. Each model is the sum of several that were trained with
//! the sentences in another order: as good as their vote, and no slower.

mod corpus;
mod oracle;
mod parsing;
mod perceptron;
mod score;
mod tagging;

use std::io::Read;

use flate2::{Compression, GzBuilder};

use super::{BadSource, ModelSpec, ReportFn, TrainedFile, TrainingEvent, TrainingSource};
use crate::engine::lexeme::vocabulary::{Lexicon, shipped_lexicon};
use crate::engine::syntax::{DependencyParser, PartOfSpeechTagger, WordTag};
use corpus::{TreebankSentence, Treebanks};
use parsing::{ParsedExample, ParserSettings, train_parser};
use score::score_sentences;
use tagging::{N_FOLDS, TaggerSettings, tag_by_jackknife, train_tagger};

/// The training of tagger and parser.
pub(super) const MODEL: ModelSpec = ModelSpec {
    name: "syntax",
    about: "The tagger of parts of speech and the parser, from treebanks",
    products: &["tagger.bin", "parser.bin.gz"],
    train: train_syntax,
};

/// How both models are trained.
#[derive(Clone, Copy, Debug, Default)]
struct SyntaxSettings {
    tagger: TaggerSettings,
    parser: ParserSettings,
}

fn train_syntax(
    sources: &[TrainingSource],
    tell: ReportFn<'_>,
) -> Result<Vec<TrainedFile>, BadSource> {
    train_with(sources, shipped_lexicon(), &SyntaxSettings::default(), tell)
}

fn train_with(
    sources: &[TrainingSource],
    lexicon: Option<&Lexicon<'_>>,
    settings: &SyntaxSettings,
    tell: ReportFn<'_>,
) -> Result<Vec<TrainedFile>, BadSource> {
    let treebanks = Treebanks::read(sources, tell)?;
    let n_models = settings.tagger.n_models + settings.parser.n_models;
    tell(TrainingEvent::Steps(n_models + N_FOLDS));
    let sentences = &treebanks.sentences;
    let tagger = train_tagger(&treebanks.head, sentences, lexicon, &settings.tagger, tell);
    let tags = tag_by_jackknife(sentences, lexicon, &settings.tagger, tell);
    let examples = describe_examples(&tagger, sentences, tags, lexicon);
    let parser = train_parser(&treebanks.head, examples, &settings.parser, tell);
    for (name, held) in &treebanks.held {
        if let (Some(tagger), Some(parser)) = (
            PartOfSpeechTagger::new(&tagger, lexicon),
            DependencyParser::new(&parser),
        ) {
            let scores = score_sentences(&tagger, &parser, held);
            tell(TrainingEvent::Line(&format!("{name} {scores}")));
        }
    }
    let file = |name: &str, content| TrainedFile {
        name: name.to_owned(),
        content,
    };
    Ok(vec![
        file("tagger.bin", tagger),
        file("parser.bin.gz", pack(&parser)),
    ])
}

/// Returns the bytes in gzip, the same for the same bytes.
fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = GzBuilder::new().read(bytes, Compression::best());
    // Reading from memory into memory cannot fail.
    let _ = encoder.read_to_end(&mut packed);
    packed
}

/// Returns the sentences as the parser learns from them, with these tags.
fn describe_examples(
    tagger: &[u8],
    sentences: &[TreebankSentence],
    tags: Vec<Vec<WordTag>>,
    lexicon: Option<&Lexicon<'_>>,
) -> Vec<ParsedExample> {
    let Some(tagger) = PartOfSpeechTagger::new(tagger, lexicon) else {
        return Vec::new();
    };
    let mut buffer = String::new();
    let examples = sentences.iter().zip(tags).map(|(sentence, tags)| {
        let tokens = &sentence.gold.tokens;
        let words = tokens
            .iter()
            .map(|token| tagger.describe(&token.form, &mut buffer));
        ParsedExample::new(words.collect(), tags, tokens)
    });
    examples.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grammar of a few hundred sentences: a subject with an article, a verb, often an object and a place.
    fn toy_treebank() -> String {
        let nouns = ["port", "council", "mayor", "bridge", "ferry"];
        let verbs = ["saw", "built", "left", "sold"];
        let mut text = String::new();
        for n in 0..300_usize {
            let (subject, verb, object) = (nouns[n % 5], verbs[n % 4], nouns[(n / 3) % 5]);
            let head = if n % 2 == 0 { 3 } else { 5 };
            let (word, relation) = [("near", "obl"), ("of", "nmod")][n % 2];
            let tokens = [
                ("The", "DET", "DT", 2, "det"),
                (subject, "NOUN", "NN", 3, "nsubj"),
                (verb, "VERB", "VBD", 0, "root"),
                ("a", "DET", "DT", 5, "det"),
                (object, "NOUN", "NN", 3, "obj"),
                (word, "ADP", "IN", 7, "case"),
                ("Oslo", "PROPN", "NNP", head, relation),
                (".", "PUNCT", ".", 3, "punct"),
            ];
            for (number, (form, tag, penn, head, relation)) in (1..).zip(tokens) {
                let line =
                    format!("{number}\t{form}\t_\t{tag}\t{penn}\t_\t{head}\t{relation}\t_\t_\n");
                text.push_str(&line);
            }
            text.push('\n');
        }
        text
    }

    fn toy_sources() -> Vec<TrainingSource> {
        let source = |name: &str, content: String| TrainingSource {
            name: name.to_owned(),
            content: content.into_bytes(),
        };
        vec![
            source("ewt.train.conllu", toy_treebank()),
            source("notes.txt", "no treebank".to_owned()),
            source("held:ewt.dev.conllu", toy_treebank()),
        ]
    }

    fn quick_settings() -> SyntaxSettings {
        let mut settings = SyntaxSettings::default();
        settings.tagger.n_epochs = 2;
        settings.tagger.n_models = 2;
        settings.parser.n_epochs = 3;
        settings.parser.n_models = 1;
        settings.tagger.min_updates = 1;
        settings.parser.min_action_updates = 1;
        settings.parser.min_arc_updates = 1;
        settings
    }

    #[test]
    fn a_toy_grammar_is_learned_and_the_same_sources_give_the_same_bytes() {
        let mut lines = Vec::new();
        let mut n_steps = (0, 0);
        let mut tell = |event: TrainingEvent<'_>| match event {
            TrainingEvent::Steps(n) => n_steps.0 = n,
            TrainingEvent::Step(_) => n_steps.1 += 1,
            TrainingEvent::Line(line) => lines.push(line.to_owned()),
        };
        let files = train_with(&toy_sources(), None, &quick_settings(), &mut tell).expect("models");
        let again = train_with(&toy_sources(), None, &quick_settings(), &mut |_| {});
        assert_eq!(Ok(&files), again.as_ref());
        assert_eq!(n_steps.0, n_steps.1);
        assert_eq!(
            lines,
            [
                "notes.txt: not used",
                "ewt.dev.conllu UPOS 100.0 UAS 100.0 LAS 100.0"
            ]
        );
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, MODEL.products);
        let head = String::from_utf8_lossy(&files[0].content[..400]);
        assert!(head.contains("ewt.train.conllu xxh3:"), "{head}");
        assert!(!head.contains("ewt.dev"), "{head}");
    }

    #[test]
    fn a_damaged_treebank_is_refused() {
        let source = TrainingSource {
            name: "ewt.train.conllu".to_owned(),
            content: b"1\tword\n".to_vec(),
        };
        let error = train_syntax(&[source], &mut |_| {}).expect_err("damaged");
        assert!(
            error.to_string().contains("ewt.train.conllu: line 1"),
            "{error}"
        );
    }
}
