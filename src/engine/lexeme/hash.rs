//! Hash maps and sets that are quick to ask: the engine asks them about every word.
//!
//! What is hashed comes from outside, so each run of the program hashes with another seed, as the standard library's
//! maps do. Nothing may depend on the order of their keys.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

/// A hash map with a quick hasher.
pub(in crate::engine) type HashMap<K, V> = std::collections::HashMap<K, V, Seeded>;
/// A hash set with a quick hasher.
pub(in crate::engine) type HashSet<K> = std::collections::HashSet<K, Seeded>;

/// An odd number without a pattern.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Makes hashers of this run's seed.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        static SEED: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(FACTOR));
        Self(*SEED)
    }
}

impl BuildHasher for Seeded {
    type Hasher = Quick;

    fn build_hasher(&self) -> Quick {
        Quick(self.0)
    }
}

/// Mixes eight bytes at a time by one multiplication.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Quick(u64);

impl Quick {
    #[inline]
    const fn mix(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(FACTOR);
        self.0 = mixed ^ (mixed >> 32);
    }
}

impl Hasher for Quick {
    #[inline]
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(FACTOR)
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
            self.mix(u64::from_le_bytes(*chunk));
            rest = tail;
        }
        // What is left is told from zeros by the length of the whole.
        let mut last = u64::try_from(bytes.len()).unwrap_or_default();
        if let Some((chunk, tail)) = rest.split_first_chunk::<4>() {
            last = last << 32 | u64::from(u32::from_le_bytes(*chunk));
            rest = tail;
        }
        for byte in rest {
            last = last << 8 | u64::from(*byte);
        }
        self.mix(last);
    }

    #[inline]
    fn write_u8(&mut self, value: u8) {
        self.mix(value.into());
    }

    #[inline]
    fn write_u32(&mut self, value: u32) {
        self.mix(value.into());
    }

    #[inline]
    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }

    #[inline]
    fn write_usize(&mut self, value: usize) {
        self.mix(u64::try_from(value).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn words_that_are_nearly_alike_have_hashes_of_their_own() {
        let seed = Seeded::default();
        let ends = [
            "",
            "\0",
            "a",
            "ab",
            "abcd",
            "abcde",
            "abcdefgh",
            "abcdefgh\0",
        ];
        let words: BTreeSet<String> = (0..5000)
            .flat_map(|n| ends.map(|end| format!("word{n}{end}")))
            .collect();
        let hashes: BTreeSet<u64> = words.iter().map(|word| seed.hash_one(word)).collect();
        assert_eq!(hashes.len(), words.len());
        let low: BTreeSet<u64> = hashes.iter().map(|hash| hash & 0xffff).collect();
        assert!(low.len() > 28_000, "{} buckets of 65,536", low.len());
    }

    #[test]
    fn equal_keys_have_equal_hashes() {
        let (one, other) = (Seeded::default(), Seeded::default());
        let key = String::from("Bodø");
        assert_eq!(one.hash_one(key.as_str()), other.hash_one(key));
    }
}
