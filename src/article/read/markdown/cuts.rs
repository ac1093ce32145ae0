//! Splits Markdown into pieces that can be parsed separately. Pieces begin at the start of a block. If a table or a
//! code block is split, its first lines are repeated in the next piece.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::pieces::{MIN_PIECE_BYTES, find_piece};
use crate::invariant::ExpectOr;

/// The maximum number of link definitions that are remembered for links in other pieces.
const MAX_TARGETS: usize = 10_000;

/// The maximum length of the head of a table that is repeated in the next piece, in bytes.
const MAX_HEAD_BYTES: usize = 10_000;

/// A piece of a Markdown text.
pub(super) struct MarkdownPiece<'a> {
    pub(super) words: Cow<'a, str>,
    /// True if the piece continues the previous piece's table. Its first rows then repeat the head of that table.
    pub(super) is_continued_table: bool,
}

/// Splits a text into pieces.
pub(super) struct Cuts<'a> {
    body: &'a str,
    at: usize,
    /// The opening line of the code block that continues in the next piece.
    fence: Option<&'a str>,
    /// The head of the table that continues in the next piece: the row of column names and the delimiter row.
    head: Option<&'a str>,
    /// The targets of reference links, by label. A link and its definition may be in different pieces.
    targets: BTreeMap<String, &'a str>,
}

impl<'a> Cuts<'a> {
    /// Returns the pieces of a text. A short text is one piece.
    pub(super) fn new(body: &'a str) -> Self {
        let targets = if body.len() > MIN_PIECE_BYTES {
            let defined = body.lines().filter_map(read_definition);
            defined.take(MAX_TARGETS).collect()
        } else {
            BTreeMap::new()
        };
        Self {
            body,
            at: 0,
            fence: None,
            head: None,
            targets,
        }
    }

    /// Returns the target of the reference link with that label.
    pub(super) fn target_of(&self, name: &str) -> Option<&'a str> {
        self.targets.get(&name.to_lowercase()).copied()
    }

    pub(super) fn next_piece(&mut self) -> Option<MarkdownPiece<'a>> {
        if self.at >= self.body.len() {
            return None;
        }
        let before = (self.fence, self.head);
        let mut fence = before.0;
        let piece = find_piece(self.body, self.at, |line| {
            let was_open = fence.is_some();
            step_fence(&mut fence, line);
            !was_open && line.starts_with(|c: char| !c.is_whitespace())
        });
        let words = self
            .body
            .get(piece.clone())
            .expect_or_default("a piece lies in its text");
        self.at = piece.end;
        // The fence as it is at the end of the piece, which may be before the last line looked at.
        self.fence = before.0;
        words
            .lines()
            .for_each(|line| step_fence(&mut self.fence, line));
        self.head = self.find_head(words, before.1);
        let (head, end) = match before {
            (Some(fence), _) => (fence, "\n"),
            (None, Some(head)) => (head, ""),
            (None, None) => {
                return Some(MarkdownPiece {
                    words: Cow::Borrowed(words),
                    is_continued_table: false,
                });
            }
        };
        Some(MarkdownPiece {
            words: Cow::Owned(format!("{head}{end}{words}")),
            is_continued_table: before.0.is_none(),
        })
    }

    /// Returns the head of the table in which a piece ends; `None` if the piece does not end in a table.
    fn find_head(&self, words: &'a str, before: Option<&'a str>) -> Option<&'a str> {
        if self.fence.is_some() || self.at >= self.body.len() {
            return None;
        }
        let is_row = |line: &str| line.contains('|');
        let last = words.trim_end_matches('\n').rsplit('\n').next()?;
        let next = self.body.get(self.at..)?.split('\n').next()?;
        if words.ends_with("\n\n") || !is_row(last) || !is_row(next) {
            return None;
        }
        // The stretch of lines that the piece ends with.
        let start = words.rfind("\n\n").map(|at| at + 2);
        let Some(start) = start.or_else(|| before.is_none().then_some(0)) else {
            return before;
        };
        let stretch = words.get(start..)?;
        let mut lines = stretch.split_inclusive('\n');
        let (names, below) = (lines.next()?, lines.next()?);
        let is_below = |c: char| matches!(c, '|' | '-' | ':' | ' ' | '\n' | '\r');
        let is_table = below.contains('-') && below.chars().all(is_below);
        let n_head = names.len() + below.len();
        let head = stretch.get(..n_head).filter(|_| n_head <= MAX_HEAD_BYTES);
        head.filter(|_| is_table)
    }
}

/// Updates the state for a line that opens or closes a fenced code block.
fn step_fence<'a>(fence: &mut Option<&'a str>, line: &'a str) {
    let line = line.trim_end_matches(['\n', '\r']);
    let words = line.trim_start_matches(' ');
    let Some(mark) = words.chars().next().filter(|c| matches!(c, '`' | '~')) else {
        return;
    };
    let n_marks = |words: &str| words.len() - words.trim_start_matches(mark).len();
    let n = n_marks(words);
    if line.len() - words.len() > 3 || n < 3 {
        return;
    }
    match *fence {
        None if mark == '~' || !words.trim_start_matches(mark).contains(mark) => {
            *fence = Some(line);
        }
        Some(open) if n >= n_marks(open.trim_start_matches(' ')) && words.trim_end().len() == n => {
            let is_same = open.trim_start_matches(' ').starts_with(mark);
            *fence = fence.filter(|_| !is_same);
        }
        _ => {}
    }
}

/// Returns the label and the target of a link definition, `[label]: target`.
fn read_definition(line: &str) -> Option<(String, &str)> {
    let (name, target) = line.strip_prefix('[')?.split_once("]:")?;
    let target = target.split_whitespace().next()?;
    let target = target.trim_matches(['<', '>']);
    (!name.starts_with('^')).then(|| (name.to_lowercase(), target))
}
