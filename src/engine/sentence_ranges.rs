//! The sentences of a page as ranges on grapheme boundaries, for lists and exports that show the sentence of a finding.

use super::Page;
use crate::text::{ByteOffset, ByteRange, GraphemeBorders, Text};

/// Returns the sentences of a page, in text order and disjoint.
pub(super) fn sentence_ranges(page: &Page<'_>) -> Vec<ByteRange> {
    let sentences = page.sentences().iter().map(|sentence| sentence.range);
    widen_to_graphemes(page.text(), sentences.collect())
}

/// Widens the ranges, which must be sorted and disjoint, to grapheme boundaries. The result is disjoint too.
fn widen_to_graphemes(text: &Text, mut ranges: Vec<ByteRange>) -> Vec<ByteRange> {
    let places = ranges.iter().flat_map(|range| [range.start(), range.end()]);
    let borders = GraphemeBorders::new(text.as_str(), places);
    if borders.is_empty() {
        return ranges;
    }
    let mut end = ByteOffset::ZERO;
    for range in &mut ranges {
        let wide = borders.widen(*range);
        *range = ByteRange::new(wide.start().max(end), wide.end());
        end = end.max(range.end());
    }
    ranges
}
