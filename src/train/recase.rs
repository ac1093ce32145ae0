//! Converts documents to headline style.

use super::conll::CorpusText;
use crate::invariant::ExpectOr;

/// The capitalization of a headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadlineStyle {
    /// Title case: every word is capitalized, except the words in [`SMALL_WORDS`].
    Title,
    /// Upper case throughout.
    Upper,
}

/// Words that stay in lower case in title case, unless they come first.
const SMALL_WORDS: [&str; 22] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or",
    "over", "the", "to", "vs", "with", "'s", "n't", "per",
];

/// Returns a copy of the document in this style, with the same tags.
pub(super) fn recase_text(text: &CorpusText, style: HeadlineStyle) -> CorpusText {
    let mut words = text.words.clone();
    for sentence in &text.sentences {
        for (place, word) in words
            .get_mut(sentence.clone())
            .expect_or_default("a sentence lies in its text")
            .iter_mut()
            .enumerate()
        {
            *word = match style {
                HeadlineStyle::Upper => word.to_uppercase(),
                HeadlineStyle::Title if place > 0 && SMALL_WORDS.contains(&word.as_str()) => {
                    continue;
                }
                HeadlineStyle::Title => capitalize_word(word),
            };
        }
    }
    CorpusText {
        weight: text.weight,
        words,
        allowed: text.allowed.clone(),
        sentences: text.sentences.clone(),
    }
}

fn capitalize_word(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_recased(words: &str, style: HeadlineStyle, expected: &str) {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let text = CorpusText {
            weight: 1.0,
            allowed: vec![1; words.len()],
            sentences: std::iter::once(0..words.len()).collect(),
            words,
        };
        assert_eq!(recase_text(&text, style).words.join(" "), expected);
    }

    #[test]
    fn headlines_have_capitals() {
        check_recased(
            "the mayor of Oslo resigns",
            HeadlineStyle::Title,
            "The Mayor of Oslo Resigns",
        );
        check_recased(
            "the mayor of Oslo 's aide",
            HeadlineStyle::Upper,
            "THE MAYOR OF OSLO 'S AIDE",
        );
    }
}
