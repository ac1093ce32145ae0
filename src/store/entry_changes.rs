//! The user's changes to entries (read, star, tag, delete, archive) and how each is undone.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::{Library, StoreError, text_normalize};
use crate::article::read::html_to_line;
use crate::library::{CopyFolding, EntryChange, EntryId, EntryOrder, Query};

impl Library {
    /// Applies a change and returns the change that undoes it. The change is atomic and survives a power failure.
    pub fn apply_change(
        &mut self,
        change: &EntryChange,
        now: Timestamp,
    ) -> Result<EntryChange, StoreError> {
        self.write_durably(|library| {
            let ids = change.ids();
            Ok(match change {
                EntryChange::Read(_, to) => EntryChange::Read(
                    set_columns(
                        library,
                        ids,
                        "is_read = ?2 WHERE id = ?1 AND is_read <> ?2",
                        (*to).into(),
                    )?,
                    !to,
                ),
                EntryChange::Star(_, to) => EntryChange::Star(
                    set_columns(
                        library,
                        ids,
                        "is_starred = ?2 WHERE id = ?1 AND is_starred <> ?2",
                        (*to).into(),
                    )?,
                    !to,
                ),
                EntryChange::Tag(_, name) => {
                    EntryChange::Untag(tag_entries(library, ids, name)?, name.clone())
                }
                EntryChange::Untag(_, name) => {
                    EntryChange::Tag(untag_entries(library, ids, name)?, name.clone())
                }
                EntryChange::Delete(_) => {
                    let set = "hidden = 1, hidden_since = ?2 WHERE id = ?1 AND hidden = 0";
                    EntryChange::Restore(set_columns(library, ids, set, now.as_second())?)
                }
                EntryChange::Restore(_) => {
                    let set =
                        "hidden = 0, hidden_since = nullif(?2, 0) WHERE id = ?1 AND hidden = 1";
                    EntryChange::Delete(set_columns(library, ids, set, 0)?)
                }
                EntryChange::Archive(_, to) => {
                    let set = if *to {
                        "hidden = 3, hidden_since = ?2 WHERE id = ?1 AND hidden = 0"
                    } else {
                        "hidden = 0, hidden_since = nullif(?2, ?2) WHERE id = ?1 AND hidden = 3"
                    };
                    EntryChange::Archive(set_columns(library, ids, set, now.as_second())?, !to)
                }
            })
        })
    }

    /// Marks all matches of a query as read. Returns the change that undoes it.
    pub fn mark_read(&mut self, query: &Query, now: Timestamp) -> Result<EntryChange, StoreError> {
        let found = self.list(query, EntryOrder::Newest, CopyFolding::Apart, usize::MAX)?;
        self.apply_change(&EntryChange::Read(found.ids, true), now)
    }

    /// Returns all tags by name, each with its number of entries.
    pub fn tags(&self) -> Result<Vec<(String, u32)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT t.name, count(*) FROM tag AS t JOIN entry_tag AS x ON x.tag = t.id GROUP BY t.id ORDER BY t.folded",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Runs `work` in a transaction that survives a power failure: the log is synced on commit.
    pub(super) fn write_durably<T>(
        &mut self,
        work: impl FnOnce(&Transaction) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.write_synced(|transaction| Ok(work(transaction)?))
    }

    /// As [`Library::write_durably`], for work that fails in more ways.
    pub(super) fn write_synced<T>(
        &mut self,
        work: impl FnOnce(&Transaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.check_writable()?;
        self.connection.pragma_update(None, "synchronous", "full")?;
        let done = self.write_transaction(work);
        self.connection
            .pragma_update(None, "synchronous", "normal")?;
        done
    }

    /// Runs `work` in a transaction that survives a killed process, but not necessarily a power failure.
    pub(super) fn write_transaction<T>(
        &mut self,
        work: impl FnOnce(&Transaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.check_writable()?;
        let done = write_all(&mut self.connection, work);
        done.map_err(|error| self.with_cause(error))
    }
}

/// Runs `work` in one immediate transaction.
fn write_all<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    // Immediate: a transaction that starts by reading fails instead of waiting when it first writes and another process
    // holds the lock.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

/// Sets columns of the entries. Returns the entries that changed.
fn set_columns(
    library: &Connection,
    ids: &[EntryId],
    set: &str,
    to: i64,
) -> rusqlite::Result<Vec<EntryId>> {
    let mut statement = library.prepare_cached(&format!("UPDATE entry SET {set}"))?;
    let mut changed = Vec::with_capacity(ids.len());
    for id in ids {
        if statement.execute([id.0, to])? > 0 {
            changed.push(*id);
        }
    }
    Ok(changed)
}

/// Maximum length of a tag, in characters. Longer ones are sentences pasted by mistake.
const MAX_TAG_CHARS: usize = 300;

fn tag_entries(
    library: &Connection,
    ids: &[EntryId],
    name: &str,
) -> rusqlite::Result<Vec<EntryId>> {
    let name = html_to_line(name, MAX_TAG_CHARS);
    if name.is_empty() {
        return Ok(Vec::new());
    }
    let folded = text_normalize::normalize_text(&name);
    library.execute(
        "INSERT INTO tag (name, folded) VALUES (?1, ?2) ON CONFLICT (folded) DO NOTHING",
        params![name, folded],
    )?;
    let mut statement = library.prepare_cached(
        "INSERT OR IGNORE INTO entry_tag (entry, tag)
         SELECT e.id, t.id FROM entry AS e, tag AS t WHERE e.id = ?1 AND t.folded = ?2",
    )?;
    let mut changed = Vec::new();
    for id in ids {
        if statement.execute(params![id.0, folded])? > 0 {
            changed.push(*id);
        }
    }
    Ok(changed)
}

fn untag_entries(
    library: &Connection,
    ids: &[EntryId],
    name: &str,
) -> rusqlite::Result<Vec<EntryId>> {
    let folded = text_normalize::normalize_text(&html_to_line(name, MAX_TAG_CHARS));
    let mut statement = library.prepare_cached(
        "DELETE FROM entry_tag WHERE entry = ?1 AND tag = (SELECT id FROM tag WHERE folded = ?2)",
    )?;
    let mut changed = Vec::new();
    for id in ids {
        if statement.execute(params![id.0, folded])? > 0 {
            changed.push(*id);
        }
    }
    library.execute(
        "DELETE FROM tag WHERE folded = ?1 AND NOT EXISTS (SELECT 1 FROM entry_tag WHERE tag = tag.id)",
        [folded],
    )?;
    Ok(changed)
}
