//! Comparison of speakers.

use super::letter_overlap::ScalarSpan;
use super::letter_overlap::{ScalarText, is_word};
use crate::invariant::ExpectOr;

/// Words that do not identify a speaker.
const STOP_WORDS: &str = " the a an of in at for and or to by on with from as his her their its our my who that which mr mrs ms dr sir prof ";
/// Pronouns that can name a speaker.
const PRONOUNS: &str = " he she they it we i you him her them ";

/// Returns whether both ranges name the same speaker.
///
/// If they overlap, they must share a word that is not a stop word. Otherwise, the last name in `found` must occur in
/// `gold`. Two missing speakers are the same.
pub(super) fn is_same_speaker(
    text: &ScalarText,
    gold: Option<ScalarSpan>,
    found: Option<ScalarSpan>,
) -> bool {
    let (Some(gold), Some(found)) = (gold, found) else {
        return gold.is_none() && found.is_none();
    };
    let shared = (gold.0.max(found.0), gold.1.min(found.1));
    if shared.0 < shared.1 {
        return words_of_span(text, gold)
            .iter()
            .all(|word| is_in_list(STOP_WORDS, strip_marks(word, ".")))
            || words_of_span(text, shared).iter().any(|word| {
                is_in_list(PRONOUNS, word) || !is_in_list(STOP_WORDS, strip_marks(word, "."))
            });
    }
    let names = |span| {
        words_of_span(text, span)
            .into_iter()
            .filter(|word| is_name(word))
            .collect::<Vec<_>>()
    };
    let known: Vec<_> = names(gold);
    let last = names(found);
    last.last().is_some_and(|last| {
        known
            .iter()
            .any(|name| strip_marks(name, ".'’") == strip_marks(last, ".'’"))
    })
}

fn strip_marks<'w>(word: &'w str, marks: &str) -> &'w str {
    word.trim_matches(|c| marks.contains(c))
}

/// Returns whether a word is part of a name: capitalized, and neither a stop word nor a pronoun.
fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && !is_in_list(STOP_WORDS, word)
        && !is_in_list(PRONOUNS, word)
}

/// Returns whether a space-separated list contains the word, ignoring case.
pub(super) fn is_in_list(list: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    list.split(' ')
        .any(|known| known == word && !word.is_empty())
}

/// Returns the words of a range: letters and digits, and `.&'’-` between them.
fn words_of_span(text: &ScalarText, span: ScalarSpan) -> Vec<String> {
    let stretch = text.get(span);
    let mut found = Vec::new();
    let mut at = 0;
    while at < stretch.len() {
        let run = stretch
            .get(at..)
            .expect_or_default("the word lies in its stretch")
            .iter()
            .take_while(|c| is_word(**c) || ".&'’-".contains(**c));
        let run: Vec<char> = run.copied().collect();
        match run.iter().rposition(|c| is_word(*c)) {
            Some(last) => {
                found.push(
                    run.get(..=last)
                        .expect_or_default("the word lies in its stretch")
                        .iter()
                        .collect(),
                );
                at += last + 1;
            }
            None => at += run.len().max(1),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_elsewhere_is_the_same_and_a_title_alone_is_not() {
        let text = ScalarText::new("Mr. Roe met Ana Roe and Mr. Doe; he left.");
        assert!(is_same_speaker(&text, Some((0, 7)), Some((12, 19))));
        assert!(!is_same_speaker(&text, Some((0, 7)), Some((24, 31))));
        assert!(!is_same_speaker(&text, Some((0, 7)), Some((33, 35))));
        assert!(is_same_speaker(&text, Some((33, 35)), Some((33, 35))));
        assert!(!is_same_speaker(&text, None, Some((33, 35))));
    }
}
