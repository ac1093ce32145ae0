//! Lists of entries: which entries match a query, and the columns that a list shows.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Row, params_from_iter};

use super::feeds::timestamp_of;
use super::query_compiler::compile_query;
use super::{Library, StoreError};
use crate::article::Link;
use crate::invariant::ExpectOr;
use crate::library::{CopyFolding, EntryId, EntryListing, EntryOrder, EntryRow, FeedId, Query};

/// How many entries [`Library::count`] passes between two calls of `goes_on`. A larger number delays the next count
/// after one is cancelled.
const CANCEL_CHECK_ENTRIES: usize = 2_000;

impl Library {
    /// Returns the first `limit` entries that match the query, in the given order.
    ///
    /// Sorted by rank, the ranked matches (at most some hundreds) come first; the rest follow by date, newest first.
    pub fn list(
        &self,
        query: &Query,
        order: EntryOrder,
        folding: CopyFolding,
        limit: usize,
    ) -> Result<EntryListing, StoreError> {
        let order = match (order, query.sort()) {
            (EntryOrder::Newest, Some(sort)) => EntryOrder::of_sort(sort),
            (order, _) => order,
        };
        let compiled = compile_query(self, query, order)?;
        let mut lines = ListCollector::new(folding, limit);
        let mut first = HashSet::new();
        if order == EntryOrder::Rank && compiled.is_of_words {
            for best in self.best_matches(query)? {
                if !lines.take(best.id, best.story) {
                    return Ok(lines.listed);
                }
                first.insert(best.id);
            }
        }
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT e.id, e.story FROM {} ORDER BY {}",
            compiled.from, compiled.order
        ))?;
        let mut rows = statement.query(params_from_iter(compiled.values))?;
        while let Some(row) = rows.next()? {
            let id = EntryId(row.get(0)?);
            if !first.contains(&id) && !lines.take(id, row.get(1)?) {
                break;
            }
        }
        Ok(lines.listed)
    }

    /// Returns the number of lines in the complete list of matches; `None` if `goes_on` returned false meanwhile, which
    /// cancels the count.
    ///
    /// Takes time in proportion to the number of matches.
    pub fn count(
        &self,
        query: &Query,
        folding: CopyFolding,
        mut goes_on: impl FnMut() -> bool,
    ) -> Result<Option<usize>, StoreError> {
        let compiled = compile_query(self, query, EntryOrder::Newest)?;
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT e.story FROM {}", compiled.from))?;
        let mut rows = statement.query(params_from_iter(compiled.values))?;
        let (mut n_lines, mut n_passed) = (0_usize, 0_usize);
        let mut stories = HashSet::new();
        while let Some(row) = rows.next()? {
            let story: Option<i64> = row.get(0)?;
            let is_copy = story.is_some_and(|story| !stories.insert(story));
            n_lines += usize::from(!is_copy || folding == CopyFolding::Apart);
            n_passed += 1;
            if n_passed.is_multiple_of(CANCEL_CHECK_ENTRIES) && !goes_on() {
                return Ok(None);
            }
        }
        Ok(Some(n_lines))
    }

    /// Returns the highest entry id ever assigned. That entry may have been deleted since.
    pub fn last_entry(&self) -> Result<EntryId, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'entry'",
        )?;
        Ok(statement.query_row([], |row| row.get(0).map(EntryId))?)
    }

    /// Returns the number of visible entries with an id above `last`.
    pub fn count_after(&self, last: EntryId) -> Result<usize, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT count(*) FROM entry WHERE id > ?1 AND hidden = 0")?;
        let n: i64 = statement.query_row([last.0], |row| row.get(0))?;
        Ok(usize::try_from(n).expect_or_default("a count is not negative"))
    }

    /// Returns SQLite's `data_version`: it changes when another connection commits, and not when this one does.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Returns the ids from `first` to `last`, both inclusive, in ascending order. Deleted entries are omitted.
    pub fn ids_between(&self, first: EntryId, last: EntryId) -> Result<Vec<EntryId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM entry WHERE id BETWEEN ?1 AND ?2 AND hidden IN (0, 3) ORDER BY id",
        )?;
        let rows = statement.query_map([first.0, last.0], |row| row.get(0).map(EntryId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the list columns of these entries, in the same order. Entries that no longer exist are omitted.
    pub fn rows(&self, ids: &[EntryId]) -> Result<Vec<EntryRow>, StoreError> {
        // One read transaction for all rows: otherwise each query would lock the file again.
        let _transaction = self.connection.unchecked_transaction()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT e.id, e.feed, e.title, coalesce(e.outlet,
                 iif(f.address GLOB 'saved:*', h.name, NULL), nullif(f.own_title, ''), nullif(f.title, ''), h.name, ''),
               e.link,
               e.published, e.is_read, e.is_starred, e.entities, e.n_quotes, e.n_figures, e.has_page,
               iif(e.story IS NULL, 0, (SELECT count(*) FROM entry AS c WHERE c.story = e.story AND c.hidden = 0
                 AND c.id <> e.id)), e.hidden = 3, e.is_dated, e.arrived,
               iif(e.n_quotes IS NULL, NULL, (SELECT count(*) FROM date AS d WHERE d.entry = e.id))
             FROM entry AS e JOIN feed AS f ON f.id = e.feed LEFT JOIN host AS h ON h.id = e.host WHERE e.id = ?1",
        )?;
        let mut tags = self.connection.prepare_cached(
            "SELECT t.name FROM entry_tag AS x JOIN tag AS t ON t.id = x.tag WHERE x.entry = ?1 ORDER BY t.folded",
        )?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(mut row) = statement.query_row([id.0], read_entry_row).optional()? else {
                continue;
            };
            let names = tags.query_map([id.0], |row| row.get(0))?;
            row.tags = names.collect::<Result<_, _>>()?;
            found.push(row);
        }
        Ok(found)
    }

    /// Returns the other visible entries of the same story (near-duplicates), newest first.
    pub fn copies(&self, id: EntryId) -> Result<Vec<EntryId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.id FROM entry AS e JOIN entry AS c ON c.story = e.story
             WHERE e.id = ?1 AND c.id <> e.id AND c.hidden = 0 ORDER BY c.place DESC",
        )?;
        let rows = statement.query_map([id.0], |row| row.get(0).map(EntryId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Collects the entries of a list, folding near-duplicates into the first entry of their story.
struct ListCollector {
    listed: EntryListing,
    folding: CopyFolding,
    limit: usize,
    stories: HashSet<i64>,
}

impl ListCollector {
    fn new(folding: CopyFolding, limit: usize) -> Self {
        Self {
            listed: EntryListing {
                ids: Vec::new(),
                is_complete: true,
            },
            folding,
            limit,
            stories: HashSet::new(),
        }
    }

    /// Adds the next entry unless it is folded into an earlier one. Returns false if the list is full.
    fn take(&mut self, id: EntryId, story: Option<i64>) -> bool {
        let is_copy = story.is_some_and(|story| !self.stories.insert(story));
        if is_copy && self.folding == CopyFolding::Folded {
            return true;
        }
        self.listed.is_complete = self.listed.ids.len() < self.limit;
        if self.listed.is_complete {
            self.listed.ids.push(id);
        }
        self.listed.is_complete
    }
}

fn read_entry_row(row: &Row) -> rusqlite::Result<EntryRow> {
    let link: Option<String> = row.get(4)?;
    let entities: String = row.get(8)?;
    Ok(EntryRow {
        id: EntryId(row.get(0)?),
        feed: FeedId(row.get(1)?),
        title: row.get(2)?,
        site: row.get(3)?,
        link: link.and_then(|link| Link::parse(&link)),
        published: if row.get(14)? {
            Some(timestamp_of(row.get(5)?))
        } else {
            None
        },
        seen: timestamp_of(row.get(15)?),
        is_read: row.get(6)?,
        is_starred: row.get(7)?,
        is_archived: row.get(13)?,
        tags: Vec::new(),
        entities: entities.lines().map(str::to_owned).collect(),
        n_quotes: row.get(9)?,
        n_figures: row.get(10)?,
        n_dates: row.get(16)?,
        n_copies: row.get(12)?,
        has_page: row.get(11)?,
    })
}
