//! Phrases that pages show around an article, in several languages, from `assets/lang/page-words.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The phrases by class.
const PAGE_WORDS: &str = include_str!("../../../../assets/lang/page-words.txt");

/// Returns the phrases of a class, in the order of the file; none for an unknown class.
pub(super) fn phrases_of(class: &str) -> &'static [&'static str] {
    static CLASSES: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let lines = PAGE_WORDS.lines().filter(|line| !line.starts_with('#'));
        let classes = lines.filter_map(|line| line.split_once(" = "));
        classes
            .map(|(class, phrases)| (class, phrases.split(", ").map(str::trim).collect()))
            .collect()
    });
    CLASSES.get(class).map_or(&[], Vec::as_slice)
}

/// Returns whether a line of lower-case words contains one of the phrases of a class as whole words.
pub(super) fn has_phrase(line: &str, class: &str) -> bool {
    let is_border = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    phrases_of(class).iter().any(|phrase| {
        let mut places = line.match_indices(phrase);
        places.any(|(at, _)| {
            let (before, after) = (line.get(..at), line.get(at + phrase.len()..));
            is_border(before.and_then(|text| text.chars().next_back()))
                && is_border(after.and_then(|text| text.chars().next()))
        })
    })
}

/// Returns the number of different phrases of a class that a text of lower-case words contains.
pub(super) fn count_phrases(text: &str, class: &str) -> usize {
    phrases_of(class)
        .iter()
        .filter(|phrase| text.contains(*phrase))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        assert!(has_phrase("zuletzt aktualisiert am", "updated"));
        assert!(has_phrase("updated:", "updated"));
        assert!(!has_phrase("outdated", "updated"));
        assert!(!has_phrase("updated", "no such class"));
    }

    #[test]
    fn every_class_has_phrases_in_lower_case() {
        for line in PAGE_WORDS.lines().filter(|line| !line.starts_with('#')) {
            let (class, phrases) = line.split_once(" = ").expect("a class");
            assert!(!phrases_of(class).is_empty(), "{class}");
            assert_eq!(phrases, phrases.to_lowercase(), "{class}");
        }
    }
}
