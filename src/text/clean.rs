//! Sanitization: makes text from outside safe to draw on a terminal.

use std::borrow::Cow;

use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfc_quick,
};

/// Returns whether a character can control a terminal or disguise text: controls, bidirectional marks, overrides and
/// isolates, line and paragraph separators, interlinear annotations, tag characters, noncharacters.
///
/// This includes `\n` and `\t`; callers that allow them must exclude them first.
pub fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{2028}' | '\u{2029}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
}

/// Returns whether a character is unsafe (see [`is_unsafe`]) or invisible and meaningless: soft hyphen, zero-width
/// space, word joiner, byte order mark. U+200C and U+200D are not junk: Indic scripts and emoji need them.
pub fn is_control_or_junk(c: char) -> bool {
    is_unsafe(c)
        || matches!(
            c,
            '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{180e}'
        )
}

/// Returns the text in NFC with line ends (`\r\n`, `\r`, U+0085, U+2028, U+2029) as `\n`, tabs as one space, and all
/// other control and junk characters removed.
///
/// An escape sequence loses only its introducer; the rest stays as visible characters.
pub fn clean_text(raw: &str) -> Cow<'_, str> {
    if is_surely_clean(raw) {
        return Cow::Borrowed(raw);
    }
    let is_plain = |c: char| c == '\n' || !is_control_or_junk(c);
    if raw.chars().all(is_plain) && is_nfc_quick(raw.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(raw);
    }
    let mut before = '\0';
    let kept = raw.chars().filter_map(|c| {
        let previous = std::mem::replace(&mut before, c);
        match c {
            // The `\r` of `\r\n` was already written as `\n`.
            '\n' if previous == '\r' => None,
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
            '\t' | '\u{b}' | '\u{c}' => Some(' '),
            c if is_plain(c) => Some(c),
            _ => None,
        }
    });
    Cow::Owned(kept.nfc().collect())
}

/// Returns whether every character is clean in any context. Returns false for some clean texts, but reads several bytes
/// per nanosecond; most input takes this path.
fn is_surely_clean(raw: &str) -> bool {
    let is_ascii = |byte: u8| (b' '..=b'~').contains(&byte) || byte == b'\n';
    // Chunks instead of an early exit at each byte: the branch per byte costs more than checking a whole chunk.
    let mut pieces = raw.as_bytes().chunks(64);
    pieces.all(|piece| piece.iter().fold(true, |is_so, byte| is_so & is_ascii(*byte)))
        || raw.chars().all(|c| {
            matches!(c, ' '..='~' | '\n' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{400}'..='\u{482}'
                | '\u{2010}'..='\u{2027}' | '\u{20ac}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
        })
}

/// Returns the characters in canonical decomposition (NFD), that is, with accents as separate characters.
pub fn decompose_chars(text: &str) -> impl Iterator<Item = char> {
    text.nfd()
}

/// Returns whether a character is a combining mark.
pub fn is_mark(c: char) -> bool {
    is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(clean_text("Zoë said:\n“no”"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_surely_clean_is_clean_by_the_tables() {
        for c in '\0'..='\u{ffff}' {
            let word = c.to_string();
            if is_surely_clean(&word) {
                assert!(c == '\n' || !is_control_or_junk(c), "{c:?}");
                assert_eq!(is_nfc_quick(word.chars()), IsNormalized::Yes, "{c:?}");
            }
        }
    }

    #[test]
    fn escape_sequences_lose_their_power() {
        assert_eq!(clean_text("\u{1b}[31mred\u{7}\u{9b}2J"), "[31mred2J");
    }

    #[test]
    fn line_ends_of_every_kind_become_one() {
        assert_eq!(clean_text("a\r\nb\rc\u{2028}d\te"), "a\nb\nc\nd e");
    }

    #[test]
    fn overrides_and_zero_width_junk_go_but_joiners_stay() {
        assert_eq!(clean_text("a\u{202e}b\u{200b}c\u{feff}d\u{ad}e"), "abcde");
        // Tags spell words that nobody sees; the flag that some of them make of a black one goes with them.
        assert_eq!(
            clean_text("a\u{e0068}\u{e0069}b \u{1f3f4}\u{e0067}\u{e007f}"),
            "ab \u{1f3f4}"
        );
        assert_eq!(
            clean_text("👩\u{200d}🚒 میں\u{200c}"),
            "👩\u{200d}🚒 میں\u{200c}"
        );
    }

    #[test]
    fn decomposed_letters_are_composed() {
        assert_eq!(clean_text("Zoe\u{308}"), "Zoë");
    }
}
