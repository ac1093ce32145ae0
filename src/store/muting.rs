//! Mute rules: saved queries that begin with `mute:` hide the entries that match them.
//!
//! A muted entry has a state of its own, so that lists, counters and notices skip it without looking at any rule. The
//! rules are applied when one is saved or deleted, and after new texts were indexed and annotated.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::params_from_iter;

use super::query_compiler::compile_query;
use super::{Library, StoreError};
use crate::library::{EntryOrder, Query};

impl Library {
    /// Hides the visible entries that match a mute rule, and shows those again that match none any more. Returns how
    /// many are muted now.
    ///
    /// # Errors
    ///
    /// If the library cannot be read or written.
    pub fn apply_mute_rules(&mut self, now: Timestamp) -> Result<usize, StoreError> {
        let before = self.muted_entries()?;
        let matched = self.match_mute_rules(now)?;
        if before == matched {
            return Ok(matched.len());
        }
        self.write_transaction(|library| {
            let mut hide = library.prepare_cached(
                "UPDATE entry SET hidden = 4, hidden_since = ?2 WHERE id = ?1 AND hidden = 0",
            )?;
            for id in matched.difference(&before) {
                hide.execute([*id, now.as_second()])?;
            }
            let mut show = library.prepare_cached(
                "UPDATE entry SET hidden = 0, hidden_since = NULL WHERE id = ?1 AND hidden = 4",
            )?;
            for id in before.difference(&matched) {
                show.execute([*id])?;
            }
            Ok(())
        })?;
        Ok(matched.len())
    }

    fn muted_entries(&self) -> Result<HashSet<i64>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM entry WHERE hidden = 4")?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Returns the visible and muted entries that a rule matches. A saved query that does not parse is not a rule.
    fn match_mute_rules(&self, now: Timestamp) -> Result<HashSet<i64>, StoreError> {
        let today = now.to_zoned(TimeZone::UTC).date();
        let mut matched = HashSet::new();
        for saved in self.saved_queries()? {
            let Some(rule) = Query::parse(&saved.query, today)
                .ok()
                .filter(Query::is_mute_rule)
            else {
                continue;
            };
            // A rule without conditions would hide the whole library.
            if rule == Query::Term(crate::library::QueryTerm::Mute) {
                continue;
            }
            let compiled = compile_query(self, &rule, EntryOrder::Newest)?;
            let mut statement = self
                .connection
                .prepare_cached(&format!("SELECT e.id FROM {}", compiled.from))?;
            let mut rows = statement.query(params_from_iter(compiled.values))?;
            while let Some(row) = rows.next()? {
                matched.insert(row.get(0)?);
            }
        }
        Ok(matched)
    }
}
