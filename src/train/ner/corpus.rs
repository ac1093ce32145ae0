//! Documents ready for training, their headline-style copies, and the weight file.

use crate::engine::lexeme::vocabulary::{Lexicon, seal_sections, shipped_lexicon};
use crate::engine::names::model::{Document, GroupTest};
use crate::train::BadSource;
use crate::train::conll::CorpusText;
use crate::train::crf::{CrfModel, weight_sections};
use crate::train::random::SplitMix64;
use crate::train::recase::{HeadlineStyle, recase_text};

/// The minimum absolute value of a quantised weight. Rows with only smaller weights are dropped: a lower limit makes
/// the file larger, a higher one loses accuracy.
const MIN_KEPT_WEIGHT: u8 = 7;

/// Selects the feature templates to leave out.
pub(super) type SkippedTemplates = GroupTest;

/// Documents with their gold tags, ready for training.
pub(super) struct Corpus {
    /// The gold tags.
    pub(super) texts: Vec<CorpusText>,
    /// The documents in the tagger's form, in the same order.
    pub(super) documents: Vec<Document>,
}

impl Corpus {
    pub(super) fn new(mut texts: Vec<CorpusText>, lexicon: &Lexicon<'_>) -> Self {
        let documents = texts
            .iter_mut()
            .map(|text| text.document(lexicon))
            .collect();
        Self { texts, documents }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&CorpusText, &Document)> {
        self.texts.iter().zip(&self.documents)
    }
}

/// Returns the built-in lexicon.
pub(super) fn require_lexicon() -> Result<&'static Lexicon<'static>, BadSource> {
    shipped_lexicon().ok_or_else(|| BadSource {
        source_name: "lexicon.bin".to_owned(),
        why: "damaged; run `pullquote train lexicon` first".to_owned(),
    })
}

/// Returns the weight file: the two passes over running text and the model for headlines.
pub(super) fn seal_weights(
    head: &str,
    [first, second]: &[CrfModel; 2],
    loud: &CrfModel,
) -> Vec<u8> {
    let (body, [first, second]) = weight_sections([first, second], MIN_KEPT_WEIGHT);
    let (loud, [headline]) = weight_sections([loud], MIN_KEPT_WEIGHT);
    seal_sections(head, &[body, loud, first, second, headline])
}

/// Returns headline-style copies of the documents. Of low-weight documents only every sixth is copied.
pub(super) fn as_headlines(texts: &[CorpusText]) -> Vec<CorpusText> {
    let mut chance = SplitMix64::new(5);
    let one = |text: &CorpusText, chance: &mut SplitMix64| {
        let style = if chance.below(3) == 0 {
            HeadlineStyle::Upper
        } else {
            HeadlineStyle::Title
        };
        recase_text(text, style)
    };
    let gold = texts
        .iter()
        .enumerate()
        // Copies of all low-weight texts would outweigh those of hand-annotated ones.
        .filter(|(number, text)| text.weight >= 0.5 || number % 6 == 0);
    gold.map(|(_, text)| one(text, &mut chance)).collect()
}
