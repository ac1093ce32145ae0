//! The query that narrows a list or a view.

use crate::library::Query;

/// The query typed to narrow a list.
#[derive(Clone, Debug, Default)]
pub struct ActiveQuery {
    /// The query as typed. Empty: none.
    pub words: String,
    /// The parsed query.
    pub query: Query,
    /// What is wrong with the query being typed. `None`: it parses.
    pub error: Option<String>,
}
