//! Dates as pages, mails and feeds write them.

use jiff::civil::Date;
use jiff::fmt::{rfc2822, temporal};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use super::super::PublicationDate;

/// The maximum length of a date, in bytes.
const MAX_DATE_BYTES: usize = 80;
/// The maximum number of words of a date with a month name.
const MAX_DATE_WORDS: usize = 12;

/// Parses a date in any supported format. The day is that of the UTC offset in the text. Years outside 1400..2200 are
/// rejected as misread numbers.
pub(super) fn parse_date_text(raw: &str) -> Option<PublicationDate> {
    let raw = raw.trim();
    if raw.is_empty() || raw.len() > MAX_DATE_BYTES {
        return None;
    }
    parse_iso(raw)
        .or_else(|| parse_iso(&raw.replacen('/', "-", 2)))
        .or_else(|| parse_rfc2822(raw))
        .or_else(|| parse_epoch(raw))
        .or_else(|| parse_named_month(raw))
        .or_else(|| parse_numeric_date(raw))
        .filter(|published| (1400..2200).contains(&published.date.year()))
}

fn parse_iso(raw: &str) -> Option<PublicationDate> {
    let parser = temporal::DateTimeParser::new();
    let pieces = parser.parse_pieces(raw).ok()?;
    let date = pieces.date();
    let offset = pieces.to_numeric_offset();
    let instant = pieces
        .time()
        .zip(offset)
        .and_then(|(time, offset)| offset.to_timestamp(date.to_datetime(time)).ok());
    Some(PublicationDate { date, instant })
}

fn parse_rfc2822(raw: &str) -> Option<PublicationDate> {
    let zoned: Zoned = rfc2822::DateTimeParser::new().parse_zoned(raw).ok()?;
    Some(PublicationDate {
        date: zoned.date(),
        instant: Some(zoned.timestamp()),
    })
}

/// Parses seconds or milliseconds since 1970, as in the meta elements of some content management systems.
fn parse_epoch(raw: &str) -> Option<PublicationDate> {
    if !raw.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = raw.parse().ok()?;
    let instant = match raw.len() {
        10 => Timestamp::from_second(count).ok()?,
        13 => Timestamp::from_millisecond(count).ok()?,
        _ => return None,
    };
    let date = TimeZone::fixed(Offset::UTC).to_datetime(instant).date();
    Some(PublicationDate {
        date,
        instant: Some(instant),
    })
}

/// Parses a date with a month name, a day and a year: `13 November 2024`, `Nov. 13, 2024, 5:04 p.m.`, `Wednesday, 13th
/// Nov 2024`.
fn parse_named_month(raw: &str) -> Option<PublicationDate> {
    let words: Vec<&str> = raw
        .split(|c: char| !c.is_alphanumeric() && c != ':')
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > MAX_DATE_WORDS {
        return None;
    }
    let at = words.iter().position(|word| month_number(word).is_some())?;
    let month = month_number(words.get(at)?)?;
    let before = at.checked_sub(1).and_then(|n| words.get(n));
    let (day, after) = match before.and_then(|word| day_number(word)) {
        Some(day) => (day, at + 1),
        None => (day_number(words.get(at + 1)?)?, at + 2),
    };
    let year: i16 = words.get(after)?.parse().ok().filter(|year| *year > 999)?;
    Some(PublicationDate {
        date: Date::new(year, month, day).ok()?,
        instant: None,
    })
}

/// Parses `13.11.2024`, and dates with slashes or hyphens if day and month are unambiguous.
fn parse_numeric_date(raw: &str) -> Option<PublicationDate> {
    let first = raw.split_whitespace().next()?.trim_end_matches(',');
    let separator = first.chars().find(|c| matches!(c, '.' | '/' | '-'))?;
    let parts: Vec<i16> = first
        .split(separator)
        .map_while(|part| part.parse().ok())
        .collect();
    let [one, two, year] = *parts.as_slice() else {
        return None;
    };
    let (day, month) = match separator {
        '.' => (one, two),
        _ if one > 12 => (one, two),
        _ if two > 12 => (two, one),
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (year > 999).then_some(PublicationDate {
        date,
        instant: None,
    })
}

fn month_number(word: &str) -> Option<i8> {
    const MONTH_NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let word = if word == "sept" { "sep" } else { &word };
    let at = MONTH_NAMES
        .iter()
        .position(|name| *name == word || (word.len() == 3 && name.starts_with(word)))?;
    i8::try_from(at + 1).ok()
}

fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_ordinal = matches!(
        word.get(digits.len()..),
        Some("" | "st" | "nd" | "rd" | "th")
    );
    let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    (is_ordinal && digits.len() <= 2).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_date(raw: &str, expected: &str) {
        let found = parse_date_text(raw).map_or_else(String::new, |published| {
            let instant = published.instant.map(|instant| format!(" {instant}"));
            format!("{}{}", published.date, instant.unwrap_or_default())
        });
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn the_day_is_the_one_in_the_written_offset() {
        check_date(
            "2024-11-13T23:30:00-05:00",
            "2024-11-13 2024-11-14T04:30:00Z",
        );
        check_date("2024-11-13T04:30:00Z", "2024-11-13 2024-11-13T04:30:00Z");
        check_date(
            "2024-11-13T04:30:00+0000",
            "2024-11-13 2024-11-13T04:30:00Z",
        );
        check_date("2024-11-13 04:30:00", "2024-11-13");
        check_date(
            "Wed, 13 Nov 2024 23:30:00 -0500",
            "2024-11-13 2024-11-14T04:30:00Z",
        );
        check_date("1731492000", "2024-11-13 2024-11-13T10:00:00Z");
    }

    #[test]
    fn dates_in_words_need_a_year() {
        check_date("November 13, 2024", "2024-11-13");
        check_date(
            "Published: Wednesday 13th Nov. 2024, 5:04 p.m.",
            "2024-11-13",
        );
        check_date("13 November 2024", "2024-11-13");
        check_date("November 13", "");
        check_date("May we meet in 2024", "");
    }

    #[test]
    fn ambiguous_numbers_are_no_date() {
        check_date("2024/11/13", "2024-11-13");
        check_date("20241113", "2024-11-13");
        check_date("13.11.2024", "2024-11-13");
        check_date("11/13/2024", "2024-11-13");
        check_date("11/12/2024", "");
        check_date("0001-01-01", "");
        check_date("yesterday", "");
    }
}
