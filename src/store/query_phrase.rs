//! What a query looks for in title and text, found again where it stands: for the words around a match, and for weighing.

use std::ops::Range;

use super::text_normalize::{normalize_text, split_words, word_spans};
use crate::library::{Query, QueryTerm, SearchWords};

/// Words side by side, as they are looked for.
#[derive(Debug)]
pub(super) struct QueryPhrase {
    words: Vec<String>,
    is_prefix: bool,
    /// Whether it is looked for in titles alone.
    pub(super) is_of_title: bool,
}

/// Returns what a query wants to be there; what must not be there is no needle.
pub(super) fn phrases_of_query(query: &Query) -> Vec<QueryPhrase> {
    let mut needles = Vec::new();
    collect_phrases(query, &mut needles);
    needles
}

fn collect_phrases(query: &Query, needles: &mut Vec<QueryPhrase>) {
    match query {
        Query::Term(QueryTerm::Text(words)) => needles.extend(QueryPhrase::of(words, false)),
        Query::Term(QueryTerm::Title(words)) => needles.extend(QueryPhrase::of(words, true)),
        Query::And(parts) | Query::Or(parts) => {
            for part in parts {
                collect_phrases(part, needles);
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

    /// Returns the term of the query that it is of.
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

    /// Returns whether it is the word and what follows that.
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

    /// Returns as how many words it stands in a text, whose words are `spans`, from the word at `at` on.
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

/// Adds to each count how often its needle stands in the text.
pub(super) fn count_phrases(text: &str, needles: &[QueryPhrase], counts: &mut [u32]) {
    for span in word_spans(text) {
        let (Some(word), Some(rest)) = (text.get(span.clone()), text.get(span.end..)) else {
            continue;
        };
        for (needle, count) in needles.iter().zip(counts.iter_mut()) {
            *count += u32::from(needle.begins(word, rest));
        }
    }
}

#[inline]
fn is_same_word(word: &str, wanted: &str, is_prefix: bool) -> bool {
    let (Some(first), Some(wanted_first)) = (word.as_bytes().first(), wanted.as_bytes().first())
    else {
        return false;
    };
    // Most words are none of it by their first letter, and need not be folded.
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
        let needles = phrases_of_query(&query);
        let mut counts = vec![0; needles.len()];
        count_phrases(text, &needles, &mut counts);
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
