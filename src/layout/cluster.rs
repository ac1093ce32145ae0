//! The drawing and the width of a grapheme cluster.
//!
//! Widths are ratatui's ([`CellWidth`]), measured on what is drawn, not on what is written. Terminals disagree about
//! emoji with a variation selector, a skin tone or joiners, and about flags. If a terminal draws one column more or
//! less than ratatui assumes, stale cells remain on screen. So only the first emoji of a sequence is drawn, a keycap is
//! drawn as its digit, and a flag as its two letters.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;

use super::Cells;
use crate::invariant::ExpectOr;
use crate::text::ByteOffset;
use crate::text::grapheme_clusters;
use crate::text::is_control_or_junk;
use crate::text::is_mark;

/// The maximum number of scalar values drawn per cluster. Real scripts stay below it; "Zalgo" text would make every
/// frame copy long cells.
const MAX_CLUSTER_SCALARS: usize = 8;

/// Drawn in place of a cluster that is wider than its line.
const TOO_WIDE_MARK: &str = "▯";

/// The drawn form of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DrawnCluster<'a> {
    /// The characters to draw; safe for a terminal.
    pub(super) text: Cow<'a, str>,
    /// The width, in columns. 0 for a cluster that is not drawn.
    pub(super) width: u16,
}

impl DrawnCluster<'static> {
    const NOTHING: Self = Self::fixed("", 0);
    const SPACE: Self = Self::fixed(" ", 1);

    const fn fixed(text: &'static str, width: u16) -> Self {
        Self {
            text: Cow::Borrowed(text),
            width,
        }
    }
}

/// Returns whether a character is one column wide, drawn as it is, and a cluster of its own unless a combining mark
/// follows.
pub(super) const fn is_simple(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}')
}

/// Returns the drawn form of a cluster on a line of `capacity` columns. A capacity of 0 counts as 1.
///
/// A cluster wider than the line becomes a placeholder of one column. Characters that could control a terminal are
/// dropped; tabs and line ends become a space.
pub(super) fn draw_cluster_within(cluster: &str, capacity: u16) -> DrawnCluster<'_> {
    let drawn = draw_cluster(cluster);
    if drawn.width > capacity.max(1) {
        return DrawnCluster::fixed(TOO_WIDE_MARK, 1);
    }
    drawn
}

/// Returns the drawn form of a cluster, whatever the width of its line.
fn draw_cluster(cluster: &str) -> DrawnCluster<'_> {
    let mut scalars = cluster.chars();
    match (scalars.next(), scalars.next()) {
        (None, _) => DrawnCluster::NOTHING,
        (Some(c), None) if is_simple(c) => DrawnCluster {
            text: Cow::Borrowed(cluster),
            width: 1,
        },
        (Some('\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'), _) => {
            DrawnCluster::SPACE
        }
        (Some(one), Some(other)) if is_flag_letter(one) && is_flag_letter(other) => DrawnCluster {
            text: [one, other].into_iter().filter_map(flag_letter).collect(),
            width: 2,
        },
        (Some(c), None) if is_flag_letter(c) => DrawnCluster {
            text: flag_letter(c).into_iter().collect(),
            width: 1,
        },
        (Some(base), _) => measure_cluster(simplify_cluster(cluster, base)),
    }
}

fn measure_cluster(text: Cow<'_, str>) -> DrawnCluster<'_> {
    if text.is_empty() {
        return DrawnCluster::NOTHING;
    }
    let width = text.cell_width();
    if width == 0 && text.starts_with(is_mark) {
        // A mark without a base would combine with the previous cell.
        let text = Cow::Owned(format!("◌{text}"));
        return DrawnCluster { width: 1, text };
    }
    DrawnCluster { text, width }
}

/// Returns the cluster without the parts that terminals draw differently or must not receive.
fn simplify_cluster(cluster: &str, base: char) -> Cow<'_, str> {
    let rest = || cluster.chars().skip(1);
    let is_styled =
        rest().any(is_style_modifier) || (is_pictograph(base) && rest().any(|c| c == '\u{200d}'));
    // The base alone is drawn at the same width everywhere.
    if is_styled && !is_control_or_junk(base) {
        return Cow::Borrowed(
            cluster
                .get(..base.len_utf8())
                .expect_or_default("the base is the first character of its cluster"),
        );
    }
    if cluster.chars().any(is_control_or_junk) || cluster.chars().nth(MAX_CLUSTER_SCALARS).is_some()
    {
        let safe = cluster.chars().filter(|c| !is_control_or_junk(*c));
        return Cow::Owned(safe.take(MAX_CLUSTER_SCALARS).collect());
    }
    Cow::Borrowed(cluster)
}

/// Returns whether a character after an emoji only changes its appearance: variation selectors 15 and 16, the keycap,
/// skin tones, tags.
const fn is_style_modifier(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

const fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

const fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

fn flag_letter(c: char) -> Option<char> {
    let n = u32::from(c).checked_sub(0x1f1e6)?;
    char::from_u32(u32::from('A') + n)
}

/// Returns the drawn form of words that are not part of the article's text, on a line of `width` columns.
pub(super) fn drawable_text(words: &str, width: Cells) -> String {
    let clusters = grapheme_clusters(words, ByteOffset::ZERO);
    clusters.fold(
        String::with_capacity(words.len()),
        |mut text, (_, cluster)| {
            text.push_str(&draw_cluster_within(cluster, width.get()).text);
            text
        },
    )
}

/// Returns the width of words on one line, in columns.
pub(super) fn count_columns(words: &str) -> usize {
    // Printable ASCII is one column per byte, which saves the segmentation.
    if words.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return words.len();
    }
    let clusters = grapheme_clusters(words, ByteOffset::ZERO);
    clusters
        .map(|(_, cluster)| usize::from(draw_cluster(cluster).width))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_cluster(cluster: &str, text: &str, width: u16) {
        let found = draw_cluster_within(cluster, 80);
        assert_eq!(
            (found.text.as_ref(), found.width),
            (text, width),
            "{cluster:?}"
        );
    }

    #[test]
    fn letters_are_drawn_as_written() {
        check_cluster("a", "a", 1);
        check_cluster("“", "“", 1);
        check_cluster("e\u{301}", "e\u{301}", 1);
        check_cluster("語", "語", 2);
        check_cluster("ｶﾞ", "ｶﾞ", "ｶﾞ".cell_width());
        check_cluster("क्षि", "क्षि", "क्षि".cell_width());
    }

    #[test]
    fn simple_characters_are_one_column_for_ratatui_too() {
        for c in ('\0'..='\u{ffff}').filter(|c| is_simple(*c)) {
            assert_eq!(c.to_string().cell_width(), 1, "{c:?}");
        }
    }

    #[test]
    fn emoji_lose_what_terminals_disagree_on() {
        check_cluster("❤\u{fe0f}", "❤", 1);
        check_cluster("1\u{fe0f}\u{20e3}", "1", 1);
        check_cluster("👩\u{200d}🚒", "👩", 2);
        check_cluster("👍🏽", "👍", 2);
        check_cluster("🏴\u{e0067}\u{e0062}\u{e007f}", "🏴", 2);
        check_cluster("🇫🇷", "FR", 2);
        check_cluster("🇫", "F", 1);
        check_cluster("🏽", "🏽", 2);
    }

    #[test]
    fn nothing_that_acts_on_a_terminal_is_drawn() {
        check_cluster("\u{1b}", "", 0);
        check_cluster("\t", " ", 1);
        check_cluster("\r\n", " ", 1);
        check_cluster("\u{202e}", "", 0);
        check_cluster("a\u{200e}\u{301}", "a\u{301}", 1);
    }

    #[test]
    fn a_mark_alone_gets_a_letter_to_stand_on() {
        check_cluster("\u{301}", "◌\u{301}", 1);
    }

    #[test]
    fn endless_marks_are_cut() {
        let zalgo = format!("a{}", "\u{301}".repeat(1000));
        assert_eq!(
            draw_cluster_within(&zalgo, 80).text.chars().count(),
            MAX_CLUSTER_SCALARS
        );
    }

    #[test]
    fn what_is_wider_than_the_line_is_a_mark_of_one_column() {
        assert_eq!(
            draw_cluster_within("語", 1),
            DrawnCluster::fixed(TOO_WIDE_MARK, 1)
        );
        assert_eq!(draw_cluster_within("a", 0).width, 1);
    }
}
