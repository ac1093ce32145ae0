//! What the user decides about entities: merge, split, rename, forget, change of kind. Nothing is deleted: a decision that
//! is undone stays, marked.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::sense_index::{regroup, tie_around};
use super::{Library, StoreError};
use crate::annotation::EntityKind;
use crate::library::{DecisionKind, EntityDecision, EntityNumber};

impl Library {
    /// Records a decision about the entity that has this sense, and applies it. Survives a power failure.
    pub fn decide(
        &mut self,
        key: &str,
        kind: &DecisionKind,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        self.write_synced(|library| {
            let mut new = library.prepare_cached(
                "INSERT INTO decision (kind, key, value, made) VALUES (?1, ?2, ?3, ?4)",
            )?;
            let id = new.insert(params![kind.name(), key, kind.value(), now.as_second()])?;
            apply_decision(library, key, kind)?;
            Ok(id)
        })
    }

    /// Undoes the last decision that is not undone. Returns it; `None` if there is none.
    pub fn undo_decision(&mut self, now: Timestamp) -> Result<Option<EntityDecision>, StoreError> {
        self.write_synced(|library| {
            let mut last = library.prepare_cached(
                "SELECT id, kind, key, value, made FROM decision WHERE undone IS NULL ORDER BY id DESC LIMIT 1",
            )?;
            let Some(Some(decision)) = last.query_row([], read_decision).optional()? else {
                return Ok(None);
            };
            library
                .prepare_cached("UPDATE decision SET undone = ?2 WHERE id = ?1")?
                .execute(params![decision.id, now.as_second()])?;
            apply_decision(library, &decision.key, &decision.kind)?;
            Ok(Some(decision))
        })
    }

    /// Returns the decisions that hold, oldest first.
    pub fn decisions(&self) -> Result<Vec<EntityDecision>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, kind, key, value, made FROM decision WHERE undone IS NULL ORDER BY id",
        )?;
        let rows = statement.query_map([], read_decision)?;
        Ok(rows
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()?)
    }

    /// Adds decisions that the library does not have. Returns how many were added. Senses that no article has yet get
    /// theirs when they are found.
    pub fn import_decisions(&mut self, decisions: &[EntityDecision]) -> Result<usize, StoreError> {
        self.write_synced(|library| {
            let mut known = library.prepare_cached(
                "SELECT 1 FROM decision WHERE kind = ?1 AND key = ?2 AND value = ?3 AND undone IS NULL",
            )?;
            let mut n_added = 0;
            for decision in decisions {
                let (kind, value) = (decision.kind.name(), decision.kind.value());
                if known.exists(params![kind, decision.key, value])? {
                    continue;
                }
                library
                    .prepare_cached("INSERT INTO decision (kind, key, value, made) VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![kind, decision.key, value, decision.made.as_second()])?;
                apply_decision(library, &decision.key, &decision.kind)?;
                n_added += 1;
            }
            Ok(n_added)
        })
    }
}

/// Returns a decision; `None` for one of a kind or time that this version does not know.
fn read_decision(row: &Row) -> rusqlite::Result<Option<EntityDecision>> {
    let (kind, value): (String, String) = (row.get(1)?, row.get(3)?);
    let made = Timestamp::from_second(row.get(4)?).ok();
    let (Some(kind), Some(made)) = (DecisionKind::from_parts(&kind, &value), made) else {
        return Ok(None);
    };
    Ok(Some(EntityDecision {
        id: row.get(0)?,
        key: row.get(2)?,
        kind,
        made,
    }))
}

/// Numbers the entities anew that a decision ties or cuts, after it was made or undone.
fn apply_decision(library: &Connection, key: &str, kind: &DecisionKind) -> Result<(), StoreError> {
    match kind {
        DecisionKind::Merge(other) => {
            for key in [key, other] {
                if let Some(id) = sense_of_key(library, key)? {
                    regroup(library, id)?;
                }
            }
        }
        DecisionKind::Split => {
            if let Some(id) = sense_of_key(library, key)? {
                tie_around(library, id)?;
            }
        }
        DecisionKind::Rename(_) | DecisionKind::Forget | DecisionKind::Kind(_) => {}
    }
    Ok(())
}

fn sense_of_key(library: &Connection, key: &str) -> Result<Option<i64>, StoreError> {
    let mut statement = library.prepare_cached("SELECT id FROM entity WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// The names and kinds that the user gave entities, and those that are not shown.
#[derive(Debug, Default)]
pub(super) struct DecidedEntities {
    pub(super) names: HashMap<i64, String>,
    pub(super) kinds: HashMap<i64, EntityKind>,
    pub(super) forgotten: HashSet<i64>,
    pub(super) tied: HashSet<i64>,
}

impl DecidedEntities {
    /// Reads the decisions that hold, by number of the entity.
    pub(super) fn read(library: &Connection) -> Result<Self, StoreError> {
        let mut statement = library.prepare_cached(
            "SELECT e.identity, d.kind, d.value FROM decision AS d JOIN entity AS e ON e.key = d.key
             WHERE d.undone IS NULL ORDER BY d.id",
        )?;
        let mut rows = statement.query([])?;
        let mut decided = Self::default();
        while let Some(row) = rows.next()? {
            let (number, kind, value): (i64, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            match DecisionKind::from_parts(&kind, &value) {
                Some(DecisionKind::Rename(name)) => {
                    decided.names.insert(number, name);
                }
                Some(DecisionKind::Kind(kind)) => {
                    decided.kinds.insert(number, kind);
                }
                Some(DecisionKind::Forget) => {
                    decided.forgotten.insert(number);
                }
                Some(DecisionKind::Merge(_) | DecisionKind::Split) => {
                    decided.tied.insert(number);
                }
                None => {}
            }
        }
        Ok(decided)
    }

    /// Returns whether the user decided anything about an entity.
    pub(super) fn has(&self, number: EntityNumber) -> bool {
        self.names.contains_key(&number.0)
            || self.kinds.contains_key(&number.0)
            || self.forgotten.contains(&number.0)
            || self.tied.contains(&number.0)
    }
}
