//! The sort key of entries (`place`): one unique number per entry by which lists, paging and the full-text index are
//! ordered.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use crate::article::PublicationDate;

/// Distinct sort keys per second. Feeds often give many entries the same time; further ones take keys of the following
/// seconds.
const PLACES_PER_SECOND: i64 = 16;
/// First second of the year 1. Earlier times share its sort key.
const MIN_SECONDS: i64 = -62_135_596_800;
/// How long before `now` an undated entry is sorted when no entry of its feed has a date, in seconds. One day, so that
/// a newly subscribed feed without dates does not push today's news down.
const UNDATED_DELAY_SECONDS: i64 = 24 * 3600;

/// Returns the first sort key of a second since 1970. Out-of-range seconds are clamped.
pub(super) fn place_of_second(seconds: i64) -> i64 {
    seconds.clamp(MIN_SECONDS, i64::MAX / PLACES_PER_SECOND / 2) * PLACES_PER_SECOND
}

/// Returns the second since 1970 that a sort key belongs to.
pub(super) const fn second_of_place(place: i64) -> i64 {
    place.div_euclid(PLACES_PER_SECOND)
}

/// Returns the first sort key of a day (midnight UTC).
pub(super) fn place_of_day(day: Date) -> i64 {
    let midnight = day.to_zoned(TimeZone::UTC);
    // The last day that there is has no moment in every time zone: it is after everything.
    let last = Timestamp::MAX.as_second();
    place_of_second(midnight.map_or(last, |midnight| midnight.timestamp().as_second()))
}

/// Returns the time of a publication date: midnight UTC if it has no time of day.
///
/// `None` for 1970-01-01T00:00:00Z, which feed generators write for an empty field.
pub(super) fn moment_of(published: PublicationDate) -> Option<Timestamp> {
    let midnight = || published.date.to_zoned(TimeZone::UTC).ok();
    let moment = published
        .instant
        .or_else(|| midnight().map(|midnight| midnight.timestamp()));
    moment.filter(|moment| moment.as_second() != 0)
}

/// Whether a feed is ingested for the first time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Import {
    /// The feed has been ingested before.
    Again,
    /// The feed has no entries yet. Holds the time when the feed says that it last changed, if it does.
    First(Option<Timestamp>),
}

/// Returns the time by which each item of a feed is sorted, in the feed's order, given the items' publication times.
///
/// A future date counts as `now`. In a feed ingested before, an undated item counts as `now`, the time when it was
/// first seen. On the first import, an undated item takes the time of the nearest dated item before it, or else of the
/// first dated item; if no item has a date, it is sorted one day back ([`UNDATED_DELAY_SECONDS`]). Undated items are
/// never sorted after the time when the feed says that it changed.
pub(super) fn sort_moments(
    published: &[Option<Timestamp>],
    import: Import,
    now: Timestamp,
) -> Vec<Timestamp> {
    let dated: Vec<_> = published
        .iter()
        .map(|published| published.map(|published| published.min(now)))
        .collect();
    let Import::First(changed) = import else {
        return dated.iter().map(|dated| dated.unwrap_or(now)).collect();
    };
    let a_day_ago = Timestamp::from_second(now.as_second().saturating_sub(UNDATED_DELAY_SECONDS));
    let a_day_ago = a_day_ago.unwrap_or(now);
    // Many servers send the time of the response as `Last-Modified`, which says nothing about the items; so no later
    // than a day ago.
    let undated = changed.map_or(a_day_ago, |changed| changed.min(a_day_ago));
    let mut beside = dated.iter().flatten().next().copied();
    let moments = dated.iter().map(|dated| {
        beside = dated.or(beside);
        match (dated, beside) {
            (Some(dated), _) => *dated,
            (None, Some(beside)) => changed.map_or(beside, |changed| beside.min(changed)),
            (None, None) => undated,
        }
    });
    moments.collect()
}

/// Allocates sort keys. Caches the last key given for each second: a feed with thousands of undated entries would
/// otherwise scan all earlier ones for each entry.
#[derive(Debug, Default)]
pub(super) struct PlaceAllocator(HashMap<i64, i64>);

impl PlaceAllocator {
    /// Returns the first free sort key at or after the given second.
    pub(super) fn allocate(
        &mut self,
        connection: &Connection,
        seconds: i64,
    ) -> Result<i64, StoreError> {
        let first = place_of_second(seconds);
        let from = self.0.get(&first).map_or(first, |last| last + 1);
        let mut is_taken = connection.prepare_cached("SELECT 1 FROM entry WHERE place = ?1")?;
        let free = if is_taken.exists([from])? {
            first_gap_after(connection, from)?
        } else {
            from
        };
        self.0.insert(first, free);
        Ok(free)
    }
}

/// Returns the first sort key after the run of consecutive taken keys that begins at `from`.
fn first_gap_after(connection: &Connection, from: i64) -> Result<i64, StoreError> {
    let mut gap = connection.prepare_cached(
        "SELECT place + 1 FROM entry AS e WHERE place >= ?1
           AND NOT EXISTS (SELECT 1 FROM entry WHERE place = e.place + 1) ORDER BY place LIMIT 1",
    )?;
    let found: Option<i64> = gap.query_row([from], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(from))
}
