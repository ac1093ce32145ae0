//! The part-of-speech tagger: greedy, from left to right, by the sum of the weights of a token's features.

mod features;

pub(super) use features::WordWindow;
pub use features::{TOKEN_FEATURES, token_features};

use super::tag_dictionary::TagDictionary;
use super::weight_table::WeightTable;
use super::{WordForm, WordTag};
use crate::engine::lexeme::vocabulary::{Lexicon, unseal_sections};
use features::{window_at, window_features};

/// Assigns a part of speech to each token of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct PartOfSpeechTagger<'a> {
    weights: WeightTable<'a, { WordTag::COUNT }>,
    dictionary: TagDictionary<'a>,
    lexicon: Option<&'a Lexicon<'a>>,
}

/// The memory that a tagger needs while it works, kept between sentences so that it is allocated once.
#[derive(Clone, Debug, Default)]
pub struct TaggerScratch {
    lower: String,
    words: Vec<WordForm>,
}

impl TaggerScratch {
    /// Returns the words of the last sentence, as the parser takes them.
    pub fn words(&self) -> &[WordForm] {
        &self.words
    }
}

impl<'a> PartOfSpeechTagger<'a> {
    /// Returns the tagger with the weights in a data file and with this lexicon; `None` if the file is damaged.
    pub fn new(bytes: &'a [u8], lexicon: Option<&'a Lexicon<'a>>) -> Option<Self> {
        let (_, [dictionary, weights]) = unseal_sections::<2>(bytes)?;
        Some(Self {
            weights: WeightTable::new(weights)?,
            dictionary: TagDictionary::new(dictionary)?,
            lexicon,
        })
    }

    /// Describes a word by itself, as [`PartOfSpeechTagger::tag_words`] takes it. The buffer is working memory.
    pub fn describe(&self, surface: &str, buffer: &mut String) -> WordForm {
        WordForm::describe(surface, self.lexicon, &self.dictionary, buffer)
    }

    /// Tags the tokens of a sentence. The result replaces the content of `tags` and has one tag for each token.
    pub fn tag(&self, tokens: &[&str], scratch: &mut TaggerScratch, tags: &mut Vec<WordTag>) {
        let TaggerScratch { lower, words } = scratch;
        words.clear();
        words.extend(tokens.iter().map(|token| self.describe(token, lower)));
        self.tag_words(words, tags);
    }

    /// Tags a sentence whose words are already described.
    pub fn tag_words(&self, words: &[WordForm], tags: &mut Vec<WordTag>) {
        tags.clear();
        let mut before = [WordTag::default(); 2];
        for at in 0..words.len() {
            let tag = self.tag_word(&window_at(words, at), at == 0, before);
            before = [tag, before[0]];
            tags.push(tag);
        }
    }

    /// Returns the tag of the middle word of a window, whose two predecessors have the tags `before`, the nearer one first.
    /// `is_first`: it is the first word of its sentence.
    #[inline]
    pub(super) fn tag_word(
        &self,
        window: &WordWindow<'_>,
        is_first: bool,
        before: [WordTag; 2],
    ) -> WordTag {
        let [_, _, here, _, _] = window;
        here.certain_tag().unwrap_or_else(|| {
            let sums = self
                .weights
                .sum_rows(&window_features(window, is_first, before));
            WordTag::from_index(best_index(&sums))
        })
    }
}

/// Returns the position of the largest sum; the first one of equals.
fn best_index(sums: &[i16; WordTag::COUNT]) -> usize {
    let mut best = (i16::MIN, 0);
    for (index, sum) in sums.iter().enumerate() {
        if *sum > best.0 {
            best = (*sum, index);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::super::{hash_lower_word, pack_dictionary, pack_rows};
    use super::*;
    use crate::engine::lexeme::vocabulary::seal_sections;

    /// A tagger that knows one certain word, and one feature: a word after a noun is a verb.
    fn tiny_file() -> Vec<u8> {
        let noun = WordTag::SingularNoun;
        let class = super::super::FIRST_CERTAIN_CLASS + noun as u8;
        let port = hash_lower_word("port", &mut String::new());
        let dictionary = pack_dictionary([(port, class)]);
        let mut row = [0; WordTag::COUNT];
        row[WordTag::PastVerb.index()] = 5;
        let word = WordForm::BOUNDARY;
        let after = |tag| token_features(&[word, word], 1, [tag, WordTag::Other]);
        let hashes = after(noun).into_iter().zip(after(WordTag::Other));
        let rows = hashes
            .filter(|(one, other)| one != other)
            .map(|(one, _)| (one, row));
        seal_sections("test", &[dictionary, pack_rows(rows.collect(), 64)])
    }

    #[test]
    fn certain_words_and_the_tag_before_decide() {
        let file = tiny_file();
        let tagger = PartOfSpeechTagger::new(&file, None).expect("a tagger");
        let (mut scratch, mut tags) = (TaggerScratch::default(), Vec::new());
        tagger.tag(&["Port", "PORT"], &mut scratch, &mut tags);
        assert_eq!(tags, [WordTag::SingularNoun; 2]);
        assert_eq!(scratch.words().len(), 2);
        let port = tagger.describe("port", &mut String::new());
        tagger.tag_words(&[port, WordForm::BOUNDARY], &mut tags);
        assert_eq!(tags[0], WordTag::SingularNoun);
        tagger.tag_words(&[], &mut tags);
        assert!(tags.is_empty());
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let file = tiny_file();
        for end in (0..file.len()).step_by(7) {
            assert!(
                PartOfSpeechTagger::new(&file[..end], None).is_none(),
                "{end}"
            );
        }
    }

    #[test]
    fn the_first_of_equal_sums_is_best() {
        let mut sums = [0; WordTag::COUNT];
        assert_eq!(best_index(&sums), 0);
        sums[7] = 3;
        sums[9] = 3;
        assert_eq!(best_index(&sums), 7);
    }
}
