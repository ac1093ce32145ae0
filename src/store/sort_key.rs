//! Where an entry stands in time: the one number that lists, keysets and the full-text index are ordered by.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use crate::article::PublicationDate;

/// How many entries may stand in one second; more spill into the next ones.
const PLACES_PER_SECOND: i64 = 16;
/// The first second of the year 1: no earlier moment has a place of its own.
const MIN_SECONDS: i64 = -62_135_596_800;
/// How far before its first being seen an entry without a date stands where no entry of its feed has one, in seconds: a
/// day, so that a feed without any dates does not come before the news of today when it is subscribed.
const UNDATED_DELAY_SECONDS: i64 = 24 * 3600;

/// Returns the first place of a moment.
pub(super) fn place_of_second(seconds: i64) -> i64 {
    seconds.clamp(MIN_SECONDS, i64::MAX / PLACES_PER_SECOND / 2) * PLACES_PER_SECOND
}

/// Returns the first place of a day (UTC).
pub(super) fn place_of_day(day: Date) -> i64 {
    let midnight = day.to_zoned(TimeZone::UTC);
    // The last day that there is has no moment in every time zone: it is after everything.
    let last = Timestamp::MAX.as_second();
    place_of_second(midnight.map_or(last, |midnight| midnight.timestamp().as_second()))
}

/// Returns the moment that a date means, midnight (UTC) where it has no time; none for the first moment of 1970, which
/// is what programs write for an empty field.
pub(super) fn moment_of(said: PublicationDate) -> Option<Timestamp> {
    let midnight = || said.date.to_zoned(TimeZone::UTC).ok();
    let moment = said
        .instant
        .or_else(|| midnight().map(|midnight| midnight.timestamp()));
    moment.filter(|moment| moment.as_second() != 0)
}

/// What comes of a feed for the first time, or again.
#[derive(Clone, Copy, Debug)]
pub(super) enum Import {
    /// It has come before.
    Again,
    /// Nothing of it came yet; when it says that it changed, where it does.
    First(Option<Timestamp>),
}

/// Returns the moments by which the items of a feed are sorted, in the feed's order, given what dates they have.
///
/// A date still to come does not count: such an item stands where it was first seen, at `now`, as one without a date
/// does. When a feed comes for the first time, an item without a date stands beside the dated one before it, else beside
/// the one after it; where no item has a date, a day back. It never stands after the moment when the feed says that it
/// changed.
pub(super) fn sort_moments(
    said: &[Option<Timestamp>],
    import: Import,
    now: Timestamp,
) -> Vec<Timestamp> {
    let dated: Vec<_> = said
        .iter()
        .map(|said| said.map(|said| said.min(now)))
        .collect();
    let Import::First(changed) = import else {
        return dated.iter().map(|dated| dated.unwrap_or(now)).collect();
    };
    let a_day_ago = Timestamp::from_second(now.as_second().saturating_sub(UNDATED_DELAY_SECONDS));
    let a_day_ago = a_day_ago.unwrap_or(now);
    // Many servers write the moment of the answer, which says nothing of the items.
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

/// Gives out places. It remembers what it gave for a moment: a feed of thousands of entries without dates would
/// otherwise walk past all of them for each.
#[derive(Debug, Default)]
pub(super) struct PlaceAllocator(HashMap<i64, i64>);

impl PlaceAllocator {
    /// Returns the first free place from that of a moment on.
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

/// Returns the first place after those that are taken side by side from `from` on.
fn first_gap_after(connection: &Connection, from: i64) -> Result<i64, StoreError> {
    let mut gap = connection.prepare_cached(
        "SELECT place + 1 FROM entry AS e WHERE place >= ?1
           AND NOT EXISTS (SELECT 1 FROM entry WHERE place = e.place + 1) ORDER BY place LIMIT 1",
    )?;
    let found: Option<i64> = gap.query_row([from], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(from))
}
