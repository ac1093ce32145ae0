//! Days, weeks, months, quarters and other calendar periods: their TIMEX3 values, and moving from one to another.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::engine::numbers::{Period, Season};

/// Returns the month in which a season begins. Winter belongs to the year in which it ends.
const fn first_month(season: Season) -> i8 {
    match season {
        Season::Winter => 1,
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Fall => 9,
    }
}

/// A calendar period: a day, week, month, quarter, half-year, season, year, decade or century.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CalendarSpan {
    Day(Date),
    Week(Date),
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    Decade(i16),
    Century(i16),
}

impl CalendarSpan {
    /// Returns the period of this length that contains `day`.
    pub(super) fn holding(day: Date, period: Period) -> Option<Self> {
        Some(match period {
            Period::Second | Period::Minute | Period::Hour | Period::Day | Period::Night => {
                Self::Day(day)
            }
            Period::Week | Period::Fortnight => Self::Week(day),
            Period::Weekend => Self::Weekend(day),
            Period::Month => Self::Month(day.year(), day.month()),
            Period::Quarter => Self::Quarter(day.year(), (day.month() + 2) / 3),
            Period::Season => Self::Half(day.year(), (day.month() + 5) / 6),
            Period::Year => Self::Year(day.year()),
            Period::Decade => Self::Decade(day.year() / 10),
            Period::Century => Self::Century(day.year() / 100),
            Period::Millennium => return None,
        })
    }

    /// Returns the period `n` times its own length later; earlier if `n` is negative.
    pub(super) fn shift(self, n: i32) -> Option<Self> {
        let months = |year: i16, index: i32, per: i32| {
            let total = i32::from(year)
                .checked_mul(per)?
                .checked_add(index)?
                .checked_add(n)?;
            let year = i16::try_from(total.div_euclid(per)).ok()?;
            let index = i8::try_from(total.rem_euclid(per) + 1).ok()?;
            (1..=9998).contains(&year).then_some((year, index))
        };
        let add = |from: i16, most: i16| {
            let to = i32::from(from).checked_add(n)?;
            i16::try_from(to).ok().filter(|to| (0..most).contains(to))
        };
        Some(match self {
            Self::Day(day) => Self::Day(day.checked_add(i64::from(n).try_days()?).ok()?),
            Self::Week(day) => Self::Week(day.checked_add(i64::from(n).try_weeks()?).ok()?),
            Self::Weekend(day) => Self::Weekend(day.checked_add(i64::from(n).try_weeks()?).ok()?),
            Self::Month(year, month) => {
                let (year, month) = months(year, i32::from(month) - 1, 12)?;
                Self::Month(year, month)
            }
            Self::Quarter(year, quarter) => {
                let (year, quarter) = months(year, i32::from(quarter) - 1, 4)?;
                Self::Quarter(year, quarter)
            }
            Self::Half(year, half) => {
                let (year, half) = months(year, i32::from(half) - 1, 2)?;
                Self::Half(year, half)
            }
            Self::Season(year, season) => Self::Season(add(year, 9999)?, season),
            Self::Year(year) => Self::Year(add(year, 9999)?),
            Self::Decade(decade) => Self::Decade(add(decade, 999)?),
            Self::Century(century) => Self::Century(add(century, 99)?),
        })
    }

    /// Returns the TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(day) => week_value(day),
            Self::Weekend(day) => format!("{}-WE", week_value(day)),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{}", season.code()),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
        }
    }

    /// Returns the same month, quarter, half-year or season `n` years later.
    pub(super) fn years_later(self, n: i16) -> Option<Self> {
        match self {
            Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _)
            | Self::Season(year, _) => self.in_year(year.checked_add(n)?),
            _ => None,
        }
    }

    /// Returns the same month, quarter, half-year or season of a year.
    pub(super) fn in_year(self, year: i16) -> Option<Self> {
        if !(1..=9998).contains(&year) {
            return None;
        }
        Some(match self {
            Self::Month(_, month) => Self::Month(year, month),
            Self::Quarter(_, quarter) => Self::Quarter(year, quarter),
            Self::Half(_, half) => Self::Half(year, half),
            Self::Season(_, season) => Self::Season(year, season),
            _ => return None,
        })
    }

    /// Returns a day inside the period: the first, but for a week the day that it was made from.
    pub(super) fn day(self) -> Option<Date> {
        let first = |year: i16, month: i8| Date::new(year, month, 1).ok();
        match self {
            Self::Day(day) | Self::Week(day) | Self::Weekend(day) => Some(day),
            Self::Month(year, month) => first(year, month),
            Self::Quarter(year, quarter) => first(year, quarter * 3 - 2),
            Self::Half(year, half) => first(year, half * 6 - 5),
            Self::Season(year, season) => first(year, first_month(season)),
            Self::Year(year) => first(year, 1),
            Self::Decade(decade) => first(decade.checked_mul(10)?, 1),
            Self::Century(century) => first(century.checked_mul(100)?, 1),
        }
    }

    /// Returns the length of the period.
    pub(super) const fn period(self) -> Period {
        match self {
            Self::Day(_) => Period::Day,
            Self::Week(_) => Period::Week,
            Self::Weekend(_) => Period::Weekend,
            Self::Month(..) => Period::Month,
            Self::Quarter(..) => Period::Quarter,
            Self::Half(..) | Self::Season(..) => Period::Season,
            Self::Year(_) => Period::Year,
            Self::Decade(_) => Period::Decade,
            Self::Century(_) => Period::Century,
        }
    }
}

fn week_value(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Returns the last such weekday up to and including `day`, or the first from `day` on if `is_future`.
pub(super) fn nearest_weekday(day: Date, weekday: u8, is_future: bool) -> Option<Date> {
    let current = day.weekday().to_monday_one_offset();
    let wanted = i8::try_from(weekday).ok()?;
    let distance = if is_future {
        (wanted - current).rem_euclid(7)
    } else {
        -(current - wanted).rem_euclid(7)
    };
    day.checked_add(i64::from(distance).try_days()?).ok()
}

/// Returns the `nth` weekday of a month or year, counted from 1, or from the end if `nth` is negative.
pub(super) fn nth_weekday(of: CalendarSpan, weekday: u8, nth: i8) -> Option<Date> {
    let first = of.day()?;
    if nth > 0 {
        let day = nearest_weekday(first, weekday, true)?;
        let day = day
            .checked_add(i64::from(nth.checked_sub(1)?).try_weeks()?)
            .ok()?;
        return (CalendarSpan::holding(day, of.period()) == Some(of)).then_some(day);
    }
    let last = of.shift(1)?.day()?.yesterday().ok()?;
    let day = nearest_weekday(last, weekday, false)?;
    let day = day
        .checked_add(i64::from(nth.checked_add(1)?).try_weeks()?)
        .ok()?;
    (CalendarSpan::holding(day, of.period()) == Some(of)).then_some(day)
}

trait CheckedSpan {
    fn try_days(self) -> Option<jiff::Span>;
    fn try_weeks(self) -> Option<jiff::Span>;
}

impl CheckedSpan for i64 {
    fn try_days(self) -> Option<jiff::Span> {
        jiff::Span::new().try_days(self).ok()
    }

    fn try_weeks(self) -> Option<jiff::Span> {
        jiff::Span::new().try_weeks(self).ok()
    }
}

/// Returns the day `n` days later.
pub(super) fn days_later(day: Date, n: i8) -> Option<Date> {
    day.checked_add(i64::from(n).days()).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[track_caller]
    fn assert_shifted(point: CalendarSpan, n: i32, expected: &str) {
        let shown = point.shift(n).map(CalendarSpan::value);
        assert_eq!(shown.unwrap_or_default(), expected);
    }

    #[test]
    fn stretches_move_by_their_own_length() {
        assert_shifted(CalendarSpan::Day(date(2024, 2, 28)), 2, "2024-03-01");
        assert_shifted(CalendarSpan::Week(date(2020, 12, 31)), 1, "2021-W01");
        assert_shifted(CalendarSpan::Month(2024, 1), -1, "2023-12");
        assert_shifted(CalendarSpan::Quarter(2024, 1), -1, "2023-Q4");
        assert_shifted(CalendarSpan::Half(2024, 2), 1, "2025-H1");
        assert_shifted(CalendarSpan::Decade(199), 1, "200");
        assert_shifted(CalendarSpan::Year(9000), 5000, "");
        assert_shifted(CalendarSpan::Day(date(2024, 2, 28)), i32::MAX, "");
    }

    #[test]
    fn weekdays_are_looked_for_both_ways() {
        let thursday = date(2026, 3, 12);
        assert_eq!(nearest_weekday(thursday, 1, false), Some(date(2026, 3, 9)));
        assert_eq!(nearest_weekday(thursday, 1, true), Some(date(2026, 3, 16)));
        assert_eq!(nearest_weekday(thursday, 4, true), Some(thursday));
    }
}
