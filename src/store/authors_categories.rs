//! Authors and categories of entries: few different ones, so that a search looks through those and not the entries.

use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use super::text_normalize::normalize_text;
use crate::library::EntryId;

/// Kinds of labels, as the table numbers them.
pub(super) const AUTHOR_KIND: i64 = 0;
pub(super) const CATEGORY_KIND: i64 = 1;

/// Writes an entry's labels over those that its place had.
pub(super) fn write_labels(
    library: &Connection,
    id: EntryId,
    place: i64,
) -> Result<(), StoreError> {
    remove_labels(library, place)?;
    let mut told = library.prepare_cached("SELECT author, categories FROM entry WHERE id = ?1")?;
    let (author, categories): (Option<String>, String) =
        told.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
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

/// Takes all labels off a place.
pub(super) fn remove_labels(library: &Connection, place: i64) -> Result<(), StoreError> {
    library
        .prepare_cached("DELETE FROM labelled WHERE place = ?1")?
        .execute([place])?;
    Ok(())
}

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
