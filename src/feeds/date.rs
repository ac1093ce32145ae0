//! Parser for dates in feeds: the standard forms (RFC 822, RFC 3339) and the many variants found in practice.
//!
//! A time without a zone is read as UTC, as most feed readers do. A date without a time has no instant.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::article::PublicationDate;
use crate::article::read::{is_plausible_date, parse_date};

/// The maximum length of a date, in bytes. Real dates are far shorter; longer text is rejected so that hostile input
/// costs nothing.
const MAX_DATE_BYTES: usize = 100;

/// Named time zones and their offsets from UTC, in whole hours.
///
/// Ambiguous abbreviations have the meaning most common in feeds: `bst` is British Summer Time and `cst` is US Central
/// Standard Time.
const ZONE_HOURS: &[(&str, i8)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("bst", 1),
    ("cet", 1),
    ("met", 1),
    ("west", 1),
    ("cest", 2),
    ("eet", 2),
    ("mest", 2),
    ("eest", 3),
    ("msk", 3),
    ("jst", 9),
    ("kst", 9),
    ("aest", 10),
    ("aedt", 11),
    ("adt", -3),
    ("ast", -4),
    ("at", -4),
    ("edt", -4),
    ("est", -5),
    ("et", -5),
    ("cdt", -5),
    ("cst", -6),
    ("ct", -6),
    ("mdt", -6),
    ("mst", -7),
    ("mt", -7),
    ("pdt", -7),
    ("pst", -8),
    ("pt", -8),
];

/// Prefixes of non-English month names, in lower case, with the month's number. The first matching
/// prefix wins.
const MONTH_PREFIXES: &[(&str, i8)] = &[
    // Greek
    ("ιαν", 1),
    ("φεβ", 2),
    ("μάώ", 3),
    ("μαώ", 3),
    ("μάρ", 3),
    ("μαρ", 3),
    ("απρ", 4),
    ("μάι", 5),
    ("μαϊ", 5),
    ("μαι", 5),
    ("ιούν", 6),
    ("ιον", 6),
    ("ιουν", 6),
    ("ιούλ", 7),
    ("ιολ", 7),
    ("ιουλ", 7),
    ("αύγ", 8),
    ("αυγ", 8),
    ("σεπ", 9),
    ("οκτ", 10),
    ("νοέ", 11),
    ("νοε", 11),
    ("δεκ", 12),
    // Hungarian
    ("január", 1),
    ("februári", 2),
    ("február", 2),
    ("március", 3),
    ("április", 4),
    ("máujus", 5),
    ("május", 5),
    ("június", 6),
    ("július", 7),
    ("augusztus", 8),
    ("szeptember", 9),
    ("október", 10),
    ("november", 11),
    ("december", 12),
];

/// Returns the date, and the instant if `raw` has a time. `None` if `raw` is no date or an implausible one: see
/// [`is_plausible_date`].
pub(super) fn parse_feed_date(raw: &str) -> Option<PublicationDate> {
    let raw = raw.trim();
    if raw.is_empty() || raw.len() > MAX_DATE_BYTES {
        return None;
    }
    // RFC 822 dates contain spaces and zone names that `parse_date` does not know, so only ISO-like text goes to it
    // first.
    let is_exact = raw.starts_with(|c: char| c.is_ascii_digit()) && !raw.contains(' ');
    let exact = is_exact.then(|| parse_date(raw)).flatten();
    exact
        .filter(|found| found.instant.is_some())
        .or_else(|| parse_loose_date(raw))
        .or_else(|| parse_date(raw))
        .filter(|found| is_plausible_date(found.date))
}

/// Parses a time and its zone at any position, then the date from the remaining text.
fn parse_loose_date(raw: &str) -> Option<PublicationDate> {
    let mut lower = raw.to_lowercase();
    if !lower.is_ascii() {
        // Korean "a.m." and "p.m.", which precede the time.
        lower = lower.replace("오전", "am ").replace("오후", "pm ");
    }
    // `Etc/GMT` and `Etc/UTC` are zone names of the IANA database.
    if lower.contains("etc/") {
        lower = lower.replace("etc/", "");
    }
    let (before, time, after) = split_at_time(&lower)?;
    let (zone, after) = split_zone(after);
    let date = parse_date_words(&format!("{before} {after}"))?;
    let Some(time) = time else {
        return Some(PublicationDate {
            date,
            instant: None,
        });
    };
    let instant = zone.to_timestamp(date.to_datetime(time)).ok();
    Some(PublicationDate { date, instant })
}

/// Returns the text before the time, the time, and the text after it, which starts with the zone. The time is `None`
/// if the text has no colon.
fn split_at_time(lower: &str) -> Option<(&str, Option<Time>, &str)> {
    let Some(colon) = lower.find(':') else {
        return Some((lower, None, ""));
    };
    let (head, rest) = lower.split_at_checked(colon)?;
    let hour_at = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, hour) = head.split_at_checked(hour_at)?;
    let mut rest = rest;
    let mut parts = [hour.parse::<i8>().ok()?, 0, 0];
    for part in parts.iter_mut().skip(1) {
        let Some(after) = rest.strip_prefix(':') else {
            break;
        };
        let end = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let (digits, left) = after.split_at_checked(end)?;
        *part = digits.parse().ok()?;
        rest = left;
    }
    // Fractions of a second are dropped.
    if let Some(after) = rest.strip_prefix(['.', ','])
        && after.starts_with(|c: char| c.is_ascii_digit())
    {
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let [mut hour, minute, second] = parts;
    let half = rest.trim_start().replace('.', "");
    if (half.starts_with("pm") || before.trim_end().ends_with("pm")) && hour < 12 {
        hour += 12;
    } else if (half.starts_with("am") || before.trim_end().ends_with("am")) && hour == 12 {
        hour = 0;
    }
    // Second 60, a leap second, cannot be represented.
    let time = Time::new(hour, minute, second.min(59), 0).ok()?;
    // The `T` between date and time in ISO 8601.
    Some((before.trim_end_matches('t'), Some(time), rest.trim_start()))
}

/// Returns the zone at the start of the text and the text after it. Without a recognized zone: UTC and the whole text.
fn split_zone(rest: &str) -> (Offset, &str) {
    let word_end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (word, after) = rest.split_at_checked(word_end).unwrap_or((rest, ""));
    let zone = word
        .strip_prefix("gmt")
        .or(word.strip_prefix("utc"))
        .unwrap_or(word);
    if let Some(offset) = parse_numeric_zone(zone) {
        return (offset, after);
    }
    let named = ZONE_HOURS
        .iter()
        .find(|(name, _)| *name == word.trim_matches(['(', ')']));
    match named {
        Some((_, hours)) => (Offset::constant(*hours), after),
        None => (Offset::UTC, rest),
    }
}

/// Parses a numeric offset: `+0100`, `-05:00` or `+01`.
fn parse_numeric_zone(zone: &str) -> Option<Offset> {
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let digits: String = zone.chars().skip(1).filter(|c| *c != ':').collect();
    if digits.len() > 4 || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits.get(..digits.len().min(2))?.parse().ok()?;
    let minutes: i32 = digits
        .get(2..)
        .and_then(|rest| rest.parse().ok())
        .unwrap_or(0);
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// Returns the date in a text without a time. A named month is tried first, then numbers in year-month-day order.
fn parse_date_words(rest: &str) -> Option<Date> {
    let is_part = |c: char| c.is_alphanumeric();
    let words: Vec<&str> = rest
        .split(|c: char| !is_part(c))
        .filter(|word| !word.is_empty())
        // No date has more words; the rest is ignored.
        .take(12)
        .collect();
    parse_named_month(&words)
        .or_else(|| parse_numeric_date(&words))
        .or_else(|| parse_date(rest.trim()).map(|found| found.date))
}

/// Returns the date with a named month, and with day and year in either order.
fn parse_named_month(words: &[&str]) -> Option<Date> {
    let at = words.iter().position(|word| month_number(word).is_some())?;
    let month = month_number(words.get(at)?)?;
    let numbers = words.iter().enumerate().filter(|(n, _)| *n != at);
    let numbers = numbers.filter_map(|(_, word)| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits
            .parse::<i16>()
            .ok()
            .map(|number| (digits.len(), number))
    });
    let numbers: Vec<(usize, i16)> = numbers.take(2).collect();
    let [one, two] = *numbers.as_slice() else {
        return None;
    };
    // A number of more than two digits is the year. If both have two, the order is day, year, as in RFC 822.
    let (year, day) = if one.0 > 2 { (one, two) } else { (two, one) };
    Date::new(full_year(year), month, i8::try_from(day.1).ok()?).ok()
}

/// Returns the date from numbers in the order year, month, day. A missing month or day is 1.
fn parse_numeric_date(words: &[&str]) -> Option<Date> {
    let digits = |word: &&str| {
        word.trim_end_matches(|c: char| !c.is_ascii_digit())
            .to_owned()
    };
    let mut numbers = words.iter().map(digits).skip_while(|word| word.len() != 4);
    let year = numbers.next()?.parse().ok()?;
    let month = numbers.next().map_or(Some(1), |word| word.parse().ok())?;
    let day = numbers.next().map_or(Some(1), |word| word.parse().ok())?;
    Date::new(year, month, day).ok()
}

/// Expands a two-digit year: 90–99 are in the 1900s, 00–89 in the 2000s.
fn full_year((n_digits, year): (usize, i16)) -> i16 {
    match (n_digits, year) {
        (3.., year) => year,
        (_, 90..) => year + 1900,
        _ => year + 2000,
    }
}

/// Returns the number of the month, 1–12, if the lower-case word starts with a month's name.
fn month_number(word: &str) -> Option<i8> {
    const ENGLISH_MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let english = ENGLISH_MONTHS
        .iter()
        .position(|name| word.starts_with(name))
        .and_then(|at| i8::try_from(at + 1).ok());
    let known = || {
        MONTH_PREFIXES
            .iter()
            .find(|(name, _)| word.starts_with(name))
    };
    english.or_else(|| known().map(|(_, month)| *month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_date(raw: &str, expected: &str) {
        let found = parse_feed_date(raw).map_or_else(String::new, |found| {
            found
                .instant
                .map_or_else(|| found.date.to_string(), |instant| instant.to_string())
        });
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn what_the_standards_say_is_read() {
        check_date("Wed, 13 Nov 2024 10:00:00 +0100", "2024-11-13T09:00:00Z");
        check_date("2024-11-13T10:00:00.5-05:00", "2024-11-13T15:00:00.5Z");
        check_date("2024-11-13", "2024-11-13");
    }

    #[test]
    fn odd_years_are_dates_and_placeholders_are_not() {
        check_date("1400-05-06", "1400-05-06");
        check_date("Mon, 06 May 2300 10:00:00 GMT", "2300-05-06T10:00:00Z");
        check_date("Mon, 01 Jan 0001 00:00:00 +0000", "");
        check_date("0001-01-01T00:00:00Z", "");
        check_date("Fri, 31 Dec 9999 23:59:59 GMT", "");
    }

    #[test]
    fn a_time_without_a_zone_is_universal() {
        check_date("2024-11-13 10:00:00", "2024-11-13T10:00:00Z");
        check_date("13 Nov 2024 10:00", "2024-11-13T10:00:00Z");
        check_date("Wed, 13 Nov 24 10:00:00", "2024-11-13T10:00:00Z");
    }

    #[test]
    fn zones_by_name_are_read() {
        check_date("Wed, 13 Nov 2024 10:00:00 EST", "2024-11-13T15:00:00Z");
        check_date(
            "Wed, 13 Nov 2024 10:00:00 GMT-05:00",
            "2024-11-13T15:00:00Z",
        );
        check_date("Wed, 13 Nov 2024 10:00:00 Etc/GMT", "2024-11-13T10:00:00Z");
        check_date("13 Nov 2024 10:00:00 CEST", "2024-11-13T08:00:00Z");
    }

    #[test]
    fn other_orders_and_languages_are_read() {
        check_date("Nov 13, 2024 10:00:00 PM", "2024-11-13T22:00:00Z");
        check_date("Wed Nov 13 16:29:06 2024", "2024-11-13T16:29:06Z");
        check_date("Wed, 2024/11/13 08:19:53 EDT", "2024-11-13T12:19:53Z");
        check_date("2024-november-13T16:29:06+01:00", "2024-11-13T15:29:06Z");
        check_date("Τετ, 13 Νοέ 2024 12:03:19 +0200", "2024-11-13T10:03:19Z");
        check_date("2024년 11월 13일 10:23:45", "2024-11-13T10:23:45Z");
        check_date("2024-11-13 오후 9:36:12", "2024-11-13T21:36:12Z");
        check_date("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for raw in [
            "",
            "tomorrow",
            "12:30",
            "at 99:99:99 on May",
            ":::",
            "é:é",
            "2024-13-45 10:00",
        ] {
            check_date(raw, "");
        }
        check_date(&"1:".repeat(5000), "");
    }
}
