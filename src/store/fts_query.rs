//! The words of a query as one FTS5 expression.
//!
//! User input appears in it only as words, after segmentation removed all syntax.

use super::text_normalize::split_words;
use super::vocabulary::expand_prefixes;
use super::{Library, StoreError};
use crate::library::{Query, QueryTerm, SearchWords};

/// FTS5 expression that matches nothing: a private-use character.
const NO_MATCH_WORD: &str = "\"\u{10fffd}\"";

/// A condition as an FTS5 expression.
pub(super) enum FtsMatch {
    /// Holds for the entries that match the expression.
    Yes(String),
    /// Holds for the entries that do not match the expression.
    No(String),
}

/// Returns a text or title term as an FTS5 expression; one that matches nothing for any other query.
pub(super) fn fts_expression(library: &Library, term: &Query) -> Result<String, StoreError> {
    let term = expand_prefixes(&library.connection, term)?;
    Ok(match fts_match(&term) {
        Some(FtsMatch::Yes(words)) => words,
        Some(FtsMatch::No(_)) | None => NO_MATCH_WORD.to_owned(),
    })
}

/// Returns a query as an FTS5 match; `None` unless it consists of words only.
pub(super) fn fts_match(query: &Query) -> Option<FtsMatch> {
    match query {
        Query::Term(QueryTerm::Word(words) | QueryTerm::Text(words)) => {
            Some(FtsMatch::Yes(fts_phrase(words, "")))
        }
        Query::Term(QueryTerm::Near(phrases, n)) => Some(FtsMatch::Yes(fts_near(phrases, *n))),
        Query::Term(QueryTerm::Title(words)) => Some(FtsMatch::Yes(fts_phrase(words, "title : "))),
        Query::All | Query::Term(_) => None,
        Query::Not(inside) => fts_match(inside).map(negate_match),
        Query::And(parts) => parts
            .iter()
            .map(fts_match)
            .collect::<Option<Vec<_>>>()
            .map(conjoin_matches),
        Query::Or(parts) => {
            let parts = parts.iter().map(|part| fts_match(part).map(negate_match));
            // De Morgan: "a OR b" is "NOT (NOT a AND NOT b)".
            parts
                .collect::<Option<Vec<_>>>()
                .map(conjoin_matches)
                .map(negate_match)
        }
    }
}

fn negate_match(found: FtsMatch) -> FtsMatch {
    match found {
        FtsMatch::Yes(words) => FtsMatch::No(words),
        FtsMatch::No(words) => FtsMatch::Yes(words),
    }
}

/// Returns the conjunction of the matches.
///
/// FTS5 has only a binary NOT ("this NOT that"). Unwanted words are therefore subtracted from the wanted ones; if there
/// are no wanted words, the result is a negated OR of the unwanted ones.
pub(super) fn conjoin_matches(matches: Vec<FtsMatch>) -> FtsMatch {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    for found in matches {
        match found {
            FtsMatch::Yes(words) => wanted.push(words),
            FtsMatch::No(words) => unwanted.push(words),
        }
    }
    match (wanted.is_empty(), unwanted.is_empty()) {
        (true, _) => FtsMatch::No(join_parts(&unwanted, " OR ")),
        (false, true) => FtsMatch::Yes(join_parts(&wanted, " AND ")),
        (false, false) => FtsMatch::Yes(format!(
            "({} NOT {})",
            join_parts(&wanted, " AND "),
            join_parts(&unwanted, " OR ")
        )),
    }
}

fn join_parts(parts: &[String], with: &str) -> String {
    match parts {
        [only] => only.clone(),
        parts => format!("({})", parts.join(with)),
    }
}

/// Returns the words as a quoted FTS5 phrase. Segmentation has removed all quotation marks. Without any word the result
/// matches nothing.
pub(super) fn fts_phrase(words: &SearchWords, column: &str) -> String {
    let found = split_words(&words.words);
    if found.is_empty() {
        return NO_MATCH_WORD.to_owned();
    }
    let prefix = if words.is_prefix { " *" } else { "" };
    format!("({column}\"{}\"{prefix})", found.join(" "))
}

/// Returns the phrases, all within `n` words, as an FTS5 expression. Its own distance counts the words between them.
fn fts_near(phrases: &[SearchWords], n: u32) -> String {
    let mut parts = Vec::with_capacity(phrases.len());
    for phrase in phrases {
        let found = split_words(&phrase.words);
        if found.is_empty() {
            return NO_MATCH_WORD.to_owned();
        }
        let prefix = if phrase.is_prefix { " *" } else { "" };
        parts.push(format!("\"{}\"{prefix}", found.join(" ")));
    }
    format!("NEAR({}, {})", parts.join(" "), n.saturating_sub(1))
}
