//! Line breaking: the break opportunities of UAX #14, filled greedily.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::Cells;
use super::cluster::drawn_in;
use super::cluster::is_simple;
use crate::text::ByteOffset;
use crate::text::ByteRange;
use crate::text::graphemes;

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
pub(super) struct Line {
    pub(super) range: ByteRange,
    pub(super) width: Cells,
}

/// Breaks `words`, which start at `base` in their text, into lines of at most `width` columns, and passes each to
/// `take`.
///
/// White space at a line break takes no columns. A word longer than a line is broken between clusters.
pub(super) fn wrap(
    words: &str,
    base: ByteOffset,
    width: Cells,
    line_ends: LineEnds,
    take: &mut impl FnMut(Line),
) {
    let mut filler = Filler {
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
        if is_sign(words.get(start..end).unwrap_or_default()) && end < words.len() {
            continue;
        }
        // UAX #14 and UAX #29 disagree in places; a cluster must not be split.
        if !is_border(words, &mut border, end) {
            continue;
        }
        let stretch = measure(words, start, end);
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
fn is_sign(stretch: &str) -> bool {
    stretch.trim_start_matches(['-', '‐']).is_empty()
}

/// Breaks `words` at their line ends, and longer lines between clusters. Keeps all white space; for code.
///
/// The second argument of `take` says whether the line continues the previous one.
pub(super) fn cut(
    words: &str,
    base: ByteOffset,
    width: Cells,
    take: &mut impl FnMut(Line, Continued),
) {
    let mut at = base.index();
    for line in words.split('\n') {
        let mut continued = Continued::No;
        let end = cut_word(line, at, width.index().max(1), |line| {
            take(line, std::mem::replace(&mut continued, Continued::Yes));
        });
        take(end, continued);
        at += line.len() + 1;
    }
}

/// Whether a line continues the previous one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Continued {
    Yes,
    No,
}

/// The text between two break opportunities: a word and the white space after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
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
fn is_border(words: &str, border: &mut usize, end: usize) -> bool {
    // A simple character always begins a cluster, which saves segmenting most text.
    let behind = words.get(end..).and_then(|rest| rest.chars().next());
    if behind.is_none_or(is_simple) {
        return true;
    }
    let rest = words.get(*border..).unwrap_or_default();
    for (range, _) in graphemes(rest, ByteOffset::from_usize(*border)) {
        if range.end().index() > end {
            break;
        }
        *border = range.end().index();
    }
    *border == end
}

/// Measures the stretch between two opportunities.
fn measure(words: &str, start: usize, end: usize) -> Stretch {
    let stretch = words.get(start..end).unwrap_or_default();
    measure_simple(stretch, start).unwrap_or_else(|| measure_clusters(stretch, start))
}

/// Measures a stretch of simple characters without segmenting it; `None` if it has any other.
fn measure_simple(stretch: &str, start: usize) -> Option<Stretch> {
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
    Some(Stretch {
        start,
        word_end: start + word.len(),
        word: n_word,
        gap: stretch.len() - word.len(),
    })
}

/// Measures a stretch cluster by cluster.
fn measure_clusters(stretch: &str, start: usize) -> Stretch {
    let mut found = Stretch {
        start,
        word_end: start,
        word: 0,
        gap: 0,
    };
    for (range, cluster) in graphemes(stretch, ByteOffset::from_usize(start)) {
        let width = usize::from(drawn_in(cluster, u16::MAX).width);
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
struct Open {
    start: usize,
    end: usize,
    width: usize,
    gap: usize,
}

/// Greedy line filling; passes each finished line to `take`.
struct Filler<'a, F> {
    words: &'a str,
    base: usize,
    width: usize,
    line: Option<Open>,
    take: &'a mut F,
}

impl<F: FnMut(Line)> Filler<'_, F> {
    fn add(&mut self, stretch: Stretch) {
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

    fn begin(&mut self, stretch: Stretch) {
        let mut line = Open {
            start: stretch.start,
            end: stretch.word_end,
            width: stretch.word,
            gap: stretch.gap,
        };
        // Longer than a whole line: broken between clusters; its last part begins the open line.
        if stretch.word > self.width {
            let word = self.words.get(stretch.start..stretch.word_end);
            let at = self.base + stretch.start;
            let last = cut_word(word.unwrap_or_default(), at, self.width, &mut *self.take);
            line.start = last.range.start().index() - self.base;
            line.width = last.width.index();
        }
        self.line = Some(line);
    }

    fn finish(&mut self) {
        if let Some(line) = self.line.take() {
            (self.take)(Line {
                range: ByteRange::of(self.base + line.start, self.base + line.end),
                width: Cells::from_usize(line.width),
            });
        }
    }
}

/// Breaks a word between clusters into lines of `width` columns. Full lines are passed to `take`; the last one is
/// returned.
fn cut_word(word: &str, base: usize, width: usize, mut take: impl FnMut(Line)) -> Line {
    let capacity = Cells::from_usize(width).get();
    let mut start = base;
    let mut filled = 0;
    let line = |start, end, filled| Line {
        range: ByteRange::of(start, end),
        width: Cells::from_usize(filled),
    };
    for (range, cluster) in graphemes(word, ByteOffset::from_usize(base)) {
        let wide = usize::from(drawn_in(cluster, capacity).width);
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

    fn lines(words: &str, width: u16) -> Vec<&str> {
        let mut found = Vec::new();
        wrap(
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
    fn check(words: &str, width: u16, expected: &[&str]) {
        assert_eq!(lines(words, width), expected);
    }

    #[test]
    fn lines_end_between_words_and_spaces_hang() {
        check("The bridge is shut.", 10, &["The bridge", "is shut."]);
        check("  The   bridge  ", 10, &["The", "bridge"]);
        check("  The   bridge  ", 12, &["The   bridge"]);
        check("", 10, &[]);
        check("   ", 10, &[]);
    }

    #[test]
    fn marks_and_dashes_stay_with_their_words() {
        check(
            "He said: “We won’t go.”",
            12,
            &["He said: “We", "won’t go.”"],
        );
        check("a well-known name", 7, &["a well-", "known", "name"]);
        check("£3.4 million a year", 6, &["£3.4", "millio", "n a", "year"]);
        check("20\u{a0}000 people", 7, &["20\u{a0}000", "people"]);
    }

    #[test]
    fn a_sign_stays_with_the_word_that_it_begins() {
        check("with --target gnu", 8, &["with", "--target", "gnu"]);
        check("yes - no", 5, &["yes -", "no"]);
        check("- - -", 3, &["- -", "-"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        check("東京都知事は", 6, &["東京都", "知事は"]);
        check("東京都知事は", 5, &["東京", "都知", "事は"]);
    }

    #[test]
    fn a_word_longer_than_a_line_is_cut_between_clusters() {
        check("abcdefgh ij", 3, &["abc", "def", "gh", "ij"]);
        check(
            "e\u{301}e\u{301}e\u{301}",
            2,
            &["e\u{301}e\u{301}", "e\u{301}"],
        );
        check("🇫🇷🇩🇪x", 2, &["🇫🇷", "🇩🇪", "x"]);
        check("語a", 1, &["語", "a"]);
    }

    #[test]
    fn a_line_end_is_meant_or_soft() {
        check("one\ntwo three", 20, &["one", "two three"]);
        let mut n_lines = 0;
        wrap(
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
        cut(
            words,
            ByteOffset::ZERO,
            Cells(10),
            &mut |line, continued| {
                let words = words
                    .get(line.range.indices())
                    .expect("a line of the words");
                found.push((words, continued == Continued::Yes));
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
        check("a \u{301}b", 2, &["a \u{301}", "b"]);
    }
}
