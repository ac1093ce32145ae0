//! Conversion between byte offsets and counts of Unicode scalar values, the unit of Python, brat and the W3C
//! `TextPositionSelector`.

use super::ByteOffset;
use crate::invariant::ExpectOr;

/// The distance between two stored counts, in bytes. Larger: slower lookups; smaller: a larger index.
const STRIDE_BYTES: usize = 256;

/// Converts between byte offsets and counts of Unicode scalar values in one text.
///
/// An ASCII text needs no index. For other texts the count is stored at every 256th byte, so a lookup scans at most 256
/// bytes.
pub struct ScalarIndex<'a> {
    text: &'a str,
    /// The number of scalar values before each multiple of [`STRIDE_BYTES`] bytes; empty for an ASCII text.
    marks: Vec<u32>,
}

impl<'a> ScalarIndex<'a> {
    /// Builds the index of `text`.
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self {
                text,
                marks: Vec::new(),
            };
        }
        let mut n_scalars = 0;
        let mut marks = Vec::with_capacity(text.len() / STRIDE_BYTES + 1);
        for chunk in text.as_bytes().chunks(STRIDE_BYTES) {
            marks.push(n_scalars);
            n_scalars += count_char_starts(chunk);
        }
        Self { text, marks }
    }

    /// Returns the number of scalar values that begin before `offset`. `offset` is clamped to the text.
    pub fn scalar(&self, offset: ByteOffset) -> u32 {
        let at = offset.index().min(self.text.len());
        let bytes = self.text.as_bytes();
        match self.marks.get(at / STRIDE_BYTES) {
            Some(mark) => {
                mark + count_char_starts(
                    bytes
                        .get(at / STRIDE_BYTES * STRIDE_BYTES..at)
                        .expect_or_default("the position is clamped to the text"),
                )
            }
            None if self.marks.is_empty() => ByteOffset::from_usize(at).get(),
            None => count_char_starts(
                bytes
                    .get(..at)
                    .expect_or_default("the position is clamped to the text"),
            ),
        }
    }

    /// Returns the byte offset of the scalar value at index `scalar` (from 0). The number of scalar values in the text
    /// gives the end of the text; a greater index gives `None`.
    pub fn byte(&self, scalar: u32) -> Option<ByteOffset> {
        if self.marks.is_empty() {
            return (scalar as usize <= self.text.len()).then(|| ByteOffset::new(scalar));
        }
        let chunk = self
            .marks
            .partition_point(|&mark| mark <= scalar)
            .saturating_sub(1);
        let mut n_scalars = *self.marks.get(chunk)?;
        let from = chunk * STRIDE_BYTES;
        for (at, byte) in self.text.as_bytes().iter().enumerate().skip(from) {
            if !is_char_start(*byte) {
                continue;
            }
            if n_scalars == scalar {
                return Some(ByteOffset::from_usize(at));
            }
            n_scalars += 1;
        }
        (n_scalars == scalar).then(|| ByteOffset::from_usize(self.text.len()))
    }
}

/// Returns whether a byte begins a UTF-8 sequence, that is, is not a continuation byte.
fn is_char_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

fn count_char_starts(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .map(|byte| u32::from(is_char_start(*byte)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_characters() {
        let text = "a“b”\u{1f468}ñ".repeat(300);
        let index = ScalarIndex::new(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            let n = u32::try_from(n).expect("short");
            assert_eq!(index.scalar(ByteOffset::from_usize(at)), n);
            assert_eq!(index.byte(n), Some(ByteOffset::from_usize(at)));
        }
        assert_eq!(index.scalar(ByteOffset::from_usize(text.len())), 1800);
        assert_eq!(index.byte(1800), Some(ByteOffset::from_usize(text.len())));
        assert_eq!(index.byte(1801), None);
    }

    #[test]
    fn ascii_needs_no_table() {
        let index = ScalarIndex::new("abc");
        assert_eq!(index.scalar(ByteOffset::new(2)), 2);
        assert_eq!(index.byte(3), Some(ByteOffset::new(3)));
        assert_eq!(index.byte(4), None);
    }
}
