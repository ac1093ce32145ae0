//! Saved queries, and the key-value `state` table (reading positions, the screen of the last session).

use rusqlite::{OptionalExtension, params};

use super::{Library, StoreError};
use crate::library::SavedQuery;

impl Library {
    /// Returns the saved queries, in the user's order.
    pub fn saved_queries(&self) -> Result<Vec<SavedQuery>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, query FROM saved ORDER BY position, name")?;
        let rows = statement.query_map([], |row| {
            Ok(SavedQuery {
                name: row.get(0)?,
                query: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Saves a query under its name: replaces the one of that name, or appends a new one.
    pub fn put_saved_query(&mut self, saved: &SavedQuery) -> Result<(), StoreError> {
        self.write_durably(|library| {
            library.execute(
                "INSERT INTO saved (name, query, position)
                 VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM saved))
                 ON CONFLICT (name) DO UPDATE SET query = excluded.query",
                params![saved.name, saved.query],
            )?;
            Ok(())
        })
    }

    /// Deletes a saved query. Returns false if there was none of that name.
    pub fn remove_saved_query(&mut self, name: &str) -> Result<bool, StoreError> {
        let n = self.write_durably(|library| {
            library.execute("DELETE FROM saved WHERE name = ?1", [name])
        })?;
        Ok(n > 0)
    }

    /// Moves the named queries to the front, in this order. The others keep their order after them.
    pub fn reorder_saved_queries(&mut self, names: &[&str]) -> Result<(), StoreError> {
        self.write_durably(|library| {
            library.execute(
                "UPDATE saved SET position = position + (SELECT count(*) FROM saved)",
                [],
            )?;
            for (position, name) in (0_i64..).zip(names) {
                library.execute(
                    "UPDATE saved SET position = ?1 WHERE name = ?2",
                    params![position, name],
                )?;
            }
            Ok(())
        })
    }

    /// Returns the value stored under a key.
    pub fn state(&self, key: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT value FROM state WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Stores a value under a key, replacing the previous one.
    ///
    /// Survives a killed process, but not necessarily a power failure: state is written often, and little is lost with
    /// it.
    pub fn put_state(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        self.write_transaction(|library| {
            library
                .prepare_cached("INSERT OR REPLACE INTO state (key, value) VALUES (?1, ?2)")?
                .execute([key, value])?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_queries_keep_the_users_order() {
        let mut library = Library::in_memory().expect("a library");
        let saved = |name: &str, query: &str| SavedQuery {
            name: name.into(),
            query: query.into(),
        };
        for name in ["a", "b", "c"] {
            library
                .put_saved_query(&saved(name, "is:unread"))
                .expect("saved");
        }
        library.reorder_saved_queries(&["c", "a"]).expect("ordered");
        library
            .put_saved_query(&saved("a", "tag:x"))
            .expect("changed");
        assert!(library.remove_saved_query("b").expect("removed"));
        assert!(!library.remove_saved_query("b").expect("nothing"));
        let kept = library.saved_queries().expect("saved");
        assert_eq!(kept, [saved("c", "is:unread"), saved("a", "tag:x")]);
    }

    #[test]
    fn a_state_is_what_was_put_last() {
        let mut library = Library::in_memory().expect("a library");
        assert_eq!(library.state("place/1").expect("read"), None);
        library.put_state("place/1", "10").expect("put");
        library.put_state("place/1", "20").expect("put");
        assert_eq!(
            library.state("place/1").expect("read").as_deref(),
            Some("20")
        );
    }
}
