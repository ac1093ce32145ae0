//! The averaged perceptron with hashed features, whose features count only after a number of updates.

use crate::engine::syntax::{ACTIONS, pack_actions, pack_rows};

/// The slots for a start; a power of two.
const FIRST_SLOTS: usize = 1 << 16;
/// The share of the averaged weights that keep their value when weights are reduced to one byte; the rest are clipped.
/// A few very large weights would otherwise take the resolution of all others.
const KEPT_SHARE: f64 = 0.9995;
/// The largest weight of one byte.
const MAX_BYTE_WEIGHT: f64 = 127.0;

/// Ten times the rows in a bucket on average: with so many, few rows are lost in full buckets, and few slots stay empty.
const MEAN_BUCKET_ROWS_TENTHS: usize = 32;

/// A slot of the hash table: a feature and the number of its row plus one; 0 for an empty slot.
type FeatureSlot = (u64, u32);

/// The weights of `W` classes for each feature while they are trained.
pub(super) struct Perceptron<const W: usize> {
    slots: Vec<FeatureSlot>,
    weights: Vec<[i16; W]>,
    /// For each weight the sum of its changes, each multiplied by the step at which it was made.
    totals: Vec<[i64; W]>,
    n_updates: Vec<u16>,
    /// The number of examples so far.
    step: i64,
    /// A feature with fewer updates is not counted in a score.
    min_updates: u16,
}

impl<const W: usize> Perceptron<W> {
    /// Returns a perceptron whose features count from so many updates on.
    pub(super) fn new(min_updates: u16) -> Self {
        Self {
            slots: vec![(0, 0); FIRST_SLOTS],
            weights: Vec::new(),
            totals: Vec::new(),
            n_updates: Vec::new(),
            step: 1,
            min_updates,
        }
    }

    /// Returns the slot of a feature: its own, or the empty one where it belongs.
    fn slot_of(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = usize::try_from(hash >> 20).unwrap_or_default() & mask;
        while let Some((known, row)) = self.slots.get(at)
            && *row != 0
            && *known != hash
        {
            at = (at + 1) & mask;
        }
        at
    }

    /// Returns the row of a feature.
    fn row_of(&self, hash: u64) -> Option<usize> {
        let (_, row) = self.slots.get(self.slot_of(hash))?;
        (*row as usize).checked_sub(1)
    }

    /// Returns the sums of the weights of these features.
    pub(super) fn score(&self, hashes: &[u64]) -> [i32; W] {
        let mut sums = [0; W];
        for hash in hashes {
            let Some(row) = self.row_of(*hash) else {
                continue;
            };
            let is_counted = self
                .n_updates
                .get(row)
                .is_some_and(|n| *n >= self.min_updates);
            if let Some(weights) = self.weights.get(row).filter(|_| is_counted) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += i32::from(*weight);
                }
            }
        }
        sums
    }

    /// Ends an example whose class was right.
    pub(super) const fn pass(&mut self) {
        self.step += 1;
    }

    /// Ends an example whose class should have been `right` and was `wrong`.
    pub(super) fn learn(&mut self, hashes: &[u64], n_boosted: usize, right: usize, wrong: usize) {
        for (index, hash) in hashes.iter().enumerate() {
            let size = if index < n_boosted { 2 } else { 1 };
            let row = self.row_for_update(*hash);
            let (Some(weights), Some(totals), Some(n)) = (
                self.weights.get_mut(row),
                self.totals.get_mut(row),
                self.n_updates.get_mut(row),
            ) else {
                continue;
            };
            *n = n.saturating_add(1);
            for (class, change) in [(right, size), (wrong, -size)] {
                if let (Some(weight), Some(total)) = (weights.get_mut(class), totals.get_mut(class))
                {
                    *weight += change;
                    *total += i64::from(change) * self.step;
                }
            }
        }
        self.step += 1;
    }

    /// Returns the row of a feature, which is made if it has none.
    fn row_for_update(&mut self, hash: u64) -> usize {
        if self.weights.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let at = self.slot_of(hash);
        let n_rows = self.weights.len();
        let Some((known, row)) = self.slots.get_mut(at) else {
            return n_rows;
        };
        if *row == 0 {
            *known = hash;
            *row = u32::try_from(n_rows + 1).unwrap_or_default();
            self.weights.push([0; W]);
            self.totals.push([0; W]);
            self.n_updates.push(0);
        }
        (*row as usize).saturating_sub(1)
    }

    fn grow(&mut self) {
        let larger = vec![(0, 0); self.slots.len() * 2];
        for (hash, row) in std::mem::replace(&mut self.slots, larger) {
            if row != 0 {
                let at = self.slot_of(hash);
                if let Some(slot) = self.slots.get_mut(at) {
                    *slot = (hash, row);
                }
            }
        }
    }

    /// Returns the averages of the weights of all features that count.
    #[expect(
        clippy::cast_precision_loss,
        reason = "averages need no more than the precision of a float"
    )]
    pub(super) fn averages(&self) -> WeightRows<W> {
        let steps = self.step as f64;
        let mut rows = WeightRows::new();
        for (hash, row) in &self.slots {
            let Some(row) = (*row as usize).checked_sub(1) else {
                continue;
            };
            let (Some(weights), Some(totals), Some(n)) = (
                self.weights.get(row),
                self.totals.get(row),
                self.n_updates.get(row),
            ) else {
                continue;
            };
            if *n >= self.min_updates {
                let mut means = weights.map(f64::from);
                for (mean, total) in means.iter_mut().zip(totals) {
                    *mean -= *total as f64 / steps;
                }
                rows.push((*hash, means));
            }
        }
        rows.sort_by_key(|(hash, _)| *hash);
        rows
    }
}

/// The weights of each feature, sorted by its hash.
pub(super) type WeightRows<const W: usize> = Vec<(u64, [f64; W])>;

/// Returns the sums of the weights of several models, which is as good as their vote.
pub(super) fn sum_models<const W: usize>(models: Vec<WeightRows<W>>) -> WeightRows<W> {
    let mut all: WeightRows<W> = models.into_iter().flatten().collect();
    all.sort_by_key(|(hash, _)| *hash);
    let mut sums = WeightRows::<W>::new();
    for (hash, row) in all {
        match sums.last_mut() {
            Some((known, sum)) if *known == hash => {
                for (sum, weight) in sum.iter_mut().zip(row) {
                    *sum += weight;
                }
            }
            _ => sums.push((hash, row)),
        }
    }
    sums
}

/// Returns the weights reduced to one byte each, without the rows that become zero.
#[expect(
    clippy::cast_possible_truncation,
    reason = "weights are rounded to one byte"
)]
fn reduce_weights<const W: usize>(rows: &WeightRows<W>) -> Vec<(u64, [i8; W])> {
    let unit = byte_unit(rows);
    let reduce = |mean: f64| {
        let rounded = (mean / unit).round();
        rounded.clamp(-MAX_BYTE_WEIGHT, MAX_BYTE_WEIGHT) as i8
    };
    let reduced = rows.iter().map(|(hash, means)| (*hash, means.map(reduce)));
    reduced
        .filter(|(_, row)| row.iter().any(|weight| *weight != 0))
        .collect()
}

/// Returns the number of buckets for so many rows.
fn bucket_count(n_rows: usize, max_buckets: u32) -> u32 {
    let n = n_rows * 10 / MEAN_BUCKET_ROWS_TENTHS + 1;
    u32::try_from(n).unwrap_or(u32::MAX).min(max_buckets)
}

/// Returns the bytes of a table of these weights in at most so many buckets; the weakest rows are left out if there is not
/// enough room.
pub(super) fn pack_weights<const W: usize>(rows: &WeightRows<W>, max_buckets: u32) -> Vec<u8> {
    let reduced = reduce_weights(rows);
    let n_buckets = bucket_count(reduced.len(), max_buckets);
    pack_rows(reduced, n_buckets)
}

/// Returns the bytes of the parser's table of actions, as [`pack_weights`] does.
pub(super) fn pack_action_weights(rows: &WeightRows<ACTIONS>, max_buckets: u32) -> Vec<u8> {
    let reduced = reduce_weights(rows);
    let n_buckets = bucket_count(reduced.len(), max_buckets);
    pack_actions(reduced, n_buckets)
}

/// Returns the value of one unit of a byte weight: the largest weight is at [`KEPT_SHARE`] of all nonzero weights.
fn byte_unit<const W: usize>(rows: &[(u64, [f64; W])]) -> f64 {
    let mut sizes: Vec<f64> = rows
        .iter()
        .flat_map(|(_, row)| row)
        .map(|w| w.abs())
        .filter(|size| *size > 0.0)
        .collect();
    sizes.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a position in a list"
    )]
    let at = (sizes.len() as f64 * KEPT_SHARE) as usize;
    let largest = sizes.get(at.min(sizes.len().saturating_sub(1)));
    largest.copied().unwrap_or(1.0).max(f64::MIN_POSITIVE) / MAX_BYTE_WEIGHT
}

/// Returns the position of the largest sum; the first one of equals.
pub(super) fn best_class<const W: usize>(sums: &[i32; W]) -> usize {
    let mut best = (i32::MIN, 0);
    for (index, sum) in sums.iter().enumerate() {
        if *sum > best.0 {
            best = (*sum, index);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::syntax::{WeightTable, hash_feature};

    /// The features of an example: two of them decide, one is noise.
    fn features(n: u64) -> ([u64; 3], usize) {
        let class = usize::from(n.is_multiple_of(3));
        let hashes =
            [(n % 3, 1), (n % 2, 2), (n, 3)].map(|(value, kind)| hash_feature(value, kind));
        (hashes, class)
    }

    fn train(min_updates: u16) -> Perceptron<2> {
        let mut perceptron = Perceptron::new(min_updates);
        for n in (0..300).chain(0..300) {
            let (hashes, class) = features(n);
            let guess = best_class(&perceptron.score(&hashes));
            if guess == class {
                perceptron.pass();
            } else {
                perceptron.learn(&hashes, 1, class, guess);
            }
        }
        perceptron
    }

    #[test]
    fn a_simple_rule_is_learned_and_survives_packing() {
        let rows = train(1).averages();
        let bytes = pack_weights(&rows, 1000);
        let table = WeightTable::<2>::new(&bytes).expect("a table");
        for n in 1000..1300 {
            let (hashes, class) = features(n);
            let [zero, one] = table.sum_rows(&hashes);
            assert_eq!(usize::from(one > zero), class, "{n}");
        }
    }

    #[test]
    fn a_feature_with_few_updates_does_not_count() {
        let n_rows = |min_updates| train(min_updates).averages().len();
        assert!(n_rows(1) > n_rows(2));
        assert!(train(u16::MAX).averages().is_empty());
        let mut perceptron = Perceptron::<2>::new(2);
        perceptron.learn(&[5], 0, 1, 0);
        assert_eq!(perceptron.score(&[5]), [0, 0]);
        perceptron.learn(&[5], 1, 1, 0);
        assert_eq!(perceptron.score(&[5]), [-3, 3]);
    }

    #[test]
    fn models_are_summed_by_feature() {
        let one = vec![(1, [1.0, 0.0]), (3, [0.5, 0.5])];
        let other = vec![(2, [4.0, 4.0]), (3, [1.0, -1.0])];
        assert_eq!(
            sum_models(vec![one, other]),
            [(1, [1.0, 0.0]), (2, [4.0, 4.0]), (3, [1.5, -0.5])]
        );
        assert!(sum_models::<2>(Vec::new()).is_empty());
    }

    #[test]
    fn many_features_are_kept_apart() {
        let mut perceptron = Perceptron::<2>::new(1);
        let n = u64::try_from(FIRST_SLOTS).expect("small");
        for key in 0..n {
            perceptron.learn(&[hash_feature(key, 0)], 0, 1, 0);
        }
        assert_eq!(perceptron.averages().len(), FIRST_SLOTS);
        assert!((0..n).all(|key| perceptron.score(&[hash_feature(key, 0)]) == [-1, 1]));
    }
}
