//! Flattening: merges layers into runs that tile the text.

use super::{Layer, Tag, TagSet};
use crate::invariant::ExpectOr;
use crate::text::ByteOffset;
use crate::text::ByteRange;

/// A range of text with the same tags throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The range; never empty.
    pub range: ByteRange,
    /// The tags of the range; empty for plain text.
    pub tags: TagSet,
}

/// Returns the runs of a text of length `len`: sorted, without gaps or overlaps, adjacent runs with different tags.
///
/// Spans beyond the end of the text are cut.
pub fn flatten(len: ByteOffset, layers: &[Layer]) -> Vec<Run> {
    flatten_in(ByteRange::new(ByteOffset::ZERO, len), layers)
}

/// Returns the runs of [`flatten`] within `range`. The cost depends on the number of layers and of spans in `range`,
/// not on the length of the text.
pub fn flatten_in(range: ByteRange, layers: &[Layer]) -> Vec<Run> {
    let mut cursors: Vec<LayerCursor> = layers
        .iter()
        .map(|layer| LayerCursor::at(range.start(), layer))
        .collect();
    let mut runs: Vec<Run> = Vec::new();
    let mut at = range.start();
    while at < range.end() {
        let mut tags = TagSet::EMPTY;
        let mut end = range.end();
        for cursor in &mut cursors {
            let (tag, border) = cursor.advance(at);
            if let Some(tag) = tag {
                tags.insert(tag);
            }
            end = border.map_or(end, |border| end.min(border));
        }
        match runs.last_mut() {
            Some(last) if last.tags == tags => {
                last.range = ByteRange::new(last.range.start(), end);
            }
            _ => runs.push(Run {
                range: ByteRange::new(at, end),
                tags,
            }),
        }
        at = end;
    }
    runs
}

/// A forward-only cursor over the spans of a layer.
struct LayerCursor<'a> {
    rest: &'a [(ByteRange, Tag)],
}

impl<'a> LayerCursor<'a> {
    fn at(start: ByteOffset, layer: &'a Layer) -> Self {
        let spans = layer.spans();
        let first = spans.partition_point(|(range, _)| range.end() <= start);
        Self {
            rest: spans
                .get(first..)
                .expect_or_default("a partition point lies in its list"),
        }
    }

    /// Returns the tag at `at`, if any, and the next position after `at` where the tag can change. `at` must not
    /// decrease between calls.
    fn advance(&mut self, at: ByteOffset) -> (Option<Tag>, Option<ByteOffset>) {
        while let [(range, tag), rest @ ..] = self.rest {
            if range.end() <= at {
                self.rest = rest;
            } else if range.start() <= at {
                return (Some(*tag), Some(range.end()));
            } else {
                return (None, Some(range.start()));
            }
        }
        (None, None)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample_layer(tag: Tag, ranges: &[(usize, usize)]) -> Layer {
        Layer::of(tag, ranges.iter().map(|(a, b)| ByteRange::of(*a, *b)))
    }

    #[track_caller]
    fn check_runs(len: u32, layers: &[Layer], expected: &[(u32, &[Tag])]) {
        let found: Vec<_> = flatten(ByteOffset::new(len), layers)
            .iter()
            .map(|run| (run.range.end().get(), run.tags))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(end, tags)| (*end, tags.iter().copied().collect()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_without_layers_is_one_plain_run() {
        check_runs(5, &[], &[(5, &[])]);
        check_runs(0, &[], &[]);
    }

    #[test]
    fn crossing_spans_share_their_middle() {
        let layers = [
            sample_layer(Tag::Quote, &[(2, 8)]),
            sample_layer(Tag::SearchHit, &[(5, 10)]),
        ];
        check_runs(
            12,
            &layers,
            &[
                (2, &[]),
                (5, &[Tag::Quote]),
                (8, &[Tag::Quote, Tag::SearchHit]),
                (10, &[Tag::SearchHit]),
                (12, &[]),
            ],
        );
    }

    #[test]
    fn touching_spans_of_one_tag_are_one_run() {
        check_runs(
            4,
            &[sample_layer(Tag::Figure, &[(0, 2), (2, 4)])],
            &[(4, &[Tag::Figure])],
        );
    }

    #[test]
    fn spans_behind_the_text_are_cut() {
        check_runs(
            4,
            &[sample_layer(Tag::Date, &[(2, 99), (200, 300)])],
            &[(2, &[]), (4, &[Tag::Date])],
        );
    }

    prop_compose! {
        fn any_layer()(spans in prop::collection::vec((0usize..90, 0usize..20, 0usize..25), 0..12)) -> Layer {
            Layer::new(spans.into_iter().map(|(a, n, tag)| (ByteRange::of(a, a + n), Tag::ALL[tag])).collect())
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn runs_tile_the_text(layers in prop::collection::vec(any_layer(), 0..6), len in 0u32..100) {
            let runs = flatten(ByteOffset::new(len), &layers);
            let mut at = 0;
            for run in &runs {
                prop_assert_eq!(run.range.start().get(), at);
                prop_assert!(!run.range.is_empty());
                at = run.range.end().get();
            }
            prop_assert_eq!(at, len);
            prop_assert!(runs.windows(2).all(|pair| pair[0].tags != pair[1].tags));
            for run in &runs {
                let tags: TagSet = layers.iter().flat_map(Layer::spans)
                    .filter(|(range, _)| range.overlaps(run.range)).map(|(_, tag)| *tag).collect();
                prop_assert_eq!(run.tags, tags);
            }
        }

        #[test]
        fn runs_of_a_part_are_the_part_of_all_runs(
            layers in prop::collection::vec(any_layer(), 0..6), start in 0usize..60, n in 1usize..40,
        ) {
            let part = ByteRange::of(start, start + n);
            let of_all: Vec<_> = flatten(ByteOffset::new(100), &layers).into_iter()
                .filter_map(|run| Some(Run { range: run.range.intersection(part)?, tags: run.tags }))
                .collect();
            prop_assert_eq!(flatten_in(part, &layers), of_all);
        }

        #[test]
        fn layers_are_sorted_and_disjoint(layer in any_layer()) {
            let spans = layer.spans();
            prop_assert!(spans.windows(2).all(|pair| pair[0].0.end() <= pair[1].0.start()));
            prop_assert!(spans.iter().all(|(range, _)| !range.is_empty()));
        }
    }
}
