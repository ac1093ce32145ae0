//! The nearest wordings of a quotation.
//!
//! Candidates are the quotes of articles with at least two of the rarest words asked for; they are compared word by
//! word. Outlets cut and correct what they quote, so few quotations are equal to the letter.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::text_normalize::{normalize_text, split_words};
use super::{Library, StoreError};
use crate::library::{LibraryQuote, Query, QueryTerm, SearchWords};

/// How many of the rarest words find the candidates. Each two of them make a pair, so six pairs.
const MAX_SOUGHT_WORDS: usize = 4;
/// How many words asked for are looked up. A quotation of more words is found by the first ones.
const MAX_ASKED_WORDS: usize = 60;
/// The maximum number of candidates that are compared, newest first: some tens of milliseconds of work.
const MAX_CANDIDATES: usize = 4_000;
/// The minimum share of common words and word pairs for a wording to be shown, in percent. Below it, quotations share
/// stock phrases only.
const MIN_LIKENESS: u8 = 30;

impl Library {
    /// Returns the quotes that match the query and whose words are nearest to these, nearest first, at most `limit`.
    ///
    /// # Errors
    ///
    /// If the library cannot be read.
    pub fn quotes_like(
        &self,
        words: &str,
        query: &Query,
        limit: usize,
    ) -> Result<Vec<LibraryQuote>, StoreError> {
        let asked = WordBag::of(words);
        let Some(candidates) = self.like_candidates(words)? else {
            return Ok(Vec::new());
        };
        let narrowed = match query {
            Query::All => candidates,
            query => Query::And(vec![query.clone(), candidates]),
        };
        let mut found = Vec::new();
        let mut n_compared = 0;
        self.visit_quotes(&narrowed, |mut quote| {
            let likeness = asked.likeness(&WordBag::of(&quote.words));
            if likeness >= MIN_LIKENESS {
                quote.likeness = Some(likeness);
                found.push(quote);
            }
            n_compared += 1;
            if n_compared < MAX_CANDIDATES {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        found.sort_by_key(|quote| std::cmp::Reverse(quote.likeness));
        found.truncate(limit);
        Ok(found)
    }

    /// Returns the query for articles with two of the rarest words; `None` if no word is in the library.
    fn like_candidates(&self, words: &str) -> Result<Option<Query>, StoreError> {
        self.connection.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_count USING fts5vocab(main, search, 'row')",
        )?;
        let mut count = self
            .connection
            .prepare_cached("SELECT doc FROM temp.word_count WHERE term = ?1")?;
        let mut known: Vec<(i64, String)> = Vec::new();
        for word in split_words(words).into_iter().take(MAX_ASKED_WORDS) {
            let word = normalize_text(word);
            if known.iter().any(|(_, other)| *other == word) {
                continue;
            }
            let mut rows = count.query([&word])?;
            if let Some(row) = rows.next()? {
                known.push((row.get(0)?, word));
            }
        }
        known.sort();
        known.truncate(MAX_SOUGHT_WORDS);
        let term = |word: &str| {
            Query::Term(QueryTerm::Text(SearchWords {
                words: word.to_owned(),
                is_prefix: false,
            }))
        };
        let mut pairs = Vec::new();
        for (n, (_, one)) in known.iter().enumerate() {
            for (_, other) in known.iter().skip(n + 1) {
                pairs.push(Query::And(vec![term(one), term(other)]));
            }
        }
        Ok(match (known.first(), pairs.is_empty()) {
            (None, _) => None,
            (Some((_, only)), true) => Some(term(only)),
            (Some(_), false) => Some(Query::Or(pairs)),
        })
    }
}

/// How often each word, and each two words side by side, occur.
struct WordBag(HashMap<String, u32>);

impl WordBag {
    fn of(words: &str) -> Self {
        let words: Vec<_> = split_words(words).into_iter().map(normalize_text).collect();
        let mut counts = HashMap::new();
        for word in &words {
            *counts.entry(word.clone()).or_insert(0) += 1;
        }
        for pair in words.windows(2) {
            *counts.entry(pair.join(" ")).or_insert(0) += 1;
        }
        Self(counts)
    }

    /// Returns the share of what both have, in percent. What the longer one adds counts half: outlets cut quotations.
    fn likeness(&self, other: &Self) -> u8 {
        let n_common: u32 = self
            .0
            .iter()
            .map(|(word, n)| other.0.get(word).map_or(0, |m| *n.min(m)))
            .sum();
        let (one, two): (u32, u32) = (self.0.values().sum(), other.0.values().sum());
        let (short, long) = (one.min(two), one.max(two));
        let share = n_common * 100 / (short + (long - short) / 2).max(1);
        u8::try_from(share.min(100)).map_or(100, |share| share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_and_corrected_wordings_are_near() {
        let asked = WordBag::of("We will not close the harbour before the winter");
        let likeness = |words: &str| asked.likeness(&WordBag::of(words));
        assert_eq!(
            likeness("“We will not close the harbour before the winter,”"),
            100
        );
        assert!(likeness("“We won't close the harbour before winter”") > 50);
        assert!(likeness("not close the harbour") > 50);
        assert!(likeness("“We will see,”") < MIN_LIKENESS);
        assert_eq!(likeness(""), 0);
    }
}
