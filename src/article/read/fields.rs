//! Sanitizes metadata fields: single-line and of limited length.

use crate::text::clean_text;

/// The maximum length of a title, in characters. Longer ones are cut: they are usually whole paragraphs marked up as
/// titles.
pub(super) const MAX_TITLE_CHARS: usize = 300;
/// The maximum length of the name of a person or outlet, in characters.
pub(super) const MAX_NAME_CHARS: usize = 120;

/// Returns the words as one sanitized line of at most `longest` characters, with a `…` after the cut if they are
/// longer.
pub(super) fn clean_line(raw: &str, longest: usize) -> String {
    // Cut before cleaning, so that a huge attribute costs no time. Cleaning can shorten text, hence the margin.
    let head: String = raw.chars().take(longest * 4).collect();
    let words: Vec<&str> = head.split_whitespace().collect();
    let joined = words.join(" ");
    let cleaned = clean_text(&joined);
    let mut kept: String = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = kept.char_indices().nth(longest) {
        kept.truncate(at);
        kept.truncate(kept.trim_end().len());
        kept.push('…');
    }
    kept
}

/// Returns the name without a leading "By"; `None` if the rest is not a name.
pub(super) fn clean_byline(raw: &str) -> Option<String> {
    let name = clean_line(raw, MAX_NAME_CHARS);
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
    // Some sites put a profile URL or an account name into the author field.
    let is_name =
        name.chars().any(char::is_alphabetic) && !name.contains("://") && !name.starts_with('@');
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_one_clean_line_of_bounded_length() {
        assert_eq!(clean_line(" a\n\tb\u{1b}[2J \u{202e}c ", 99), "a b[2J c");
        assert_eq!(clean_line("abcdef", 3), "abc…");
        assert_eq!(clean_line(&"x".repeat(1_000_000), 10).chars().count(), 11);
    }

    #[test]
    fn a_byline_is_a_name() {
        assert_eq!(clean_byline("By Jane Doe,").as_deref(), Some("Jane Doe"));
        assert_eq!(
            clean_byline("Written by: Jane Doe |").as_deref(),
            Some("Jane Doe")
        );
        assert_eq!(clean_byline("Byron Lake").as_deref(), Some("Byron Lake"));
        assert_eq!(clean_byline("https://example.org/jane"), None);
        assert_eq!(clean_byline(" – "), None);
    }
}
