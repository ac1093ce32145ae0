//! Wrapping and truncation of words outside an article's text, such as list entries and help.

use std::borrow::Cow;

use super::Cells;
use super::cluster::{count_columns, draw_cluster_within, drawable_text};
use super::wrap::{LineEnds, wrap_lines};
use crate::invariant::ExpectOr;
use crate::text::{ByteOffset, grapheme_clusters};

/// Returns the width of words on one line, in columns.
pub fn display_width(words: &str) -> Cells {
    Cells::from_usize(count_columns(words))
}

/// Returns the drawn form of words, wrapped to lines of at most `width` columns.
///
/// A line end counts as a space. Lines without a word are left out.
pub fn wrap_words(words: &str, width: Cells) -> Vec<String> {
    let mut lines = Vec::new();
    wrap_lines(
        words,
        ByteOffset::ZERO,
        width,
        LineEnds::Soft,
        &mut |line| {
            let line = words
                .get(line.range.indices())
                .expect_or_default("a line is a part of its words");
            if !line.trim().is_empty() {
                lines.push(drawable_text(line, width));
            }
        },
    );
    lines
}

/// Returns the drawn form of words, truncated to `width` columns with a `…` if they are wider. They are cut at the end of
/// a word, unless that would leave less than a third of the width in use.
pub fn shorten_words(words: &str, width: Cells) -> String {
    if width == Cells::ZERO {
        return String::new();
    }
    if count_columns(words) <= width.index() {
        return drawable_text(words, width);
    }
    let mut kept = String::new();
    // One column is reserved for the `…`.
    let mut n_columns = 1;
    let mut word_end = None;
    for (text, columns) in text_glyphs(words) {
        if text.trim().is_empty() && n_columns * 3 > width.index() {
            word_end = Some(kept.len());
        }
        n_columns += columns.index();
        if n_columns > width.index() {
            break;
        }
        kept.push_str(&text);
    }
    kept.truncate(word_end.unwrap_or(kept.len()));
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Returns the drawn form and the width of each cluster. Widths are at least 1, and no cluster can control a terminal.
pub fn text_glyphs(words: &str) -> impl Iterator<Item = (Cow<'_, str>, Cells)> {
    grapheme_clusters(words, ByteOffset::ZERO)
        .map(|(_, cluster)| draw_cluster_within(cluster, u16::MAX))
        .filter(|drawn| drawn.width > 0)
        .map(|drawn| (drawn.text, Cells(drawn.width)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_cut_say_so() {
        assert_eq!(shorten_words("harbour", Cells(7)), "harbour");
        assert_eq!(shorten_words("harbour master", Cells(9)), "harbour…");
        assert_eq!(shorten_words("harbour master", Cells(11)), "harbour…");
        assert_eq!(shorten_words("harbour master", Cells(8)), "harbour…");
        assert_eq!(shorten_words("a harbourmaster", Cells(11)), "a harbourm…");
        assert_eq!(shorten_words("世界新聞", Cells(5)), "世界…");
        assert_eq!(shorten_words("harbour", Cells(1)), "…");
        assert_eq!(shorten_words("harbour", Cells(0)), "");
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
        let text: String = text_glyphs("a\u{1b}[2J\u{202e}b")
            .map(|(text, _)| text)
            .collect();
        assert_eq!(text, "a[2Jb");
        assert_eq!(display_width("a\u{1b}b"), Cells(2));
    }
}
