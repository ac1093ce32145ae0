//! The vocabulary: every word in the full-text index.
//!
//! A prefix search is expanded to an OR of the words with that prefix. FTS5 would merge the postings of all of them
//! before it returned the first match.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, params};

use super::StoreError;
use super::text_normalize::{normalize_text, split_words, word_spans};
use crate::invariant::ExpectOr;
use crate::library::{Query, QueryTerm, SearchWords};

/// Largest number of words that a prefix is expanded to. A prefix of more words is left to FTS5's own, slower prefix
/// search: an OR of thousands of words would be slower still.
const MAX_PREFIX_WORDS: usize = 400;

/// Words to add to the vocabulary.
#[derive(Debug, Default)]
pub(super) struct NewWords(HashSet<String>);

impl NewWords {
    /// Collects the words of a text.
    pub(super) fn gather(&mut self, text: &str) {
        for word in word_spans(text).filter_map(|span| text.get(span)) {
            if !self.0.contains(word) {
                self.0.insert(word.to_owned());
            }
        }
    }

    /// Normalizes the words and inserts those that are new.
    pub(super) fn write(self, library: &Connection) -> Result<(), StoreError> {
        let mut new = library.prepare_cached("INSERT OR IGNORE INTO word (word) VALUES (?1)")?;
        // Sorted, because neighbouring words lie on the same database pages.
        let words: BTreeSet<String> = self.0.iter().map(|word| normalize_text(word)).collect();
        for word in words {
            new.execute([word])?;
        }
        Ok(())
    }
}

/// Returns the query with each word prefix replaced by the words that start with it, unless there are more than
/// [`MAX_PREFIX_WORDS`].
pub(super) fn expand_prefixes(library: &Connection, query: &Query) -> Result<Query, StoreError> {
    let all = |parts: &[Query]| {
        let parts = parts.iter().map(|part| expand_prefixes(library, part));
        parts.collect::<Result<Vec<_>, _>>()
    };
    Ok(match query {
        Query::Term(QueryTerm::Text(words)) if words.is_prefix => {
            any_of_words(expand_prefix(library, words)?, QueryTerm::Text)
        }
        Query::Term(QueryTerm::Title(words)) if words.is_prefix => {
            any_of_words(expand_prefix(library, words)?, QueryTerm::Title)
        }
        Query::Not(inside) => Query::Not(Box::new(expand_prefixes(library, inside)?)),
        Query::And(parts) => Query::And(all(parts)?),
        Query::Or(parts) => Query::Or(all(parts)?),
        Query::All | Query::Term(_) => query.clone(),
    })
}

/// Returns an OR of the phrases; a single one as it is.
fn any_of_words(words: Vec<SearchWords>, term: fn(SearchWords) -> QueryTerm) -> Query {
    let mut found = words.into_iter().map(|words| Query::Term(term(words)));
    match (found.next(), found.len()) {
        (Some(only), 0) => only,
        (first, _) => Query::Or(first.into_iter().chain(found).collect()),
    }
}

/// Returns the phrases with the last word, a prefix, completed from the vocabulary.
///
/// Returns the phrase itself as a prefix if too many words match, and as whole words if none does.
fn expand_prefix(
    library: &Connection,
    wanted: &SearchWords,
) -> Result<Vec<SearchWords>, StoreError> {
    let mut before: Vec<_> = split_words(&wanted.words)
        .into_iter()
        .map(normalize_text)
        .collect();
    let as_is = |is_prefix| {
        vec![SearchWords {
            words: wanted.words.clone(),
            is_prefix,
        }]
    };
    let Some(begin) = before.pop() else {
        return Ok(as_is(false));
    };
    let mut statement =
        library.prepare_cached("SELECT word FROM word WHERE word >= ?1 AND word < ?2 LIMIT ?3")?;
    // U+10FFFF sorts after every other character, so this bounds the range of the prefix.
    let end = format!("{begin}\u{10ffff}");
    let most = i64::try_from(MAX_PREFIX_WORDS + 1).expect_or(i64::MAX, "a small constant fits");
    let found = statement.query_map(params![begin, end, most], |row| row.get(0))?;
    let found = found.collect::<Result<Vec<String>, _>>()?;
    if found.is_empty() || found.len() > MAX_PREFIX_WORDS {
        return Ok(as_is(!found.is_empty()));
    }
    let spelled = found.into_iter().map(|word| SearchWords {
        words: before
            .iter()
            .chain([&word])
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        is_prefix: false,
    });
    Ok(spelled.collect())
}
