//! The tagger's weights, read directly from the binary: small integers in rows, and a bitmap of the rows that are
//! present.

use super::features::Feature;
use super::tags::{COUNT, Scores};
use crate::invariant::ExpectOr;

/// The number of weights in a row: one for each tag except that for words outside names.
pub const ROW: usize = COUNT - 1;
/// The size of a block of the bitmap, in bytes: the bits of 64 rows, and the number of rows present before them.
const BLOCK: usize = 12;
/// The bytes before the blocks: the logarithm of how many rows there could be, how many tables there are, and unused
/// ones, so that rows lie where the processor loads them whole.
const HEAD: usize = 64;
/// The number of features that are looked up before their rows are added.
const CHUNK: usize = 48;
/// The integer that represents a weight of 1.
pub(super) const ONE: f32 = 32.0;

/// Weights of features to `N` tables, those of one feature next to each other. A feature whose row is not kept weighs
/// nothing.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a, const N: usize> {
    bits: u32,
    blocks: &'a [[u8; BLOCK]],
    weights: &'a [[u8; ROW]],
}

impl<'a, const N: usize> Rows<'a, N> {
    /// Returns the rows that `bytes` hold; `None` if they are damaged or of another number of tables.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (&[bits, n_tables, ..], rest) = bytes.split_first_chunk::<HEAD>()?;
        if !(6..=24).contains(&bits) || usize::from(n_tables) != N {
            return None;
        }
        let (blocks, rows) = rest.split_at_checked((1 << (bits - 6)) * BLOCK)?;
        let (blocks, _) = blocks.as_chunks();
        let mut n_rows = 0;
        for block in blocks {
            let (mask, before) = read_block(block);
            if before != n_rows {
                return None;
            }
            n_rows += mask.count_ones() as usize;
        }
        let (weights, rest) = rows.as_chunks();
        (weights.len() == n_rows * N && rest.is_empty()).then_some(Self {
            bits: u32::from(bits),
            blocks,
            weights,
        })
    }

    /// Adds the weights of all these features to each table's sums.
    ///
    /// First all rows are searched, then the found ones added: whether a row is kept is a matter of chance, and a
    /// branch on it would be guessed wrong as often as not; and what is not at hand is loaded all at once.
    pub(super) fn add_all(&self, features: &[Feature], sums: &mut [Sums; N]) {
        let mut kept = [0; CHUNK];
        for chunk in features.chunks(CHUNK) {
            let mut n = 0;
            for feature in chunk {
                let row = row_of(*feature, self.bits);
                if let Some(slot) = kept.get_mut(n) {
                    *slot = row;
                }
                n += usize::from(self.is_kept(row));
            }
            let kept = kept
                .get_mut(..n)
                .expect_or_default("a chunk has at most as many features");
            for row in &mut *kept {
                *row = self.place(*row);
            }
            for at in kept {
                let tables = self
                    .weights
                    .get(*at..*at + N)
                    .expect_or_default("a row that is kept has its weights");
                for (sums, row) in sums.iter_mut().zip(tables) {
                    add_row(row, sums);
                }
            }
        }
    }

    #[inline]
    fn is_kept(&self, row: usize) -> bool {
        let mask = self
            .blocks
            .get(row >> 6)
            .map_or(0, |block| read_block(block).0);
        mask >> (row & 63) & 1 == 1
    }

    /// Returns where the weights of a row that is kept begin.
    #[inline]
    fn place(&self, row: usize) -> usize {
        let (mask, before) = self
            .blocks
            .get(row >> 6)
            .map(read_block)
            .expect_or_default("every row has a block");
        let below = (mask & ((1 << (row & 63)) - 1)).count_ones() as usize;
        (before + below) * N
    }
}

/// Adds a row. By itself it is compiled to a few steps over many numbers; inside a loop over rows it is not.
#[inline(never)]
fn add_row(row: &[u8; ROW], sums: &mut Sums) {
    for (sum, byte) in sums.iter_mut().zip(row) {
        *sum += i16::from(byte.cast_signed());
    }
}

fn read_block(block: &[u8; BLOCK]) -> (u64, usize) {
    let (numbers, _) = block.as_chunks();
    let [low, high, before] = numbers else {
        return (0, 0);
    };
    let number = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes);
    let mask = u64::from(number(low)) | u64::from(number(high)) << 32;
    (mask, number(before) as usize)
}

/// Sums of weights as whole numbers, for each tag but the outside one.
pub(super) type Sums = [i16; ROW];

/// Adds sums to others. By itself for the same reason as [`add_row`].
#[inline(never)]
pub(super) fn add_sums(part: &Sums, sums: &mut Sums) {
    for (sum, part) in sums.iter_mut().zip(part) {
        *sum += part;
    }
}

/// Returns the sums as scores.
pub(super) fn scores_of_sums(sums: &Sums) -> Scores {
    let mut scores = [0.0; COUNT];
    for (score, sum) in scores.iter_mut().skip(1).zip(sums) {
        *score = f32::from(*sum) / ONE;
    }
    scores
}

/// Returns the number of a feature's row among 2^`bits`.
pub fn row_of(feature: Feature, bits: u32) -> usize {
    usize::try_from(feature >> (64 - bits)).expect_or_default("part of a hash fits")
}

/// Returns the weight as it is kept.
pub fn quantise_weight(weight: f32) -> i8 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the value is rounded and cut to the range before"
    )]
    let whole = (weight * ONE).round().clamp(-127.0, 127.0) as i8;
    whole
}

/// Returns the bytes of rows; `kept` has their numbers, ascending, and weights to each table.
pub fn pack_rows<const N: usize>(bits: u8, kept: &[(usize, [[i8; ROW]; N])]) -> Vec<u8> {
    let mut bytes = vec![0; HEAD];
    if let [first, second, ..] = bytes.as_mut_slice() {
        (*first, *second) = (
            bits,
            u8::try_from(N).expect_or_default("a model has few tables"),
        );
    }
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
    for (_, tables) in kept {
        bytes.extend(tables.iter().flatten().map(|weight| weight.cast_unsigned()));
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(rows: &Rows<'_, 2>, row: u64, bits: u32) -> [Sums; 2] {
        let mut sums = [[0; ROW]; 2];
        rows.add_all(&[row << (64 - bits)], &mut sums);
        sums
    }

    #[test]
    fn kept_rows_are_found_and_others_weigh_nothing() {
        let kept = [
            (3, [[1; ROW], [0; ROW]]),
            (64, [[2; ROW], [7; ROW]]),
            (65, [[-3; ROW], [5; ROW]]),
            (255, [[0; ROW], [4; ROW]]),
        ];
        let bytes = pack_rows(8, &kept);
        let rows = Rows::new(&bytes).expect("rows");
        for row in 0..256_u64 {
            let wanted = kept.iter().find(|(kept, _)| *kept as u64 == row);
            let wanted = wanted.map_or([[0; ROW]; 2], |(_, tables)| {
                tables.map(|weights| weights.map(i16::from))
            });
            assert_eq!(sums(&rows, row, 8), wanted, "row {row}");
        }
    }

    #[test]
    fn damaged_rows_are_refused() {
        let bytes = pack_rows(8, &[(3, [[1; ROW]])]);
        for end in 0..bytes.len() {
            assert!(Rows::<1>::new(&bytes[..end]).is_none(), "cut at {end}");
        }
        assert!(Rows::<2>::new(&bytes).is_none(), "of two tables");
        let mut wild = bytes;
        wild[HEAD + 1] ^= 1;
        assert!(Rows::<1>::new(&wild).is_none(), "a bit more than rows");
    }

    #[test]
    fn weights_are_cut_to_their_range() {
        assert_eq!(
            [
                quantise_weight(9.0),
                quantise_weight(-9.0),
                quantise_weight(0.5),
                quantise_weight(f32::NAN)
            ],
            [127, -127, 16, 0]
        );
    }
}
