//! Extended grapheme clusters (UAX #29) with their byte ranges.

use unicode_segmentation::{GraphemeCursor, GraphemeIndices, UnicodeSegmentation};

use super::{ByteOffset, ByteRange};
use crate::invariant::ExpectOr;

/// Iterator over grapheme clusters and their ranges in the whole text; see [`grapheme_clusters`].
pub struct Graphemes<'a> {
    clusters: GraphemeIndices<'a>,
    base: usize,
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = (ByteRange, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let (at, cluster) = self.clusters.next()?;
        let start = self.base + at;
        Some((ByteRange::of(start, start + cluster.len()), cluster))
    }
}

/// Returns the extended grapheme clusters of `piece`, a part of a text that starts at `base`.
pub fn grapheme_clusters(piece: &str, base: ByteOffset) -> Graphemes<'_> {
    Graphemes {
        clusters: piece.grapheme_indices(true),
        base: base.index(),
    }
}

/// Returns the smallest range on grapheme boundaries that covers `range`. `range` is first clamped to the text.
pub fn snap_to_graphemes(text: &str, range: ByteRange) -> ByteRange {
    let start = grapheme_boundary(
        text,
        range.start().index().min(text.len()),
        BoundarySide::Before,
    );
    let end = grapheme_boundary(
        text,
        range.end().index().min(text.len()),
        BoundarySide::After,
    );
    ByteRange::of(start, end)
}

/// The grapheme clusters that contain given positions in their interior. Ranges with such an end are widened to whole
/// clusters.
///
/// Most positions lie between two characters that never join, and cost two comparisons. The others are resolved in one
/// pass over the text, however long a cluster is.
#[derive(Debug, Default)]
pub struct GraphemeBorders {
    /// The clusters with a position in their interior, in order.
    clusters: Vec<ByteRange>,
}

impl GraphemeBorders {
    /// Returns the clusters of `text` that contain one of these positions in their interior.
    pub fn new(text: &str, positions: impl IntoIterator<Item = ByteOffset>) -> Self {
        let positions = positions.into_iter().map(ByteOffset::index);
        // A position past the end has no cluster.
        let is_doubtful = |at: &usize| *at < text.len() && !is_sure_border(text, *at);
        let mut doubtful: Vec<usize> = positions.filter(is_doubtful).collect();
        doubtful.sort_unstable();
        doubtful.dedup();
        let mut clusters: Vec<ByteRange> = Vec::new();
        let mut last = 0..0;
        for at in doubtful {
            if at >= last.end {
                last = cluster_at(text, at, last.end);
            }
            let cluster = ByteRange::of(last.start, last.end);
            if last.start < at && at < last.end && clusters.last() != Some(&cluster) {
                clusters.push(cluster);
            }
        }
        Self { clusters }
    }

    /// Returns true if no position lies inside a cluster, so that no range changes.
    pub const fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// Returns the range, widened by the clusters that its ends lie in.
    pub fn widen(&self, range: ByteRange) -> ByteRange {
        let (start, end) = (self.around(range.start()), self.around(range.end()));
        ByteRange::new(
            start.map_or(range.start(), ByteRange::start),
            end.map_or(range.end(), ByteRange::end),
        )
    }

    /// Returns the cluster with the position in its interior.
    fn around(&self, at: ByteOffset) -> Option<ByteRange> {
        let number = self.clusters.partition_point(|known| known.end() <= at);
        let cluster = self.clusters.get(number).copied();
        cluster.filter(|known| known.start() < at)
    }
}

/// Returns the cluster that starts at or before `at` and ends after it. `floor` is a known cluster boundary at or
/// before `at`.
fn cluster_at(text: &str, at: usize, floor: usize) -> std::ops::Range<usize> {
    let is_start = |from: &usize| {
        *from <= floor || text.is_char_boundary(*from) && is_sure_border(text, *from)
    };
    let from = (floor..=at).rev().find(is_start).unwrap_or(floor);
    let mut start = from;
    for cluster in text
        .get(from..)
        .expect_or_default("clusters begin at character borders")
        .graphemes(true)
    {
        let end = start + cluster.len();
        if end > at {
            return start..end;
        }
        start = end;
    }
    at..at
}

/// Returns true if the two characters around a position suffice to show that it is a cluster boundary. Returns false
/// for some boundaries.
fn is_sure_border(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else {
        return false;
    };
    match (before.chars().next_back(), after.chars().next()) {
        (Some(before), Some(after)) => {
            joins_nothing(before) && joins_nothing(after)
                || before == '\n'
                || after == '\n' && before != '\r'
        }
        _ => true,
    }
}

/// Returns true if a character never joins another such character into one cluster.
const fn joins_nothing(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{1e00}'..='\u{1eff}'
        | '\u{2010}'..='\u{2027}' | '\u{20a0}'..='\u{20bf}' | '\u{4e00}'..='\u{9fff}')
}

/// The side on which a grapheme boundary is sought.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BoundarySide {
    Before,
    After,
}

/// Returns `at` if it is a grapheme boundary, else the nearest boundary on `side`, in bytes.
fn grapheme_boundary(text: &str, at: usize, side: BoundarySide) -> usize {
    // The cursor requires a character border.
    let at = match side {
        BoundarySide::Before => (0..=at).rev().find(|&i| text.is_char_boundary(i)),
        BoundarySide::After => (at..=text.len()).find(|&i| text.is_char_boundary(i)),
    }
    .expect_or_default("both ends of a text are character borders");
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor
        .is_boundary(text, 0)
        .expect_or(true, "the cursor has the whole text")
    {
        return at;
    }
    let found = match side {
        BoundarySide::Before => cursor.prev_boundary(text, 0),
        BoundarySide::After => cursor.next_boundary(text, 0),
    };
    found
        .ok()
        .flatten()
        .expect_or(at, "a position inside a cluster has borders on both sides")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every border of a text by the tables.
    fn borders(text: &str) -> Vec<usize> {
        let starts = text.grapheme_indices(true).map(|(at, _)| at);
        starts.chain([text.len()]).collect()
    }

    #[test]
    fn characters_that_join_nothing_are_clusters_beside_each_other() {
        let plain = |c: &char| joins_nothing(*c);
        let all: Vec<char> = ('\0'..='\u{ffff}').filter(plain).collect();
        for c in &all {
            for other in ['a', '\n', 'é', '“', '漢', 'Я', *c] {
                let text: String = [*c, other, *c].iter().collect();
                assert_eq!(text.graphemes(true).count(), 3, "{text:?}");
            }
        }
    }

    #[test]
    fn a_long_cluster_is_walked_once() {
        let text = format!("a{}", "\u{301}".repeat(200_000));
        let inside = (1..text.len()).step_by(2).map(ByteOffset::from_usize);
        let borders = GraphemeBorders::new(&text, inside);
        assert_eq!(
            borders.widen(ByteRange::of(5, 9)),
            ByteRange::of(0, text.len())
        );
        let flags = "🇫🇷".repeat(50_000);
        let inside = (4..flags.len()).step_by(4).map(ByteOffset::from_usize);
        let borders = GraphemeBorders::new(&flags, inside);
        assert_eq!(borders.widen(ByteRange::of(8, 12)), ByteRange::of(8, 16));
        assert_eq!(borders.widen(ByteRange::of(12, 16)), ByteRange::of(8, 16));
    }

    proptest! {
        #[test]
        fn ranges_widen_to_the_nearest_borders(
            text in r"[a“é \r\n\u{301}\u{200d}\u{1f1e6}\u{1f1eb}\u{1f469}\u{1f692}\u{600}\u{915}\u{94d}\u{1100}\u{1161}]{0,24}",
            ends in proptest::collection::vec((0_usize..80, 0_usize..80), 1..6),
        ) {
            let known = borders(&text);
            let is_place = |at: &usize| text.is_char_boundary(*at);
            let cut = |at: usize| (0..=at.min(text.len())).rev().find(is_place).unwrap_or(0);
            let ranges: Vec<_> = ends.iter().map(|(a, b)| ByteRange::of(cut(*a.min(b)), cut(*a.max(b)))).collect();
            let places = ranges.iter().flat_map(|range| [range.start(), range.end()]);
            let found = GraphemeBorders::new(&text, places);
            for range in &ranges {
                let start = known.iter().rev().find(|at| **at <= range.start().index());
                let end = known.iter().find(|at| **at >= range.end().index());
                let (start, end) = start.zip(end).expect("borders on both sides");
                prop_assert_eq!(found.widen(*range), ByteRange::of(*start, *end));
            }
        }
    }

    #[test]
    fn clusters_know_where_they_stand() {
        let all: Vec<_> = grapheme_clusters("e\u{301}🇫🇷x", ByteOffset::new(10))
            .map(|(range, _)| range)
            .collect();
        assert_eq!(
            all,
            [
                ByteRange::of(10, 13),
                ByteRange::of(13, 21),
                ByteRange::of(21, 22)
            ]
        );
    }

    #[test]
    fn a_range_inside_a_cluster_grows_to_its_borders() {
        let text = "a🇫🇷b";
        assert_eq!(
            snap_to_graphemes(text, ByteRange::of(3, 5)),
            ByteRange::of(1, 9)
        );
        assert_eq!(
            snap_to_graphemes(text, ByteRange::of(0, 1)),
            ByteRange::of(0, 1)
        );
        assert_eq!(
            snap_to_graphemes(text, ByteRange::of(50, 99)),
            ByteRange::of(10, 10)
        );
    }
}
