//! All words of the full-text index, so that the beginning of a word is looked for as the words that begin so: the index
//! itself would gather all that it has of them before it told the first.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, params};

use super::StoreError;
use super::text_normalize::{normalize_text, split_words, word_spans};
use crate::library::{Query, QueryTerm, SearchWords};

/// Beginnings that more words have are left to the index, which takes its time.
const MAX_PREFIX_WORDS: usize = 400;

/// Words that are to be added.
#[derive(Debug, Default)]
pub(super) struct NewWords(HashSet<String>);

impl NewWords {
    /// Adds the words of a text.
    pub(super) fn gather(&mut self, text: &str) {
        for word in word_spans(text).filter_map(|span| text.get(span)) {
            if !self.0.contains(word) {
                self.0.insert(word.to_owned());
            }
        }
    }

    /// Writes the words that are not known yet.
    pub(super) fn write(self, library: &Connection) -> Result<(), StoreError> {
        let mut new = library.prepare_cached("INSERT OR IGNORE INTO word (word) VALUES (?1)")?;
        // Neighbours lie on the same pages.
        let words: BTreeSet<String> = self.0.iter().map(|word| normalize_text(word)).collect();
        for word in words {
            new.execute([word])?;
        }
        Ok(())
    }
}

/// Returns the query with each beginning of a word as the words that begin so, where they are not too many.
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

fn any_of_words(words: Vec<SearchWords>, term: fn(SearchWords) -> QueryTerm) -> Query {
    let mut found = words.into_iter().map(|words| Query::Term(term(words)));
    match (found.next(), found.len()) {
        (Some(only), 0) => only,
        (first, _) => Query::Or(first.into_iter().chain(found).collect()),
    }
}

/// Returns the words side by side, the last of them spelled out; themselves where that cannot be done.
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
    // No character stands after this one.
    let end = format!("{begin}\u{10ffff}");
    let most = i64::try_from(MAX_PREFIX_WORDS + 1).unwrap_or(i64::MAX);
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
