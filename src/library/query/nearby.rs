//! `near:`: words and names close to each other.

use super::error::{QueryError, QueryProblem};
use super::model::{NearItem, Query, QueryTerm, SearchWords};
use super::token::QueryToken;

/// The distance in words without a number: about half a sentence.
pub(super) const DEFAULT_NEAR_WORDS: u32 = 10;
/// The largest distance in words. Larger ones mean the whole article, which `and` says.
pub(super) const MAX_NEAR_WORDS: u32 = 1_000;

/// What `near:` takes, for messages.
pub(super) const NEAR_TAKES: &str = "words in quotation marks, near:\"grain tariff\"~5, or a number beside two words or names, near:5";

/// Parses the value of `near:`. A number alone is a [`QueryTerm::Together`] without items, which [`join_near`] fills.
pub(super) fn parse_near(value: &str) -> Option<QueryTerm> {
    let distance = |digits: &str| {
        let n = digits.parse::<u32>().ok();
        n.filter(|n| (1..=MAX_NEAR_WORDS).contains(n))
    };
    let (words, n) = match value.rsplit_once('~') {
        Some((words, digits)) => (words, distance(digits)?),
        None => (value, DEFAULT_NEAR_WORDS),
    };
    if !words.is_empty() && words.chars().all(|c| c.is_ascii_digit()) {
        return Some(QueryTerm::Together(Vec::new(), distance(words)?));
    }
    let phrases: Vec<_> = words
        .split_whitespace()
        .map(|word| SearchWords {
            words: word.trim_end_matches('*').to_owned(),
            is_prefix: word.ends_with('*'),
        })
        .collect();
    (phrases.len() > 1).then_some(QueryTerm::Near(phrases, n))
}

/// Gives each `near:N` among conditions that all hold the words and names next to it.
///
/// # Errors
///
/// If there are fewer than two. `tokens` are those of the conditions, for the place.
pub(super) fn join_near(
    mut parts: Vec<Query>,
    tokens: Option<&[QueryToken]>,
) -> Result<Vec<Query>, QueryError> {
    let is_open = |part: &Query| matches!(part, Query::Term(QueryTerm::Together(items, _)) if items.is_empty());
    if !parts.iter().any(is_open) {
        return Ok(parts);
    }
    let items: Vec<_> = parts.iter().filter_map(near_item).collect();
    if items.len() < 2 {
        let tokens = tokens.unwrap_or_default();
        let start = tokens.first().map_or(0, |token| token.at);
        let end = tokens.last().map_or(0, |token| token.end);
        let says = "a second word or `entity:` beside `near:`, or words in its quotation marks,";
        return Err(QueryProblem::Missing(says).at(start..end));
    }
    let words: Option<Vec<_>> = items
        .iter()
        .map(|item| match item {
            NearItem::Words(words) => Some(words.clone()),
            NearItem::Name(_) => None,
        })
        .collect();
    for part in &mut parts {
        if let Query::Term(QueryTerm::Together(open, n)) = part
            && open.is_empty()
        {
            // The full-text index finds phrases that are close without reading any text.
            *part = Query::Term(match &words {
                Some(words) => QueryTerm::Near(words.clone(), *n),
                None => QueryTerm::Together(items.clone(), *n),
            });
        }
    }
    Ok(parts)
}

fn near_item(part: &Query) -> Option<NearItem> {
    match part {
        Query::Term(QueryTerm::Word(words) | QueryTerm::Text(words)) => {
            Some(NearItem::Words(words.clone()))
        }
        Query::Term(QueryTerm::Entity(name)) => Some(NearItem::Name(name.clone())),
        _ => None,
    }
}
