//! Splits a long text into pieces that are read one after the other. A reader needs many times the size of its input in
//! memory, so the length of a piece bounds that memory.

use std::ops::Range;

use crate::invariant::ExpectOr;

/// The minimum length of a piece except the last, in bytes. The Markdown parser needs up to 60 times its input in
/// memory, and 100 times where every word is emphasised: 6 MB for a piece of this length.
pub(super) const MIN_PIECE_BYTES: usize = 64_000;

/// The length, in bytes, at which a piece without the end of a paragraph is cut at a line end or within a line. No
/// paragraph is that long; at most 13 MB are needed to read one.
const MAX_PIECE_BYTES: usize = 2 * MIN_PIECE_BYTES;

/// Returns the end of the piece that begins at `start`: at least [`MIN_PIECE_BYTES`] after it, before the first line
/// that follows an empty line and that `is_cut` accepts.
pub(super) fn find_piece<'c>(
    content: &'c str,
    start: usize,
    mut is_cut: impl FnMut(&'c str) -> bool,
) -> Range<usize> {
    let rest = content
        .get(start..)
        .expect_or_default("a piece starts at a character border");
    if rest.len() <= MIN_PIECE_BYTES {
        return start..content.len();
    }
    let mut at = 0;
    let mut is_after_blank = false;
    // The last line that begins within the longest piece.
    let mut last = 0;
    for line in rest.split_inclusive('\n') {
        let may_begin = is_cut(line);
        if at >= MIN_PIECE_BYTES && is_after_blank && may_begin {
            return start..start + at;
        }
        if at > MAX_PIECE_BYTES {
            break;
        }
        last = at;
        is_after_blank = line.trim().is_empty();
        at += line.len();
    }
    if rest.len() <= MAX_PIECE_BYTES {
        return start..content.len();
    }
    let end = if last >= MIN_PIECE_BYTES {
        last
    } else {
        find_gap(rest)
    };
    start..start + end
}

/// Returns the offset at which to split a long line: after a space, or otherwise between two characters.
fn find_gap(rest: &str) -> usize {
    let longest = rest
        .get(..rest.floor_char_boundary(MAX_PIECE_BYTES))
        .expect_or_default("the end is a character border");
    let gap = longest.rfind(' ').map(|at| at + 1);
    gap.filter(|at| *at >= MIN_PIECE_BYTES)
        .unwrap_or(longest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(content: &str) -> Vec<usize> {
        let mut lengths = Vec::new();
        let mut at = 0;
        while at < content.len() {
            let piece = find_piece(content, at, |line| !line.starts_with(' '));
            assert!(!piece.is_empty());
            lengths.push(piece.len());
            at = piece.end;
        }
        lengths
    }

    #[test]
    fn a_short_text_is_one_piece() {
        assert_eq!(lengths("One.\n\nTwo.\n"), [11]);
        assert!(lengths("").is_empty());
    }

    #[test]
    fn a_piece_ends_before_a_paragraph() {
        let half = format!("{}\n\n", "word ".repeat(MIN_PIECE_BYTES / 8));
        // The third paragraph is indented, and may belong to what is before it.
        let content = format!("{half}{half} {half}{half}");
        let n = half.len();
        assert_eq!(lengths(&content), [3 * n + 1, n]);
    }

    #[test]
    fn lines_without_end_are_cut_at_last() {
        let line = "word ".repeat(MAX_PIECE_BYTES / 2);
        assert!(
            lengths(&line)
                .iter()
                .all(|n| *n <= MAX_PIECE_BYTES && n % 5 == 0)
        );
        let letters = "é".repeat(MAX_PIECE_BYTES);
        assert_eq!(lengths(&letters), [MAX_PIECE_BYTES, MAX_PIECE_BYTES]);
        let rows = "| a | b |\n".repeat(MAX_PIECE_BYTES / 4);
        assert!(
            lengths(&rows)
                .iter()
                .all(|n| *n <= MAX_PIECE_BYTES + 10 && n % 10 == 0)
        );
    }
}
