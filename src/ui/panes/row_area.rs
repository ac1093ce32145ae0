//! The place of one row in a list of the annotation pane.

/// A row to draw in.
#[derive(Clone, Copy)]
pub(super) struct RowArea {
    pub(super) x: u16,
    pub(super) y: u16,
    pub(super) width: u16,
}

impl RowArea {
    /// The column behind the last one for words.
    pub(super) const fn end(self) -> u16 {
        (self.x + self.width).saturating_sub(1)
    }
}
