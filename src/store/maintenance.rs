//! Maintenance: deleting expired entries, compacting the file, and checking its integrity.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, params};

use super::feeds::KEEP_FOREVER;
use super::library_clock::LibraryClock;
use super::schema::{BUSY_TIMEOUT, latest_version, schema_version};
use super::{Library, StoreError};
use crate::library::EntryId;

/// Seconds per day.
const SECONDS_PER_DAY: i64 = 24 * 3600;
/// Entries deleted per transaction, so that other processes do not wait long.
const BATCH_ENTRIES: usize = 500;

/// Factor by which batches shrink on a full disk: 500, 62, 7, 1.
const SMALLER: usize = 8;
/// FTS5's default for `deletemerge`, in percent.
const COMPACTED_PERCENT: i64 = 10;
/// Free space needed to delete one entry, in bytes: 80 KB of write-ahead log for an entry of 500 words and 32 KB for
/// its `-shm` file, doubled for longer entries.
const NEEDED_TO_FREE_BYTES: u64 = 250_000;
const NO_ROOM: StoreError = StoreError::NoRoomToFree {
    needed: NEEDED_TO_FREE_BYTES,
};
/// How long a checkpoint waits for readers to finish. It runs when the program quits, so a longer wait would be
/// noticed.
const CHECKPOINT_PATIENCE: Duration = Duration::from_millis(300);

/// The condition, in SQL, that the user keeps the entry `e`: it is starred, tagged, archived or saved. Such an entry is never
/// deleted, except by the user. A feature that ties something to an entry adds its condition here.
const IS_KEPT: &str =
    "(e.is_starred = 1 OR e.hidden = 3 OR EXISTS (SELECT 1 FROM entry_tag WHERE entry = e.id)
      OR EXISTS (SELECT 1 FROM feed WHERE id = e.feed AND address GLOB 'saved:*'))";

/// How long entries are kept after they leave their feed. A feed's own settings take precedence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Days to keep entries after they leave their feed. `None`: forever.
    pub days: Option<u32>,
    /// Number of entries to keep per feed: the last to arrive, and all that are still in the feed. `None`: all.
    pub entries: Option<u32>,
}

/// The number of items that a cleanup deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CleanupSummary {
    /// Deleted entries.
    pub n_entries: usize,
    /// Deleted feeds: those that are unsubscribed and have no entries left.
    pub n_feeds: usize,
    /// Entries that are kept only because the machine's clock moved at once and nothing confirms that this time passed.
    pub n_held: usize,
    /// The size of that jump of the clock, in whole days; 0 if the clock did not jump.
    pub n_uncounted_days: i64,
}

/// The size of the library file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LibrarySize {
    /// Size of the whole file, in bytes.
    pub n_bytes: u64,
    /// Free pages in the file, in bytes. They are reused before the file grows; `vacuum` returns them to the disk.
    pub n_empty_bytes: u64,
}

/// The result of one integrity check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegrityFinding {
    /// What was checked.
    pub what: &'static str,
    /// The faults found, one line each. Empty if there are none.
    pub faults: Vec<String>,
}

impl Library {
    /// Deletes for good: entries that the user deleted, entries of unsubscribed feeds, and expired entries. Starred and
    /// tagged entries are kept. A later refresh does not bring deleted entries back.
    ///
    /// Only time that plausibly passed makes entries expire; a jump of the machine's clock does not.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoRoomToFree`] if the disk is too full even to delete.
    pub fn collect_garbage(
        &mut self,
        retention: &Retention,
        now: Timestamp,
    ) -> Result<CleanupSummary, StoreError> {
        let clock = self.advance_clock(now)?;
        let mut expired = self.expired(retention, clock.counted())?;
        let by_machine_clock = clock.counted().saturating_add(clock.uncounted());
        let n_held = self.expired(retention, by_machine_clock)?.len() - expired.len();
        expired.extend(self.deleted()?);
        expired.sort_unstable();
        expired.dedup();
        self.throw_away(&expired, now)?;
        let mut freed = CleanupSummary {
            n_entries: expired.len(),
            n_held,
            n_uncounted_days: clock.uncounted() / SECONDS_PER_DAY,
            ..CleanupSummary::default()
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

    /// Deletes expired entries only; what the user deleted can still be restored. Returns how many entries were
    /// deleted.
    pub fn expire_entries(
        &mut self,
        retention: &Retention,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let clock = self.advance_clock(now)?;
        let expired = self.expired(retention, clock.counted())?;
        self.throw_away(&expired, now)?;
        Ok(expired.len())
    }

    /// Returns the library's clock at `now`, and stores it if the disk has room.
    fn advance_clock(&mut self, now: Timestamp) -> Result<LibraryClock, StoreError> {
        let clock = LibraryClock::read(&self.connection, now)?;
        match self.write_transaction(|library| clock.write(library)) {
            // Deleting must be possible on a full disk. The next use counts from the stored time.
            Ok(()) | Err(StoreError::Full) => Ok(clock),
            Err(error) => Err(error),
        }
    }

    /// Opens the library exclusively (`unix-excl`). Only the write-ahead log is needed next to the file, so entries can
    /// be deleted on a full disk.
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

    /// Deletes entries; if the disk is full, with as little additional space as possible.
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

    /// Deletes entries without merging the full-text index, because a merge rewrites a large part of it.
    fn throw_away_with_little_room(
        &mut self,
        ids: &[i64],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.compact_index_at(0)?;
        let done = self.throw_away_in_batches(ids, BATCH_ENTRIES / SMALLER, now);
        // If even this finds no space, the next `gc` with free space merges the index.
        let reset = self.compact_index_at(COMPACTED_PERCENT);
        done.and(reset)
    }

    /// Sets FTS5's `deletemerge`: the share of deleted rows, in percent, at which a segment is merged. 0 disables it.
    fn compact_index_at(&mut self, percent: i64) -> Result<(), StoreError> {
        self.write_transaction(|library| {
            library.execute(
                "INSERT INTO search (search, rank) VALUES ('deletemerge', ?1)",
                [percent],
            )?;
            Ok(())
        })
    }

    /// Deletes entries in batches of at most `n_batch`.
    ///
    /// Smaller batches than [`BATCH_ENTRIES`] mean a full disk: they shrink further on each failure, and the log is
    /// checkpointed after each one.
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

    /// Checkpoints the write-ahead log and truncates it. Returns true if the log is empty now.
    ///
    /// Waits up to 300 ms for readers in other processes. If they go on, or the disk is full, the log
    /// is kept until the next checkpoint.
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
        // Setting the timeout back cannot fail in practice. If it did, the next change would not wait for other
        // writers.
        let _ = self.connection.busy_timeout(BUSY_TIMEOUT);
        done.is_ok_and(|is_busy| !is_busy)
    }

    /// Returns the size of the library.
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

    /// Returns the entries that the user deleted and those of unsubscribed feeds.
    fn deleted(&self) -> Result<Vec<i64>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM entry WHERE hidden IN (1, 2)")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the entries past their retention time at `counted`, a time of the library's clock, and those beyond the
    /// number to keep. The newest are the last to arrive: a sort key may have been set by a wrong clock.
    fn expired(&self, retention: &Retention, counted: i64) -> Result<Vec<i64>, StoreError> {
        let days = retention.days.map_or(KEEP_FOREVER, i64::from);
        let entries = retention.entries.map_or(0, i64::from);
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT e.id FROM feed AS f JOIN entry AS e ON e.feed = f.id
             WHERE coalesce(f.keep, ?1) >= 0 AND e.dropped < ?2 - coalesce(f.keep, ?1) * ?3 AND NOT {IS_KEPT}
             UNION
             SELECT e.id FROM (
               SELECT e.id, f.most, row_number() OVER (PARTITION BY f.id ORDER BY e.id DESC) AS nth
               FROM (
                 SELECT id, iif(keep IS NULL, coalesce(keep_entries, ?4), coalesce(keep_entries, 0)) AS most FROM feed
               ) AS f JOIN counter AS c ON c.feed = f.id AND f.most > 0 AND c.n_entries > f.most
                 JOIN entry AS e ON e.feed = f.id AND e.hidden = 0
             ) AS n JOIN entry AS e ON e.id = n.id
             WHERE n.nth > n.most AND e.dropped IS NOT NULL AND NOT {IS_KEPT}",
        ))?;
        let rows = statement
            .query_map(params![days, counted, SECONDS_PER_DAY, entries], |row| {
                row.get(0)
            })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Compacts the file and returns free pages to the disk. Takes as long as copying the file, and as much free space.
    pub fn vacuum(&mut self) -> Result<(), StoreError> {
        self.check_writable()?;
        let done = self.connection.execute_batch(
            "INSERT INTO search (search) VALUES ('optimize'); VACUUM; PRAGMA optimize; PRAGMA wal_checkpoint (TRUNCATE);",
        );
        done.map_err(|error| self.with_cause(error.into()))?;
        tracing::info!("library compacted");
        Ok(())
    }

    /// Checks the file's structure and the consistency of its tables. Takes as long as reading the whole file.
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
            // FTS5 checks its index by a write statement, which needs write access and the lock.
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

/// Consistency checks by name. Each query returns one row per fault.
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
         SELECT 'text ' || id || ' belongs to no entry' FROM body AS b
         WHERE NOT EXISTS (SELECT 1 FROM entry WHERE id = b.id / 2)",
    ),
    (
        "labels",
        "SELECT 'an author or category belongs to no entry: sort key ' || place FROM labelled AS l
         WHERE NOT EXISTS (SELECT 1 FROM entry WHERE place = l.place)",
    ),
    (
        "searched texts",
        "SELECT 'entry ' || id || ' is neither in the full-text index nor queued for it' FROM entry AS e
         WHERE NOT EXISTS (SELECT 1 FROM search_docsize WHERE id = e.place)
           AND NOT EXISTS (SELECT 1 FROM waiting WHERE entry = e.id)
         UNION ALL
         SELECT 'the full-text index has a text without an entry: sort key ' || id FROM search_docsize AS d
         WHERE NOT EXISTS (SELECT 1 FROM entry WHERE place = d.id)",
    ),
];

/// Deletes an entry with its texts, index records and annotations. Leaves a tombstone, so that a refresh does not bring
/// it back.
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
