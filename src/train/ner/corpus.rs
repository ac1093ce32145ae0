//! Documents ready for training, their copies in the manner of headlines, and the file of weights.

use crate::engine::lexicon::{Lexicon, lexicon, seal};
use crate::engine::tagger::{Document, IsIn};
use crate::train::BadSource;
use crate::train::chance::Chance;
use crate::train::conll::Text;
use crate::train::crf::{Model as Crf, sections};
use crate::train::recase::{Style, recased};

/// The weight, as it is kept, below which a row is not worth its bytes.
const LEAST: u8 = 7;

/// Which templates of features are left out.
pub(super) type Skipped = IsIn;

/// Documents with what is known of them, ready for training.
pub(super) struct Corpus {
    pub(super) texts: Vec<Text>,
    pub(super) documents: Vec<Document>,
}

impl Corpus {
    pub(super) fn new(mut texts: Vec<Text>, lexicon: &Lexicon<'_>) -> Self {
        let documents = texts
            .iter_mut()
            .map(|text| text.document(lexicon))
            .collect();
        Self { texts, documents }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Text, &Document)> {
        self.texts.iter().zip(&self.documents)
    }
}

pub(super) fn lexicon_or() -> Result<&'static Lexicon<'static>, BadSource> {
    lexicon().ok_or_else(|| BadSource {
        source_name: "lexicon.bin".to_owned(),
        why: "it is damaged: run `pullquote train lexicon` first".to_owned(),
    })
}

/// Returns the file of weights: of the two passes over running text, and of the table for headlines.
pub(super) fn sealed(head: &str, [first, second]: &[Crf; 2], loud: &Crf) -> Vec<u8> {
    let (body, [first, second]) = sections([first, second], LEAST);
    let (loud, [headline]) = sections([loud], LEAST);
    seal(head, &[body, loud, first, second, headline])
}

/// Returns copies of the documents in the manner of headlines.
pub(super) fn headlines(texts: &[Text]) -> Vec<Text> {
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
