//! Decides which names in different articles mean the same person, organization or place, without needing a library.
//!
//! The entities of an article are read as [`NameSense`]s. A sense is an entity in one use ("Japan" the country, "Japan"
//! the football team) and has a key that is equal in all articles ([`read_senses`]). Senses with different keys may
//! still be the same entity: [`find_parent`] returns the fuller sense that a sense is a shorter form of, by comparing
//! it with the known senses in the same blocks ([`block_keys()`]). Senses connected in this way are one entity of the
//! library. The result depends only on the set of known senses, not on the order of the articles, and a new sense is
//! compared with a few hundred others.
//!
//! This module must not know files, SQL or the clock: `store` keeps the senses in tables, [`Catalogue`] keeps them in
//! memory. Start reading at `senses.rs`, then `ties.rs`.

mod block_keys;
mod body_country;
mod catalogue;
mod folded;
mod gazetteer;
mod mention_use;
mod people;
mod sense_key;
mod senses;
mod sport;
mod team_names;
mod ties;

pub use block_keys::{MAX_BLOCK_SENSES, SenseBlocks, block_keys};
pub use catalogue::Catalogue;
pub use folded::fold_name;
pub use sense_key::{SenseClass, SenseKey};
pub use senses::{NameSense, Senses, read_senses};
pub use ties::{KnownSense, find_parent};
