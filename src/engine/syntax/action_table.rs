//! The hashed table of the parser's weights for actions, used in place: a bucket of 16 bytes holds four rows and their
//! check bytes, so that a lookup reads one line of the processor's cache.

use crate::invariant::ExpectOr;

/// The number of the parser's actions.
pub const ACTIONS: usize = 3;

/// The rows in a bucket.
const BUCKET_ROWS: usize = 4;
/// The bytes of a bucket: four check bytes and four rows of three weights.
const BUCKET_BYTES: usize = BUCKET_ROWS * (1 + ACTIONS);
/// The bits of a row.
const ROW_BITS: u32 = 24;

/// Weights of one byte for each action, found by the hash of a feature.
#[derive(Clone, Copy, Debug)]
pub struct ActionTable<'a> {
    buckets: &'a [[u8; BUCKET_BYTES]],
}

impl<'a> ActionTable<'a> {
    /// Returns the table that these bytes hold; `None` if they hold none.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (buckets, rest) = bytes.as_chunks();
        (rest.is_empty() && !buckets.is_empty()).then_some(Self { buckets })
    }

    /// Returns the weights of the feature with this hash, the first in the lowest byte; zero if it is absent.
    #[inline]
    fn row(&self, hash: u64) -> u32 {
        let bucket = self.buckets.get(bucket_of(hash, self.buckets.len()));
        let bits = u128::from_le_bytes(
            bucket
                .copied()
                .expect_or_default("the bucket lies in the table"),
        );
        let [low, second, third, fourth, ..] = bits.to_le_bytes();
        let checks = u32::from_le_bytes([low, second, third, fourth]);
        let difference = checks ^ (u32::from(check_of(hash)) * 0x0101_0101);
        // The lowest byte of zero is found exactly; 32 trailing zeros if no byte is zero.
        let zeros = difference.wrapping_sub(0x0101_0101) & !difference & 0x8080_8080;
        let slot = zeros.trailing_zeros() / 8;
        // In the fourth place, where nothing was found, no bits are left: the row of an absent feature is zero.
        let rows = (bits >> 32) >> (slot * ROW_BITS);
        let [first, second, third, ..] = rows.to_le_bytes();
        u32::from_le_bytes([first, second, third, 0])
    }

    /// Returns the sums of the weights of the features with these hashes.
    #[inline]
    pub fn sum_rows(&self, hashes: &[u64]) -> [i32; ACTIONS] {
        let mut sums = [0; ACTIONS];
        for hash in hashes {
            let weights = self.row(*hash).to_le_bytes();
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(weight.cast_signed());
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
pub fn pack_actions(mut rows: Vec<(u64, [i8; ACTIONS])>, n_buckets: u32) -> Vec<u8> {
    let strength = |row: &[i8; ACTIONS]| {
        let sizes = row.iter().map(|weight| u32::from(weight.unsigned_abs()));
        sizes.sum::<u32>()
    };
    rows.sort_by_key(|(hash, row)| (std::cmp::Reverse(strength(row)), *hash));
    let mut buckets = vec![[0_u8; BUCKET_BYTES]; (n_buckets as usize).max(1)];
    let n = buckets.len();
    for (hash, row) in rows {
        let check = check_of(hash);
        let Some((checks, places)) = buckets
            .get_mut(bucket_of(hash, n))
            .and_then(|bucket| bucket.split_at_mut_checked(BUCKET_ROWS))
        else {
            continue;
        };
        if checks.contains(&check) {
            continue;
        }
        let (places, _) = places.as_chunks_mut::<ACTIONS>();
        let mut slots = checks.iter_mut().zip(places);
        if let Some((slot, place)) = slots.find(|(slot, _)| **slot == 0) {
            *slot = check;
            *place = row.map(i8::cast_unsigned);
        }
    }
    buckets.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::super::hash_feature;
    use super::*;

    fn sample_rows(n: u64) -> Vec<(u64, [i8; ACTIONS])> {
        let row = |key: u64| {
            let [a, b, ..] = key.to_le_bytes();
            [a.cast_signed() | 1, b.cast_signed(), -128]
        };
        (0..n).map(|key| (hash_feature(key, 1), row(key))).collect()
    }

    #[test]
    fn rows_are_found_and_an_absent_row_is_zero() {
        let rows = sample_rows(500);
        let bytes = pack_actions(rows.clone(), 1024);
        let table = ActionTable::new(&bytes).expect("a table");
        for (hash, row) in &rows {
            assert_eq!(table.sum_rows(&[*hash]), row.map(i32::from));
        }
        let is_absent = |key: &u64| table.sum_rows(&[hash_feature(*key, 2)]) == [0; ACTIONS];
        let n_other = (0..10_000_u64).filter(|key| !is_absent(key)).count();
        // A check byte is right by chance once in 255 times for each row in the bucket, here 0.5 on average.
        assert!(n_other < 60, "{n_other} of 10,000 absent rows are not zero");
    }

    #[test]
    fn sums_are_over_all_features() {
        let bytes = pack_actions(vec![(7, [1, 2, 3]), (9, [10, -20, 30])], 1);
        let table = ActionTable::new(&bytes).expect("a table");
        assert_eq!(table.sum_rows(&[7, 9, 11, 7]), [12, -16, 36]);
        assert_eq!(table.sum_rows(&[]), [0; ACTIONS]);
    }

    #[test]
    fn the_strongest_rows_of_a_full_bucket_stay() {
        let rows: Vec<_> = (1..=9_i8)
            .map(|n| (u64::try_from(n).expect("positive") + 9, [n, 0, 0]))
            .collect();
        let reversed: Vec<_> = rows.iter().rev().copied().collect();
        let bytes = pack_actions(rows, 1);
        let table = ActionTable::new(&bytes).expect("a table");
        let found: Vec<_> = (10..19).map(|hash| table.sum_rows(&[hash])[0]).collect();
        assert_eq!(found, [0, 0, 0, 0, 0, 6, 7, 8, 9]);
        assert_eq!(bytes, pack_actions(reversed, 1));
    }

    #[test]
    fn bytes_of_another_length_are_refused() {
        assert!(ActionTable::new(&[]).is_none());
        assert!(ActionTable::new(&[0; 17]).is_none());
        assert!(ActionTable::new(&[0; 32]).is_some());
    }
}
