//! TIMEX3 values as intervals of days, so that a week and its Monday to Sunday compare equal.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};

/// Returns the first and the last day of a TIMEX3 value, both inclusive. `None` if it is not a plain date.
pub(super) fn date_interval(value: &str) -> Option<(Date, Date)> {
    // The part of the day does not change the day.
    let value = ["TMO", "TAF", "TEVE", "TEV", "TNI", "TDT", "TMI"]
        .iter()
        .find_map(|part| value.strip_suffix(part))
        .unwrap_or(value);
    let number = |from: usize, to: usize| -> Option<i16> {
        let digits = value.get(from..to)?;
        let is_number = digits.bytes().all(|b| b.is_ascii_digit());
        if is_number { digits.parse().ok() } else { None }
    };
    let years = |first: i16, n: i16| month_interval(first, 1, first.checked_add(n - 1)?, 12);
    let rest = value.get(4..);
    match value.len() {
        10 if rest.is_some_and(|rest| rest.starts_with('-') && !rest.starts_with("-W")) => {
            let day: Date = value.parse().ok()?;
            number(0, 4).map(|_| (day, day))
        }
        8 | 11 if rest.is_some_and(|rest| rest.starts_with("-W")) => {
            let is_weekend = value.len() == 11;
            if is_weekend && value.get(8..) != Some("-WE") {
                return None;
            }
            week_interval(number(0, 4)?, number(6, 8)?, is_weekend)
        }
        7 => match rest?.split_at_checked(2)? {
            ("-Q", quarter) => {
                let quarter: i8 = quarter.parse().ok().filter(|n| (1..=4).contains(n))?;
                let year = number(0, 4)?;
                month_interval(year, 3 * quarter - 2, year, 3 * quarter)
            }
            ("-H", half) => {
                let half: i8 = half.parse().ok().filter(|n| (1..=2).contains(n))?;
                let year = number(0, 4)?;
                month_interval(year, 6 * half - 5, year, 6 * half)
            }
            _ => {
                let year = number(0, 4)?;
                match rest? {
                    "-SP" => month_interval(year, 3, year, 5),
                    "-SU" => month_interval(year, 6, year, 8),
                    "-FA" | "-AU" => month_interval(year, 9, year, 11),
                    month => {
                        let month: i8 = month.strip_prefix('-')?.parse().ok()?;
                        number(5, 7)?;
                        month_interval(year, month, year, month)
                    }
                }
            }
        },
        4 if value.ends_with("XX") => years(number(0, 2)?.checked_mul(100)?, 100),
        4 if value.ends_with('X') => years(number(0, 3)?.checked_mul(10)?, 10),
        4 => years(number(0, 4)?, 1),
        3 => years(number(0, 3)?.checked_mul(10)?, 10),
        2 => years(number(0, 2)?.checked_mul(100)?, 100),
        _ => None,
    }
}

fn month_interval(year: i16, month: i8, last_year: i16, last_month: i8) -> Option<(Date, Date)> {
    let is_valid = year >= 1 && (1..=12).contains(&month) && (1..=12).contains(&last_month);
    is_valid.then(|| {
        (
            date(year, month, 1),
            date(last_year, last_month, 1).last_of_month(),
        )
    })
}

fn week_interval(year: i16, week: i16, is_weekend: bool) -> Option<(Date, Date)> {
    let week = i8::try_from(week).ok()?;
    let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
    let first = monday
        .checked_add((if is_weekend { 5 } else { 0 }).days())
        .ok()?;
    Some((first, monday.checked_add(6.days()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_interval(value: &str, expected: &str) {
        let shown = date_interval(value).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(shown.unwrap_or_default(), expected, "{value}");
    }

    #[test]
    fn values_are_stretches_of_days() {
        check_interval("2013-03-22TMO", "2013-03-22 2013-03-22");
        check_interval("2013-W12", "2013-03-18 2013-03-24");
        check_interval("2013-W12-WE", "2013-03-23 2013-03-24");
        check_interval("2012-02", "2012-02-01 2012-02-29");
        check_interval("2013-Q3", "2013-07-01 2013-09-30");
        check_interval("2013-H2", "2013-07-01 2013-12-31");
        check_interval("2013-SU", "2013-06-01 2013-08-31");
        check_interval("199", "1990-01-01 1999-12-31");
        check_interval("19XX", "1900-01-01 1999-12-31");
    }

    #[test]
    fn other_values_are_none() {
        for value in [
            "",
            "P3W",
            "PRESENT_REF",
            "2013-13",
            "2013-02-30",
            "XXXX-WXX-1",
            "0000",
        ] {
            check_interval(value, "");
        }
    }
}
