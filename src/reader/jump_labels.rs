//! Jump labels: letters on the links and annotations on the screen that select them when typed.

use super::OpenArticle;
use super::view_state::Tab;
use crate::annotation::AnnotationId;
use crate::article::{InlineKind, Link};
use crate::text::ByteRange;

/// The letters of labels. The home row comes first because it is the easiest to reach.
const LABEL_LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// What a jump label selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JumpTarget {
    /// A link, opened in the browser.
    Link(Link),
    /// An annotation, selected in the article.
    Item(AnnotationId),
}

/// A label on a link or annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpLabel {
    /// The letters to type: one or two, the same number for all labels on a screen.
    pub label: String,
    /// The text that the label marks.
    pub range: ByteRange,
    /// What the label selects.
    pub target: JumpTarget,
}

/// The labels on the screen and the letters typed so far.
#[derive(Clone, Debug, Default)]
pub struct JumpLabels {
    /// All labels, in text order.
    pub all: Vec<JumpLabel>,
    /// The letters typed so far.
    pub typed: String,
}

impl JumpLabels {
    /// Returns labels for the links and annotations that start on the screen. Of two that start at the same offset,
    /// the link gets the label.
    pub fn of(document: &OpenArticle) -> Self {
        let in_view = document.in_view();
        let mut targets = link_targets(document, in_view);
        targets.extend(annotation_targets(document, in_view));
        targets.sort_by_key(|(range, _)| range.start());
        targets.dedup_by_key(|(range, _)| range.start());
        let labels = build_labels(targets.len());
        let all = targets.into_iter().zip(labels);
        let all = all.map(|((range, target), label)| JumpLabel {
            label,
            range,
            target,
        });
        Self {
            all: all.collect(),
            typed: String::new(),
        }
    }

    /// Returns the labels that start with the letters typed so far.
    pub fn open(&self) -> impl Iterator<Item = &JumpLabel> {
        self.all
            .iter()
            .filter(|hint| hint.label.starts_with(&self.typed))
    }
}

fn link_targets(document: &OpenArticle, in_view: ByteRange) -> Vec<(ByteRange, JumpTarget)> {
    let blocks = document.article.blocks();
    let visible = blocks.iter().filter(|block| block.range.overlaps(in_view));
    visible
        .flat_map(|block| &block.inlines)
        .filter(|inline| in_view.contains(inline.range.start()))
        .filter_map(|inline| match &inline.kind {
            InlineKind::Link(link) => Some((inline.range, JumpTarget::Link(link.clone()))),
            _ => None,
        })
        .collect()
}

fn annotation_targets(
    document: &OpenArticle,
    in_view: ByteRange,
) -> impl Iterator<Item = (ByteRange, JumpTarget)> {
    let all = document.findings().map(|findings| &findings.annotations);
    let items = all
        .into_iter()
        .flat_map(move |all| all.items().iter().skip(all.first_from(in_view.start())));
    items
        .take_while(move |item| item.range.start() < in_view.end())
        .filter(|item| Tab::of(&item.kind).is_some() && !item.kind.is_pronoun())
        .map(|item| (item.first_piece(), JumpTarget::Item(item.id)))
}

/// Returns `n` labels of equal length, so that none is a prefix of another. At most 676 (26 × 26) are returned.
fn build_labels(n: usize) -> Vec<String> {
    if n <= LABEL_LETTERS.len() {
        return LABEL_LETTERS.chars().take(n).map(String::from).collect();
    }
    let pairs = LABEL_LETTERS
        .chars()
        .flat_map(|one| LABEL_LETTERS.chars().map(move |other| [one, other]));
    pairs.take(n).map(|pair| pair.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_begins_another() {
        for n in [0, 1, 26, 27, 300, 676, 2000] {
            let labels = build_labels(n);
            assert_eq!(labels.len(), n.min(676));
            let mut sorted = labels.clone();
            sorted.sort();
            sorted.dedup();
            assert_eq!(sorted.len(), labels.len());
            assert!(labels.iter().all(|label| label.len() == labels[0].len()));
        }
    }
}
