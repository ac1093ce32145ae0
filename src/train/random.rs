//! Deterministic pseudorandom numbers.

use crate::invariant::ExpectOr;

/// The `SplitMix64` generator (Steele, Lea and Flood 2014). The same seed gives the same sequence on every machine.
pub(super) struct SplitMix64(u64);

impl SplitMix64 {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// Returns a number in `0..end`.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let wide = u128::from(self.next() >> 32) * u128::from(end);
        u32::try_from(wide >> 32).expect_or_default("half of 64 bits fit")
    }

    /// Shuffles the items (Fisher-Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(
                u32::try_from(last + 1).expect_or(u32::MAX, "a list has fewer than 2^32 items"),
            ) as usize;
            items.swap(last, other);
        }
    }
}
