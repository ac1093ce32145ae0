//! A hashed table of weight rows that is used in place: bytes in the binary, never parsed, never copied.
//!
//! A bucket has four rows; a row is recognised by a check byte of its feature's hash. About one absent feature in 60
//! reads the row of another one; the rest read a row of zeros, so that a lookup has no branch.

use crate::invariant::ExpectOr;
use std::hint::select_unpredictable;

/// The rows in a bucket: one comparison of 32 bits checks all.
const BUCKET_ROWS: usize = 4;
/// The length of the number of buckets at the start of a table, in bytes.
const HEADER_BYTES: usize = 4;

/// Returns the hash of a feature from what it consists of: one multiplication of 64 by 64 bits, folded (as in wyhash).
#[inline]
pub const fn hash_feature(first: u64, second: u64) -> u64 {
    let product = ((first ^ 0xa076_1d64_78bd_642f) as u128)
        .wrapping_mul((second ^ 0xe703_7ed1_a0b4_28db) as u128);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let folded = product as u64 ^ (product >> 64) as u64;
    folded
}

/// Rows of `W` weights of one byte each, found by the hash of a feature.
#[derive(Clone, Copy, Debug)]
pub struct WeightTable<'a, const W: usize> {
    checks: &'a [[u8; BUCKET_ROWS]],
    /// Four rows for each bucket, and a row of zeros at the end.
    rows: &'a [[u8; W]],
}

impl<'a, const W: usize> WeightTable<'a, W> {
    /// Returns the table that these bytes hold; `None` if they hold none.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (header, rest) = bytes.split_first_chunk::<HEADER_BYTES>()?;
        let n_buckets = usize::try_from(u32::from_le_bytes(*header)).ok()?;
        let (checks, rows) = rest.split_at_checked(n_buckets.checked_mul(BUCKET_ROWS)?)?;
        let (checks, _) = checks.as_chunks();
        let (rows, extra) = rows.as_chunks::<W>();
        let is_whole = extra.is_empty() && rows.len() == n_buckets * BUCKET_ROWS + 1;
        (n_buckets > 0 && is_whole).then_some(Self { checks, rows })
    }

    /// Returns the weights of the feature with this hash, as bytes in two's complement; zeros if it is absent.
    #[inline]
    pub fn row(&self, hash: u64) -> &'a [u8; W] {
        let bucket = bucket_of(hash, self.checks.len());
        let checks = self
            .checks
            .get(bucket)
            .copied()
            .expect_or_default("the bucket lies in the table");
        let wanted = u32::from(check_of(hash)) * 0x0101_0101;
        let difference = u32::from_le_bytes(checks) ^ wanted;
        // The lowest byte of zero is found exactly; 32 trailing zeros if no byte is zero.
        let zeros = difference.wrapping_sub(0x0101_0101) & !difference & 0x8080_8080;
        let slot = (zeros.trailing_zeros() / 8) as usize;
        // Half of the features are absent, in no order that a processor could predict.
        let index = select_unpredictable(
            slot < BUCKET_ROWS,
            bucket * BUCKET_ROWS + slot,
            self.rows.len() - 1,
        );
        self.rows.get(index).unwrap_or(&[0; W])
    }

    /// Returns the sums of the weights of the features with these hashes. There must be at most 256, so that no sum is
    /// beyond 16 bits.
    #[inline]
    pub fn sum_rows<const N: usize>(&self, hashes: &[u64; N]) -> [i16; W] {
        // All rows are looked up before the first is added, so that a processor waits for many of them at once.
        let rows = hashes.map(|hash| self.row(hash));
        let mut sums = [0_i16; W];
        for row in rows {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
            }
        }
        sums
    }
}

/// Returns the bucket of a hash.
#[inline]
fn bucket_of(hash: u64, n_buckets: usize) -> usize {
    let wide = (hash >> 32) * (n_buckets as u64);
    usize::try_from(wide >> 32).expect_or_default("half of 64 bits fits an index")
}

/// Returns the check byte of a hash. It is never zero, which marks an empty slot.
#[inline]
fn check_of(hash: u64) -> u8 {
    let [low, ..] = hash.to_le_bytes();
    low.max(1)
}

/// Returns the bytes of a table of these rows with so many buckets.
///
/// If more rows fall into a bucket than it holds, or two have the same check byte, the row with the larger weights is
/// kept. The order of the rows does not matter.
pub fn pack_rows<const W: usize>(mut rows: Vec<(u64, [i8; W])>, n_buckets: u32) -> Vec<u8> {
    let strength = |row: &[i8; W]| row.iter().map(|w| u32::from(w.unsigned_abs())).sum::<u32>();
    rows.sort_by_key(|(hash, row)| (std::cmp::Reverse(strength(row)), *hash));
    let n = (n_buckets as usize).max(1);
    let mut checks = vec![[0_u8; BUCKET_ROWS]; n];
    let mut packed = vec![[0_u8; W]; n * BUCKET_ROWS + 1];
    for (hash, row) in rows {
        let bucket = bucket_of(hash, n);
        let check = check_of(hash);
        let Some(slots) = checks.get_mut(bucket) else {
            continue;
        };
        if slots.contains(&check) {
            continue;
        }
        if let Some(free) = slots.iter().position(|slot| *slot == 0)
            && let (Some(slot), Some(place)) = (
                slots.get_mut(free),
                packed.get_mut(bucket * BUCKET_ROWS + free),
            )
        {
            *slot = check;
            *place = row.map(i8::cast_unsigned);
        }
    }
    let mut bytes = u32::try_from(n)
        .expect_or(u32::MAX, "a table has fewer than 4 G rows")
        .to_le_bytes()
        .to_vec();
    bytes.extend(checks.iter().flatten());
    bytes.extend(packed.iter().flatten());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample_rows(n: u64) -> Vec<(u64, [i8; 4])> {
        let row = |key: u64| {
            let [a, b, ..] = key.to_le_bytes();
            [a.cast_signed() | 1, b.cast_signed(), -3, 7]
        };
        (0..n).map(|key| (hash_feature(key, 1), row(key))).collect()
    }

    fn sums_of(table: &WeightTable<'_, 4>, hash: u64) -> [i16; 4] {
        table.sum_rows(&[hash])
    }

    #[test]
    fn rows_are_found_and_an_absent_row_is_zero() {
        let rows = sample_rows(500);
        let bytes = pack_rows(rows.clone(), 1024);
        let table = WeightTable::<4>::new(&bytes).expect("a table");
        for (hash, row) in &rows {
            assert_eq!(sums_of(&table, *hash), row.map(i16::from));
        }
        let n_other = (0..10_000_u64)
            .filter(|key| sums_of(&table, hash_feature(*key, 2)) != [0; 4])
            .count();
        // A check byte is right by chance once in 255 times for each row in the bucket, here 0.5 on average.
        assert!(n_other < 60, "{n_other} of 10,000 absent rows are not zero");
    }

    #[test]
    fn the_strongest_rows_of_a_full_bucket_stay() {
        let rows: Vec<_> = (1..=9_i8)
            .map(|n| (u64::try_from(n).expect("positive") + 9, [n, 0, 0, 0]))
            .collect();
        let bytes = pack_rows(rows, 1);
        let table = WeightTable::<4>::new(&bytes).expect("a table");
        let found: Vec<_> = (10..19).map(|hash| sums_of(&table, hash)[0]).collect();
        assert_eq!(found, [0, 0, 0, 0, 0, 6, 7, 8, 9]);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter() {
        let rows = sample_rows(900);
        let reversed: Vec<_> = rows.iter().rev().copied().collect();
        assert_eq!(pack_rows(rows, 128), pack_rows(reversed, 128));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = pack_rows(sample_rows(20), 8);
        for end in 0..bytes.len() {
            assert!(WeightTable::<4>::new(&bytes[..end]).is_none(), "{end}");
        }
        assert!(WeightTable::<4>::new(&[0; 8]).is_none());
        assert!(WeightTable::<4>::new(&[255; 64]).is_none());
    }

    proptest::proptest! {
        #[test]
        fn a_lookup_is_total(bytes in proptest::collection::vec(0_u8.., 0..80), hash: u64) {
            if let Some(table) = WeightTable::<2>::new(&bytes) {
                let sums = table.sum_rows(&[hash]);
                proptest::prop_assert!(sums.iter().all(|sum| sum.abs() <= 128));
            }
        }
    }
}
