//! A hash table that is read directly from bytes in the binary, without parsing or copying.
//!
//! No crate is used: filling a `hashbrown` map with the 200,000 keys takes 1.2 to 2.5 ms and 3 MB at each start.

use crate::invariant::ExpectOr;

/// The number of bytes of a key's hash that are stored with its value.
const PRINT: usize = 3;
/// The bytes before the buckets: the logarithm of the number of buckets, the width of a value, and two unused bytes.
const HEAD: usize = 4;

/// A table from 64-bit hashes to values of a fixed width.
///
/// A key is known by 24 bits of its hash in a bucket chosen by the highest bits: about one unknown key in a million is
/// taken for a known one. Any bytes are safe to read; damaged ones are refused by [`PackedTable::new`] or find nothing.
#[derive(Clone, Copy, Debug)]
pub struct PackedTable<'a> {
    bits: u32,
    width: usize,
    offsets: &'a [u8],
    entries: &'a [u8],
}

impl<'a> PackedTable<'a> {
    /// Returns the table that `bytes` hold; `None` if they hold none.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (&[bits, width, _, _], rest) = bytes.split_first_chunk::<HEAD>()?;
        if !(1..=20).contains(&bits) || width == 0 {
            return None;
        }
        let (offsets, entries) = rest.split_at_checked(((1 << bits) + 1) * 4)?;
        let table = Self {
            bits: u32::from(bits),
            width: usize::from(width),
            offsets,
            entries,
        };
        let n = table.offset(1 << bits)?;
        (n * (PRINT + table.width) == entries.len()).then_some(table)
    }

    /// Returns the value of a key, as long as the table's width; `None` if the key is not known.
    pub fn get(&self, hash: u64) -> Option<&'a [u8]> {
        let bucket = usize::try_from(hash >> (64 - self.bits)).ok()?;
        let wanted = print_of(hash);
        let size = PRINT + self.width;
        let entries = self
            .entries
            .get(self.offset(bucket)? * size..self.offset(bucket + 1)? * size)?;
        entries
            .chunks_exact(size)
            .find(|entry| entry.first_chunk() == Some(&wanted))
            .and_then(|entry| entry.get(PRINT..))
    }

    fn offset(&self, bucket: usize) -> Option<usize> {
        let bytes = self.offsets.get(bucket * 4..bucket * 4 + 4)?;
        usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
    }
}

/// Returns the bytes of a table with these keys; of equal keys the first one counts. All values must be `width` long.
pub fn build_table(mut entries: Vec<(u64, Vec<u8>)>, width: u8) -> Vec<u8> {
    entries.retain(|(_, value)| value.len() == usize::from(width));
    let bits = (entries.len() / 4).max(2).ilog2().clamp(1, 20);
    let key = |hash: u64| (hash >> (64 - bits), print_of(hash));
    entries.sort_by_key(|(hash, _)| key(*hash));
    entries.dedup_by_key(|(hash, _)| key(*hash));
    let mut bytes = vec![
        u8::try_from(bits).expect_or(1, "the number of bits is limited"),
        width,
        0,
        0,
    ];
    let mut at = 0;
    for bucket in 0..=1_u64 << bits {
        at += entries
            .get(at..)
            .expect_or_default("the entries before the bucket are in the list")
            .iter()
            .take_while(|(hash, _)| hash >> (64 - bits) < bucket)
            .count();
        bytes.extend_from_slice(
            &u32::try_from(at)
                .expect_or(u32::MAX, "a table has fewer than 2^32 entries")
                .to_le_bytes(),
        );
    }
    for (hash, value) in &entries {
        bytes.extend_from_slice(&print_of(*hash));
        bytes.extend_from_slice(value);
    }
    bytes
}

fn print_of(hash: u64) -> [u8; PRINT] {
    let [_, _, first, second, third, ..] = hash.to_le_bytes();
    [first, second, third]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::content_hash;

    fn key(n: u32) -> u64 {
        content_hash(&n.to_le_bytes())
    }

    #[test]
    fn keys_find_their_values_and_others_nothing() {
        let entries = (0..5000).map(|n: u32| (key(n), n.to_le_bytes().to_vec()));
        let bytes = build_table(entries.collect(), 4);
        let table = PackedTable::new(&bytes).expect("a table");
        for n in 0..5000_u32 {
            assert_eq!(table.get(key(n)), Some(&n.to_le_bytes()[..]));
        }
        let n_wrong = (5000..50_000).filter(|n| table.get(key(*n)).is_some());
        assert_eq!(n_wrong.count(), 0);
    }

    #[test]
    fn an_empty_table_is_a_table() {
        let bytes = build_table(Vec::new(), 1);
        assert_eq!(PackedTable::new(&bytes).expect("a table").get(7), None);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = build_table(vec![(key(1), vec![1])], 1);
        for end in 0..bytes.len() {
            assert!(PackedTable::new(&bytes[..end]).is_none(), "cut at {end}");
        }
        let mut wild = bytes;
        wild[4..8].fill(0xff);
        let found = PackedTable::new(&wild).and_then(|table| table.get(0).map(<[u8]>::len));
        assert_eq!(found, None);
    }
}
