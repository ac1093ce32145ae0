//! Line breaking: the break opportunities of UAX #14, filled greedily.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::Cells;
use super::cluster::draw_cluster_within;
use super::cluster::is_simple;
use crate::invariant::ExpectOr;
use crate::text::ByteOffset;
use crate::text::ByteRange;
use crate::text::grapheme_clusters;

/// The meaning of `\n` inside a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnds {
    /// A line break.
    Meant,
    /// A space: the words were wrapped by hand.
    Soft,
}

/// A line, without the white space at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrappedLine {
    pub(super) range: ByteRange,
    pub(super) width: Cells,
}

/// Breaks `words`, which start at `base` in their text, into lines of at most `width` columns, and passes each to
/// `take`.
///
/// White space at a line break takes no columns. A word longer than a line is broken between clusters.
pub(super) fn wrap_lines(
    words: &str,
    base: ByteOffset,
    width: Cells,
    line_ends: LineEnds,
    take: &mut impl FnMut(WrappedLine),
) {
    let mut filler = LineFiller {
        words,
        base: base.index(),
        width: width.index().max(1),
        line: None,
        take,
    };
    let mut start = 0;
    let mut border = 0;
    for (end, opportunity) in linebreaks(words) {
        // Rule LB20a, which the crate's version of UAX #14 lacks: keeps the hyphen of `--all` and `-3` with the word.
        if is_leading_hyphen(
            words
                .get(start..end)
                .expect_or_default("breaks are character borders in order"),
        ) && end < words.len()
        {
            continue;
        }
        // UAX #14 and UAX #29 disagree in places; a cluster must not be split.
        if !is_cluster_border(words, &mut border, end) {
            continue;
        }
        let stretch = measure_segment(words, start, end);
        filler.add(stretch);
        let is_meant = line_ends == LineEnds::Meant || end == words.len();
        if opportunity == BreakOpportunity::Mandatory && is_meant {
            filler.finish();
        }
        start = end;
        border = end;
    }
    filler.finish();
}

/// Returns whether a stretch consists of hyphens only.
fn is_leading_hyphen(stretch: &str) -> bool {
    stretch.trim_start_matches(['-', '‐']).is_empty()
}

/// Breaks `words` at their line ends, and longer lines between clusters. Keeps all white space; for code.
///
/// The second argument of `take` says whether the line continues the previous one.
pub(super) fn cut_lines(
    words: &str,
    base: ByteOffset,
    width: Cells,
    take: &mut impl FnMut(WrappedLine, Continuation),
) {
    let mut at = base.index();
    for line in words.split('\n') {
        let mut continued = Continuation::No;
        let end = cut_word(line, at, width.index().max(1), |line| {
            take(line, std::mem::replace(&mut continued, Continuation::Yes));
        });
        take(end, continued);
        at += line.len() + 1;
    }
}

/// Whether a line continues the previous one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Continuation {
    Yes,
    No,
}

/// The text between two break opportunities: a word and the white space after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct BreakSegment {
    /// The first byte, relative to the words.
    start: usize,
    /// The end of the word, exclusive.
    word_end: usize,
    /// The width of the word, in columns.
    word: usize,
    /// The width of the white space, in columns.
    gap: usize,
}

/// Returns whether `end` lies between two clusters.
///
/// `border` is a cluster border at or before `end`, and is advanced to the last one that is, so that no cluster is
/// visited more than twice.
fn is_cluster_border(words: &str, border: &mut usize, end: usize) -> bool {
    // A simple character always begins a cluster, which saves segmenting most text.
    let behind = words.get(end..).and_then(|rest| rest.chars().next());
    if behind.is_none_or(is_simple) {
        return true;
    }
    let rest = words
        .get(*border..)
        .expect_or_default("cluster borders are character borders");
    for (range, _) in grapheme_clusters(rest, ByteOffset::from_usize(*border)) {
        if range.end().index() > end {
            break;
        }
        *border = range.end().index();
    }
    *border == end
}

/// Measures the stretch between two opportunities.
fn measure_segment(words: &str, start: usize, end: usize) -> BreakSegment {
    let stretch = words
        .get(start..end)
        .expect_or_default("breaks are character borders in order");
    measure_simple(stretch, start).unwrap_or_else(|| measure_clusters(stretch, start))
}

/// Measures a stretch of simple characters without segmenting it; `None` if it has any other.
fn measure_simple(stretch: &str, start: usize) -> Option<BreakSegment> {
    let word = stretch.trim_end_matches([' ', '\n']);
    let n_word = if word.is_ascii() {
        let is_plain = word.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        is_plain.then_some(word.len())?
    } else {
        let mut n = 0;
        for c in word.chars() {
            // The word may consist of no-break spaces only, which count as white space; the slow path handles that.
            if !is_simple(c) || c == '\u{a0}' {
                return None;
            }
            n += 1;
        }
        n
    };
    Some(BreakSegment {
        start,
        word_end: start + word.len(),
        word: n_word,
        gap: stretch.len() - word.len(),
    })
}

/// Measures a stretch cluster by cluster.
fn measure_clusters(stretch: &str, start: usize) -> BreakSegment {
    let mut found = BreakSegment {
        start,
        word_end: start,
        word: 0,
        gap: 0,
    };
    for (range, cluster) in grapheme_clusters(stretch, ByteOffset::from_usize(start)) {
        let width = usize::from(draw_cluster_within(cluster, u16::MAX).width);
        if cluster.chars().all(char::is_whitespace) {
            found.gap += width;
        } else {
            found.word += found.gap + width;
            found.gap = 0;
            found.word_end = range.end().index();
        }
    }
    found
}

/// The line that is being filled: byte range, width, and the width of the white space after it.
#[derive(Clone, Copy)]
struct OpenLine {
    start: usize,
    end: usize,
    width: usize,
    gap: usize,
}

/// Greedy line filling; passes each finished line to `take`.
struct LineFiller<'a, F> {
    words: &'a str,
    base: usize,
    width: usize,
    line: Option<OpenLine>,
    take: &'a mut F,
}

impl<F: FnMut(WrappedLine)> LineFiller<'_, F> {
    fn add(&mut self, stretch: BreakSegment) {
        // White space only: it takes no columns unless a word follows on the same line.
        if stretch.word_end == stretch.start {
            if let Some(line) = &mut self.line {
                line.gap += stretch.gap;
            }
            return;
        }
        if let Some(line) = &mut self.line {
            let width = line.width + line.gap + stretch.word;
            if width <= self.width {
                line.end = stretch.word_end;
                line.width = width;
                line.gap = stretch.gap;
                return;
            }
            self.finish();
        }
        self.begin(stretch);
    }

    fn begin(&mut self, stretch: BreakSegment) {
        let mut line = OpenLine {
            start: stretch.start,
            end: stretch.word_end,
            width: stretch.word,
            gap: stretch.gap,
        };
        // Longer than a whole line: broken between clusters; its last part begins the open line.
        if stretch.word > self.width {
            let word = self.words.get(stretch.start..stretch.word_end);
            let at = self.base + stretch.start;
            let last = cut_word(
                word.expect_or_default("a stretch is a part of its words"),
                at,
                self.width,
                &mut *self.take,
            );
            line.start = last.range.start().index() - self.base;
            line.width = last.width.index();
        }
        self.line = Some(line);
    }

    fn finish(&mut self) {
        if let Some(line) = self.line.take() {
            (self.take)(WrappedLine {
                range: ByteRange::of(self.base + line.start, self.base + line.end),
                width: Cells::from_usize(line.width),
            });
        }
    }
}

/// Breaks a word between clusters into lines of `width` columns. Full lines are passed to `take`; the last one is
/// returned.
fn cut_word(
    word: &str,
    base: usize,
    width: usize,
    mut take: impl FnMut(WrappedLine),
) -> WrappedLine {
    let capacity = Cells::from_usize(width).get();
    let mut start = base;
    let mut filled = 0;
    let line = |start, end, filled| WrappedLine {
        range: ByteRange::of(start, end),
        width: Cells::from_usize(filled),
    };
    for (range, cluster) in grapheme_clusters(word, ByteOffset::from_usize(base)) {
        let wide = usize::from(draw_cluster_within(cluster, capacity).width);
        if filled + wide > width {
            let at = range.start().index();
            take(line(start, at, filled));
            start = at;
            filled = 0;
        }
        filled += wide;
    }
    line(start, base + word.len(), filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped_lines(words: &str, width: u16) -> Vec<&str> {
        let mut found = Vec::new();
        wrap_lines(
            words,
            ByteOffset::ZERO,
            Cells(width),
            LineEnds::Meant,
            &mut |line| {
                found.push(
                    words
                        .get(line.range.indices())
                        .expect("a line of the words"),
                );
            },
        );
        found
    }

    #[track_caller]
    fn check_lines(words: &str, width: u16, expected: &[&str]) {
        assert_eq!(wrapped_lines(words, width), expected);
    }

    #[test]
    fn lines_end_between_words_and_spaces_hang() {
        check_lines("The bridge is shut.", 10, &["The bridge", "is shut."]);
        check_lines("  The   bridge  ", 10, &["The", "bridge"]);
        check_lines("  The   bridge  ", 12, &["The   bridge"]);
        check_lines("", 10, &[]);
        check_lines("   ", 10, &[]);
    }

    #[test]
    fn marks_and_dashes_stay_with_their_words() {
        check_lines(
            "He said: “We won’t go.”",
            12,
            &["He said: “We", "won’t go.”"],
        );
        check_lines("a well-known name", 7, &["a well-", "known", "name"]);
        check_lines("£3.4 million a year", 6, &["£3.4", "millio", "n a", "year"]);
        check_lines("20\u{a0}000 people", 7, &["20\u{a0}000", "people"]);
    }

    #[test]
    fn a_sign_stays_with_the_word_that_it_begins() {
        check_lines("with --target gnu", 8, &["with", "--target", "gnu"]);
        check_lines("yes - no", 5, &["yes -", "no"]);
        check_lines("- - -", 3, &["- -", "-"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        check_lines("東京都知事は", 6, &["東京都", "知事は"]);
        check_lines("東京都知事は", 5, &["東京", "都知", "事は"]);
    }

    #[test]
    fn a_word_longer_than_a_line_is_cut_between_clusters() {
        check_lines("abcdefgh ij", 3, &["abc", "def", "gh", "ij"]);
        check_lines(
            "e\u{301}e\u{301}e\u{301}",
            2,
            &["e\u{301}e\u{301}", "e\u{301}"],
        );
        check_lines("🇫🇷🇩🇪x", 2, &["🇫🇷", "🇩🇪", "x"]);
        check_lines("語a", 1, &["語", "a"]);
    }

    #[test]
    fn a_line_end_is_meant_or_soft() {
        check_lines("one\ntwo three", 20, &["one", "two three"]);
        let mut n_lines = 0;
        wrap_lines(
            "one\ntwo three",
            ByteOffset::ZERO,
            Cells(20),
            LineEnds::Soft,
            &mut |_| n_lines += 1,
        );
        assert_eq!(n_lines, 1);
    }

    #[test]
    fn code_keeps_its_spaces() {
        let words = "  if x {\n\n    go_far_away();\n";
        let mut found = Vec::new();
        cut_lines(
            words,
            ByteOffset::ZERO,
            Cells(10),
            &mut |line, continued| {
                let words = words
                    .get(line.range.indices())
                    .expect("a line of the words");
                found.push((words, continued == Continuation::Yes));
            },
        );
        let expected = [
            ("  if x {", false),
            ("", false),
            ("    go_far", false),
            ("_away();", true),
            ("", false),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_break_inside_a_cluster_is_none() {
        check_lines("a \u{301}b", 2, &["a \u{301}", "b"]);
    }
}
