//! Authors and categories of entries (`label`, `labelled`). There are few distinct ones, so a search scans these
//! instead of the entries.

use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use super::text_normalize::normalize_text;
use crate::library::EntryId;

/// Values of the column `label.kind`.
pub(super) const AUTHOR_KIND: i64 = 0;
pub(super) const CATEGORY_KIND: i64 = 1;

/// Replaces the labels of an entry. `place` is its sort key.
pub(super) fn write_labels(
    library: &Connection,
    id: EntryId,
    place: i64,
) -> Result<(), StoreError> {
    remove_labels(library, place)?;
    let mut statement =
        library.prepare_cached("SELECT author, categories FROM entry WHERE id = ?1")?;
    let (author, categories): (Option<String>, String) =
        statement.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let author = author.iter().map(|name| (AUTHOR_KIND, name.as_str()));
    let categories = categories.lines().map(|name| (CATEGORY_KIND, name));
    let mut write =
        library.prepare_cached("INSERT OR IGNORE INTO labelled (place, label) VALUES (?1, ?2)")?;
    for (kind, name) in author.chain(categories) {
        let name = normalize_text(name.trim());
        if !name.is_empty() {
            write.execute([place, label_number(library, kind, &name)?])?;
        }
    }
    Ok(())
}

/// Removes all labels of the entry with this sort key.
pub(super) fn remove_labels(library: &Connection, place: i64) -> Result<(), StoreError> {
    library
        .prepare_cached("DELETE FROM labelled WHERE place = ?1")?
        .execute([place])?;
    Ok(())
}

/// Returns the row id of a label, which is inserted if it is new. `folded` is the normalized name.
fn label_number(library: &Connection, kind: i64, folded: &str) -> Result<i64, StoreError> {
    let mut known =
        library.prepare_cached("SELECT id FROM label WHERE kind = ?1 AND folded = ?2")?;
    let found = known.query_row(params![kind, folded], |row| row.get(0));
    match found.optional()? {
        Some(id) => Ok(id),
        None => Ok(library
            .prepare_cached("INSERT INTO label (kind, folded) VALUES (?1, ?2)")?
            .insert(params![kind, folded])?),
    }
}
