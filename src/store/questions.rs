//! The library as views ask it: each error as a sentence for the user.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use rusqlite::params;

use super::entity_decisions::DecidedEntities;
use super::fts_query::fts_phrase;
use super::{Library, StoreError};
use crate::library::{
    EntityList, EntityNumber, EntityOrder, EntityRow, LibraryFigure, LibraryQuestions,
    LibraryQuote, Query, RowTaker, SearchWords,
};

fn describe_failure(error: &StoreError) -> String {
    format!("{error}. {}", error.advice())
}

impl LibraryQuestions for Library {
    fn each_quote(&self, query: &Query, take: RowTaker<'_, LibraryQuote>) -> Result<(), String> {
        self.visit_quotes(query, take)
            .map_err(|error| describe_failure(&error))
    }

    fn each_figure(&self, query: &Query, take: RowTaker<'_, LibraryFigure>) -> Result<(), String> {
        self.visit_figures(query, take)
            .map_err(|error| describe_failure(&error))
    }

    fn each_entity(&self, list: &EntityList, take: RowTaker<'_, EntityRow>) -> Result<(), String> {
        self.visit_entities(list, take)
            .map_err(|error| describe_failure(&error))
    }

    fn count_unannotated(&self) -> Result<u32, String> {
        self.n_unannotated()
            .map_err(|error| describe_failure(&error))
    }
}

impl Library {
    /// Calls `take` for each entity of a list, in its order, until `take` breaks.
    fn visit_entities(
        &self,
        list: &EntityList,
        take: RowTaker<'_, EntityRow>,
    ) -> Result<(), StoreError> {
        // One read transaction, so that the counts are those of the rows.
        let _transaction = self.connection.unchecked_transaction()?;
        let decided = DecidedEntities::read(&self.connection)?;
        let mut counts = match &list.entries {
            Query::All => self.all_entity_counts()?,
            query => self.entity_counts_of(query)?,
        };
        let named = match list.name.trim() {
            "" => None,
            name => Some(self.numbers_with_name(name, &decided)?),
        };
        let kinds = match list.kind {
            None => None,
            Some(kind) => Some(self.numbers_of_kind(kind.name())?),
        };
        counts.retain(|(number, ..)| {
            let is_of_kind = match decided.kinds.get(number) {
                Some(kind) => list.kind.is_none_or(|wanted| wanted == *kind),
                None => kinds.as_ref().is_none_or(|of| of.contains(number)),
            };
            !decided.forgotten.contains(number)
                && is_of_kind
                && named.as_ref().is_none_or(|named| named.contains(number))
        });
        self.sort_entities(&mut counts, list.order)?;
        for (number, n_entries, n_mentions) in counts {
            let Some(row) = self.entity_row(EntityNumber(number), &decided)? else {
                continue;
            };
            let row = EntityRow {
                n_entries,
                n_mentions,
                ..row
            };
            if take(row).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn sort_entities(
        &self,
        counts: &mut [(i64, u32, u32)],
        order: EntityOrder,
    ) -> Result<(), StoreError> {
        match order {
            EntityOrder::Entries => counts.sort_by_key(|(number, n_entries, n_mentions)| {
                (Reverse((*n_entries, *n_mentions)), *number)
            }),
            EntityOrder::LastSeen => {
                let last = self.last_places()?;
                counts.sort_by_key(|(number, ..)| (Reverse(last.get(number).copied()), *number));
            }
            EntityOrder::Name => {
                let names = self.folded_names()?;
                counts.sort_by(|(one, ..), (other, ..)| {
                    names.get(one).cmp(&names.get(other)).then(one.cmp(other))
                });
            }
        }
        Ok(())
    }

    /// Returns the sort key of the last entry with each entity.
    fn last_places(&self) -> Result<HashMap<i64, i64>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT e.identity, max((SELECT m.place FROM mentioned AS m WHERE m.entity = e.id
               ORDER BY m.place DESC LIMIT 1)) FROM entity AS e WHERE e.n_entries > 0 GROUP BY e.identity",
        )?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?)))?;
        let mut places = HashMap::new();
        for row in rows {
            let (number, place) = row?;
            places.extend(place.map(|place| (number, place)));
        }
        Ok(places)
    }

    /// Returns a name of each entity for sorting, in lower case.
    fn folded_names(&self) -> Result<HashMap<i64, String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT identity, name FROM entity WHERE n_entries > 0 ORDER BY n_entries",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?.to_lowercase()))
        })?;
        // That of the fullest sense is the last.
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn numbers_of_kind(&self, kind: &str) -> Result<HashSet<i64>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT identity FROM entity WHERE kind = ?1")?;
        let rows = statement.query_map([kind], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the entities with a name that has these words, of which the last may be incomplete.
    fn numbers_with_name(
        &self,
        name: &str,
        decided: &DecidedEntities,
    ) -> Result<HashSet<i64>, StoreError> {
        let words = SearchWords {
            words: name.to_owned(),
            is_prefix: true,
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT e.identity FROM name_search AS s JOIN name AS n ON n.id = s.rowid
               JOIN entity AS e ON e.id = n.entity WHERE s.name_search MATCH ?1",
        )?;
        let rows = statement.query_map(params![fts_phrase(&words, "")], |row| row.get(0))?;
        let mut numbers = rows.collect::<Result<HashSet<i64>, _>>()?;
        let folded = crate::corpus::fold_name(name);
        let given = decided.names.iter();
        let given = given.filter(|(_, name)| crate::corpus::fold_name(name).contains(&folded));
        numbers.extend(given.map(|(number, _)| *number));
        Ok(numbers)
    }
}
