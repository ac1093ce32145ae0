//! Where an entry stands in time: the one number that lists, keysets and the full-text index are ordered by.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension};

use super::StoreError;

/// How many entries may stand in one second; more spill into the next ones.
const PER_SECOND: i64 = 16;
/// Dates before 1971 are what broken clocks and empty fields give.
const EARLIEST: i64 = 365 * 24 * 3600;

/// Returns the first place of a moment.
pub(super) fn place_of(seconds: i64) -> i64 {
    seconds.clamp(0, i64::MAX / PER_SECOND / 2) * PER_SECOND
}

/// Returns the first place of a day (UTC).
pub(super) fn place_of_day(day: Date) -> i64 {
    let midnight = day.to_zoned(TimeZone::UTC);
    place_of(midnight.map_or(0, |midnight| midnight.timestamp().as_second()))
}

/// Returns when an entry is taken to be published: when it says, unless that is still to come or long before feeds.
pub(super) fn published_of(said: Option<Timestamp>, now: Timestamp) -> Timestamp {
    said.filter(|said| *said <= now && said.as_second() >= EARLIEST)
        .unwrap_or(now)
}

/// Gives out places. It remembers what it gave for a moment: a feed of thousands of entries without dates would
/// otherwise walk past all of them for each.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<i64, i64>);

impl Places {
    /// Returns the first free place from that of a moment on.
    pub(super) fn free(
        &mut self,
        connection: &Connection,
        seconds: i64,
    ) -> Result<i64, StoreError> {
        let first = place_of(seconds);
        let from = self.0.get(&first).map_or(first, |last| last + 1);
        let mut is_taken = connection.prepare_cached("SELECT 1 FROM entry WHERE place = ?1")?;
        let free = if is_taken.exists([from])? {
            end_of_run(connection, from)?
        } else {
            from
        };
        self.0.insert(first, free);
        Ok(free)
    }
}

/// Returns the first place after those that are taken side by side from `from` on.
fn end_of_run(connection: &Connection, from: i64) -> Result<i64, StoreError> {
    let mut gap = connection.prepare_cached(
        "SELECT place + 1 FROM entry AS e WHERE place >= ?1
           AND NOT EXISTS (SELECT 1 FROM entry WHERE place = e.place + 1) ORDER BY place LIMIT 1",
    )?;
    let found: Option<i64> = gap.query_row([from], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(from))
}
