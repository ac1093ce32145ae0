//! Reads corpora with one token and one BIO tag per line, and holds the weight and licence of each source.

use super::{BadSource, TrainingSource};
use crate::engine::lexeme::vocabulary::Lexicon;

use crate::engine::names::model::tags::{self, COUNT, OUTSIDE};

use crate::engine::names::model::{Document, WordCache};

use crate::invariant::ExpectOr;

/// The mask of all tags: nothing is known about the token.
pub(super) const ANY_TAG: u32 = (1 << COUNT) - 1;
/// The index of the kind for all names other than persons, organizations and places.
const MISC_KIND: usize = 3;

/// A document of a corpus.
#[derive(Clone)]
pub(super) struct CorpusText {
    /// The weight of the document in training.
    pub(super) weight: f32,
    /// The tokens, as written.
    pub(super) words: Vec<String>,
    /// The tags that each token may have, as a bit mask per token.
    pub(super) allowed: Vec<u32>,
    /// The sentences, as ranges of tokens.
    pub(super) sentences: Vec<std::ops::Range<usize>>,
}

/// How a source is used in training.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SourceUse {
    /// The weight of its documents.
    pub(super) weight: f32,
    /// Whether it annotates names of kind `MISC`. If not, a token without a tag may still be part of one.
    pub(super) marks_others: bool,
    /// The licence and the authors.
    pub(super) licence: &'static str,
}

/// Returns the use of a source by its file name; `None` if it is not used.
///
/// Weights are lower for text unlike news (science, tweets) and for tags that were not made by hand.
pub(super) fn source_use(name: &str) -> Option<SourceUse> {
    let of = |weight, marks_others, licence| {
        Some(SourceUse {
            weight,
            marks_others,
            licence,
        })
    };
    let stem = name
        .split('.')
        .next()
        .expect_or_default("a split has a first part");
    match stem {
        "wikigold" => of(1.0, true, "CC BY 4.0, Balasuriya et al., text Wikipedia"),
        "uner_ewt" => of(1.0, true, "CC BY-SA 4.0, Universal NER on UD English EWT"),
        "uner_pud" => of(1.0, false, "CC BY-SA, Universal NER on UD English PUD"),
        "crossner_politics" => of(1.0, false, "MIT, CrossNER, text Wikipedia CC BY-SA"),
        "crossner_science" | "crossner_literature" | "crossner_music" | "crossner_ai" => {
            of(0.5, false, "MIT, CrossNER, text Wikipedia CC BY-SA")
        }
        "redocred" => of(0.7, false, "MIT, Re-DocRED, text Wikipedia CC BY-SA"),
        "btc" => of(0.3, false, "CC BY 4.0, Broad Twitter Corpus"),
        "silver" => of(
            0.3,
            true,
            "public domain text of Voice of America, our tags",
        ),
        "synth" => of(0.2, false, "made by templates, ours"),
        _ => None,
    }
}

/// Reads the documents of a source.
pub(super) fn read_texts(
    source: &TrainingSource,
    usage: SourceUse,
) -> Result<Vec<CorpusText>, BadSource> {
    let mut texts: Vec<CorpusText> = Vec::new();
    let mut sentence: Vec<(String, String)> = Vec::new();
    for (number, line) in (1..).zip(source.text()?.lines()) {
        match line.split_once('\t') {
            Some(("-DOCSTART-", _)) => {
                end_sentence(&mut texts, &mut sentence, usage);
                texts.push(CorpusText::empty(usage.weight));
            }
            Some((word, tag)) => sentence.push((word.to_owned(), tag.trim().to_owned())),
            None if line.trim().is_empty() => end_sentence(&mut texts, &mut sentence, usage),
            None => {
                return Err(BadSource {
                    source_name: source.name.clone(),
                    why: format!("line {number} has no tag"),
                });
            }
        }
    }
    end_sentence(&mut texts, &mut sentence, usage);
    texts.retain(|text| !text.words.is_empty());
    Ok(texts)
}

/// Ends a sentence: moves it to the last document.
fn end_sentence(
    texts: &mut Vec<CorpusText>,
    sentence: &mut Vec<(String, String)>,
    usage: SourceUse,
) {
    if sentence.is_empty() {
        return;
    }
    if texts.is_empty() {
        texts.push(CorpusText::empty(usage.weight));
    }
    if let Some(text) = texts.last_mut() {
        let start = text.words.len();
        strip_titles(sentence);
        let tags: Vec<&str> = sentence.iter().map(|(_, tag)| tag.as_str()).collect();
        text.allowed.extend(allowed_tags(&tags, usage.marks_others));
        text.words.extend(sentence.drain(..).map(|(word, _)| word));
        text.sentences.push(start..text.words.len());
    }
}

/// Removes titles ("Mr.") from the names of persons. Some corpora include them, the engine does not.
fn strip_titles(sentence: &mut [(String, String)]) {
    const TITLES: [&str; 9] = [
        "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof.",
    ];
    for index in 1..sentence.len() {
        if let Some([(title, before), (_, after)]) = sentence.get_mut(index - 1..=index)
            && before == "B-PER"
            && after == "I-PER"
            && TITLES.contains(&title.to_lowercase().as_str())
        {
            "O".clone_into(before);
            "B-PER".clone_into(after);
        }
    }
}

/// Converts BIO tags to the tags that each token may have.
fn allowed_tags(bio: &[&str], marks_others: bool) -> Vec<u32> {
    let others = [0, 1, 2, 3]
        .map(|part| 1_u32 << (1 + MISC_KIND * 4 + part))
        .iter()
        .sum::<u32>();
    let outside = if marks_others {
        1 << OUTSIDE
    } else {
        1 << OUTSIDE | others
    };
    let mut found = Vec::with_capacity(bio.len());
    while let Some(&tag) = bio.get(found.len()) {
        let kind = match tag.get(2..) {
            Some("PER") => 0,
            Some("ORG") => 1,
            Some("LOC") => 2,
            Some("MISC") => MISC_KIND,
            _ => {
                found.push(if tag == "?" { ANY_TAG } else { outside });
                continue;
            }
        };
        let rest = bio
            .get(found.len() + 1..)
            .expect_or_default("the index is that of a tag");
        let inside = rest
            .iter()
            .take_while(|next| next.starts_with("I-") && next.get(2..) == tag.get(2..));
        found.extend(tags::of_name(kind, 1 + inside.count()).map(|tag| 1 << tag));
    }
    found
}

impl CorpusText {
    const fn empty(weight: f32) -> Self {
        Self {
            weight,
            words: Vec::new(),
            allowed: Vec::new(),
            sentences: Vec::new(),
        }
    }

    /// Returns the document in the tagger's form. The tagger looks only at stretches that can contain names; gold names
    /// that are not entirely inside one become unknown ([`ANY_TAG`]), because they cannot be learned.
    pub(super) fn document(&mut self, lexicon: &Lexicon<'_>) -> Document {
        let lowers: Vec<String> = self.words.iter().map(|word| lowercase_word(word)).collect();
        let tokens = self
            .words
            .iter()
            .zip(&lowers)
            .map(|(word, lower)| (word.as_str(), lower.as_str()));
        let document = Document::new(
            tokens,
            self.sentences.iter().cloned(),
            lexicon,
            &mut WordCache::default(),
        );
        let mut is_seen = vec![false; self.words.len()];
        for (stretch, _) in document.stretches() {
            for slot in is_seen.get_mut(stretch).unwrap_or_default() {
                *slot = true;
            }
        }
        for name in self.names() {
            let is_whole = is_seen
                .get(name.clone())
                .is_some_and(|seen| seen.iter().all(|seen| *seen));
            if !is_whole {
                self.allowed
                    .get_mut(name)
                    .expect_or_default("a name lies in its text")
                    .fill(ANY_TAG);
            }
        }
        document
    }

    /// Returns the token ranges of the names.
    pub(super) fn names(&self) -> Vec<std::ops::Range<usize>> {
        self.typed_names()
            .into_iter()
            .map(|(range, _)| range)
            .collect()
    }

    /// Returns the token ranges of the names with the indices of their kinds.
    pub(super) fn typed_names(&self) -> Vec<(std::ops::Range<usize>, usize)> {
        let certain = self.allowed.iter().map(|mask| {
            let is_certain = mask.is_power_of_two();
            if is_certain {
                mask.trailing_zeros() as usize
            } else {
                OUTSIDE
            }
        });
        let mut names = Vec::new();
        let mut start = 0;
        for (index, tag) in certain.enumerate() {
            match tags::part_of(tag) {
                Some(tags::NamePosition::Begin) => start = index,
                Some(tags::NamePosition::Unit) => {
                    names.push((
                        index..index + 1,
                        tags::kind_of(tag).expect_or_default("a tag inside a name has a kind"),
                    ));
                }
                Some(tags::NamePosition::Last) => {
                    names.push((
                        start..index + 1,
                        tags::kind_of(tag).expect_or_default("a tag inside a name has a kind"),
                    ));
                }
                _ => {}
            }
        }
        names
    }
}

/// Returns the word in lower case with straight apostrophes, as in the engine's tokens.
pub(super) fn lowercase_word(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unmarked_words_may_be_other_names_where_the_source_does_not_mark_them() {
        let tags = allowed_tags(&["B-PER", "I-PER", "O", "?", "B-LOC", "B-LOC"], true);
        assert_eq!(tags, [1 << 1, 1 << 3, 1, ANY_TAG, 1 << 12, 1 << 12]);
        assert_eq!(allowed_tags(&["O"], false), [1 | 0b1111 << 13]);
    }

    #[test]
    fn forms_of_address_are_no_part_of_a_name() {
        let of = |word: &str, tag: &str| (word.to_owned(), tag.to_owned());
        let mut sentence = vec![
            of("Mr.", "B-PER"),
            of("Roe", "I-PER"),
            of("Dr", "B-PER"),
            of("left", "O"),
        ];
        strip_titles(&mut sentence);
        let tags: Vec<&str> = sentence.iter().map(|(_, tag)| tag.as_str()).collect();
        assert_eq!(tags, ["O", "B-PER", "B-PER", "O"]);
    }

    #[test]
    fn documents_and_sentences_are_kept_apart() {
        let source = TrainingSource {
            name: "wikigold.conll".into(),
            content:
                b"-DOCSTART-\tO\n\nAda\tB-PER\nran\tO\n\nOn\tO\n\n-DOCSTART-\tO\n\nOslo\tB-LOC\n"
                    .to_vec(),
        };
        let usage = source_use(&source.name).expect("a known source");
        let texts = read_texts(&source, usage).expect("texts");
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0].sentences, [0..2, 2..3]);
        assert_eq!(texts[0].typed_names(), [(0..1, 0)]);
        let bad = TrainingSource {
            content: b"word".to_vec(),
            ..source
        };
        assert!(read_texts(&bad, usage).is_err_and(|error| error.why.contains("line 1")));
    }

    #[test]
    fn files_of_no_known_licence_are_not_used() {
        assert_eq!(source_use("worldwide_dev.jsonl"), None);
        assert_eq!(source_use("gum_news.conll.gz"), None);
    }
}
