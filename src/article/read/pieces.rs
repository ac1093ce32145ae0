//! A long text in pieces that are read one after the other: what a reader holds besides the article is many times its
//! input, and so is bounded by the length of a piece.

use std::ops::Range;

/// The shortest piece but the last. A parser of Markdown takes up to 60 times the bytes of its input: with this, 60 MB.
pub(super) const MIN_PIECE_BYTES: usize = 1_000_000;

/// A piece is cut at a line end, or in a line, where no paragraph ends before it is so long.
const MAX_PIECE_BYTES: usize = 4 * MIN_PIECE_BYTES;

/// Returns where a piece ends that begins at `start`: at the beginning of the first line after an empty one that `is_cut`
/// says may begin a piece, at least [`MIN_PIECE_BYTES`] later.
pub(super) fn find_piece<'c>(
    content: &'c str,
    start: usize,
    mut is_cut: impl FnMut(&'c str) -> bool,
) -> Range<usize> {
    let rest = content.get(start..).unwrap_or_default();
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

/// Returns where a long line is cut: behind a space, or else between two characters.
fn find_gap(rest: &str) -> usize {
    let longest = rest
        .get(..rest.floor_char_boundary(MAX_PIECE_BYTES))
        .unwrap_or_default();
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
