//! Queries that stand beside the feeds.

/// A query with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQuery {
    /// Its name in the list.
    pub name: String,
    /// The query as it was typed.
    pub query: String,
}
