//! Visible escapes for characters that could control a terminal or are invisible.

use std::borrow::Cow;
use std::fmt::Write;

use super::is_control_or_junk;

/// Returns the words on one line. Control characters, bidirectional controls, tag characters and zero-width characters
/// become visible escapes: `\n`, `\t`, `\r`, or `\u001b` as in JSON and TOML.
pub fn escape_unsafe(words: &str) -> Cow<'_, str> {
    escape_where(words, |_, _| true)
}

/// Like [`escape_unsafe`], but keeps `\n`, `\r\n` and tabs, for text of several lines.
///
/// A JSON document keeps its content, because the escaped characters occur only inside its strings.
pub fn escape_unsafe_lines(text: &str) -> Cow<'_, str> {
    escape_where(text, |c, rest| match c {
        '\n' | '\t' => false,
        '\r' => !rest.starts_with('\n'),
        _ => true,
    })
}

/// Escapes the characters for which `is_escaped` returns true. It is called with the character and the text after it.
fn escape_where(words: &str, is_escaped: impl Fn(char, &str) -> bool) -> Cow<'_, str> {
    if !words.contains(is_control_or_junk) {
        return Cow::Borrowed(words);
    }
    let mut escaped = String::with_capacity(words.len() + 16);
    let mut rest = words.chars();
    while let Some(c) = rest.next() {
        if is_control_or_junk(c) && is_escaped(c, rest.as_str()) {
            push_escape(c, &mut escaped);
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Appends the escape of a character: the short form for line ends and tabs, otherwise UTF-16 units as in JSON.
pub fn push_escape(c: char, escaped: &mut String) {
    match c {
        '\n' => escaped.push_str("\\n"),
        '\r' => escaped.push_str("\\r"),
        '\t' => escaped.push_str("\\t"),
        c => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_characters_are_seen() {
        assert_eq!(
            escape_unsafe("a\u{1b}[31m\u{9b}\u{202e}\u{200b}\u{e0041}\r\n\tz"),
            r"a\u001b[31m\u009b\u202e\u200b\udb40\udc41\r\n\tz"
        );
    }

    #[test]
    fn line_ends_of_a_longer_text_stay() {
        assert_eq!(
            escape_unsafe_lines("a\r\nb\n\tc\rd\u{7}"),
            "a\r\nb\n\tc\\rd\\u0007"
        );
    }

    #[test]
    fn plain_words_are_not_copied() {
        let words = "Zoë “said” 👩\u{200d}🚒 میں\u{200c}";
        assert!(matches!(escape_unsafe(words), Cow::Borrowed(_)));
    }
}
