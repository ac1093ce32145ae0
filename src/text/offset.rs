//! Positions and ranges, in UTF-8 bytes of one text.

use std::fmt;

/// A position in a text, in UTF-8 bytes from its start.
///
/// A separate type, so that a byte offset cannot be mixed with a column or a count of scalar values.
///
/// ```compile_fail
/// let offset = pullquote::text::ByteOffset::new(3);
/// let column: u16 = offset; // does not compile: a byte offset is not a column
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ByteOffset(u32);

impl ByteOffset {
    /// The start of the text.
    pub const ZERO: Self = Self(0);

    /// Returns the position `bytes` bytes after the start.
    pub const fn new(bytes: u32) -> Self {
        Self(bytes)
    }

    /// Returns the position `bytes` bytes after the start, saturating at `u32::MAX`.
    pub fn from_usize(bytes: usize) -> Self {
        Self(u32::try_from(bytes).unwrap_or(u32::MAX))
    }

    /// Returns the number of bytes before this position.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Returns the number of bytes before this position, as a slice index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for ByteOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A range of bytes in a text; `end` is exclusive. Invariant: `start <= end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(into = "(ByteOffset, ByteOffset)", from = "(ByteOffset, ByteOffset)")
)]
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

    /// Returns the range between two byte positions; an `end` before `start` gives an empty range at `start`.
    pub fn of(start: usize, end: usize) -> Self {
        Self::new(ByteOffset::from_usize(start), ByteOffset::from_usize(end))
    }

    /// Returns the empty range at `at`.
    pub const fn empty_at(at: ByteOffset) -> Self {
        Self { start: at, end: at }
    }

    /// Returns the first position inside the range.
    pub const fn start(self) -> ByteOffset {
        self.start
    }

    /// Returns the position after the last byte.
    pub const fn end(self) -> ByteOffset {
        self.end
    }

    /// Returns the length in bytes.
    pub const fn len(self) -> u32 {
        self.end.0 - self.start.0
    }

    /// Returns whether the range is empty.
    pub const fn is_empty(self) -> bool {
        self.start.0 == self.end.0
    }

    /// Returns the range as indices of a slice.
    pub const fn indices(self) -> std::ops::Range<usize> {
        self.start.index()..self.end.index()
    }

    /// Returns whether `offset` lies in the range; the end is exclusive.
    pub fn contains(self, offset: ByteOffset) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Returns whether `other` lies entirely in this range. A range covers itself.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the two ranges share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the bytes that both ranges share; `None` if they do not overlap.
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        })
    }

    /// Returns the smallest range that covers both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl From<(ByteOffset, ByteOffset)> for ByteRange {
    fn from((start, end): (ByteOffset, ByteOffset)) -> Self {
        Self::new(start, end)
    }
}

impl From<ByteRange> for (ByteOffset, ByteOffset) {
    fn from(range: ByteRange) -> Self {
        (range.start, range.end)
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
