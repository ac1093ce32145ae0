//! Owns the vocabulary of the library that store, reader and commands share: feeds, entries, flags, queries, changes.
//!
//! Plain data and the query language. `reader` and `cli` create [`Query`] and [`EntryChange`] values, `store` executes them
//! and returns [`EntryListing`], [`EntryRow`] and [`FeedRow`]. It must not know SQL, screens, network or clock, so that each
//! side can be tested without the others; callers pass the current day. Start reading at `entry.rs`, then
//! `query/mod.rs`.

mod change;
mod entity;
mod entry;
mod feed;
mod finding;
mod query;
mod questions;
mod saved_query;
mod sparkline;

pub use change::EntryChange;
pub use entity::{
    DecisionKind, EntityDecision, EntityList, EntityNumber, EntityOrder, EntityPage, EntityRow,
    MentionRow, PassageRow, RoleRow,
};
pub use entry::{CopyFolding, EntryBody, EntryId, EntryListing, EntryOrder, EntryRow, Snippet};
pub use feed::{FeedHealth, FeedId, FeedRow, LibraryTotals};
pub use finding::{FindingSource, LibraryFigure, LibraryQuote, LibrarySpeaker, ScalarEnds};
pub use query::{
    AmountBound, AmountRange, EntryFlag, NearItem, QUERY_FIELDS, Query, QueryError, QueryField,
    QueryKind, QueryProblem, QuerySort, QueryTerm, SearchWords,
};
pub use questions::{LibraryQuestions, RowTaker};
pub use saved_query::SavedQuery;
pub use sparkline::sparkline;
