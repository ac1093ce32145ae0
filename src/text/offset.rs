//! Positions and ranges, counted in UTF-8 bytes of one text.

use std::fmt;

/// A position in a text: UTF-8 bytes from its start.
///
/// It is a type of its own so that a byte is never added to a column or to a scalar count.
///
/// ```compile_fail
/// let offset = pullquote::text::ByteOffset::new(3);
/// let column: u16 = offset; // does not compile: a byte is no cell
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteOffset(u32);

impl ByteOffset {
    /// The start of every text.
    pub const ZERO: Self = Self(0);

    /// Returns the position `bytes` after the start.
    pub const fn new(bytes: u32) -> Self {
        Self(bytes)
    }

    /// Returns the position `bytes` after the start; beyond the range of `u32` it is the last position there is.
    pub fn from_usize(bytes: usize) -> Self {
        Self(u32::try_from(bytes).unwrap_or(u32::MAX))
    }

    /// Returns the count of bytes before this position.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Returns the count of bytes before this position, for use with slices.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for ByteOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A stretch of a text, end exclusive. Invariant: `start <= end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteRange {
    start: ByteOffset,
    end: ByteOffset,
}

impl ByteRange {
    /// Returns the range from `start` to `end`; an `end` before `start` gives an empty range at `start`.
    pub fn new(start: ByteOffset, end: ByteOffset) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Returns the range of these byte positions; an `end` before `start` gives an empty range at `start`.
    pub fn of(start: usize, end: usize) -> Self {
        Self::new(ByteOffset::from_usize(start), ByteOffset::from_usize(end))
    }

    /// Returns the empty range at `at`.
    pub const fn empty_at(at: ByteOffset) -> Self {
        Self { start: at, end: at }
    }

    /// Returns the first position inside.
    pub const fn start(self) -> ByteOffset {
        self.start
    }

    /// Returns the first position after the end.
    pub const fn end(self) -> ByteOffset {
        self.end
    }

    /// Returns the length in bytes.
    pub const fn len(self) -> u32 {
        self.end.0 - self.start.0
    }

    /// Returns whether nothing is inside.
    pub const fn is_empty(self) -> bool {
        self.start.0 == self.end.0
    }

    /// Returns the range as indices of a slice.
    pub const fn indices(self) -> std::ops::Range<usize> {
        self.start.index()..self.end.index()
    }

    /// Returns whether the position lies inside (the end does not).
    pub fn contains(self, offset: ByteOffset) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Returns whether `other` lies wholly inside; equal ranges do.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns what both share, if they share a byte.
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        })
    }

    /// Returns the smallest range that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl fmt::Debug for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_before_the_start_is_empty() {
        assert!(ByteRange::of(5, 3).is_empty());
        assert_eq!(ByteRange::of(5, 3).start(), ByteOffset::new(5));
    }

    #[test]
    fn touching_ranges_do_not_overlap() {
        assert!(!ByteRange::of(0, 3).overlaps(ByteRange::of(3, 5)));
        assert!(ByteRange::of(0, 4).overlaps(ByteRange::of(3, 5)));
        assert_eq!(
            ByteRange::of(0, 4).intersection(ByteRange::of(3, 5)),
            Some(ByteRange::of(3, 4))
        );
    }
}
