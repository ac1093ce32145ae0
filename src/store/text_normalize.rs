//! Text normalization and word segmentation for search: case and accents are dropped, and each character of a script
//! without spaces is a word.

use std::borrow::Cow;
use std::ops::Range;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::text::{decompose_chars, is_mark};

/// Registers the SQL function `folded(text)`.
pub(super) fn register_sql_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("folded", 1, flags, |context| {
        let text: Option<String> = context.get(0)?;
        Ok(text.map(|text| normalize_text(&text)))
    })
}

/// Returns the text in lower case, decomposed, without combining marks.
pub(super) fn normalize_text(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    decompose_chars(text)
        .filter(|c| !is_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns a normalized English noun without the ending of its plural, so that "troops" and "troop" are equal. Not a
/// word: "series" becomes "sery".
pub(super) fn noun_stem(word: &str) -> Cow<'_, str> {
    // Shorter words, "gas" and "bus", end in an s of their own.
    if word.len() <= 3 || ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        return Cow::Borrowed(word);
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return Cow::Owned(format!("{stem}y"));
    }
    let hissing = ["ches", "shes", "xes", "sses", "zes"];
    let ending = if hissing.iter().any(|end| word.ends_with(end)) {
        "es"
    } else {
        "s"
    };
    word.strip_suffix(ending)
        .map_or(Cow::Borrowed(word), Cow::Borrowed)
}

/// True for characters of scripts that write no spaces between words (Thai, Chinese, Japanese, …), and of Korean, which
/// attaches endings to words. Each character is indexed as its own word.
pub(super) fn is_unspaced(c: char) -> bool {
    // Fast path: most text is below the first of these blocks.
    c >= '\u{e00}'
        && matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns the text with spaces around each character for which [`is_unspaced`] is true.
pub(super) fn space_unspaced(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unspaced) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if is_unspaced(c) {
            out.extend([' ', c, ' ']);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// True for characters that are part of a word: letters, digits and combining marks.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)))
}

/// Returns the byte ranges of the words of a text, split as the full-text index splits them (FTS5 `unicode61`, after
/// [`space_unspaced`]).
pub(super) fn word_spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, first) = loop {
            let (piece, n) = letter_class_at(text, at)?;
            at += n;
            if piece != LetterClass::Between {
                break (at - n, piece);
            }
        };
        if first == LetterClass::Letter {
            // Fast path: nearly all words are ASCII.
            let ascii = text.as_bytes().iter().skip(at);
            at += ascii
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
            while let Some((LetterClass::Letter, n)) = letter_class_at(text, at) {
                at += n;
            }
        }
        Some(start..at)
    })
}

/// The role of a character in word segmentation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LetterClass {
    /// Part of a longer word.
    Letter,
    /// A word by itself.
    Word,
    /// Not part of a word.
    Between,
}

/// Returns the class of the character at byte offset `at`, and its length in bytes; `None` at the end of the text.
#[inline]
fn letter_class_at(text: &str, at: usize) -> Option<(LetterClass, usize)> {
    let of = |is_letter| {
        if is_letter {
            LetterClass::Letter
        } else {
            LetterClass::Between
        }
    };
    let byte = text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((of(byte.is_ascii_alphanumeric()), 1));
    }
    let c = text.get(at..)?.chars().next()?;
    let piece = if is_unspaced(c) && is_word(c) {
        LetterClass::Word
    } else {
        of(is_word(c))
    };
    Some((piece, c.len_utf8()))
}

/// Returns the words of a text, split as the full-text index splits them.
pub(super) fn split_words(text: &str) -> Vec<&str> {
    word_spans(text).filter_map(|span| text.get(span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(normalize_text("Erdoğan ÉLYSÉE"), "erdogan elysee");
    }

    #[test]
    fn words_end_where_the_index_ends_them() {
        let words = split_words("Ça va, U.S. 選挙です: naïve2");
        assert_eq!(
            words,
            ["Ça", "va", "U", "S", "選", "挙", "で", "す", "naïve2"]
        );
        assert!(split_words(" — !").is_empty());
    }

    #[test]
    fn only_scripts_without_spaces_are_taken_apart() {
        assert_eq!(space_unspaced("the 選挙 of"), "the  選  挙  of");
        assert!(matches!(space_unspaced("naïve Москва"), Cow::Borrowed(_)));
    }
}
