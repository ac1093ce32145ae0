//! Keeping the library small and sound: throwing away, compacting, checking.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, params};

use super::connection::{BUSY_TIMEOUT, latest_version, schema_version};
use super::feeds::KEEP_FOREVER;
use super::{Library, StoreError};
use crate::library::EntryId;

/// Seconds of a day.
const SECONDS_PER_DAY: i64 = 24 * 3600;
/// How many entries go in one transaction, so that no other program waits long.
const BATCH_ENTRIES: usize = 500;

/// By how much batches become smaller where the disk is full: 500, 62, 7, 1.
const SMALLER: usize = 8;
/// FTS5's own number, which it has where nothing else was set.
const COMPACTED_PERCENT: i64 = 10;
/// How many bytes it takes to throw one entry away: 80 KB of the log for one of 500 words, and 32 KB for SQLite's index
/// of the log, doubled for longer ones.
const NEEDED_TO_FREE_BYTES: u64 = 250_000;
const NO_ROOM: StoreError = StoreError::NoRoomToFree {
    needed: NEEDED_TO_FREE_BYTES,
};
/// How long the end of the program waits for others that read, so that the log can be emptied.
const CHECKPOINT_PATIENCE: Duration = Duration::from_millis(300);

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
pub struct CleanupSummary {
    /// Entries.
    pub n_entries: usize,
    /// Feeds that are no longer subscribed and of which nothing is kept.
    pub n_feeds: usize,
}

/// How much room the library takes, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LibrarySize {
    /// All of the file.
    pub n_bytes: u64,
    /// What of it is empty: it is used again before the file grows, and `vacuum` gives it back to the disk.
    pub n_empty_bytes: u64,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegrityFinding {
    /// What was checked.
    pub what: &'static str,
    /// What is wrong with it, a line each; nothing where all is well.
    pub faults: Vec<String>,
}

impl Library {
    /// Throws away what was deleted, what is of feeds no longer subscribed, and what left its feed longer ago than
    /// it is kept. Starred and tagged entries stay. What is thrown away does not come back with a refresh.
    pub fn collect_garbage(
        &mut self,
        retention: &Retention,
        now: Timestamp,
    ) -> Result<CleanupSummary, StoreError> {
        let mut expired = self.expired(retention, now)?;
        expired.extend(self.deleted()?);
        expired.sort_unstable();
        expired.dedup();
        self.throw_away(&expired, now)?;
        let mut freed = CleanupSummary {
            n_entries: expired.len(),
            n_feeds: 0,
        };
        let gone = self.write_durably(|library| {
            library.execute(
                "DELETE FROM feed WHERE is_subscribed = 0 AND NOT EXISTS (SELECT 1 FROM entry WHERE feed = feed.id)",
                [],
            )
        });
        freed.n_feeds = gone.map_err(|error| match error {
            StoreError::Full => NO_ROOM,
            other => other,
        })?;
        Ok(freed)
    }

    /// Throws away what left its feed longer ago than it is kept, and nothing else: what the user deleted can still be
    /// brought back. Returns how many entries went.
    pub fn expire_entries(
        &mut self,
        retention: &Retention,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let expired = self.expired(retention, now)?;
        self.throw_away(&expired, now)?;
        Ok(expired.len())
    }

    /// Opens the library as the only program that has it, which needs no file beside it but the write-ahead log: on a
    /// full disk entries can be thrown away so.
    pub fn open_alone(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags_and_vfs(path, flags, "unix-excl")?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        let found = schema_version(&connection)?;
        if found < latest_version() {
            let known = latest_version();
            return Err(StoreError::Older { found, known });
        }
        Self::with_connection(connection, path)
    }

    /// Throws entries away. Where the disk is full, with as little room as possible.
    fn throw_away(&mut self, ids: &[i64], now: Timestamp) -> Result<(), StoreError> {
        match self.throw_away_in_batches(ids, BATCH_ENTRIES, now) {
            Err(StoreError::Full) if self.reading_only.is_none() => {
                self.checkpoint();
                let done = self.throw_away_with_little_room(ids, now);
                done.map_err(|error| match error {
                    StoreError::Full => NO_ROOM,
                    other => other,
                })
            }
            done => done,
        }
    }

    /// Throws entries away without compacting the full-text index meanwhile: that writes much of it anew.
    fn throw_away_with_little_room(
        &mut self,
        ids: &[i64],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.compact_index_at(0)?;
        let done = self.throw_away_in_batches(ids, BATCH_ENTRIES / SMALLER, now);
        // Where even this finds no room the next `gc` without a full disk compacts the index.
        let reset = self.compact_index_at(COMPACTED_PERCENT);
        done.and(reset)
    }

    /// Sets after how many deleted of a hundred texts the full-text index compacts itself; never at 0.
    fn compact_index_at(&mut self, percent: i64) -> Result<(), StoreError> {
        self.write_transaction(|library| {
            library.execute(
                "INSERT INTO search (search, rank) VALUES ('deletemerge', ?1)",
                [percent],
            )?;
            Ok(())
        })
    }

    /// Throws entries away in batches of at most so many. On a full disk they become smaller, and what each wrote into
    /// the log goes into the library before the next.
    fn throw_away_in_batches(
        &mut self,
        ids: &[i64],
        mut n_batch: usize,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut rest = ids;
        while !rest.is_empty() {
            let (batch, later) = rest.split_at(n_batch.min(rest.len()));
            let done = self.write_transaction(|library| {
                batch
                    .iter()
                    .try_for_each(|id| delete_entry_content(library, *id, now))
            });
            match done {
                Ok(()) => rest = later,
                Err(StoreError::Full) if n_batch > 1 && n_batch < BATCH_ENTRIES => {
                    n_batch = (n_batch / SMALLER).max(1);
                }
                Err(error) => return Err(error),
            }
            if n_batch < BATCH_ENTRIES {
                self.checkpoint();
            }
        }
        Ok(())
    }

    /// Writes the write-ahead log into the library and empties it. Waits a moment for other programs that read; where
    /// they go on, or where the disk is full, the log stays as it is and is written the next time. Returns whether it is
    /// empty.
    pub fn checkpoint(&mut self) -> bool {
        let done = self
            .connection
            .busy_timeout(CHECKPOINT_PATIENCE)
            .and_then(|()| {
                self.connection
                    .query_row("PRAGMA wal_checkpoint (TRUNCATE)", [], |row| {
                        row.get::<_, bool>(0)
                    })
            });
        // It was set before; where it cannot be set again the next change does not wait for others.
        let _ = self.connection.busy_timeout(BUSY_TIMEOUT);
        done.is_ok_and(|is_busy| !is_busy)
    }

    /// Returns how much room the library takes.
    pub fn size(&self) -> Result<LibrarySize, StoreError> {
        let number = |name: &str| {
            self.connection
                .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
                .map(i64::cast_unsigned)
        };
        let n_page_bytes = number("page_size")?;
        Ok(LibrarySize {
            n_bytes: number("page_count")?.saturating_mul(n_page_bytes),
            n_empty_bytes: number("freelist_count")?.saturating_mul(n_page_bytes),
        })
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
        let days = retention.days.map_or(KEEP_FOREVER, i64::from);
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
        let rows = statement.query_map(
            params![days, now.as_second(), SECONDS_PER_DAY, entries],
            |row| row.get(0),
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the room of what was thrown away back to the disk. Takes as long as copying the file.
    pub fn vacuum(&mut self) -> Result<(), StoreError> {
        self.check_writable()?;
        let done = self.connection.execute_batch(
            "INSERT INTO search (search) VALUES ('optimize'); VACUUM; PRAGMA optimize; PRAGMA wal_checkpoint (TRUNCATE);",
        );
        done.map_err(|error| self.with_cause(error.into()))?;
        tracing::info!("library compacted");
        Ok(())
    }

    /// Checks that the file is sound and agrees with itself. Takes as long as reading all of it.
    pub fn check_integrity(&self) -> Result<Vec<IntegrityFinding>, StoreError> {
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
        for (what, sql) in INTEGRITY_CHECKS {
            findings.push(self.finding(what, sql)?);
        }
        let index = self
            .connection
            .execute_batch("INSERT INTO search (search) VALUES ('integrity-check')");
        let faults = match index.map_err(|error| self.with_cause(error.into())) {
            Ok(()) => Some(Vec::new()),
            Err(StoreError::Damaged { what }) => Some(vec![what]),
            // Whoever may only read, or must wait, cannot ask for this one.
            Err(StoreError::ReadOnly | StoreError::Full | StoreError::Locked) => None,
            Err(other) => return Err(other),
        };
        let what = "full-text index";
        findings.extend(faults.map(|faults| IntegrityFinding { what, faults }));
        Ok(findings)
    }

    fn finding(&self, what: &'static str, sql: &str) -> Result<IntegrityFinding, StoreError> {
        let mut statement = self.connection.prepare(sql)?;
        let faults = statement.query_map([], |row| row.get(0))?;
        let faults = faults.collect::<Result<_, _>>()?;
        Ok(IntegrityFinding { what, faults })
    }
}

/// Questions that find a fault a row.
const INTEGRITY_CHECKS: &[(&str, &str)] = &[
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
fn delete_entry_content(library: &Connection, id: i64, now: Timestamp) -> Result<(), StoreError> {
    super::annotation_index::forget_annotations(library, EntryId(id))?;
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
