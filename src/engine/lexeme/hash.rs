//! Hash maps and sets with a hasher that is fast for short keys, because the engine looks up every word.
//!
//! The keys come from untrusted text, so foldhash seeds each map randomly, as the standard library does. No result may
//! depend on the order of keys.

/// The hasher of the engine's maps.
pub(in crate::engine) type Seeded = foldhash::fast::RandomState;
/// A hash map with a fast hasher.
pub(in crate::engine) type HashMap<K, V> = std::collections::HashMap<K, V, Seeded>;
/// A hash set with a fast hasher.
pub(in crate::engine) type HashSet<K> = std::collections::HashSet<K, Seeded>;
