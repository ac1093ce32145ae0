//! The sentences of an article, for lists and exports that show the sentence of a finding.

use crate::annotation::Annotations;
use crate::article::Article;
use crate::engine::{Page, RuleSet, ShouldStop};
use crate::text::{ByteOffset, ByteRange, GraphemeBorders};

/// Returns the sentences of an article, in text order and disjoint; `None` once `should_stop` returns true.
pub(super) fn find_sentences(
    article: &Article,
    should_stop: &ShouldStop<'_>,
) -> Option<Vec<ByteRange>> {
    let rules = RuleSet::default();
    let page = Page::unless(article, &rules, should_stop);
    let sentences = page.sentences().iter().map(|sentence| sentence.range);
    let sentences = whole_graphemes(article, sentences.collect());
    (!page.is_stopped()).then_some(sentences)
}

/// Returns the annotations with the sentences of their article, for formats that write them.
pub fn add_sentences(annotations: Annotations, article: &Article) -> Annotations {
    match find_sentences(article, &|| false) {
        Some(sentences) => annotations.with_sentences(sentences),
        None => annotations,
    }
}

/// Widens the ranges, which must be sorted and disjoint, to grapheme borders. The result is disjoint too.
fn whole_graphemes(article: &Article, mut ranges: Vec<ByteRange>) -> Vec<ByteRange> {
    let places = ranges.iter().flat_map(|range| [range.start(), range.end()]);
    let borders = GraphemeBorders::new(article.text().as_str(), places);
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
