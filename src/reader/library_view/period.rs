//! The headings of rows that are grouped by time.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::reader::browser::LocalTime;

/// Returns the heading for a day: the near past in words, then the months.
pub(super) fn period_of(published: Option<Timestamp>, now: LocalTime) -> String {
    let Some(published) = published else {
        return "No date".to_owned();
    };
    let (day, today) = (now.day(published), now.today());
    let since = |days: i32| first_day(today, days);
    if day > today {
        "Later".to_owned()
    } else if day == today {
        "Today".to_owned()
    } else if day >= since(1) {
        "Yesterday".to_owned()
    } else if day >= since(6) {
        "Last 7 days".to_owned()
    } else {
        day.strftime("%B %Y").to_string()
    }
}

/// Returns the day this many days before today.
fn first_day(today: Date, days: i32) -> Date {
    today.saturating_sub(days.days())
}

/// Returns a day as the views show it: `2026-11-30`. Empty without one.
pub(super) fn day_column(at: Option<Timestamp>, now: LocalTime) -> String {
    at.map_or_else(String::new, |at| now.day(at).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::Offset;

    #[test]
    fn the_near_past_has_words_and_the_far_past_months() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let now = LocalTime {
            at: at("2026-03-10T12:00:00Z"),
            offset: Offset::constant(2),
        };
        for (then, says) in [
            ("2026-03-09T23:00:00Z", "Today"),
            ("2026-03-09T12:00:00Z", "Yesterday"),
            ("2026-03-04T12:00:00Z", "Last 7 days"),
            ("2026-03-02T12:00:00Z", "March 2026"),
            ("2024-12-30T12:00:00Z", "December 2024"),
            ("2026-04-02T12:00:00Z", "Later"),
        ] {
            assert_eq!(period_of(Some(at(then)), now), says, "{then}");
        }
        assert_eq!(period_of(None, now), "No date");
        assert_eq!(
            day_column(Some(at("2026-03-09T23:00:00Z")), now),
            "2026-03-10"
        );
    }
}
