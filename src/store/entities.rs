//! Questions about the entities of the library: lists, mentions, and everything about one.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::entity_decisions::DecidedEntities;
use super::fts_query::fts_phrase;
use super::sort_key::second_of_place;
use super::{Library, StoreError};
use crate::annotation::{EntityKind, MentionForm};
use crate::corpus::fold_name;
use crate::invariant::ExpectOr;
use crate::library::{
    CopyFolding, EntityNumber, EntityRow, EntryId, EntryOrder, MentionRow, Query, SearchWords,
};
use crate::text::{ByteOffset, ScalarIndex};

/// The maximum number of entities that a name can mean in [`Library::find_entities`].
const MAX_FOUND: i64 = 200;

/// A sense with its counts.
pub(super) struct SenseRow {
    pub(super) id: i64,
    pub(super) key: String,
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) n_entries: u32,
    pub(super) n_mentions: u32,
    pub(super) has_parent: bool,
}

impl Library {
    /// Returns the entities with the most entries, those first; with a query, of the entries that match it.
    pub fn entities(&self, query: &Query, limit: usize) -> Result<Vec<EntityRow>, StoreError> {
        let decided = DecidedEntities::read(&self.connection)?;
        let mut counts: Vec<(i64, u32, u32)> = match query {
            Query::All => self.all_entity_counts()?,
            query => self.entity_counts_of(query)?,
        };
        counts.retain(|(number, ..)| !decided.forgotten.contains(number));
        counts.sort_by_key(|(number, n_entries, n_mentions)| {
            (std::cmp::Reverse((*n_entries, *n_mentions)), *number)
        });
        counts.truncate(limit);
        let rows = counts.into_iter().map(|(number, n_entries, n_mentions)| {
            let row = self.entity_row(EntityNumber(number), &decided)?;
            Ok(row.map(|row| EntityRow {
                n_entries,
                n_mentions,
                ..row
            }))
        });
        rows.filter_map(Result::transpose).collect()
    }

    pub(super) fn all_entity_counts(&self) -> Result<Vec<(i64, u32, u32)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT identity, sum(n_entries), sum(n_mentions) FROM entity WHERE n_entries > 0 GROUP BY identity",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn entity_counts_of(
        &self,
        query: &Query,
    ) -> Result<Vec<(i64, u32, u32)>, StoreError> {
        let listed = self.list(query, EntryOrder::Newest, CopyFolding::Apart, usize::MAX)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT e.identity, count(*) FROM mention AS m JOIN entity AS e ON e.id = m.entity WHERE m.entry = ?1
             GROUP BY e.identity",
        )?;
        let mut counts: BTreeMap<i64, (u32, u32)> = BTreeMap::new();
        for id in listed.ids {
            let rows =
                statement.query_map([id.0], |row| Ok((row.get(0)?, row.get::<_, u32>(1)?)))?;
            for row in rows {
                let (number, n) = row?;
                let count = counts.entry(number).or_default();
                count.0 += 1;
                count.1 += n;
            }
        }
        Ok(counts
            .into_iter()
            .map(|(number, (n_entries, n))| (number, n_entries, n))
            .collect())
    }

    /// Returns the entities that a name, a key or a number (`#12`) means, likeliest first: those with exactly this name
    /// before those whose names contain its words, and of each those in most entries.
    pub fn find_entities(&self, name: &str) -> Result<Vec<EntityRow>, StoreError> {
        let decided = DecidedEntities::read(&self.connection)?;
        let wanted = name.trim();
        let number = wanted
            .strip_prefix('#')
            .and_then(|number| number.parse().ok());
        let numbers = if let Some(number) = number {
            vec![number]
        } else if wanted.contains('/') {
            let mut of_key = self
                .connection
                .prepare_cached("SELECT identity FROM entity WHERE key = ?1")?;
            let row = of_key.query_row([wanted.to_lowercase()], |row| row.get(0));
            row.optional()?.into_iter().collect()
        } else {
            self.numbers_of_name(wanted, &decided)?
        };
        let rows = numbers
            .into_iter()
            .map(|number| self.entity_row(EntityNumber(number), &decided));
        rows.filter_map(Result::transpose).collect()
    }

    fn numbers_of_name(
        &self,
        name: &str,
        decided: &DecidedEntities,
    ) -> Result<Vec<i64>, StoreError> {
        let folded = fold_name(name);
        // 2: the name itself; 1: one of its names; 0: a name with these words.
        let mut ranks: HashMap<i64, (u8, u32)> = HashMap::new();
        for (number, given) in &decided.names {
            if fold_name(given) == folded {
                ranks.insert(*number, (2, u32::MAX));
            }
        }
        let words = SearchWords {
            words: name.to_owned(),
            is_prefix: false,
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT e.identity, n.name, e.n_entries, e.name FROM name_search AS s JOIN name AS n ON n.id = s.rowid
               JOIN entity AS e ON e.id = n.entity WHERE s.name_search MATCH ?1 AND e.n_entries > 0
             ORDER BY length(n.name), e.n_entries DESC LIMIT ?2",
        )?;
        let mut rows = statement.query(params![fts_phrase(&words, ""), MAX_FOUND])?;
        while let Some(row) = rows.next()? {
            let (number, found, n): (i64, String, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let main: String = row.get(3)?;
            let is_same = fold_name(&found) == folded;
            let nearness = u8::from(is_same) + u8::from(is_same && fold_name(&main) == folded);
            let rank = ranks.entry(number).or_default();
            *rank = (*rank).max((nearness, n));
        }
        let mut numbers: Vec<_> = ranks.into_iter().collect();
        numbers.sort_by_key(|(number, rank)| (std::cmp::Reverse(*rank), *number));
        let shown = numbers.into_iter().map(|(number, _)| number);
        Ok(shown
            .filter(|number| !decided.forgotten.contains(number))
            .collect())
    }

    /// Returns an entity; `None` if no sense has this number.
    pub(super) fn entity_row(
        &self,
        number: EntityNumber,
        decided: &DecidedEntities,
    ) -> Result<Option<EntityRow>, StoreError> {
        let senses = self.senses_of(number)?;
        let Some(main) = main_sense(&senses) else {
            return Ok(None);
        };
        let kind = EntityKind::from_name(&main.kind).map_or(EntityKind::Other, |kind| kind);
        let (first, last) = self.seen_of(&senses)?;
        let given = decided.names.get(&number.0).cloned();
        Ok(Some(EntityRow {
            number,
            key: main.key.clone(),
            name: given.map_or_else(|| self.shown_name(main), Ok)?,
            kind: decided.kinds.get(&number.0).copied().unwrap_or(kind),
            n_entries: senses.iter().map(|sense| sense.n_entries).sum(),
            n_mentions: senses.iter().map(|sense| sense.n_mentions).sum(),
            first_seen: first.and_then(time_of_place),
            last_seen: last.and_then(time_of_place),
            is_decided: decided.has(number),
        }))
    }

    /// Returns the senses of an entity, those in most entries first.
    pub(super) fn senses_of(&self, number: EntityNumber) -> Result<Vec<SenseRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, key, kind, name, n_entries, n_mentions, parent IS NOT NULL FROM entity
             WHERE identity = ?1 ORDER BY n_entries DESC, id",
        )?;
        let rows = statement.query_map([number.0], |row| {
            Ok(SenseRow {
                id: row.get(0)?,
                key: row.get(1)?,
                kind: row.get(2)?,
                name: row.get(3)?,
                n_entries: row.get(4)?,
                n_mentions: row.get(5)?,
                has_parent: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the sense's longest name that is not all in capitals, which headlines are; else its first name.
    fn shown_name(&self, sense: &SenseRow) -> Result<String, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name FROM name WHERE entity = ?1 ORDER BY id")?;
        let names = statement.query_map([sense.id], |row| row.get::<_, String>(0))?;
        let names = names.collect::<Result<Vec<_>, _>>()?;
        let is_plain = |name: &&String| name.chars().any(char::is_lowercase);
        // Of names of one length the first is taken.
        let longest = names
            .iter()
            .rev()
            .filter(is_plain)
            .max_by_key(|name| name.chars().count());
        Ok(longest.map_or(&sense.name, |name| name).clone())
    }

    /// Returns the sort keys of the first and the last entry with one of these senses.
    fn seen_of(&self, senses: &[SenseRow]) -> Result<(Option<i64>, Option<i64>), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT (SELECT place FROM mentioned WHERE entity = ?1 ORDER BY place LIMIT 1),
               (SELECT place FROM mentioned WHERE entity = ?1 ORDER BY place DESC LIMIT 1)",
        )?;
        let (mut first, mut last): (Option<i64>, Option<i64>) = (None, None);
        for sense in senses {
            let (one, other): (Option<i64>, Option<i64>) =
                statement.query_row([sense.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            first = first.into_iter().chain(one).min();
            last = last.into_iter().chain(other).max();
        }
        Ok((first, last))
    }

    /// Calls `each` with the mentions of the entries that match a query, entry by entry, newest entry first.
    ///
    /// # Errors
    ///
    /// Those of the library, and what `each` returns.
    pub fn mentions<E: From<StoreError>>(
        &self,
        query: &Query,
        mut each: impl FnMut(MentionRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let decided = DecidedEntities::read(&self.connection)?;
        let listed = self.list(query, EntryOrder::Newest, CopyFolding::Apart, usize::MAX)?;
        for entry in listed.ids {
            for mention in mentions_of(&self.connection, entry)? {
                if !decided.forgotten.contains(&mention.entity.0) {
                    each(mention)?;
                }
            }
        }
        Ok(())
    }
}

/// Returns the sense that names and describes an entity: the one in most entries that is not a short form.
fn main_sense(senses: &[SenseRow]) -> Option<&SenseRow> {
    let full = senses.iter().find(|sense| !sense.has_parent);
    full.or_else(|| senses.first())
}

pub(super) fn time_of_place(place: i64) -> Option<Timestamp> {
    Timestamp::from_second(second_of_place(place)).ok()
}

/// Returns the mentions of one entry, in text order.
fn mentions_of(library: &Connection, entry: EntryId) -> Result<Vec<MentionRow>, StoreError> {
    let mut statement = library.prepare_cached(
        "SELECT plain_text(b.text), e.source_id FROM entry AS e JOIN body AS b ON b.id = 2 * e.id + e.has_page
         WHERE e.id = ?1",
    )?;
    let found = statement.query_row([entry.0], |row| Ok((row.get(0)?, row.get(1)?)));
    let found: Option<(String, Option<String>)> = found.optional()?;
    let Some((text, source_id)) = found else {
        return Ok(Vec::new());
    };
    let scalars = ScalarIndex::new(&text);
    let mut statement = library.prepare_cached(
        "SELECT m.start, m.end, m.form, n.identity FROM mention AS m JOIN entity AS n ON n.id = m.entity
         WHERE m.entry = ?1 ORDER BY m.start, m.end",
    )?;
    let read = |row: &Row| {
        let (start, end): (u32, u32) = (row.get(0)?, row.get(1)?);
        let form: String = row.get(2)?;
        let range = text_range(start, end);
        // A damaged row has no words.
        let words = text.get(range).map_or("", |words| words).to_owned();
        Ok(MentionRow {
            entry,
            source_id: source_id.clone(),
            start: scalars.scalar(ByteOffset::new(start)),
            end: scalars.scalar(ByteOffset::new(end)),
            words,
            form: MentionForm::from_name(&form).map_or(MentionForm::Name, |form| form),
            entity: EntityNumber(row.get(3)?),
        })
    };
    let rows = statement.query_map([entry.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn text_range(start: u32, end: u32) -> std::ops::Range<usize> {
    let index = |offset: u32| usize::try_from(offset).expect_or(usize::MAX, "an offset fits");
    index(start)..index(end)
}
