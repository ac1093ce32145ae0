//! Tags raw text with the built-in tagger ("silver" data), as input for the next training. Uncertain tags become
//! unknown.

use std::fmt::Write;

use super::conll::lowercase_word;
use super::{BadSource, ModelSpec, ReportFn, TrainedFile, TrainingEvent, TrainingSource};
use crate::engine::lexeme::vocabulary::{Lexicon, shipped_lexicon};

use crate::engine::names::model::{
    Document, Prediction, Tagger, TaggerCache, shipped_tagger, tags,
};

use crate::invariant::ExpectOr;

/// The tagging of raw text.
pub(super) const MODEL: ModelSpec = ModelSpec {
    name: "silver",
    about: "Tags for raw text, by the shipped tagger: input of the next training of it",
    products: &[SOURCE_NAME],
    train: train_silver,
};

/// The minimum confidence of a tag, in percent. Tags below it are written as `?`: training must not reinforce the
/// tagger's errors.
const MIN_SURE_PERCENT: u8 = 75;

/// The name of the tagged text as a source.
pub(super) const SOURCE_NAME: &str = "silver.conll";

/// Returns whether a file is raw text that was tagged by another tagger, for the first round.
pub(super) fn is_pretagged(name: &str) -> bool {
    name.starts_with("silver_")
}

/// Returns whether a file is raw text.
pub(super) fn is_raw(name: &str) -> bool {
    name.split('.')
        .next()
        .is_some_and(|stem| stem.ends_with("raw_text"))
}

fn train_silver(
    sources: &[TrainingSource],
    tell: ReportFn<'_>,
) -> Result<Vec<TrainedFile>, BadSource> {
    let (Some(tagger), Some(lexicon)) = (shipped_tagger(), shipped_lexicon()) else {
        return Err(BadSource {
            source_name: "weights.bin".to_owned(),
            why: "damaged; run `pullquote train ner` first".to_owned(),
        });
    };
    let mut all = String::new();
    for source in sources {
        tell(TrainingEvent::Line(&source.name));
        all.push_str(&tag_source(source, tagger, lexicon)?);
    }
    Ok(vec![TrainedFile {
        name: SOURCE_NAME.to_owned(),
        content: all.into_bytes(),
    }])
}

/// Tags a source of raw text and returns it as a corpus. The source has one sentence per line, words separated by
/// spaces, and empty lines between documents.
pub(super) fn tag_source(
    source: &TrainingSource,
    tagger: &Tagger<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<String, BadSource> {
    let mut written = String::new();
    for piece in source.text()?.split("\n\n") {
        write_tagged(piece, tagger, lexicon, &mut written);
    }
    Ok(written)
}

/// Tags one document and appends it to the corpus.
fn write_tagged(piece: &str, tagger: &Tagger<'_>, lexicon: &Lexicon<'_>, written: &mut String) {
    let (mut words, mut sentences) = (Vec::new(), Vec::new());
    for line in piece.lines() {
        let start = words.len();
        words.extend(
            line.split_whitespace()
                .map(|word| (word, lowercase_word(word))),
        );
        sentences.push(start..words.len());
    }
    if words.is_empty() {
        return;
    }
    let tokens = words.iter().map(|(word, lower)| (*word, lower.as_str()));
    let mut cache = TaggerCache::default();
    let document = Document::new(
        tokens,
        sentences.iter().cloned(),
        lexicon,
        cache.words_mut(),
    );
    let predictions = tagger.predict(&document, &mut cache);
    let mut is_seen = vec![false; words.len()];
    for (stretch, _) in document.stretches() {
        is_seen.get_mut(stretch).unwrap_or_default().fill(true);
    }
    written.push_str("-DOCSTART-\tO\n\n");
    for sentence in sentences {
        for index in sentence {
            let prediction = predictions
                .get(index)
                .copied()
                .expect_or_default("every token has a guess");
            let is_known = !is_seen
                .get(index)
                .copied()
                .expect_or_default("every token has a guess");
            let word = words.get(index).map_or("", |(word, _)| word);
            let _ = writeln!(written, "{word}\t{}", bio_label(prediction, is_known));
        }
        written.push('\n');
    }
}

/// Returns the BIO tag of a token, or `?` if the tagger is not certain. Tokens outside the tagger's stretches are known
/// not to be names.
fn bio_label(prediction: Prediction, is_known: bool) -> String {
    let tag = usize::from(prediction.tag);
    if prediction.percent < MIN_SURE_PERCENT && !is_known {
        return "?".to_owned();
    }
    let (Some(part), Some(kind)) = (tags::part_of(tag), tags::kind_of(tag)) else {
        return "O".to_owned();
    };
    let kind = ["PER", "ORG", "LOC", "MISC"]
        .get(kind)
        .copied()
        .unwrap_or("MISC");
    let begins = matches!(part, tags::NamePosition::Begin | tags::NamePosition::Unit);
    format!("{}-{kind}", if begins { 'B' } else { 'I' })
}
