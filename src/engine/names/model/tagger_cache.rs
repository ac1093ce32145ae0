//! The data that the tagger keeps from document to document: words, their scores, and buffers.
//!
//! They change the speed of tagging, never the result.

use super::pass::{Decoder, EmissionScores};
use super::word_cache::{CachedWords, WordCache};

/// The data that one tagger with one lexicon keeps from document to document.
#[derive(Default)]
pub struct TaggerCache {
    words: WordCache,
    emissions: EmissionCache,
    /// Buffers of the decoder.
    pub(super) decoder: Decoder,
}

/// The emission scores of the words of a cache.
#[derive(Default)]
struct EmissionCache {
    /// The count of resets of the word cache that these scores belong to.
    n_resets: u64,
    /// Their scores for the two passes over running text.
    body: EmissionScores<2>,
    /// Their scores for headlines.
    headline: EmissionScores<1>,
}

impl TaggerCache {
    /// Returns the words and phrases of earlier documents.
    pub const fn words(&self) -> &WordCache {
        &self.words
    }

    /// Returns the same, to describe another document with.
    pub const fn words_mut(&mut self) -> &mut WordCache {
        &mut self.words
    }

    /// Returns the scores of words in running text and in headlines, and the words.
    pub(super) fn parts(
        &mut self,
    ) -> (
        &mut EmissionScores<2>,
        &mut EmissionScores<1>,
        CachedWords<'_>,
    ) {
        let n_resets = self.words.n_resets();
        if self.emissions.n_resets != n_resets {
            // The words have other slots now.
            self.emissions = EmissionCache {
                n_resets,
                ..EmissionCache::default()
            };
        }
        let emissions = &mut self.emissions;
        (
            &mut emissions.body,
            &mut emissions.headline,
            self.words.words(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::lexeme::vocabulary::shipped_lexicon;
    use crate::engine::names::model::{Document, shipped_tagger};

    #[test]
    fn what_words_weigh_is_forgotten_with_their_slots() {
        let (lexicon, tagger) = (
            shipped_lexicon().expect("a lexicon"),
            shipped_tagger().expect("a tagger"),
        );
        let mut cache = TaggerCache::default();
        let tags_of = |interner, words: &[&str], cache: &mut TaggerCache| {
            cache.words_mut().begin(interner);
            let lowers: Vec<_> = words.iter().map(|word| word.to_lowercase()).collect();
            let tokens = words.iter().zip(&lowers);
            let tokens = tokens.map(|(word, lower)| (*word, lower.as_str()));
            let sentences = std::iter::once(0..words.len());
            let document = Document::new(tokens, sentences, lexicon, cache.words_mut());
            tagger.predict(&document, cache)
        };
        let other = ["Chancellor", "Angela", "Merkel", "left", "."];
        let words = ["Rain", "fell", "in", "Nairobi", "."];
        tags_of(None, &other, &mut cache);
        // Another interner numbers the words from 0 again.
        let again = tags_of(Some(7), &words, &mut cache);
        let fresh = tags_of(None, &words, &mut TaggerCache::default());
        assert_eq!(again, fresh);
        assert_ne!(cache.words().n_resets(), 0);
    }
}
