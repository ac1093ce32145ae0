//! Where a sentence ends.

use std::ops::Range;

use super::{Case, Token, TokenClass, Tokens};
use crate::engine::lexeme::vocabulary::{shipped_lexicon, word_hash};
use crate::text::{ByteRange, Text};

/// The maximum number of tokens of one sentence. The longest of 78,000 sentences in the development corpora has 270.
/// Rules walk to the boundaries of their sentence from any token in it, so this bounds what they cost where no full
/// stop stands.
pub(in crate::engine) const MAX_SENTENCE_TOKENS: usize = 512;

/// A sentence of more than [`MAX_SENTENCE_TOKENS`] is cut among so many of its last tokens.
const MAX_CUT_TOKENS: usize = 128;

/// A sentence. It never crosses a block or a table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub range: ByteRange,
    /// Its tokens, as indices into the page's. Never empty.
    pub tokens: Range<usize>,
    /// The block that it is in, as an index into the article's.
    pub block: usize,
}

/// Adds the sentences of the tokens from number `first` on, all of one block.
pub(super) fn split_sentences(
    tokens: &Tokens,
    first: usize,
    text: &Text,
    block: usize,
    found: &mut Vec<Sentence>,
) {
    let items = tokens.items();
    let mut start = first;
    let mut index = first;
    while index < items.len() {
        let mut end = index + 1;
        if ends_sentence(tokens, index, text) {
            while items
                .get(end)
                .is_some_and(|token| token.is_glued && is_closer(text.slice(token.range)))
            {
                end += 1;
            }
            if items
                .get(end)
                .is_none_or(|next| begins_sentence(next.case, next.class, text.slice(next.range)))
            {
                push_sentence(tokens, start..end, block, found);
                start = end;
            }
        }
        if end - start >= MAX_SENTENCE_TOKENS {
            let cut = find_cut(tokens, end, text);
            push_sentence(tokens, start..cut, block, found);
            start = cut;
        }
        index = end;
    }
    if start < items.len() {
        push_sentence(tokens, start..items.len(), block, found);
    }
}

/// Returns where to cut a sentence that is too long before its end: where a line begins, after a mark, or else before a
/// word that is no part of a name.
fn find_cut(tokens: &Tokens, end: usize, text: &Text) -> usize {
    let items = tokens.items();
    let begins_line = |before: &Token, token: &Token| {
        let gap = ByteRange::new(before.range.end(), token.range.start());
        text.slice(gap).contains('\n')
    };
    let is_after_mark = |before: &Token, token: &Token| {
        matches!(text.slice(before.range), ";" | ":" | ",") && !token.is_glued
    };
    let is_small = |_: &Token, token: &Token| token.case == Case::Lower && !token.is_glued;
    let window = end.saturating_sub(MAX_CUT_TOKENS)..end;
    let find_last = |is_border: &BorderTest<'_>| {
        window.clone().rev().find(|at| {
            let pair = at.checked_sub(1).and_then(|first| items.get(first..=*at));
            matches!(pair, Some([before, token]) if is_border(before, token))
        })
    };
    let borders: [&BorderTest<'_>; 3] = [&begins_line, &is_after_mark, &is_small];
    borders.into_iter().find_map(find_last).unwrap_or(end)
}

/// Says whether a sentence can be cut between two tokens.
type BorderTest<'a> = dyn Fn(&Token, &Token) -> bool + 'a;

fn push_sentence(tokens: &Tokens, range: Range<usize>, block: usize, found: &mut Vec<Sentence>) {
    if let Some([first, .., last] | [first @ last]) = tokens.items().get(range.clone()) {
        found.push(Sentence {
            range: first.range.hull(last.range),
            tokens: range,
            block,
        });
    }
}

fn ends_sentence(tokens: &Tokens, index: usize, text: &Text) -> bool {
    let Some(token) = tokens.items().get(index) else {
        return false;
    };
    let word = text.slice(token.range);
    // ".14 per cent": the point of a fraction without a zero.
    let is_point = word == "."
        && !token.is_glued
        && tokens
            .items()
            .get(index + 1)
            .is_some_and(|next| next.is_glued && next.class == TokenClass::Number);
    let is_stop = token.class == TokenClass::Punctuation
        && word.starts_with(['.', '?', '!', '…'])
        && !is_point;
    is_stop
        || word.ends_with('.')
            && is_ambiguous(tokens.lower(index))
            && is_followed_by_opener(tokens, index)
}

/// Returns whether an abbreviation often is the last word of a sentence: a stop after it may occur for two.
fn is_ambiguous(lower: &str) -> bool {
    let n_stops = lower.bytes().filter(|byte| *byte == b'.').count();
    n_stops > 1
        || matches!(
            lower,
            "inc." | "corp." | "co." | "ltd." | "jr." | "sr." | "etc." | "llc." | "plc."
        )
}

/// Returns whether the next token is a word that is hardly ever a name, with a capital: "The", "However".
fn is_followed_by_opener(tokens: &Tokens, index: usize) -> bool {
    let Some(next) = tokens.items().get(index + 1) else {
        return true;
    };
    let facts = shipped_lexicon().map(|lexicon| lexicon.word(word_hash(tokens.lower(index + 1))));
    let is_usually_small = facts.is_some_and(|facts| (6..=8).contains(&facts.habit));
    next.case == Case::Title && is_usually_small || next.class == TokenClass::Punctuation
}

fn is_closer(word: &str) -> bool {
    matches!(word, "”" | "’" | "\"" | "'" | "''" | ")" | "]" | "»")
}

fn begins_sentence(case: Case, class: TokenClass, word: &str) -> bool {
    matches!(case, Case::Title | Case::Upper | Case::Mixed)
        || class == TokenClass::Number
        || word.starts_with([
            '“', '‘', '"', '\'', '«', '(', '[', '—', '–', '•', '¿', '¡', '$', '£', '€',
        ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_sentences(text: &str, expected: &[&str]) {
        let text = Text::verbatim(text).expect("short");
        let mut tokens = Tokens::default();
        tokens.read(&text, text.range());
        let mut found = Vec::new();
        split_sentences(&tokens, 0, &text, 0, &mut found);
        let sentences: Vec<_> = found
            .iter()
            .map(|sentence| text.slice(sentence.range))
            .collect();
        assert_eq!(sentences, expected);
    }

    #[test]
    fn sentences_end_after_their_closing_marks() {
        assert_sentences(
            "“We won.” Then Dr. Roe left. Why?",
            &["“We won.”", "Then Dr. Roe left.", "Why?"],
        );
    }

    #[test]
    fn an_abbreviation_ends_a_sentence_only_before_a_word_that_opens_one() {
        assert_sentences(
            "He left the U.S. The firm Ames Inc. Chief Roe ran moved to D.C. However, it fell.",
            &[
                "He left the U.S.",
                "The firm Ames Inc. Chief Roe ran moved to D.C.",
                "However, it fell.",
            ],
        );
    }

    /// Returns the lengths of a text's sentences, in tokens.
    fn lengths(content: &str) -> Vec<usize> {
        let text = Text::verbatim(content).expect("short");
        let mut tokens = Tokens::default();
        tokens.read(&text, text.range());
        let mut found = Vec::new();
        split_sentences(&tokens, 0, &text, 0, &mut found);
        assert_eq!(
            found.iter().map(|one| one.tokens.len()).sum::<usize>(),
            tokens.len()
        );
        found.iter().map(|one| one.tokens.len()).collect()
    }

    #[test]
    fn a_sentence_without_end_is_cut_where_it_hurts_least() {
        assert_eq!(lengths(&"a ".repeat(511)), [511]);
        assert_eq!(lengths(&"a ".repeat(600)), [511, 89], "before a small word");
        assert_eq!(lengths(&"Ada Roe ".repeat(300)), [512, 88]);
        let list = format!("{}, {}", "a ".repeat(450), "b ".repeat(200));
        assert_eq!(lengths(&list), [451, 200], "after a comma");
        let lines = format!(
            "{},\n{}, {}",
            "a ".repeat(400),
            "b ".repeat(40),
            "c ".repeat(200)
        );
        assert_eq!(lengths(&lines), [401, 241], "where a line begins");
    }

    #[test]
    fn initials_and_titles_end_nothing() {
        assert_sentences(
            "Gen. J. R. Roe met Sen. Poe in St. Louis.",
            &["Gen. J. R. Roe met Sen. Poe in St. Louis."],
        );
    }

    #[test]
    fn a_stop_before_a_small_letter_ends_nothing() {
        assert_sentences(
            "“Why?” she asked at 5 p.m. sharp in the U.S. capital.",
            &["“Why?” she asked at 5 p.m. sharp in the U.S. capital."],
        );
    }
}
