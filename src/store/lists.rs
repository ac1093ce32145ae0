//! Lists: which entries a query finds, and what is shown of them.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Row, params_from_iter};

use super::compile::compile;
use super::feeds::moment;
use super::{Library, StoreError};
use crate::article::Link;
use crate::library::{EntryId, EntryRow, FeedId, Folding, Listed, Order, Query};

impl Library {
    /// Returns the first `limit` entries that the query finds, in order.
    pub fn list(
        &self,
        query: &Query,
        order: Order,
        folding: Folding,
        limit: usize,
    ) -> Result<Listed, StoreError> {
        let compiled = compile(self, query, order)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT e.id, e.story FROM {} ORDER BY {}",
            compiled.from, compiled.order
        ))?;
        let mut rows = statement.query(params_from_iter(compiled.values))?;
        let mut listed = Listed {
            ids: Vec::new(),
            is_complete: true,
        };
        let mut stories = HashSet::new();
        while let Some(row) = rows.next()? {
            let story: Option<i64> = row.get(1)?;
            let is_copy = story.is_some_and(|story| !stories.insert(story));
            if is_copy && folding == Folding::Folded {
                continue;
            }
            if listed.ids.len() == limit {
                listed.is_complete = false;
                break;
            }
            listed.ids.push(EntryId(row.get(0)?));
        }
        Ok(listed)
    }

    /// Returns what lists show of these entries, in this order; those that are gone are left out.
    pub fn rows(&self, ids: &[EntryId]) -> Result<Vec<EntryRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT e.id, e.feed, e.title, coalesce(nullif(f.own_title, ''), nullif(f.title, ''), h.name, ''), e.link,
               e.published, e.is_read, e.is_starred, e.entities, e.n_quotes, e.n_figures, e.has_page,
               iif(e.story IS NULL, 0, (SELECT count(*) FROM entry AS c WHERE c.story = e.story AND c.hidden = 0
                 AND c.id <> e.id))
             FROM entry AS e JOIN feed AS f ON f.id = e.feed LEFT JOIN host AS h ON h.id = e.host WHERE e.id = ?1",
        )?;
        let mut tags = self.connection.prepare_cached(
            "SELECT t.name FROM entry_tag AS x JOIN tag AS t ON t.id = x.tag WHERE x.entry = ?1 ORDER BY t.folded",
        )?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(mut row) = statement.query_row([id.0], entry_row).optional()? else {
                continue;
            };
            let names = tags.query_map([id.0], |row| row.get(0))?;
            row.tags = names.collect::<Result<_, _>>()?;
            found.push(row);
        }
        Ok(found)
    }

    /// Returns the other entries that tell the same story in nearly the same words, the newest first.
    pub fn copies(&self, id: EntryId) -> Result<Vec<EntryId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.id FROM entry AS e JOIN entry AS c ON c.story = e.story
             WHERE e.id = ?1 AND c.id <> e.id AND c.hidden = 0 ORDER BY c.place DESC",
        )?;
        let rows = statement.query_map([id.0], |row| row.get(0).map(EntryId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn entry_row(row: &Row) -> rusqlite::Result<EntryRow> {
    let link: Option<String> = row.get(4)?;
    let entities: String = row.get(8)?;
    Ok(EntryRow {
        id: EntryId(row.get(0)?),
        feed: FeedId(row.get(1)?),
        title: row.get(2)?,
        site: row.get(3)?,
        link: link.and_then(|link| Link::parse(&link)),
        published: moment(row.get(5)?),
        is_read: row.get(6)?,
        is_starred: row.get(7)?,
        tags: Vec::new(),
        entities: entities.lines().map(str::to_owned).collect(),
        n_quotes: row.get(9)?,
        n_figures: row.get(10)?,
        n_copies: row.get(12)?,
        has_page: row.get(11)?,
    })
}
