//! Extended grapheme clusters (UAX #29) with their byte ranges.

use unicode_segmentation::{GraphemeCursor, GraphemeIndices, UnicodeSegmentation};

use super::{ByteOffset, ByteRange};

/// Iterator over grapheme clusters and their ranges in the whole text; see [`graphemes`].
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
pub fn graphemes(piece: &str, base: ByteOffset) -> Graphemes<'_> {
    Graphemes {
        clusters: piece.grapheme_indices(true),
        base: base.index(),
    }
}

/// Returns the smallest range on grapheme borders that covers `range`. `range` is first clamped to the text.
pub fn snap_to_graphemes(text: &str, range: ByteRange) -> ByteRange {
    let start = border(text, range.start().index().min(text.len()), Side::Before);
    let end = border(text, range.end().index().min(text.len()), Side::After);
    ByteRange::of(start, end)
}

/// The side on which a grapheme border is sought.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// Returns `at` if it is a grapheme border, else the nearest border on `side`, in bytes.
fn border(text: &str, at: usize, side: Side) -> usize {
    // The cursor requires a character border.
    let at = match side {
        Side::Before => (0..=at).rev().find(|&i| text.is_char_boundary(i)),
        Side::After => (at..=text.len()).find(|&i| text.is_char_boundary(i)),
    }
    .unwrap_or_default();
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) {
        return at;
    }
    let found = match side {
        Side::Before => cursor.prev_boundary(text, 0),
        Side::After => cursor.next_boundary(text, 0),
    };
    found.ok().flatten().unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_know_where_they_stand() {
        let all: Vec<_> = graphemes("e\u{301}🇫🇷x", ByteOffset::new(10))
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
