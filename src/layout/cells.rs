//! Screen coordinates.

use std::ops::Add;

/// A number of columns or rows on the screen. Valid for one frame; never stored.
///
/// Addition and subtraction saturate.
///
/// ```compile_fail
/// use pullquote::{layout::Cells, text::ByteOffset};
/// let column = Cells(3) + ByteOffset::new(1); // does not compile: a byte offset is not a column
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cells(pub u16);

impl Cells {
    /// Zero cells.
    pub const ZERO: Self = Self(0);

    /// Returns `n` cells, saturating at `u16::MAX`.
    pub fn from_usize(n: usize) -> Self {
        Self(u16::try_from(n).unwrap_or(u16::MAX))
    }

    /// Returns the number of cells.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Returns the number of cells as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// Returns the difference; zero if `other` is greater.
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
