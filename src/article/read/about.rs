//! Fields of what is known about an article, made safe, single-line and of bounded length.

use crate::text::clean;

/// The longest title, in characters.
pub(super) const LONGEST_TITLE: usize = 300;
/// The longest name of a person or an outlet, in characters.
pub(super) const LONGEST_NAME: usize = 120;

/// Returns the words on one line, cleaned for a screen, at most `longest` characters.
pub(super) fn line(raw: &str, longest: usize) -> String {
    // What is far too long is cut before it is cleaned, so that a huge attribute costs nothing.
    let head: String = raw.chars().take(longest * 4).collect();
    let words: Vec<&str> = head.split_whitespace().collect();
    let joined = words.join(" ");
    let cleaned = clean(&joined);
    let mut kept: String = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = kept.char_indices().nth(longest) {
        kept.truncate(at);
        kept.truncate(kept.trim_end().len());
        kept.push('…');
    }
    kept
}

/// Returns the name without "By" before it; none where nothing that could be a name is left.
pub(super) fn byline(raw: &str) -> Option<String> {
    let name = line(raw, LONGEST_NAME);
    let mut name = name.as_str();
    for lead in [
        "Written by",
        "Posted by",
        "Words by",
        "Story by",
        "By",
        "by",
        "BY",
    ] {
        if let Some(rest) = name.strip_prefix(lead)
            && rest.starts_with([' ', ':'])
        {
            name = rest.trim_start_matches([' ', ':']);
            break;
        }
    }
    let name = name.trim_matches(|c: char| c.is_whitespace() || ",;:|•·-–—".contains(c));
    let is_name =
        name.chars().any(char::is_alphabetic) && !name.contains("://") && !name.starts_with('@');
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_one_clean_line_of_bounded_length() {
        assert_eq!(line(" a\n\tb\u{1b}[2J \u{202e}c ", 99), "a b[2J c");
        assert_eq!(line("abcdef", 3), "abc…");
        assert_eq!(line(&"x".repeat(1_000_000), 10).chars().count(), 11);
    }

    #[test]
    fn a_byline_is_a_name() {
        assert_eq!(byline("By Jane Doe,").as_deref(), Some("Jane Doe"));
        assert_eq!(
            byline("Written by: Jane Doe |").as_deref(),
            Some("Jane Doe")
        );
        assert_eq!(byline("Byron Lake").as_deref(), Some("Byron Lake"));
        assert_eq!(byline("https://example.org/jane"), None);
        assert_eq!(byline(" – "), None);
    }
}
