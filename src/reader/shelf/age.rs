//! How long ago something was, in a word.

use jiff::Timestamp;

use super::ask::Now;
use crate::library::EntryRow;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Returns how long ago that was: `now`, `5 min`, `3 h`, `2 d`, then the day (`12 Mar`), then the month (`2024-03`).
pub fn age(then: Timestamp, now: Now) -> String {
    let seconds = now.at.as_second().saturating_sub(then.as_second());
    let day = now.day(then);
    match seconds {
        // Clocks differ: what comes from a minute ahead is new.
        ..MINUTE if seconds > -DAY => "now".to_owned(),
        MINUTE..HOUR => format!("{} min", seconds / MINUTE),
        HOUR..DAY => format!("{} h", seconds / HOUR),
        _ if (DAY..7 * DAY).contains(&seconds) => format!("{} d", seconds / DAY),
        _ if day.year() == now.today().year() => {
            format!("{} {}", day.day(), month(day.month()))
        }
        _ => format!("{:04}-{:02}", day.year(), day.month()),
    }
}

/// Returns the age of an entry; where its feed gives no date, that of its first being seen, after a `~`. Never longer
/// than seven columns: `~12 Mar`, `~2024`.
pub fn age_of(row: &EntryRow, now: Now) -> String {
    let Some(published) = row.published else {
        let seen = age(row.seen, now);
        // A month of another year has no room beside the sign.
        let year = seen.split_once('-').map(|(year, _)| year);
        return format!("~{}", year.unwrap_or(&seen));
    };
    age(published, now)
}

fn month(n: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let at = usize::try_from(n).unwrap_or(1).saturating_sub(1);
    NAMES.get(at).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::Offset;

    #[test]
    fn the_further_back_the_coarser() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let now = Now {
            at: at("2026-03-10T12:00:00Z"),
            offset: Offset::constant(2),
        };
        for (then, said) in [
            ("2026-03-10T12:00:30Z", "now"),
            ("2026-03-10T11:59:10Z", "now"),
            ("2026-03-10T11:55:00Z", "5 min"),
            ("2026-03-10T09:00:00Z", "3 h"),
            ("2026-03-08T11:00:00Z", "2 d"),
            ("2026-02-01T23:00:00Z", "2 Feb"),
            ("2024-03-01T00:00:00Z", "2024-03"),
            ("1970-01-01T00:00:00Z", "1970-01"),
            ("2031-01-01T00:00:00Z", "2031-01"),
        ] {
            assert_eq!(age(at(then), now), said, "{then}");
        }
        assert_eq!(age(at("1965-02-03T04:05:06Z"), now), "1965-02");
    }

    #[test]
    fn an_entry_without_a_date_shows_when_it_was_first_seen() {
        let mut row = crate::reader::shelf::fixture::row(1);
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let now = Now {
            at: row.seen + jiff::SignedDuration::from_hours(3),
            offset: Offset::UTC,
        };
        assert_eq!(age_of(&row, now), "3 h");
        row.published = None;
        assert_eq!(age_of(&row, now), "~3 h");
        row.seen = at("2024-03-01T00:00:00Z");
        assert_eq!(age_of(&row, now), "~2024");
    }
}
