//! The tagger's weights, used where they lie: small whole numbers in rows, and a bitmap of the rows that are kept.

use super::decode::{Scores, Transitions};
use super::features::Feature;
use super::tags::COUNT;

/// How many weights a row has: one for each tag but the outside one.
pub const ROW: usize = COUNT - 1;
/// A block of the bitmap: 64 rows' bits, and how many rows are kept before it.
const BLOCK: usize = 12;
/// The bytes before the blocks: the logarithm of how many rows there could be, three unused.
const HEAD: usize = 4;
/// How many features are looked for before their rows are added.
const CHUNK: usize = 48;
/// A weight of 1 as a whole number.
pub(super) const ONE: f32 = 32.0;

/// Weights of features. A feature whose row is not kept weighs nothing.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    bits: u32,
    blocks: &'a [u8],
    weights: &'a [u8],
}

impl<'a> Rows<'a> {
    /// Returns the rows that `bytes` hold; `None` where they are damaged.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (&[bits, ..], rest) = bytes.split_first_chunk::<HEAD>()?;
        if !(6..=24).contains(&bits) {
            return None;
        }
        let (blocks, rows) = rest.split_at_checked((1 << (bits - 6)) * BLOCK)?;
        let mut n_rows = 0;
        for block in blocks.chunks_exact(BLOCK) {
            let (mask, before) = read(block)?;
            if before != n_rows {
                return None;
            }
            n_rows += mask.count_ones() as usize;
        }
        (rows.len() == n_rows * ROW).then_some(Self {
            bits: u32::from(bits),
            blocks,
            weights: rows,
        })
    }

    /// Adds the weights of a feature to `sums`.
    #[inline]
    pub(super) fn add(&self, feature: Feature, sums: &mut Sums) {
        if let Some(row) = self.find(feature) {
            add_row(row, sums);
        }
    }

    /// Adds the weights of all these features to `sums`.
    ///
    /// First all rows are looked for, then the found ones added: whether a row is kept is a matter of chance, and a
    /// branch on it would be guessed wrong as often as not.
    pub(super) fn add_all(&self, features: &[Feature], sums: &mut Sums) {
        let mut kept = [0; CHUNK];
        for chunk in features.chunks(CHUNK) {
            let mut n = 0;
            for feature in chunk {
                let row = row_of(*feature, self.bits);
                if let Some(slot) = kept.get_mut(n) {
                    *slot = row;
                }
                let (mask, _) = self.block(row);
                n += usize::from(mask >> (row & 63) & 1 == 1);
            }
            for row in kept.iter().take(n) {
                if let Some(row) = self.weights_of(*row) {
                    add_row(row, sums);
                }
            }
        }
    }

    /// Returns which of the 64 rows around this one are kept, and how many before them.
    #[inline]
    fn block(&self, row: usize) -> (u64, usize) {
        let at = (row >> 6) * BLOCK;
        let block = self.blocks.get(at..at + BLOCK).and_then(read);
        block.unwrap_or_default()
    }

    /// Returns the weights of a row that is kept.
    #[inline]
    fn weights_of(&self, row: usize) -> Option<&'a [u8; ROW]> {
        let (mask, before) = self.block(row);
        let below = (mask & ((1 << (row & 63)) - 1)).count_ones() as usize;
        let at = (before + below) * ROW;
        self.weights.get(at..at + ROW)?.first_chunk()
    }

    #[inline]
    fn find(&self, feature: Feature) -> Option<&'a [u8; ROW]> {
        let row = row_of(feature, self.bits);
        let (mask, _) = self.block(row);
        let is_kept = mask >> (row & 63) & 1 == 1;
        is_kept.then(|| self.weights_of(row))?
    }
}

fn add_row(row: &[u8; ROW], sums: &mut Sums) {
    for (sum, byte) in sums.iter_mut().zip(row) {
        *sum += i16::from(byte.cast_signed());
    }
}

fn read(block: &[u8]) -> Option<(u64, usize)> {
    let (mask, before) = block.split_first_chunk::<8>()?;
    let before = u32::from_le_bytes(before.try_into().ok()?);
    Some((u64::from_le_bytes(*mask), before as usize))
}

/// Sums of weights as whole numbers, for each tag but the outside one.
pub(super) type Sums = [i16; ROW];

/// Returns the sums as scores.
pub(super) fn scores(sums: &Sums) -> Scores {
    let mut scores = [0.0; COUNT];
    for (score, sum) in scores.iter_mut().skip(1).zip(sums) {
        *score = f32::from(*sum) / ONE;
    }
    scores
}

/// Returns the number of a feature's row among 2^`bits`.
pub fn row_of(feature: Feature, bits: u32) -> usize {
    usize::try_from(feature >> (64 - bits)).unwrap_or_default()
}

/// Returns the weight as it is kept.
pub fn quantised(weight: f32) -> i8 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the value is rounded and cut to the range before"
    )]
    let whole = (weight * ONE).round().clamp(-127.0, 127.0) as i8;
    whole
}

/// Returns the bytes of rows; `kept` has their numbers, ascending, and weights.
pub fn pack(bits: u8, kept: &[(usize, [i8; ROW])]) -> Vec<u8> {
    let mut bytes = vec![bits, 0, 0, 0];
    let mut rest = kept.iter().map(|(row, _)| *row).peekable();
    let mut n_rows = 0_u32;
    for block in 0..1_usize << bits.saturating_sub(6) {
        let mut mask = 0_u64;
        while let Some(row) = rest.next_if(|row| row >> 6 == block) {
            mask |= 1 << (row & 63);
        }
        bytes.extend_from_slice(&mask.to_le_bytes());
        bytes.extend_from_slice(&n_rows.to_le_bytes());
        n_rows += mask.count_ones();
    }
    for (_, weights) in kept {
        bytes.extend(weights.iter().map(|weight| weight.cast_unsigned()));
    }
    bytes
}

/// One table of weights with its transitions.
#[derive(Clone, Debug)]
pub struct Head<'a> {
    pub(super) rows: Rows<'a>,
    pub(super) transitions: Transitions,
}

impl<'a> Head<'a> {
    /// Returns the table of these two sections; `None` where they are damaged.
    pub fn new(transitions: &[u8], rows: &'a [u8]) -> Option<Self> {
        if transitions.len() != COUNT * COUNT * 4 {
            return None;
        }
        let mut scores = [[0.0; COUNT]; COUNT];
        let cells = scores.iter_mut().flatten();
        for (cell, bytes) in cells.zip(transitions.chunks_exact(4)) {
            *cell = f32::from_le_bytes(bytes.try_into().ok()?);
            if !cell.is_finite() {
                return None;
            }
        }
        Some(Self {
            rows: Rows::new(rows)?,
            transitions: Transitions::new(scores),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(rows: &Rows<'_>, row: u64, bits: u32) -> Sums {
        let mut sums = [0; ROW];
        rows.add(row << (64 - bits), &mut sums);
        sums
    }

    #[test]
    fn kept_rows_are_found_and_others_weigh_nothing() {
        let kept = [
            (3, [1; ROW]),
            (64, [2; ROW]),
            (65, [-3; ROW]),
            (255, [4; ROW]),
        ];
        let bytes = pack(8, &kept);
        let rows = Rows::new(&bytes).expect("rows");
        for row in 0..256_u64 {
            let wanted = kept.iter().find(|(kept, _)| *kept as u64 == row);
            let wanted = wanted.map_or([0; ROW], |(_, weights)| weights.map(i16::from));
            assert_eq!(sums(&rows, row, 8), wanted, "row {row}");
        }
    }

    #[test]
    fn damaged_rows_are_refused() {
        let bytes = pack(8, &[(3, [1; ROW])]);
        for end in 0..bytes.len() {
            assert!(Rows::new(&bytes[..end]).is_none(), "cut at {end}");
        }
        let mut wild = bytes;
        wild[5] ^= 1;
        assert!(Rows::new(&wild).is_none(), "a bit more than rows");
    }

    #[test]
    fn weights_are_cut_to_their_range() {
        assert_eq!(
            [
                quantised(9.0),
                quantised(-9.0),
                quantised(0.5),
                quantised(f32::NAN)
            ],
            [127, -127, 16, 0]
        );
    }
}
