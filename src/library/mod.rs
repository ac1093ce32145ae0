//! Owns the vocabulary of the library that store, reader and commands share: feeds, entries, flags, queries, changes.
//!
//! Plain data and the query language. `reader` and `cli` create [`Query`] and [`Change`] values, `store` executes them
//! and returns [`Listed`], [`EntryRow`] and [`FeedRow`]. It must not know SQL, screens, network or clock, so that each
//! side can be tested without the others; callers pass the current day. Start reading at `entry.rs`, then
//! `query/mod.rs`.

mod change;
mod entry;
mod feed;
mod query;
mod saved;

pub use change::Change;
pub use entry::{Body, EntryId, EntryRow, Folding, Listed, Order, Snippet};
pub use feed::{FeedHealth, FeedId, FeedRow, Totals};
pub use query::{FIELDS, Flag, Query, QueryError, Term, Words};
pub use saved::SavedQuery;
