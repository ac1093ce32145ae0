//! Keeping the library small and sound: throwing away, compacting, checking.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::feeds::FOREVER;
use super::{Library, StoreError};
use crate::library::EntryId;

/// Seconds of a day.
const DAY: i64 = 24 * 3600;
/// How many entries go in one transaction, so that no other program waits long.
const BATCH: usize = 500;

/// What is thrown away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// For how many days after they left their feed entries are kept where the feed's own setting does not say;
    /// nothing keeps them for ever.
    pub days: Option<u32>,
    /// How many entries of such a feed are kept, the newest and all that are still in it; nothing keeps all.
    pub entries: Option<u32>,
}

/// What was thrown away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freed {
    /// Entries.
    pub n_entries: usize,
    /// Feeds that are no longer subscribed and of which nothing is kept.
    pub n_feeds: usize,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was checked.
    pub what: &'static str,
    /// What is wrong with it, a line each; nothing where all is well.
    pub faults: Vec<String>,
}

impl Library {
    /// Throws away what was deleted, what is of feeds no longer subscribed, and what left its feed longer ago than
    /// it is kept. Starred and tagged entries stay. What is thrown away does not come back with a refresh.
    pub fn gc(&mut self, retention: &Retention, now: Timestamp) -> Result<Freed, StoreError> {
        let mut expired = self.expired(retention, now)?;
        expired.extend(self.deleted()?);
        expired.sort_unstable();
        expired.dedup();
        self.throw_away(&expired, now)?;
        let mut freed = Freed {
            n_entries: expired.len(),
            n_feeds: 0,
        };
        freed.n_feeds = self.lasting(|library| {
            library.execute(
                "DELETE FROM feed WHERE is_subscribed = 0 AND NOT EXISTS (SELECT 1 FROM entry WHERE feed = feed.id)",
                [],
            )
        })?;
        Ok(freed)
    }

    /// Throws away what left its feed longer ago than it is kept, and nothing else: what the user deleted can still be
    /// brought back. Returns how many entries went.
    pub fn expire(&mut self, retention: &Retention, now: Timestamp) -> Result<usize, StoreError> {
        let expired = self.expired(retention, now)?;
        self.throw_away(&expired, now)?;
        Ok(expired.len())
    }

    fn throw_away(&mut self, ids: &[i64], now: Timestamp) -> Result<(), StoreError> {
        for batch in ids.chunks(BATCH) {
            self.writing(|library| {
                batch
                    .iter()
                    .try_for_each(|id| throw_away(library, *id, now))
            })?;
        }
        Ok(())
    }

    /// Returns what was deleted, and what is of feeds no longer subscribed.
    fn deleted(&self) -> Result<Vec<i64>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM entry WHERE hidden IN (1, 2)")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the entries whose time is over, and those beyond the newest that are kept.
    fn expired(&self, retention: &Retention, now: Timestamp) -> Result<Vec<i64>, StoreError> {
        let days = retention.days.map_or(FOREVER, i64::from);
        let entries = retention.entries.map_or(0, i64::from);
        let mut statement = self.connection.prepare_cached(
            "SELECT e.id FROM feed AS f JOIN entry AS e ON e.feed = f.id
             WHERE coalesce(f.keep, ?1) >= 0 AND e.dropped < ?2 - coalesce(f.keep, ?1) * ?3 AND e.is_starred = 0
               AND e.hidden <> 3 AND NOT EXISTS (SELECT 1 FROM entry_tag WHERE entry = e.id)
             UNION
             SELECT id FROM (
               SELECT e.id, e.dropped, e.is_starred, f.most, row_number() OVER (PARTITION BY f.id ORDER BY e.place DESC) AS nth
               FROM (
                 SELECT id, iif(keep IS NULL, coalesce(keep_entries, ?4), coalesce(keep_entries, 0)) AS most FROM feed
               ) AS f JOIN counter AS c ON c.feed = f.id AND f.most > 0 AND c.n_entries > f.most
                 JOIN entry AS e ON e.feed = f.id AND e.hidden = 0
             ) AS n
             WHERE nth > most AND dropped IS NOT NULL AND is_starred = 0
               AND NOT EXISTS (SELECT 1 FROM entry_tag WHERE entry = n.id)",
        )?;
        let rows = statement.query_map(params![days, now.as_second(), DAY, entries], |row| {
            row.get(0)
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the room of what was thrown away back to the disk. Takes as long as copying the file.
    pub fn vacuum(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch(
            "INSERT INTO search (search) VALUES ('optimize'); VACUUM; PRAGMA optimize; PRAGMA wal_checkpoint (TRUNCATE);",
        )?;
        tracing::info!("library compacted");
        Ok(())
    }

    /// Checks that the file is sound and agrees with itself. Takes as long as reading all of it.
    pub fn check(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = vec![
            self.finding(
                "pages",
                "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
            )?,
            self.finding(
                "references",
                "SELECT 'row ' || rowid || ' of ' || \"table\" || ' points to no row of ' || parent
                 FROM pragma_foreign_key_check",
            )?,
        ];
        for (what, sql) in CHECKS {
            findings.push(self.finding(what, sql)?);
        }
        let index = self
            .connection
            .execute_batch("INSERT INTO search (search) VALUES ('integrity-check')");
        let faults = match index.map_err(StoreError::from) {
            Ok(()) => Some(Vec::new()),
            Err(StoreError::Damaged { what }) => Some(vec![what]),
            // Whoever may only read, or must wait, cannot ask for this one.
            Err(StoreError::ReadOnly | StoreError::Locked) => None,
            Err(other) => return Err(other),
        };
        let what = "full-text index";
        findings.extend(faults.map(|faults| Finding { what, faults }));
        Ok(findings)
    }

    fn finding(&self, what: &'static str, sql: &str) -> Result<Finding, StoreError> {
        let mut statement = self.connection.prepare(sql)?;
        let faults = statement.query_map([], |row| row.get(0))?;
        let faults = faults.collect::<Result<_, _>>()?;
        Ok(Finding { what, faults })
    }
}

/// Questions that find a fault a row.
const CHECKS: &[(&str, &str)] = &[
    (
        "counters",
        "SELECT 'feed ' || c.feed || ' counts ' || c.n_entries || ' entries, ' || c.n_unread || ' unread, '
           || c.n_starred || ' starred; there are ' || count(e.id) || ', ' || coalesce(sum(e.is_read = 0), 0) || ', '
           || coalesce(sum(e.is_starred), 0)
         FROM counter AS c LEFT JOIN entry AS e ON e.feed = c.feed AND e.hidden = 0 GROUP BY c.feed
         HAVING c.n_entries <> count(e.id) OR c.n_unread <> coalesce(sum(e.is_read = 0), 0) OR c.n_starred <> coalesce(sum(e.is_starred), 0)",
    ),
    (
        "texts",
        "SELECT 'entry ' || id || ' has no text' FROM entry AS e
         WHERE NOT EXISTS (SELECT 1 FROM body WHERE id = 2 * e.id + e.has_page)
         UNION ALL
         SELECT 'text ' || id || ' is of no entry' FROM body AS b
         WHERE NOT EXISTS (SELECT 1 FROM entry WHERE id = b.id / 2)",
    ),
    (
        "labels",
        "SELECT 'an author or category is of no entry at ' || place FROM labelled AS l
         WHERE NOT EXISTS (SELECT 1 FROM entry WHERE place = l.place)",
    ),
    (
        "searched texts",
        "SELECT 'entry ' || id || ' neither is in the full-text index nor waits for it' FROM entry AS e
         WHERE NOT EXISTS (SELECT 1 FROM search_docsize WHERE id = e.place)
           AND NOT EXISTS (SELECT 1 FROM waiting WHERE entry = e.id)
         UNION ALL
         SELECT 'the full-text index has a text of no entry at ' || id FROM search_docsize AS d
         WHERE NOT EXISTS (SELECT 1 FROM entry WHERE place = d.id)",
    ),
];

/// Deletes all that is kept of an entry but that it was there.
fn throw_away(library: &Connection, id: i64, now: Timestamp) -> Result<(), StoreError> {
    super::found::forget(library, EntryId(id))?;
    for sql in [
        "DELETE FROM search WHERE rowid = (SELECT place FROM entry WHERE id = ?1)",
        "DELETE FROM labelled WHERE place = (SELECT place FROM entry WHERE id = ?1)",
        "DELETE FROM body WHERE id IN (2 * ?1, 2 * ?1 + 1)",
        "DELETE FROM state WHERE key = 'place/' || ?1",
    ] {
        library.prepare_cached(sql)?.execute([id])?;
    }
    library
        .prepare_cached("INSERT OR REPLACE INTO tombstone (feed, key, since) SELECT feed, key, ?2 FROM entry WHERE id = ?1")?
        .execute([id, now.as_second()])?;
    library
        .prepare_cached("DELETE FROM entry WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
