//! The positive terms of a query, matched against a text: for highlighting snippets and for ranking.

use std::ops::Range;

use super::text_normalize::{normalize_text, split_words, word_spans};
use crate::library::{Query, QueryTerm, SearchWords};

/// A phrase of a query: consecutive normalized words.
#[derive(Debug)]
pub(super) struct QueryPhrase {
    words: Vec<String>,
    /// True if the last word is a prefix.
    is_prefix: bool,
    /// True if the phrase must be in the title.
    pub(super) is_of_title: bool,
}

/// Returns the phrases that a query looks for. Negated terms are omitted.
pub(super) fn phrases_of_query(query: &Query) -> Vec<QueryPhrase> {
    let mut phrases = Vec::new();
    collect_phrases(query, &mut phrases);
    phrases
}

fn collect_phrases(query: &Query, phrases: &mut Vec<QueryPhrase>) {
    match query {
        Query::Term(QueryTerm::Word(words) | QueryTerm::Text(words) | QueryTerm::Quote(words)) => {
            phrases.extend(QueryPhrase::of(words, false));
        }
        Query::Term(QueryTerm::Near(words, _)) => {
            phrases.extend(
                words
                    .iter()
                    .filter_map(|words| QueryPhrase::of(words, false)),
            );
        }
        Query::Term(QueryTerm::Title(words)) => phrases.extend(QueryPhrase::of(words, true)),
        Query::And(parts) | Query::Or(parts) => {
            for part in parts {
                collect_phrases(part, phrases);
            }
        }
        Query::All | Query::Term(_) | Query::Not(_) => {}
    }
}

impl QueryPhrase {
    fn of(words: &SearchWords, is_of_title: bool) -> Option<Self> {
        let found: Vec<_> = split_words(&words.words)
            .into_iter()
            .map(normalize_text)
            .collect();
        (!found.is_empty()).then_some(Self {
            words: found,
            is_prefix: words.is_prefix,
            is_of_title,
        })
    }

    /// Returns the phrase of normalized words, separated by spaces; `None` without any word.
    pub(super) fn of_normalized(words: &str, is_prefix: bool) -> Option<Self> {
        let words: Vec<_> = words.split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self {
            words,
            is_prefix,
            is_of_title: false,
        })
    }

    /// Returns whether the phrase occurs in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        word_spans(text).any(|span| {
            let word = text.get(span.clone()).zip(text.get(span.end..));
            word.is_some_and(|(word, rest)| self.begins(word, rest))
        })
    }

    /// Returns the phrase as a query term.
    pub(super) fn term(&self) -> Query {
        let words = SearchWords {
            words: self.words.join(" "),
            is_prefix: self.is_prefix,
        };
        Query::Term(if self.is_of_title {
            QueryTerm::Title(words)
        } else {
            QueryTerm::Text(words)
        })
    }

    /// True if the phrase occurs at `word`, followed by `rest`.
    fn begins(&self, word: &str, rest: &str) -> bool {
        let Some((first, others)) = self.words.split_first() else {
            return false;
        };
        let is_whole = others.is_empty();
        if !is_same_word(word, first, self.is_prefix && is_whole) {
            return false;
        }
        let mut spans = word_spans(rest);
        others.iter().enumerate().all(|(n, wanted)| {
            let word = spans.next().and_then(|span| rest.get(span));
            let is_prefix = self.is_prefix && n + 1 == others.len();
            word.is_some_and(|word| is_same_word(word, wanted, is_prefix))
        })
    }

    /// Returns the number of words of the phrase if it occurs in the text at word `at`. `spans` are the text's words.
    pub(super) fn match_at(&self, text: &str, spans: &[Range<usize>], at: usize) -> Option<usize> {
        let n_words = self.words.len();
        let is_there = self.words.iter().enumerate().all(|(n, wanted)| {
            let word = spans.get(at + n).and_then(|span| text.get(span.clone()));
            let is_prefix = self.is_prefix && n + 1 == n_words;
            word.is_some_and(|word| is_same_word(word, wanted, is_prefix))
        });
        is_there.then_some(n_words)
    }
}

/// Adds the number of occurrences of each phrase to its count.
pub(super) fn count_phrases(text: &str, phrases: &[QueryPhrase], counts: &mut [u32]) {
    for span in word_spans(text) {
        let (Some(word), Some(rest)) = (text.get(span.clone()), text.get(span.end..)) else {
            continue;
        };
        for (phrase, count) in phrases.iter().zip(counts.iter_mut()) {
            *count += u32::from(phrase.begins(word, rest));
        }
    }
}

#[inline]
fn is_same_word(word: &str, wanted: &str, is_prefix: bool) -> bool {
    let (Some(first), Some(wanted_first)) = (word.as_bytes().first(), wanted.as_bytes().first())
    else {
        return false;
    };
    // Fast path: most words differ in the first letter and need not be normalized.
    if first.is_ascii() && first.to_ascii_lowercase() != *wanted_first {
        return false;
    }
    if word.is_ascii() {
        let begin = word.get(..wanted.len());
        let is_long_enough = is_prefix || word.len() == wanted.len();
        return is_long_enough && begin.is_some_and(|begin| begin.eq_ignore_ascii_case(wanted));
    }
    let word = normalize_text(word);
    if is_prefix {
        word.starts_with(wanted)
    } else {
        word == wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    #[track_caller]
    fn check_counts(text: &str, words: &str, expected: &[u32]) {
        let query = Query::parse(words, Date::constant(2026, 3, 10)).expect(words);
        let phrases = phrases_of_query(&query);
        let mut counts = vec![0; phrases.len()];
        count_phrases(text, &phrases, &mut counts);
        assert_eq!(counts, expected, "{words}");
    }

    #[test]
    fn needles_are_counted_where_the_index_finds_them() {
        let text = "Élysée: the grain deal, the GRAIN. Grains of 知事選挙 and a deal";
        check_counts(text, "grain", &[2]);
        check_counts(text, "grain*", &[3]);
        check_counts(text, "\"grain deal\" deal the", &[1, 2, 2]);
        check_counts(text, "elysee 知事 事知", &[1, 1, 0]);
        check_counts(text, "deal -grain", &[2]);
        check_counts("", "\"grain deal\"", &[0]);
    }
}
