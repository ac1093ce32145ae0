//! A text search: its matches and the current one.

use super::reading_position::ReadingPosition;
use crate::text::{ByteRange, count_with_noun};

/// The direction of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the start.
    Backward,
}

/// A text search and its matches.
#[derive(Clone, Debug)]
pub struct TextSearch {
    /// The text searched for.
    pub query: String,
    /// The matches, in text order and disjoint.
    pub hits: Vec<ByteRange>,
    /// The index of the current match. `None` if there is no match.
    pub current: Option<usize>,
    /// The position at which the search started. Cancelling the search returns to it.
    pub origin: ReadingPosition,
}

impl TextSearch {
    /// Returns the position among the matches for display: `3/17`, or `no match`.
    pub fn count(&self) -> String {
        match (self.current, self.hits.len()) {
            (_, 0) => "no matches".to_owned(),
            (None, n) => count_with_noun(n, "match"),
            (Some(current), n) => format!("{}/{n}", current + 1),
        }
    }
}
