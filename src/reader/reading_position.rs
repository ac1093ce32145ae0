//! A position in an open article.

use crate::annotation::AnnotationId;
use crate::layout::Anchor;

/// A position in an article. The row changes with the layout; the anchor identifies the same text in any layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingPosition {
    /// The first visible row of the current layout.
    pub row: usize,
    /// The text at that row.
    pub anchor: Anchor,
    /// The selected annotation.
    pub selected: Option<AnnotationId>,
}
