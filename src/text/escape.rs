//! Characters that could act on a terminal or hide in a line, written so that they are seen.

use std::borrow::Cow;
use std::fmt::Write;

use super::is_control_or_junk;

/// Returns the words on one line, with each control character, bidirectional control, tag character and zero-width
/// character as a visible escape: `\n`, `\t`, `\r`, or `\u001b` as JSON and TOML write it.
pub fn escape_unsafe(words: &str) -> Cow<'_, str> {
    escape_where(words, |_, _| true)
}

/// Returns the same for text of several lines: `\n`, `\r\n` and tabs stay.
///
/// A JSON document stays one with the same content, for these characters stand in its strings only.
pub fn escape_unsafe_lines(text: &str) -> Cow<'_, str> {
    escape_where(text, |c, rest| match c {
        '\n' | '\t' => false,
        '\r' => !rest.starts_with('\n'),
        _ => true,
    })
}

/// Escapes the unsafe characters of which `is_escaped` says so, given each with the text after it.
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

/// Adds the escape of a character: short for line ends and tabs, else in UTF-16 units, as JSON has it.
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
