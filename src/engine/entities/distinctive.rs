//! Decides whether words distinguish one name from others.

use crate::engine::lexeme::name_words::{self, entity_lexicon};

/// Returns whether at least one of the first words of a name distinguishes it from others. "National" does not, since
/// many names begin with it.
pub(super) fn is_distinctive(words: &str) -> bool {
    entity_lexicon().country(words).is_none()
        && entity_lexicon().full_name(words).is_none()
        && !words.ends_with(" of")
        && words.split(' ').any(is_distinctive_word)
}

fn is_distinctive_word(word: &str) -> bool {
    !name_words::is_generic(word)
        && entity_lexicon().country(word).is_none()
        && word.chars().count() > 2
        && !name_words::is_place_and_surname(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_many_names_begin_with_is_not_distinctive() {
        for words in [
            "national",
            "bank of",
            "united",
            "france",
            "un",
            "washington",
            "of the",
        ] {
            assert!(!is_distinctive(words), "{words}");
        }
        for words in ["bramwell", "goldman sachs", "national harbour", "tarn"] {
            assert!(is_distinctive(words), "{words}");
        }
    }
}
