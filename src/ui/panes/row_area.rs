//! Owns the area of one row in a list of the annotation pane.

/// The area of one row of a list, in columns and rows of the screen.
#[derive(Clone, Copy)]
pub(super) struct RowArea {
    /// The first column.
    pub(super) x: u16,
    /// The row.
    pub(super) y: u16,
    /// The width in columns.
    pub(super) width: u16,
}

impl RowArea {
    /// Returns the column after the last one for text. It leaves one column free as a margin.
    pub(super) const fn end(self) -> u16 {
        (self.x + self.width).saturating_sub(1)
    }
}
