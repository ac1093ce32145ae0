//! Saved queries, which are listed next to the feeds.

/// A query with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQuery {
    /// The name in the list.
    pub name: String,
    /// The query, as typed.
    pub query: String,
}
