//! Ranking of search results (BM25).
//!
//! FTS5's own rank reads every match before it returns the first, so its cost grows with the library. Here only the
//! newest matches, and further ones with a term in the title, are scored by reading their texts. The work is bounded;
//! the remaining matches follow by date.

use rusqlite::{OptionalExtension, params, params_from_iter};

use super::fts_query::fts_expression;
use super::query_compiler::{CompiledQuery, compile_query};
use super::query_phrase::{QueryPhrase, count_phrases, phrases_of_query};
use super::{Library, StoreError};
use crate::invariant::ExpectOr;
use crate::library::{EntryId, EntryOrder, Query, QueryTerm};

/// Largest number of newest matches that are scored. Each one is read in full, so this bounds the time of a search.
const MAX_RANKED_MATCHES: usize = 600;
/// Smallest number of newest matches that are scored, however old; beyond it, only matches among the newest
/// [`RANKED_AMONG_ENTRIES`] entries.
const MIN_RANKED_MATCHES: usize = 200;
const RANKED_AMONG_ENTRIES: i64 = 10_000;
/// Largest number of additional title matches that are scored, and among how many of the newest entries they are
/// searched.
const MAX_TITLE_MATCHES: usize = 150;
const TITLES_AMONG_ENTRIES: i64 = 50_000;
/// Number of newest entries from which document frequencies are estimated.
const FREQUENCY_SAMPLE_ENTRIES: i64 = 2_000;
/// An occurrence in the title counts as four in the text.
const TITLE_WEIGHT: f64 = 4.0;
/// BM25's usual parameters: `k1` saturates repeated terms, `b` normalizes by length.
const BM25_K1: f64 = 1.2;
const BM25_B: f64 = 0.75;

/// A match to be scored.
pub(super) struct RankedMatch {
    pub(super) id: EntryId,
    pub(super) story: Option<i64>,
    place: i64,
    /// Weighted number of occurrences of each phrase: title occurrences count [`TITLE_WEIGHT`].
    counts: Vec<f64>,
    /// Length of title and text, in bytes.
    n_bytes: f64,
}

impl Library {
    /// Returns the scored matches, best first.
    pub(super) fn best_matches(&self, query: &Query) -> Result<Vec<RankedMatch>, StoreError> {
        let phrases = phrases_of_query(query);
        // One read transaction for all queries: otherwise each would lock the file again.
        let _transaction = self.connection.unchecked_transaction()?;
        let mut found = self.newest_matches(query)?;
        if found.len() >= MIN_RANKED_MATCHES {
            let last = found.iter().map(|weighed| weighed.place).min();
            found.extend(
                self.matches_in_titles(
                    query,
                    last.expect_or(i64::MAX, "there are enough matches"),
                )?,
            );
        }
        self.count_in(&mut found, &phrases)?;
        let weights = self.weights(&phrases)?;
        let n_found = f64::from(
            u32::try_from(found.len()).expect_or(u32::MAX, "a search has fewer than 2^32 matches"),
        );
        let mean = found.iter().map(|weighed| weighed.n_bytes).sum::<f64>() / n_found.max(1.0);
        let mut scored: Vec<(f64, RankedMatch)> = found
            .into_iter()
            .map(|weighed| (weighed.score(&weights, mean), weighed))
            .collect();
        scored.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(other.place.cmp(&one.place)));
        Ok(scored.into_iter().map(|(_, weighed)| weighed).collect())
    }

    fn newest_matches(&self, query: &Query) -> Result<Vec<RankedMatch>, StoreError> {
        let floor = self.place_after(RANKED_AMONG_ENTRIES)?;
        let compiled = compile_query(self, query, EntryOrder::Newest)?;
        self.candidates(compiled, |n, place| {
            n < MAX_RANKED_MATCHES && (n < MIN_RANKED_MATCHES || place >= floor)
        })
    }

    /// Returns matches with sort keys before `last` that have a search term in the title.
    fn matches_in_titles(&self, query: &Query, last: i64) -> Result<Vec<RankedMatch>, StoreError> {
        let mut titled = Vec::new();
        collect_title_terms(query, &mut titled);
        if titled.is_empty() {
            return Ok(Vec::new());
        }
        // Appended to the top-level conjunction, so that the full-text index drives the search by the title terms too.
        let mut parts = match query {
            Query::And(parts) => parts.clone(),
            other => vec![other.clone()],
        };
        parts.push(Query::Or(titled));
        let query = Query::And(parts);
        let mut compiled = compile_query(self, &query, EntryOrder::Newest)?;
        compiled.restrict_to_places(self.place_after(TITLES_AMONG_ENTRIES)?, last);
        self.candidates(compiled, |n, _| n < MAX_TITLE_MATCHES)
    }

    /// Returns the compiled query's entries in order, as long as `goes_on` returns true for the number of entries so
    /// far and the next sort key.
    fn candidates(
        &self,
        compiled: CompiledQuery,
        goes_on: impl Fn(usize, i64) -> bool,
    ) -> Result<Vec<RankedMatch>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT e.id, e.story, e.place FROM {} ORDER BY {}",
            compiled.from, compiled.order
        ))?;
        let mut rows = statement.query(params_from_iter(compiled.values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let place = row.get(2)?;
            if !goes_on(found.len(), place) {
                break;
            }
            found.push(RankedMatch {
                id: EntryId(row.get(0)?),
                story: row.get(1)?,
                place,
                counts: Vec::new(),
                n_bytes: 0.0,
            });
        }
        Ok(found)
    }

    /// Counts the phrases in the titles and texts of the matches.
    fn count_in(
        &self,
        found: &mut [RankedMatch],
        phrases: &[QueryPhrase],
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT e.title, plain_text(b.text) FROM entry AS e JOIN body AS b ON b.id = 2 * e.id + e.has_page WHERE e.id = ?1",
        )?;
        for weighed in found {
            let mut rows = statement.query([weighed.id.0])?;
            let (mut in_title, mut in_text) = (vec![0; phrases.len()], vec![0; phrases.len()]);
            if let Some(row) = rows.next()? {
                let title = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                count_phrases(title, phrases, &mut in_title);
                count_phrases(text, phrases, &mut in_text);
                let n_bytes = u32::try_from(title.len() + text.len())
                    .expect_or(u32::MAX, "a text is smaller than 4 GiB");
                weighed.n_bytes = f64::from(n_bytes);
            }
            let both = in_title.iter().zip(&in_text).zip(phrases);
            let counts = both.map(|((in_title, in_text), phrase)| {
                let in_text = if phrase.is_of_title { 0 } else { *in_text };
                TITLE_WEIGHT * f64::from(*in_title) + f64::from(in_text)
            });
            weighed.counts = counts.collect();
        }
        Ok(())
    }

    /// Returns the weight of each phrase: its inverse document frequency among the newest entries.
    fn weights(&self, phrases: &[QueryPhrase]) -> Result<Vec<f64>, StoreError> {
        if phrases.len() < 2 {
            return Ok(vec![1.0; phrases.len()]);
        }
        let floor = self.place_after(FREQUENCY_SAMPLE_ENTRIES)?;
        let mut all = self
            .connection
            .prepare_cached("SELECT count(*) FROM search_docsize WHERE id >= ?1")?;
        let n_all: u32 = all.query_row([floor], |row| row.get(0))?;
        let mut with = self
            .connection
            .prepare_cached("SELECT count(*) FROM search WHERE search MATCH ?1 AND rowid >= ?2")?;
        let weights = phrases.iter().map(|phrase| {
            let words = fts_expression(self, &phrase.term())?;
            let n_with: u32 = with.query_row(params![words, floor], |row| row.get(0))?;
            let (n_all, n_with) = (f64::from(n_all), f64::from(n_with));
            Ok(((n_all - n_with + 0.5) / (n_with + 0.5)).ln_1p())
        });
        weights.collect()
    }

    /// Returns the sort key of the entry that has `n_entries` newer ones; 0 if there are fewer.
    fn place_after(&self, n_entries: i64) -> Result<i64, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT place FROM entry INDEXED BY entry_shown WHERE hidden = 0 ORDER BY place DESC LIMIT 1 OFFSET ?1",
        )?;
        let found = statement.query_row(params![n_entries], |row| row.get(0));
        Ok(found.optional()?.unwrap_or(0))
    }
}

impl RankedMatch {
    /// Returns the BM25 score. `mean` is the mean length of the scored texts, in bytes.
    fn score(&self, weights: &[f64], mean: f64) -> f64 {
        let long = BM25_K1 * (1.0 - BM25_B + BM25_B * self.n_bytes / mean.max(1.0));
        let of = |(count, weight): (&f64, &f64)| weight * count * (BM25_K1 + 1.0) / (count + long);
        self.counts.iter().zip(weights).map(of).sum()
    }
}

/// Collects the positive text terms of a query as title terms.
fn collect_title_terms(query: &Query, terms: &mut Vec<Query>) {
    match query {
        Query::Term(QueryTerm::Word(words) | QueryTerm::Text(words)) => {
            terms.push(Query::Term(QueryTerm::Title(words.clone())));
        }
        Query::And(parts) | Query::Or(parts) => parts
            .iter()
            .for_each(|part| collect_title_terms(part, terms)),
        Query::All | Query::Term(_) | Query::Not(_) => {}
    }
}
