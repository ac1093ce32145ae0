//! Owns the lexicons: names of people, places and organisations; titles; word clusters.
//!
//! The tables are made by `pullquote train lexicon`, stored in `assets/ner`, and read without being copied.

mod classes;
mod container;
mod known;
pub mod table;

pub use classes::{Class, Classes};
pub use container::{seal_sections, unseal_sections};
pub use known::{Lexicon, NO_CLUSTER, WordFacts, phrase_hash, shipped_lexicon, word_hash};
