//! Owns the words that the store, the reader and the commands share about what is kept: feeds, entries, flags, queries,
//! changes.
//!
//! Plain data and the query language. Knows nothing of SQL, screens, network or clock: whoever asks brings the day.

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
