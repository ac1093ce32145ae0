//! Removes terminal and printer formatting from a text: escape sequences, and letters printed over each other.

use std::borrow::Cow;

const ESCAPE: char = '\u{1b}';
const BACKSPACE: char = '\u{8}';

/// The maximum length of the parameters of an escape sequence, in characters. Longer ones are text after an isolated
/// escape character.
const MAX_SEQUENCE_CHARS: usize = 64;

/// Returns the text without escape sequences (ECMA-48). If letters were printed over each other with backspaces, only
/// the last is kept: `_`, backspace, `w` is an underlined `w`.
pub(super) fn strip_terminal_controls(content: &str) -> Cow<'_, str> {
    if !content.contains([ESCAPE, BACKSPACE]) {
        return Cow::Borrowed(content);
    }
    let mut kept = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find([ESCAPE, BACKSPACE]) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        kept.push_str(before);
        rest = if let Some(after) = from.strip_prefix(BACKSPACE) {
            // A backspace at the start of a line has no letter before it.
            if kept.ends_with(|c: char| c != '\n') {
                kept.pop();
            }
            after
        } else {
            skip_sequence(from)
        };
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Returns the rest of a text after the escape sequence at its start.
fn skip_sequence(text: &str) -> &str {
    let after = text.strip_prefix(ESCAPE).unwrap_or(text);
    let (kind, inner) = match after.chars().next() {
        Some(kind @ ('[' | ']')) => (kind, after.get(1..).unwrap_or_default()),
        _ => return after,
    };
    let is_end = |c: char| match kind {
        '[' => ('@'..='~').contains(&c),
        _ => c == '\u{7}' || c == ESCAPE,
    };
    let end = inner
        .char_indices()
        .take(MAX_SEQUENCE_CHARS)
        .find(|(_, c)| is_end(*c));
    match end {
        Some((at, last)) => {
            let rest = inner.get(at + last.len_utf8()..).unwrap_or_default();
            // A title of a window ends with an escape and a backslash.
            rest.strip_prefix('\\')
                .filter(|_| last == ESCAPE)
                .unwrap_or(rest)
        }
        None => after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_manual_page_are_kept() {
        for (content, expected) in [
            ("W\u{8}Wo\u{8}ol\u{8}lf", "Wolf"),
            ("_\u{8}W_\u{8}olf", "Wolf"),
            ("\u{8}Wolf\n\u{8}s", "Wolf\ns"),
            ("\u{1b}[1mWolf\u{1b}[0m eats", "Wolf eats"),
            ("\u{1b}[38;5;196mred\u{1b}[m", "red"),
            ("\u{1b}]0;title\u{7}text", "text"),
            ("\u{1b}]8;;https://example.org\u{1b}\\link", "link"),
            ("a lone \u{1b} escape", "a lone  escape"),
            ("\u{1b}[", "["),
            ("plain", "plain"),
        ] {
            assert_eq!(strip_terminal_controls(content), expected, "{content:?}");
        }
    }
}
