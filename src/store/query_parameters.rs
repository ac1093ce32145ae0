//! The numbered parameters of a query, and where its conditions are.

use rusqlite::types::Value;

use super::finding_table::FindingTable;
use super::fts_query::fts_phrase;
use crate::library::SearchWords;

/// Collects the values of a query's parameters while its parts become SQL conditions.
pub(super) struct QueryParameters {
    /// Values of the numbered parameters `?1`, `?2`, ….
    pub(super) values: Vec<Value>,
    /// SQL expression for the sort key, in the table that drives the search: `e.place` or `s.rowid`.
    pub(super) place: &'static str,
    /// The table whose rows are wanted; `None`: entries.
    pub(super) table: Option<FindingTable>,
}

impl QueryParameters {
    /// Adds a value and returns its parameter.
    pub(super) fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// Returns a subquery for the ids of the entities with this number (`#12`) or key (`kind/name`), or with a name that contains these
    /// words.
    pub(super) fn entities(&mut self, name: &str) -> String {
        if let Some(number) = name
            .trim()
            .strip_prefix('#')
            .and_then(|number| number.parse().ok())
        {
            let number = self.value(Value::Integer(number));
            return format!("SELECT id FROM entity WHERE identity = {number}");
        }
        if name.contains('/') {
            let key = self.value(name.trim().to_lowercase());
            return same_identity(&format!("SELECT id FROM entity WHERE key = {key}"));
        }
        let words = SearchWords {
            words: name.to_owned(),
            is_prefix: false,
        };
        let words = self.value(fts_phrase(&words, ""));
        same_identity(&format!(
            "SELECT n.entity FROM name_search AS s JOIN name AS n ON n.id = s.rowid WHERE s.name_search MATCH {words}"
        ))
    }
}

/// Returns a subquery for all senses of the entities that these senses are of.
fn same_identity(senses: &str) -> String {
    format!(
        "SELECT id FROM entity WHERE identity IN (SELECT identity FROM entity WHERE id IN ({senses}))"
    )
}
