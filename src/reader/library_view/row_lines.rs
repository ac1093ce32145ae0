//! The rows of a view as lines of the screen.

use super::model::ViewRow;
use crate::layout::{Cells, shorten_words, wrap_words};

/// The maximum number of lines of words below the head of a row: a quotation of average length fits.
const MAX_WORD_LINES: usize = 3;
/// The columns left of the words.
const INDENT_COLUMNS: u16 = 4;
/// The longest line of words. Longer lines are hard to read.
const MAX_WORD_COLUMNS: u16 = 96;

/// A line of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewLine {
    /// The index of the row that it belongs to; for a heading, that of the row below.
    pub row: usize,
    /// What it shows.
    pub content: ViewLineContent,
}

/// What a line of a view shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewLineContent {
    /// An empty line above a heading.
    Blank,
    /// The heading of a group.
    Heading(String),
    /// The head of a row, with its columns.
    Head,
    /// Words of a row.
    Words(String),
}

/// Adds the lines of rows from index `first` on, for a pane of `width` columns.
pub(super) fn push_row_lines(
    rows: &[ViewRow],
    first: usize,
    width: u16,
    lines: &mut Vec<ViewLine>,
) {
    for (row, shown) in rows.iter().enumerate().skip(first) {
        let mut push = |content| lines.push(ViewLine { row, content });
        let before = row.checked_sub(1).and_then(|before| rows.get(before));
        let is_new_group = before.is_none_or(|before| before.group != shown.group);
        if let Some(group) = shown.group.as_ref().filter(|_| is_new_group) {
            if row > 0 {
                push(ViewLineContent::Blank);
            }
            push(ViewLineContent::Heading(group.clone()));
        }
        push(ViewLineContent::Head);
        let room = width
            .saturating_sub(INDENT_COLUMNS + 1)
            .min(MAX_WORD_COLUMNS);
        for line in wrap_words_to(&shown.words, room) {
            push(ViewLineContent::Words(line));
        }
    }
}

/// Returns words in at most [`MAX_WORD_LINES`] lines. If they need more, the last line ends in `…`.
fn wrap_words_to(words: &str, room: u16) -> Vec<String> {
    let room = Cells(room.max(1));
    let mut lines = wrap_words(words, room);
    if let Some(next) = lines.get(MAX_WORD_LINES).cloned() {
        lines.truncate(MAX_WORD_LINES);
        if let Some(last) = lines.last_mut() {
            // With the first word of the next line it is too wide, and is cut at the end of a word.
            *last = shorten_words(&format!("{last} {next}"), room);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_group_have_one_heading_and_long_words_are_cut() {
        let row = |group: &str, words: &str| ViewRow {
            group: Some(group.to_owned()),
            words: words.to_owned(),
            ..ViewRow::default()
        };
        let long = "harbour ".repeat(40);
        let rows = [
            row("Today", "a b"),
            row("Today", ""),
            row("Yesterday", &long),
        ];
        let mut lines = Vec::new();
        push_row_lines(&rows, 0, 40, &mut lines);
        let shown = lines.iter().map(|line| match &line.content {
            ViewLineContent::Blank => "-",
            ViewLineContent::Heading(words) | ViewLineContent::Words(words) => words.as_str(),
            ViewLineContent::Head => "head",
        });
        let shown: Vec<_> = shown.collect();
        assert_eq!(
            shown[..6],
            ["Today", "head", "a b", "head", "-", "Yesterday"]
        );
        assert_eq!(shown.len(), 6 + 1 + MAX_WORD_LINES);
        assert!(shown[9].ends_with('…'), "{}", shown[9]);
        // A further page continues the group of the last row.
        let mut further = Vec::new();
        push_row_lines(&rows, 1, 40, &mut further);
        assert_eq!(further[0].content, ViewLineContent::Head);
    }
}
