//! Abbreviations whose full stop belongs to them, from `assets/lang/en/abbreviations.txt`.

use std::sync::LazyLock;

use crate::engine::lexeme::hash::HashSet;

const LIST: &str = include_str!("../../../assets/lang/en/abbreviations.txt");

/// The longest word of the list, in bytes.
const MAX_ABBREVIATION_BYTES: usize = 8;

static WORDS: LazyLock<HashSet<&'static [u8]>> = LazyLock::new(|| {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(|line| line.split(' '))
        .map(str::as_bytes)
        .collect()
});

/// Returns whether a word without its full stop is in the list, in any case.
pub(super) fn is_listed_abbreviation(word: &str) -> bool {
    let mut lower = [0; MAX_ABBREVIATION_BYTES];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    WORDS.contains(&*lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_list_are_known_in_any_case() {
        for word in ["mr", "Mr", "APPROX", "messrs"] {
            assert!(is_listed_abbreviation(word), "{word}");
        }
        for word in ["", "m", "harbour", "approximately", "é", "#"] {
            assert!(!is_listed_abbreviation(word), "{word}");
        }
        assert!(
            WORDS
                .iter()
                .all(|word| word.len() <= MAX_ABBREVIATION_BYTES)
        );
    }
}
