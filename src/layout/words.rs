//! Words that are no part of an article's text: a name in a list, a line of help.

use std::borrow::Cow;

use super::Cells;
use super::cluster::{drawable, drawn_in, width_of};
use super::wrap::{LineEnds, wrap};
use crate::text::{ByteOffset, graphemes};

/// Returns how many columns the words take on one line.
pub fn width(words: &str) -> Cells {
    Cells::from_usize(width_of(words))
}

/// Returns the words as they are drawn, in lines of at most `width` columns.
///
/// A line end counts as a space. Without a word there is no line.
pub fn wrap_words(words: &str, width: Cells) -> Vec<String> {
    let mut lines = Vec::new();
    wrap(
        words,
        ByteOffset::ZERO,
        width,
        LineEnds::Soft,
        &mut |line| {
            let line = words.get(line.range.indices()).unwrap_or_default();
            if !line.trim().is_empty() {
                lines.push(drawable(line, width));
            }
        },
    );
    lines
}

/// Returns the words as they are drawn, cut to `width` columns; what was cut off is a `…`.
pub fn shorten(words: &str, width: Cells) -> String {
    if width == Cells::ZERO {
        return String::new();
    }
    if width_of(words) <= width.index() {
        return drawable(words, width);
    }
    let mut kept = String::new();
    let mut n_columns = 1;
    for (text, columns) in glyphs(words) {
        n_columns += columns.index();
        if n_columns > width.index() {
            break;
        }
        kept.push_str(&text);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Returns the clusters of words as they are drawn, each with its columns: never none, and nothing that could act on a
/// terminal.
pub fn glyphs(words: &str) -> impl Iterator<Item = (Cow<'_, str>, Cells)> {
    graphemes(words, ByteOffset::ZERO)
        .map(|(_, cluster)| drawn_in(cluster, u16::MAX))
        .filter(|drawn| drawn.width > 0)
        .map(|drawn| (drawn.text, Cells(drawn.width)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_cut_say_so() {
        assert_eq!(shorten("harbour", Cells(7)), "harbour");
        assert_eq!(shorten("harbour master", Cells(9)), "harbour…");
        assert_eq!(shorten("世界新聞", Cells(5)), "世界…");
        assert_eq!(shorten("harbour", Cells(1)), "…");
        assert_eq!(shorten("harbour", Cells(0)), "");
    }

    #[test]
    fn words_are_wrapped_at_spaces() {
        assert_eq!(
            wrap_words("the long\nway home", Cells(8)),
            ["the long", "way home"]
        );
        assert!(wrap_words(" \n ", Cells(8)).is_empty());
    }

    #[test]
    fn nothing_that_acts_on_a_terminal_is_drawn() {
        let text: String = glyphs("a\u{1b}[2J\u{202e}b")
            .map(|(text, _)| text)
            .collect();
        assert_eq!(text, "a[2Jb");
        assert_eq!(width("a\u{1b}b"), Cells(2));
    }
}
