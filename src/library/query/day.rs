//! Days in queries: `2026-03-01`, `2026-03`, `2026`, `7d`, `yesterday`.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// What the fields for days take, for messages.
pub(super) const DAY_TAKES: &str =
    "a day: 2026-03-01, 2026-03, 2026, 7d, 3w, 6m, 1y, today, yesterday";

/// Returns the first day of what a value means, and the day after its last one: of a day, a month or a year, or of the
/// day that is a number of days, weeks, months or years before `today`.
pub(super) fn parse_days(value: &str, today: Date) -> Option<(Date, Date)> {
    // The last day that there is has no day after it.
    let of_length = |first: Date, length: Span| Some((first, first.saturating_add(length)));
    match value.to_ascii_lowercase().as_str() {
        "today" => return of_length(today, 1.day()),
        "yesterday" => return Some((today.yesterday().ok()?, today)),
        _ => {}
    }
    let parts: Vec<&str> = value.split('-').collect();
    match parts.as_slice() {
        [_, _, _] => return of_length(Date::from_str(value).ok()?, 1.day()),
        [year, month] => {
            let first = Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
            return of_length(first, 1.month());
        }
        _ => {}
    }
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = value.get(digits.len()..)?;
    if unit.is_empty() && digits.len() == 4 {
        return of_length(Date::new(digits.parse().ok()?, 1, 1).ok()?, 1.year());
    }
    // Keeps the span within the limits of `jiff`, which would reject a larger one with a panic.
    let n: i32 = digits.parse().ok().filter(|n| (0..=100_000).contains(n))?;
    let span: Span = match unit {
        "d" => n.days(),
        "w" => n.weeks(),
        "m" => n.months(),
        "y" if n < 10_000 => n.years(),
        _ => return None,
    };
    of_length(today.checked_sub(span).ok()?, 1.day())
}
