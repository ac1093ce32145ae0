//! Senses in tables: an article's entities get the numbers of their senses, and senses that are one are tied.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use super::text_normalize::split_words;
use crate::annotation::{Annotations, EntityId};
use crate::corpus::{
    KnownSense, MAX_BLOCK_SENSES, NameSense, SenseKey, Senses, block_keys, find_parent, fold_name,
};
use crate::invariant::ExpectOr;
use crate::text::Text;

/// The senses of an article with their numbers in the library.
pub(super) struct SenseNumbers {
    senses: Senses,
    /// The number of each sense, in the article's order.
    numbers: Vec<i64>,
    /// The senses that are new or found under new keys.
    changed: Vec<i64>,
}

impl SenseNumbers {
    /// Returns the number of the sense of a mention, by its index in [`Annotations::mentions`].
    pub(super) fn of_mention(&self, index: usize) -> Option<i64> {
        let sense = self.senses.of_mentions.get(index)?;
        self.numbers.get(*sense).copied()
    }

    /// Returns the number of the main sense of an entity.
    pub(super) fn of_entity(&self, entity: EntityId) -> Option<i64> {
        let sense = self.senses.of_entities.get(&entity)?;
        self.numbers.get(*sense).copied()
    }
}

/// Numbers the senses of an article. New ones are inserted, with their names and the keys under which they are found.
pub(super) fn number_senses(
    library: &Connection,
    senses: Senses,
) -> Result<SenseNumbers, StoreError> {
    let mut numbers = Vec::with_capacity(senses.senses.len());
    let mut changed = Vec::new();
    for sense in &senses.senses {
        let (number, is_changed) = number_sense(library, sense)?;
        numbers.push(number);
        changed.extend(is_changed.then_some(number));
    }
    Ok(SenseNumbers {
        senses,
        numbers,
        changed,
    })
}

/// Returns the number of a sense, and whether it is new or has a new name.
fn number_sense(library: &Connection, sense: &NameSense) -> Result<(i64, bool), StoreError> {
    let key = sense.key.to_string();
    let mut known = library.prepare_cached("SELECT id, n_entries FROM entity WHERE key = ?1")?;
    let known = known.query_row([&key], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)));
    let (id, is_new) = if let Some((id, n_entries)) = known.optional()? {
        // A sense that no entry had is found again.
        (id, n_entries == 0)
    } else {
        let kind = sense.key.class.kind().name();
        let mut new =
            library.prepare_cached("INSERT INTO entity (key, kind, name) VALUES (?1, ?2, ?3)")?;
        let id = new.insert([key.as_str(), kind, &sense.name])?;
        library
            .prepare_cached("UPDATE entity SET identity = id WHERE id = ?1")?
            .execute([id])?;
        (id, true)
    };
    let mut has_new_name = false;
    for name in std::iter::once(&sense.name).chain(&sense.aliases) {
        has_new_name |= add_sense_name(library, id, name)?;
    }
    if is_new || has_new_name {
        write_blocks(library, id, sense)?;
    }
    if is_new {
        regroup_if_merged(library, id)?;
    }
    Ok((id, is_new || has_new_name))
}

/// Adds a name. Returns whether it is new.
fn add_sense_name(library: &Connection, id: i64, name: &str) -> Result<bool, StoreError> {
    let mut new =
        library.prepare_cached("INSERT OR IGNORE INTO name (entity, name) VALUES (?1, ?2)")?;
    if new.execute(params![id, name])? == 0 {
        return Ok(false);
    }
    let words = split_words(name).join(" ");
    library
        .prepare_cached("INSERT INTO name_search (rowid, name) VALUES (?1, ?2)")?
        .execute(params![library.last_insert_rowid(), words])?;
    Ok(true)
}

fn write_blocks(library: &Connection, id: i64, sense: &NameSense) -> Result<(), StoreError> {
    let blocks = block_keys(&sense.key, &sense.aliases);
    let mut write = library
        .prepare_cached("INSERT OR IGNORE INTO block (block, looks, entity) VALUES (?1, ?2, ?3)")?;
    for (looks, blocks) in [(1, blocks.looks_in), (0, blocks.is_in)] {
        for block in blocks {
            write.execute(params![block, looks, id])?;
        }
    }
    Ok(())
}

/// Writes the roles that an article gives its entities.
pub(super) fn write_roles(
    library: &Connection,
    place: i64,
    text: &Text,
    found: &Annotations,
    numbers: &SenseNumbers,
) -> Result<(), StoreError> {
    for entity in found.entities() {
        let (Some(role), Some(number)) = (entity.role, numbers.of_entity(entity.id)) else {
            continue;
        };
        let words = text
            .slice(role)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        library
            .prepare_cached("INSERT OR IGNORE INTO role (name) VALUES (?1)")?
            .execute([&words])?;
        library
            .prepare_cached(
                "INSERT OR IGNORE INTO had_role (entity, place, role)
                 SELECT ?1, ?2, id FROM role WHERE name = ?3",
            )?
            .execute(params![number, place, words])?;
    }
    Ok(())
}

/// Ties the senses of an article that are new or have a new name, and those that could be their short forms.
pub(super) fn tie_senses(library: &Connection, numbers: &SenseNumbers) -> Result<(), StoreError> {
    for id in &numbers.changed {
        tie_around(library, *id)?;
    }
    Ok(())
}

/// Finds the parents of a sense and of all senses that look for theirs where it is found.
pub(super) fn tie_around(library: &Connection, id: i64) -> Result<(), StoreError> {
    let Some(sense) = known_sense(library, id)? else {
        return Ok(());
    };
    let mut lookers = library
        .prepare_cached("SELECT entity FROM block WHERE block = ?1 AND looks = 1 LIMIT ?2")?;
    let mut around = BTreeSet::from([id]);
    for block in block_keys(&sense.key, &sense.names).is_in {
        let rows = lookers.query_map(params![block, block_limit()], |row| row.get(0))?;
        around.extend(rows.collect::<Result<Vec<i64>, _>>()?);
    }
    for child in around {
        tie(library, child)?;
    }
    Ok(())
}

fn block_limit() -> i64 {
    i64::try_from(MAX_BLOCK_SENSES).expect_or(i64::MAX, "a small constant fits")
}

/// Finds the parent of a sense, and numbers the entities anew that the change ties or cuts.
fn tie(library: &Connection, child: i64) -> Result<(), StoreError> {
    let Some(sense) = known_sense(library, child)? else {
        return Ok(());
    };
    let is_split = library
        .prepare_cached(
            "SELECT 1 FROM decision WHERE kind = 'split' AND key = ?1 AND undone IS NULL",
        )?
        .exists([sense.key.to_string()])?;
    let parent = if is_split {
        None
    } else {
        parent_of(library, &sense)?
    };
    let mut before = library.prepare_cached("SELECT parent FROM entity WHERE id = ?1")?;
    let before: Option<i64> = before.query_row([child], |row| row.get(0))?;
    if parent == before {
        return Ok(());
    }
    library
        .prepare_cached("UPDATE entity SET parent = ?2 WHERE id = ?1")?
        .execute(params![child, parent])?;
    regroup(library, child)?;
    before.map_or(Ok(()), |before| regroup(library, before))
}

/// Returns the parent of a sense among the senses that are found where it looks, those in most entries first.
fn parent_of(library: &Connection, sense: &KnownSense) -> Result<Option<i64>, StoreError> {
    let mut found = library.prepare_cached(
        "SELECT e.id FROM block AS m JOIN entity AS e ON e.id = m.entity
         WHERE m.block = ?1 AND m.looks = 0 AND e.n_entries > 0 AND e.id <> ?2
         ORDER BY e.n_entries DESC, e.key LIMIT ?3",
    )?;
    let mut ids = BTreeSet::new();
    for block in block_keys(&sense.key, &sense.names).looks_in {
        let rows = found.query_map(params![block, sense.id, block_limit()], |row| row.get(0))?;
        ids.extend(rows.collect::<Result<Vec<i64>, _>>()?);
    }
    let mut candidates = Vec::with_capacity(ids.len());
    for id in ids {
        candidates.extend(known_sense(library, id)?);
    }
    // A failed count is one of nothing shared; the query for the candidates has reported what cannot be read.
    let n_shared = |one: i64, other: i64| count_shared(library, one, other).map_or(0, |n| n);
    Ok(find_parent(sense, &candidates, &n_shared).map(|parent| parent.id))
}

/// Counts the entities that are main names with both of two senses.
fn count_shared(library: &Connection, one: i64, other: i64) -> Result<usize, StoreError> {
    let mut statement = library.prepare_cached(
        "SELECT count(*) FROM together AS a JOIN together AS b ON b.entity = ?2 AND b.other = a.other
         WHERE a.entity = ?1 AND a.n_entries > 0 AND b.n_entries > 0",
    )?;
    let n: i64 = statement.query_row([one, other], |row| row.get(0))?;
    Ok(usize::try_from(n).expect_or_default("a count is not negative"))
}

fn known_sense(library: &Connection, id: i64) -> Result<Option<KnownSense>, StoreError> {
    let mut statement =
        library.prepare_cached("SELECT key, n_entries FROM entity WHERE id = ?1")?;
    let row = statement.query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)));
    let Some((key, n_articles)) = row.optional()? else {
        return Ok(None);
    };
    let mut names = library.prepare_cached("SELECT name FROM name WHERE entity = ?1")?;
    let names = names.query_map([id], |row| row.get::<_, String>(0))?;
    let names = names
        .map(|name| Ok(fold_name(&name?)))
        .collect::<Result<Vec<_>, rusqlite::Error>>()?;
    Ok(SenseKey::parse(&key).map(|key| KnownSense {
        id,
        key,
        names,
        n_articles,
    }))
}

/// Gives all senses that hang together with this one, by parents or by the user's merges, one number.
pub(super) fn regroup(library: &Connection, start: i64) -> Result<(), StoreError> {
    let mut next = library.prepare_cached(
        "SELECT parent FROM entity WHERE id = ?1 AND parent IS NOT NULL
         UNION SELECT id FROM entity WHERE parent = ?1
         UNION SELECT o.id FROM entity AS e JOIN decision AS d ON d.key = e.key AND d.kind = 'merge' AND d.undone IS NULL
           JOIN entity AS o ON o.key = d.value WHERE e.id = ?1
         UNION SELECT o.id FROM entity AS e JOIN decision AS d ON d.value = e.key AND d.kind = 'merge' AND d.undone IS NULL
           JOIN entity AS o ON o.key = d.key WHERE e.id = ?1",
    )?;
    let mut group = BTreeSet::from([start]);
    let mut waiting = vec![start];
    while let Some(at) = waiting.pop() {
        let rows = next.query_map([at], |row| row.get(0))?;
        for neighbour in rows.collect::<Result<Vec<i64>, _>>()? {
            if group.insert(neighbour) {
                waiting.push(neighbour);
            }
        }
    }
    let number = group.first().copied().map_or(start, |first| first);
    let mut write = library
        .prepare_cached("UPDATE entity SET identity = ?2 WHERE id = ?1 AND identity <> ?2")?;
    for id in group {
        write.execute([id, number])?;
    }
    Ok(())
}

/// Numbers the entity of a new sense anew if the user has merged it with another.
fn regroup_if_merged(library: &Connection, id: i64) -> Result<(), StoreError> {
    let mut merged = library.prepare_cached(
        "SELECT 1 FROM decision AS d JOIN entity AS e ON e.id = ?1
         WHERE d.undone IS NULL AND d.kind = 'merge' AND (d.key = e.key OR d.value = e.key)",
    )?;
    if merged.exists([id])? {
        regroup(library, id)?;
    }
    Ok(())
}
