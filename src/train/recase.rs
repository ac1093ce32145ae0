//! Converts documents to headline style.

use super::conll::Text;

/// The capitalization of a headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Title case: every word is capitalized, except the words in [`SMALL`].
    Title,
    /// Upper case throughout.
    Upper,
}

/// Words that stay in lower case in title case, unless they come first.
const SMALL: [&str; 22] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or",
    "over", "the", "to", "vs", "with", "'s", "n't", "per",
];

/// Returns a copy of the document in this style, with the same tags.
pub(super) fn recased(text: &Text, style: Style) -> Text {
    let mut words = text.words.clone();
    for sentence in &text.sentences {
        for (place, word) in words
            .get_mut(sentence.clone())
            .unwrap_or_default()
            .iter_mut()
            .enumerate()
        {
            *word = match style {
                Style::Upper => word.to_uppercase(),
                Style::Title if place > 0 && SMALL.contains(&word.as_str()) => continue,
                Style::Title => titled(word),
            };
        }
    }
    Text {
        weight: text.weight,
        words,
        allowed: text.allowed.clone(),
        sentences: text.sentences.clone(),
    }
}

fn titled(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, style: Style, expected: &str) {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let text = Text {
            weight: 1.0,
            allowed: vec![1; words.len()],
            sentences: std::iter::once(0..words.len()).collect(),
            words,
        };
        assert_eq!(recased(&text, style).words.join(" "), expected);
    }

    #[test]
    fn headlines_have_capitals() {
        check(
            "the mayor of Oslo resigns",
            Style::Title,
            "The Mayor of Oslo Resigns",
        );
        check(
            "the mayor of Oslo 's aide",
            Style::Upper,
            "THE MAYOR OF OSLO 'S AIDE",
        );
    }
}
