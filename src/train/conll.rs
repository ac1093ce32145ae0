//! Reads corpora with one token and tag a line, and knows how each source is weighed.

use super::{BadSource, Source};
use crate::engine::lexicon::Lexicon;
use crate::engine::tagger::tags::{self, COUNT, OUTSIDE};
use crate::engine::tagger::{Document, Memo};

/// All tags: nothing is known of the token.
pub(super) const ANY: u32 = (1 << COUNT) - 1;
/// The kind whose number stands for all but persons, organisations and places.
const MISC: usize = 3;

/// A document of a corpus.
#[derive(Clone)]
pub(super) struct Text {
    /// How much it counts.
    pub(super) weight: f32,
    /// Its tokens, each as written.
    pub(super) words: Vec<String>,
    /// For each token, the tags that it may have, as bits.
    pub(super) allowed: Vec<u32>,
    /// Its sentences.
    pub(super) sentences: Vec<std::ops::Range<usize>>,
}

/// How a source is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Use {
    /// How much its documents count.
    pub(super) weight: f32,
    /// Whether it marks names of other kinds; where it does not, an unmarked word may be one.
    pub(super) marks_others: bool,
    /// Its licence, and who made it.
    pub(super) licence: &'static str,
}

/// Returns how a source is used, by its file's name; `None` where it is not.
pub(super) fn usage(name: &str) -> Option<Use> {
    let of = |weight, marks_others, licence| {
        Some(Use {
            weight,
            marks_others,
            licence,
        })
    };
    let stem = name.split('.').next().unwrap_or_default();
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

/// Returns the documents of a source.
pub(super) fn read(source: &Source, usage: Use) -> Result<Vec<Text>, BadSource> {
    let mut texts: Vec<Text> = Vec::new();
    let mut sentence: Vec<(String, String)> = Vec::new();
    for (number, line) in (1..).zip(source.text()?.lines()) {
        match line.split_once('\t') {
            Some(("-DOCSTART-", _)) => {
                close(&mut texts, &mut sentence, usage);
                texts.push(Text::empty(usage.weight));
            }
            Some((word, tag)) => sentence.push((word.to_owned(), tag.trim().to_owned())),
            None if line.trim().is_empty() => close(&mut texts, &mut sentence, usage),
            None => {
                return Err(BadSource {
                    source_name: source.name.clone(),
                    why: format!("line {number} has no tag"),
                });
            }
        }
    }
    close(&mut texts, &mut sentence, usage);
    texts.retain(|text| !text.words.is_empty());
    Ok(texts)
}

fn close(texts: &mut Vec<Text>, sentence: &mut Vec<(String, String)>, usage: Use) {
    if sentence.is_empty() {
        return;
    }
    if texts.is_empty() {
        texts.push(Text::empty(usage.weight));
    }
    if let Some(text) = texts.last_mut() {
        let start = text.words.len();
        without_titles(sentence);
        let tags: Vec<&str> = sentence.iter().map(|(_, tag)| tag.as_str()).collect();
        text.allowed.extend(allowed(&tags, usage.marks_others));
        text.words.extend(sentence.drain(..).map(|(word, _)| word));
        text.sentences.push(start..text.words.len());
    }
}

/// Cuts forms of address off the names of persons: some corpora count them in.
fn without_titles(sentence: &mut [(String, String)]) {
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

/// Returns the tags that each token may have, from tags in the BIO scheme.
fn allowed(bio: &[&str], marks_others: bool) -> Vec<u32> {
    let others = [0, 1, 2, 3]
        .map(|part| 1_u32 << (1 + MISC * 4 + part))
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
            Some("MISC") => MISC,
            _ => {
                found.push(if tag == "?" { ANY } else { outside });
                continue;
            }
        };
        let rest = bio.get(found.len() + 1..).unwrap_or_default();
        let inside = rest
            .iter()
            .take_while(|next| next.starts_with("I-") && next.get(2..) == tag.get(2..));
        found.extend(tags::of_name(kind, 1 + inside.count()).map(|tag| 1 << tag));
    }
    found
}

impl Text {
    const fn empty(weight: f32) -> Self {
        Self {
            weight,
            words: Vec::new(),
            allowed: Vec::new(),
            sentences: Vec::new(),
        }
    }

    /// Returns the document as the tagger sees it. Names that the tagger cannot find, because part of them lies where it
    /// does not look, become unknown.
    pub(super) fn document(&mut self, lexicon: &Lexicon<'_>) -> Document {
        let lowers: Vec<String> = self.words.iter().map(|word| lower(word)).collect();
        let tokens = self
            .words
            .iter()
            .zip(&lowers)
            .map(|(word, lower)| (word.as_str(), lower.as_str()));
        let document = Document::new(
            tokens,
            self.sentences.iter().cloned(),
            lexicon,
            &mut Memo::default(),
        );
        let mut is_seen = vec![false; self.words.len()];
        for (stretch, _) in document.stretches() {
            for slot in is_seen.get_mut(stretch.clone()).unwrap_or_default() {
                *slot = true;
            }
        }
        for name in self.names() {
            let is_whole = is_seen
                .get(name.clone())
                .is_some_and(|seen| seen.iter().all(|seen| *seen));
            if !is_whole {
                self.allowed.get_mut(name).unwrap_or_default().fill(ANY);
            }
        }
        document
    }

    /// Returns where the names stand.
    pub(super) fn names(&self) -> Vec<std::ops::Range<usize>> {
        self.typed_names()
            .into_iter()
            .map(|(range, _)| range)
            .collect()
    }

    /// Returns where the names stand, with the number of their kind.
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
            match tags::part(tag) {
                Some(tags::Part::Begin) => start = index,
                Some(tags::Part::Unit) => {
                    names.push((index..index + 1, tags::kind(tag).unwrap_or_default()));
                }
                Some(tags::Part::Last) => {
                    names.push((start..index + 1, tags::kind(tag).unwrap_or_default()));
                }
                _ => {}
            }
        }
        names
    }
}

/// Returns the word in small letters with straight apostrophes, as the engine's tokens have it.
pub(super) fn lower(word: &str) -> String {
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
        let tags = allowed(&["B-PER", "I-PER", "O", "?", "B-LOC", "B-LOC"], true);
        assert_eq!(tags, [1 << 1, 1 << 3, 1, ANY, 1 << 12, 1 << 12]);
        assert_eq!(allowed(&["O"], false), [1 | 0b1111 << 13]);
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
        without_titles(&mut sentence);
        let tags: Vec<&str> = sentence.iter().map(|(_, tag)| tag.as_str()).collect();
        assert_eq!(tags, ["O", "B-PER", "B-PER", "O"]);
    }

    #[test]
    fn documents_and_sentences_are_kept_apart() {
        let source = Source {
            name: "wikigold.conll".into(),
            content:
                b"-DOCSTART-\tO\n\nAda\tB-PER\nran\tO\n\nOn\tO\n\n-DOCSTART-\tO\n\nOslo\tB-LOC\n"
                    .to_vec(),
        };
        let usage = usage(&source.name).expect("a known source");
        let texts = read(&source, usage).expect("texts");
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0].sentences, [0..2, 2..3]);
        assert_eq!(texts[0].typed_names(), [(0..1, 0)]);
        let bad = Source {
            content: b"word".to_vec(),
            ..source
        };
        assert!(read(&bad, usage).is_err_and(|error| error.why.contains("line 1")));
    }

    #[test]
    fn files_of_no_known_licence_are_not_used() {
        assert_eq!(usage("worldwide_dev.jsonl"), None);
        assert_eq!(usage("gum_news.conll.gz"), None);
    }
}
