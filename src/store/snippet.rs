//! Snippets: the text around the first match of a search.

use std::ops::Range;

use rusqlite::OptionalExtension;

use super::query_phrase::{QueryPhrase, phrases_of_query};
use super::text_normalize::word_spans;
use super::{Library, StoreError};
use crate::invariant::ExpectOr;
use crate::library::{EntryId, Query, Snippet};

/// Length of a snippet before the start of its first match and from there on, in bytes. Words are not cut: about two
/// lines of a list.
const BYTES_BEFORE_MATCH: usize = 60;
const BYTES_AFTER_MATCH: usize = 180;

impl Library {
    /// Returns a snippet of each entry's current text around the query's first match.
    ///
    /// If nothing in the text matches (the match may be in the title), the snippet is the start of the text. Entries
    /// without a text get an empty snippet.
    pub fn snippets(&self, query: &Query, ids: &[EntryId]) -> Result<Vec<Snippet>, StoreError> {
        let mut phrases = phrases_of_query(query);
        phrases.retain(|phrase| !phrase.is_of_title);
        // One read transaction for all snippets: otherwise each query would lock the file again.
        let _transaction = self.connection.unchecked_transaction()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT plain_text(b.text) FROM entry AS e JOIN body AS b ON b.id = 2 * e.id + e.has_page WHERE e.id = ?1",
        )?;
        let snippets = ids.iter().map(|id| {
            let found = statement.query_row([id.0], |row| {
                let text = row.get_ref(0)?.as_str()?;
                Ok(build_snippet(text, &phrases))
            });
            // An entry that was deleted meanwhile has no snippet.
            Ok(found.optional()?.unwrap_or_default())
        });
        snippets.collect()
    }
}

/// Returns the snippet of a text, with the byte ranges of the matches in it.
fn build_snippet(text: &str, phrases: &[QueryPhrase]) -> Snippet {
    let spans: Vec<Range<usize>> = word_spans(text).collect();
    let first = (0..spans.len()).find(|at| longest_match_at(text, &spans, *at, phrases).is_some());
    let focus = first
        .and_then(|at| spans.get(at))
        .map_or(0, |span| span.start);
    let from = spans.partition_point(|span| span.start + BYTES_BEFORE_MATCH < focus);
    let until = spans.partition_point(|span| span.end <= focus.saturating_add(BYTES_AFTER_MATCH));
    let shown = spans
        .get(from..until.max(from))
        .expect_or_default("a partition point lies in its list");
    let start = if from == 0 {
        0
    } else {
        shown.first().map_or(0, |span| span.start)
    };
    let end = if until == spans.len() {
        text.len()
    } else {
        shown.last().map_or(start, |span| span.end)
    };
    let mut out = Snippet::default();
    if start > 0 {
        out.text.push('…');
    }
    let shift = out.text.len();
    out.text.push_str(
        text.get(start..end)
            .expect_or_default("a snippet lies in its text"),
    );
    let mut at = from;
    while at < until {
        let n_words = longest_match_at(text, &spans, at, phrases).unwrap_or(0);
        let last = (at + n_words).checked_sub(1).filter(|last| *last < until);
        if let (1.., Some(head), Some(tail)) = (
            n_words,
            spans.get(at),
            last.and_then(|last| spans.get(last)),
        ) {
            out.matches
                .push(head.start - start + shift..tail.end - start + shift);
        }
        at += n_words.max(1);
    }
    if end < text.len() {
        out.text.push('…');
    }
    // Replaces one byte by one byte, so the match ranges stay valid.
    out.text = out.text.replace('\n', " ");
    out
}

/// Returns the length, in words, of the longest phrase that matches at word `at`.
fn longest_match_at(
    text: &str,
    spans: &[Range<usize>],
    at: usize,
    phrases: &[QueryPhrase],
) -> Option<usize> {
    let found = phrases.iter();
    found
        .filter_map(|phrase| phrase.match_at(text, spans, at))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;
    use proptest::prelude::*;

    fn text_phrases(words: &str) -> Vec<QueryPhrase> {
        let query = Query::parse(words, Date::constant(2026, 3, 10)).expect(words);
        let mut found = phrases_of_query(&query);
        found.retain(|phrase| !phrase.is_of_title);
        found
    }

    /// Checks the snippet, with its matches in brackets.
    #[track_caller]
    fn check_snippet(text: &str, words: &str, expected: &str) {
        let found = build_snippet(text, &text_phrases(words));
        let mut shown = found.text.clone();
        for place in found.matches.iter().rev() {
            shown.insert(place.end, ']');
            shown.insert(place.start, '[');
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn matches_are_marked_where_they_stand() {
        let text = "The Élysée said\nthe grain deal holds; no Grain left.";
        check_snippet(
            text,
            "grain",
            "The Élysée said the [grain] deal holds; no [Grain] left.",
        );
        check_snippet(
            text,
            "elys* \"grain deal\"",
            "The [Élysée] said the [grain deal] holds; no Grain left.",
        );
        check_snippet(
            text,
            "-grain title:deal",
            "The Élysée said the grain deal holds; no Grain left.",
        );
        check_snippet("東京都知事選挙", "知事", "東京都[知事]選挙");
    }

    #[test]
    fn a_long_text_is_cut_at_words() {
        let text = format!(
            "{} the ferry {}",
            "early words ".repeat(40),
            "and later ones ".repeat(40)
        );
        let found = build_snippet(&text, &text_phrases("ferry"));
        assert!(found.text.starts_with('…') && found.text.ends_with('…'));
        assert!(found.text.len() < 260);
        assert_eq!(found.text.get(found.matches[0].clone()), Some("ferry"));
    }

    proptest! {
        #[test]
        fn matches_lie_in_the_snippet(text in "[a-cé選 \\n.-]{0,400}", words in "[a-cé選]{1,3}") {
            let found = build_snippet(&text, &text_phrases(&words));
            let mut end = 0;
            for place in found.matches {
                prop_assert!(place.start >= end && found.text.get(place.clone()).is_some());
                end = place.end;
            }
        }
    }
}
