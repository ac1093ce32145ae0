//! Columns and rows of a screen.

use std::ops::Add;

/// A count of columns or rows of a frame: made for it, thrown away with it, never stored.
///
/// Sums and differences stop at the ends of the range instead of wrapping.
///
/// ```compile_fail
/// use pullquote::{layout::Cells, text::ByteOffset};
/// let column = Cells(3) + ByteOffset::new(1); // does not compile: a column is no byte
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cells(pub u16);

impl Cells {
    /// No cell.
    pub const ZERO: Self = Self(0);

    /// Returns the count; more than a frame can have is the most that it can.
    pub fn from_usize(n: usize) -> Self {
        Self(u16::try_from(n).unwrap_or(u16::MAX))
    }

    /// Returns the count.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Returns the count as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// Returns what is left after taking `other` away, at least nothing.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for Cells {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
