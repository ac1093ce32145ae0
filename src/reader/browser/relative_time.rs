//! Formatting of times as ages.

use jiff::Timestamp;

use super::local_time::LocalTime;
use crate::library::EntryRow;

const SECONDS_PER_MINUTE: i64 = 60;
const SECONDS_PER_HOUR: i64 = 60 * SECONDS_PER_MINUTE;
const SECONDS_PER_DAY: i64 = 24 * SECONDS_PER_HOUR;

/// Returns the age of a moment: `now`, `5 min`, `3 h`, `2 d`; from a week on the day (`12 Mar`); in other years the
/// month (`2024-03`).
pub fn format_age(then: Timestamp, now: LocalTime) -> String {
    let seconds = now.at.as_second().saturating_sub(then.as_second());
    let day = now.day(then);
    match seconds {
        // Clocks differ, so a time up to a day in the future counts as now. Later ones are shown as dates.
        ..SECONDS_PER_MINUTE if seconds > -SECONDS_PER_DAY => "now".to_owned(),
        SECONDS_PER_MINUTE..SECONDS_PER_HOUR => format!("{} min", seconds / SECONDS_PER_MINUTE),
        SECONDS_PER_HOUR..SECONDS_PER_DAY => format!("{} h", seconds / SECONDS_PER_HOUR),
        _ if (SECONDS_PER_DAY..7 * SECONDS_PER_DAY).contains(&seconds) => {
            format!("{} d", seconds / SECONDS_PER_DAY)
        }
        _ if day.year() == now.today().year() => day.strftime("%-d %b").to_string(),
        _ => day.strftime("%Y-%m").to_string(),
    }
}

/// Returns the age of an entry. If its feed gives no date, the age of its first fetch after a `~`. At most seven
/// columns wide: `~12 Mar`, `~2024`.
pub fn age_of(row: &EntryRow, now: LocalTime) -> String {
    let Some(published) = row.published else {
        let seen = format_age(row.seen, now);
        // `~2024-03` would exceed seven columns, so the month is dropped.
        let year = seen.split_once('-').map(|(year, _)| year);
        return format!("~{}", year.unwrap_or(&seen));
    };
    format_age(published, now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::Offset;

    #[test]
    fn the_further_back_the_coarser() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let now = LocalTime {
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
            assert_eq!(format_age(at(then), now), said, "{then}");
        }
        assert_eq!(format_age(at("1965-02-03T04:05:06Z"), now), "1965-02");
    }

    #[test]
    fn an_entry_without_a_date_shows_when_it_was_first_seen() {
        let mut row = crate::reader::browser::fixture::sample_row(1);
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let now = LocalTime {
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
