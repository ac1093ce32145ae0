//! Parses all dates: those on pages, in mails, in HTTP headers and in feeds.
//!
//! jiff parses ISO 8601 and RFC 2822; `clock` and `words` parse other notations, and `in_line` finds dates among other
//! words. The day of a date is the local day at the written UTC offset.

mod clock;
pub(super) mod in_line;
#[cfg(test)]
mod tests;
mod words;

use jiff::civil::{Date, Time};
use jiff::fmt::{rfc2822, temporal};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use super::super::PublicationDate;

/// The maximum length of a date on a page, in bytes. Longer lines are text that happens to mention a date.
const MAX_DATE_BYTES: usize = 80;
/// The maximum length of a feed's date, in bytes. The longest known date has 66 bytes, and in some languages every
/// second character takes two bytes. Longer text is rejected, so that hostile input costs no time.
const MAX_FEED_DATE_BYTES: usize = 100;

/// The accepted years of publication dates. Other years are placeholders, such as 0001 and 9999, or misread numbers.
const PLAUSIBLE_YEARS: std::ops::Range<i16> = 1000..3000;

/// Returns whether a date can be a publication date. Old years are accepted, for example 1400 for an edition of a
/// chronicle; placeholders are not.
pub fn is_plausible_date(date: Date) -> bool {
    PLAUSIBLE_YEARS.contains(&date.year())
}

/// A date as written in the source, before time zones are resolved.
struct WrittenDate {
    date: Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl WrittenDate {
    /// Returns the publication date. A time without a zone is in the zone `zoneless`; if that is `None`, there is no
    /// instant. Implausible dates are rejected.
    fn publication(self, zoneless: Option<Offset>) -> Option<PublicationDate> {
        let instant = self
            .time
            .zip(self.offset.or(zoneless))
            .and_then(|(time, offset)| offset.to_timestamp(self.date.to_datetime(time)).ok());
        is_plausible_date(self.date).then_some(PublicationDate {
            date: self.date,
            instant,
        })
    }
}

/// Parses a text that may be a date. `None` unless it has day, month and year in an unambiguous order. A time without a
/// zone gives no instant.
pub(super) fn parse_date_text(raw: &str) -> Option<PublicationDate> {
    let raw = raw.trim();
    if raw.is_empty() || raw.len() > MAX_DATE_BYTES {
        return None;
    }
    parse_written_date(raw)?.publication(None)
}

/// Parses the date of a feed. Because the text is known to be a date, other words around it are skipped, a year and a
/// month without a day mean the first day of that month, and a time without a zone is UTC, as most feed readers assume,
/// or Korean time for a date written in Korean.
pub(super) fn parse_feed_date_text(raw: &str) -> Option<PublicationDate> {
    let raw = raw.trim();
    if raw.is_empty() || raw.len() > MAX_FEED_DATE_BYTES {
        return None;
    }
    parse_written_date(raw)
        .or_else(|| {
            parse_by_clock(raw, |words, _| {
                words::guess_date(words).or_else(|| words::parse_short_iso(words))
            })
        })?
        .publication(Some(default_zone(raw)))
}

/// Returns the time zone to assume for a feed's date that names none.
fn default_zone(raw: &str) -> Offset {
    if raw.contains(['년', '전', '후']) {
        Offset::constant(9)
    } else {
        Offset::UTC
    }
}

fn parse_written_date(raw: &str) -> Option<WrittenDate> {
    parse_iso(raw)
        .or_else(|| parse_rfc2822(raw))
        .or_else(|| parse_epoch(raw))
        .or_else(|| parse_by_clock(raw, words::parse_plain_date))
}

/// Parses ISO 8601, also with slashes in the date.
fn parse_iso(raw: &str) -> Option<WrittenDate> {
    if !raw.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parser = temporal::DateTimeParser::new();
    let pieces = parser.parse_pieces(raw);
    let with_hyphens = raw.replacen('/', "-", 2);
    let pieces = pieces
        .or_else(|_| parser.parse_pieces(&with_hyphens))
        .ok()?;
    Some(WrittenDate {
        date: pieces.date(),
        time: pieces.time(),
        offset: pieces.to_numeric_offset(),
    })
}

/// Parses RFC 2822 with a numeric offset or GMT. jiff reads all zone names that the RFC does not list, such as CEST, as
/// UTC; `clock` knows more of them.
fn parse_rfc2822(raw: &str) -> Option<WrittenDate> {
    const PARSER: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let is_exact = raw.ends_with(|c: char| c.is_ascii_digit()) || raw.ends_with("GMT");
    let zoned: Zoned = is_exact.then(|| PARSER.parse_zoned(raw).ok()).flatten()?;
    Some(WrittenDate {
        date: zoned.date(),
        time: Some(zoned.time()),
        offset: Some(zoned.offset()),
    })
}

/// Parses seconds or milliseconds since 1970, as in the meta elements of some content management systems.
fn parse_epoch(raw: &str) -> Option<WrittenDate> {
    if !raw.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = raw.parse().ok()?;
    let instant = match raw.len() {
        10 => Timestamp::from_second(count).ok()?,
        13 => Timestamp::from_millisecond(count).ok()?,
        _ => return None,
    };
    let local = TimeZone::fixed(Offset::UTC).to_datetime(instant);
    Some(WrittenDate {
        date: local.date(),
        time: Some(local.time()),
        offset: Some(Offset::UTC),
    })
}

/// Finds a time of day anywhere in the text, and parses the rest as a date with `parse_date`. Its second argument is
/// true if a time was found.
fn parse_by_clock(
    raw: &str,
    parse_date: impl Fn(&str, bool) -> Option<Date>,
) -> Option<WrittenDate> {
    let clock::DateAndClock {
        date_words,
        time,
        offset,
    } = clock::split_at_clock(raw);
    let date = parse_date(&date_words, time.is_some())?;
    Some(WrittenDate { date, time, offset })
}
