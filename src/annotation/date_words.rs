//! Dates, times and durations in words, for readers who do not know TIMEX3: "Tuesday 13 October 2026", "three weeks".

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::date::{DateExpression, DateKind, DateModifier};
use super::duration_words::{duration_parts, parse_digits, write_duration, write_duration_range};

/// The names of the months.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The names of the days of the week, from Monday, which is day 1 in ISO 8601.
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The parts of the day, as TIMEX3 writes them after the `T`.
const DAY_PARTS: [(&str, &str); 5] = [
    ("MO", "morning"),
    ("MI", "midday"),
    ("AF", "afternoon"),
    ("EV", "evening"),
    ("NI", "night"),
];

/// The seasons, as TIMEX3 writes them after the year.
const SEASONS: [(&str, &str); 4] = [
    ("SP", "spring"),
    ("SU", "summer"),
    ("FA", "autumn"),
    ("WI", "winter"),
];

impl DateExpression {
    /// Returns the value in words, with its modifier. `None` if the value states nothing beyond the words of the text,
    /// or is not understood: show those words.
    ///
    /// ```
    /// use pullquote::annotation::{DateExpression, DateKind, DateModifier};
    /// let date = DateExpression {
    ///     kind: DateKind::Date,
    ///     value: "2026-10-13".to_owned(),
    ///     modifier: Some(DateModifier::Before),
    ///     is_unresolved: false,
    ///     anchor: None,
    /// };
    /// assert_eq!(date.in_words().as_deref(), Some("before Tuesday 13 October 2026"));
    /// ```
    pub fn in_words(&self) -> Option<String> {
        let words = self.value_in_words()?;
        Some(self.modifier.map_or(words.clone(), |modifier| {
            write_modifier(&words, modifier, self.is_period_of_years())
        }))
    }

    /// Returns the first and the last day of a duration that begins or ends at a known day, in words.
    pub fn anchor_in_words(&self) -> Option<String> {
        let (first, last) = self.anchor.as_deref()?.split_once('/')?;
        write_point_range(first, last)
    }

    /// Returns whether the expression refers to a time without limiting it: "recently", "currently", "for years".
    pub fn is_vague(&self) -> bool {
        matches!(
            self.value.as_str(),
            "PRESENT_REF" | "PAST_REF" | "FUTURE_REF"
        ) || self.value.starts_with("PX")
            || self.value.starts_with("PTX")
    }

    fn value_in_words(&self) -> Option<String> {
        let is_duration = |value: &str| value.starts_with('P') && !value.ends_with("_REF");
        match (self.value.split_once('/'), self.kind) {
            (Some((low, high)), _) if is_duration(low) && is_duration(high) => {
                write_duration_range(low, high)
            }
            (Some((first, last)), _) => write_point_range(first, last),
            (None, DateKind::Set) => write_recurrence(&self.value),
            (None, _) if is_duration(&self.value) => write_duration(&self.value),
            (None, _) => write_point(&self.value),
        }
    }

    /// Returns whether the value is a decade or century, which take "early" after the article: "the early 1990s".
    fn is_period_of_years(&self) -> bool {
        (2..=3).contains(&self.value.len()) && self.value.bytes().all(|c| c.is_ascii_digit())
    }
}

/// Returns `words` with the modifier before or inside them: "early 2027", "the late 1990s", "more than three weeks".
fn write_modifier(words: &str, modifier: DateModifier, is_period_of_years: bool) -> String {
    let within = |adjective: &str, phrase: &str| match words.strip_prefix("the ") {
        Some(rest) if is_period_of_years => format!("the {adjective}{rest}"),
        Some(_) => format!("{phrase} {words}"),
        None => format!("{adjective}{words}"),
    };
    match modifier {
        DateModifier::Approx => format!("about {words}"),
        DateModifier::Start => within("early ", "early in"),
        DateModifier::Mid => within("mid-", "the middle of"),
        DateModifier::End => within("late ", "late in"),
        DateModifier::Before => format!("before {words}"),
        DateModifier::After => format!("after {words}"),
        DateModifier::MoreThan => format!("more than {words}"),
        DateModifier::EqualOrMore => format!("at least {words}"),
        DateModifier::LessThan => format!("less than {words}"),
        DateModifier::EqualOrLess => format!("at most {words}"),
    }
}

/// Returns a date or a date with a time of day in words, from its TIMEX3 value.
fn write_point(value: &str) -> Option<String> {
    match value {
        "PRESENT_REF" => return Some("now".to_owned()),
        "PAST_REF" => return Some("in the past".to_owned()),
        "FUTURE_REF" => return Some("in the future".to_owned()),
        _ => {}
    }
    let Some((day, time)) = value.split_once('T') else {
        return write_calendar_point(value);
    };
    if let Some(part) = find_name(&DAY_PARTS, time) {
        // "Tonight" without a date states nothing beyond its words.
        let day_words = write_calendar_point(day)?;
        return Some(if day.starts_with("XXXX-WXX-") {
            format!("{day_words} {part}")
        } else {
            format!("the {part} of {day_words}")
        });
    }
    let time = clock_time(time)?;
    if day.is_empty() || day == "XXXX-XX-XX" {
        return Some(time);
    }
    Some(format!("{time} on {}", write_calendar_point(day)?))
}

/// Returns a day, week, month, quarter, season, year, decade or century in words. A part of the value that is `X` is
/// unknown and left out; returns `None` if nothing is known.
fn write_calendar_point(value: &str) -> Option<String> {
    let parts: Vec<&str> = value.split('-').collect();
    match parts.as_slice() {
        ["XXXX", rest @ ..] => write_open_point(rest),
        [year] => write_years(year),
        [year, part] => write_part_of_year(year, part),
        [year, week, "WE"] => {
            let saturday = week_day(year, week, Weekday::Saturday)?;
            Some(format!("the weekend of {}", write_day(saturday)?))
        }
        [year, month, "XX"] => Some(format!(
            "a day in {} {}",
            month_name(month)?,
            parse_year(year)?
        )),
        [year, month, day] => {
            let date = Date::new(parse_year(year)?, parse_two(month)?, parse_two(day)?).ok()?;
            write_full_day(date)
        }
        _ => None,
    }
}

/// Returns a date without a year in words: "13 October", "Monday", "the third quarter".
fn write_open_point(parts: &[&str]) -> Option<String> {
    match parts {
        ["WXX", weekday] => weekday_name(weekday).map(str::to_owned),
        [part] if part.starts_with(['Q', 'H']) => write_fraction_of_year(part),
        [part] => find_name(&SEASONS, part)
            .or_else(|| month_name(part))
            .map(str::to_owned),
        ["XX", day] => Some(format!("the {}", write_place(parse_day(day)?))),
        [month, "XX"] => Some(format!("a day in {}", month_name(month)?)),
        [month, day] => Some(format!("{} {}", parse_day(day)?, month_name(month)?)),
        _ => None,
    }
}

/// Returns a year, decade or century in words.
fn write_years(value: &str) -> Option<String> {
    if let Some(before) = value.strip_prefix("BC") {
        let n: u32 = parse_digits(before)?;
        return match before.len() {
            4 => Some(format!("{n} BC")),
            2 => Some(format!("the {} century BC", write_place(n + 1))),
            _ => None,
        };
    }
    let n: u32 = parse_digits(value)?;
    match value.len() {
        4 => Some(value.to_owned()),
        3 => Some(format!("the {value}0s")),
        2 => Some(format!("the {} century", write_place(n + 1))),
        _ => None,
    }
}

fn write_part_of_year(year: &str, part: &str) -> Option<String> {
    let number = parse_year(year)?;
    if let Some(name) = find_name(&SEASONS, part).or_else(|| month_name(part)) {
        return Some(format!("{name} {number}"));
    }
    if part.starts_with('W') {
        let monday = week_day(year, part, Weekday::Monday)?;
        return Some(format!("the week of {}", write_day(monday)?));
    }
    Some(format!("{} of {number}", write_fraction_of_year(part)?))
}

/// Returns a quarter or half of a year in words: "the third quarter".
fn write_fraction_of_year(part: &str) -> Option<String> {
    let name = match part {
        "Q1" => "first quarter",
        "Q2" => "second quarter",
        "Q3" => "third quarter",
        "Q4" => "fourth quarter",
        "H1" => "first half",
        "H2" => "second half",
        _ => return None,
    };
    Some(format!("the {name}"))
}

/// Returns both ends of a range in words. What the ends share is written once: "Monday 5 to Friday 9 October 2026".
fn write_point_range(first: &str, last: &str) -> Option<String> {
    let (from, to) = (write_point(first)?, write_point(last)?);
    // The month and the year are the last words of a day.
    for n_shared in [2, 1] {
        let (Some(short), true) = (cut_shared_words(&from, &to, n_shared), first != last) else {
            continue;
        };
        return Some(format!("{short} to {to}"));
    }
    Some(format!("{from} to {to}"))
}

/// Returns `from` without its last `n` words if `to` ends with the same ones and neither consists of them alone.
fn cut_shared_words<'a>(from: &'a str, to: &str, n: usize) -> Option<&'a str> {
    let (at, _) = from.rmatch_indices(' ').nth(n.checked_sub(1)?)?;
    let (short, shared) = from.split_at_checked(at)?;
    // Times and parts of a day have words before the day that a range must repeat.
    let is_plain = |words: &str| !words.starts_with("the ") && !words.contains(':');
    (is_plain(from) && is_plain(to) && to.len() > shared.len() && to.ends_with(shared))
        .then_some(short)
}

/// Returns a recurring time in words: "every Monday", "every two weeks".
fn write_recurrence(value: &str) -> Option<String> {
    if value.starts_with('P') && !value.ends_with("_REF") {
        return match &duration_parts(value)?[..] {
            [part] if part.count == "1" => Some(format!("every {}", part.singular)),
            [_] => Some(format!("every {}", write_duration(value)?)),
            _ => None,
        };
    }
    let (day, time) = match value.split_once('T') {
        Some((_, "")) => return None,
        parts => parts.unwrap_or((value, "")),
    };
    let part = find_name(&DAY_PARTS, time);
    let day_words = match day {
        "XXXX-XX-XX" if part.is_some() => "every",
        "XXXX-XX-XX" => "every day",
        "XXXX-WXX" => "every week",
        "XXXX-WXX-WE" => "every weekend",
        "XXXX-XX" => "every month",
        "XXXX-QX" => "every quarter",
        "XXXX" => "every year",
        other => return write_named_recurrence(other, time),
    };
    match (part, time) {
        (Some(part), _) => Some(format!("{day_words} {part}")),
        (None, "") => Some(day_words.to_owned()),
        (None, time) => Some(format!("{day_words} at {}", clock_time(time)?)),
    }
}

/// Returns a recurring named day, month or season in words: "every Monday night", "13 October every year".
fn write_named_recurrence(day: &str, time: &str) -> Option<String> {
    let words = write_calendar_point(day)?;
    // A value with a year happens once, and stays a point.
    let words = if !day.starts_with("XXXX-") {
        words
    } else if day.starts_with("XXXX-XX-") {
        format!("{words} of every month")
    } else if words.starts_with("the ") {
        format!("{words} of every year")
    } else if words.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{words} every year")
    } else {
        format!("every {}", words.trim_start_matches("a "))
    };
    match (find_name(&DAY_PARTS, time), time) {
        (Some(part), _) => Some(format!("{words} {part}")),
        (None, "") => Some(words),
        (None, time) => Some(format!("{words} at {}", clock_time(time)?)),
    }
}

/// Returns a day with its weekday: "Tuesday 13 October 2026".
fn write_full_day(date: Date) -> Option<String> {
    let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    Some(format!("{} {}", WEEKDAYS.get(weekday)?, write_day(date)?))
}

/// Returns a day without its weekday: "13 October 2026".
fn write_day(date: Date) -> Option<String> {
    let month = usize::from(date.month().unsigned_abs()).checked_sub(1)?;
    Some(format!(
        "{} {} {}",
        date.day(),
        MONTHS.get(month)?,
        date.year()
    ))
}

/// Returns an ordinal number: "1st", "22nd", "113th".
fn write_place(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// Returns the date of a weekday in an ISO week.
fn week_day(year: &str, week: &str, weekday: Weekday) -> Option<Date> {
    let week = parse_two(week.strip_prefix('W')?)?;
    let day = ISOWeekDate::new(parse_year(year)?, week, weekday).ok()?;
    Some(day.date())
}

/// Returns the value if it is a time of day such as `09:30`.
fn clock_time(time: &str) -> Option<String> {
    let mut parts = time.splitn(3, ':');
    let hour: i8 = parse_two(parts.next()?)?;
    let minute: i8 = parse_two(parts.next()?)?;
    let second: i8 = parts.next().map_or(Some(0), parse_two)?;
    (hour <= 24 && minute < 60 && second <= 60).then(|| time.to_owned())
}

fn month_name(month: &str) -> Option<&'static str> {
    let n: usize = parse_two(month)?;
    MONTHS.get(n.checked_sub(1)?).copied()
}

fn weekday_name(day: &str) -> Option<&'static str> {
    let n: usize = parse_digits(day).filter(|_| day.len() == 1)?;
    WEEKDAYS.get(n.checked_sub(1)?).copied()
}

/// Returns the day of a month, from 1 to 31.
fn parse_day(day: &str) -> Option<u32> {
    parse_two(day).filter(|day| (1..=31).contains(day))
}

fn parse_year(year: &str) -> Option<i16> {
    parse_digits(year).filter(|_| year.len() == 4)
}

fn parse_two<T: std::str::FromStr>(digits: &str) -> Option<T> {
    parse_digits(digits).filter(|_| digits.len() == 2)
}

fn find_name(names: &[(&str, &'static str)], code: &str) -> Option<&'static str> {
    let found = names.iter().find(|(known, _)| *known == code);
    found.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date_of(kind: DateKind, value: &str, modifier: Option<DateModifier>) -> DateExpression {
        DateExpression {
            kind,
            value: value.to_owned(),
            modifier,
            is_unresolved: false,
            anchor: None,
        }
    }

    /// Every shape of value that the engine writes, with the kind that it writes it for.
    #[rustfmt::skip]
    const SHAPES: [(DateKind, &str, &str); 90] = {
        use DateKind::{Date, Duration, Set, Time};
        [
            (Date, "2026-10-13", "Tuesday 13 October 2026"),
            (Date, "1066-10-14", "Sunday 14 October 1066"),
            (Date, "2024-02-29", "Thursday 29 February 2024"),
            (Date, "2026-W41", "the week of 5 October 2026"),
            (Date, "2026-W01", "the week of 29 December 2025"),
            (Date, "2020-W53", "the week of 28 December 2020"),
            (Date, "2026-W41-WE", "the weekend of 10 October 2026"),
            (Date, "2026-10", "October 2026"),
            (Date, "2026-Q3", "the third quarter of 2026"),
            (Date, "2026-H1", "the first half of 2026"),
            (Date, "2026-SP", "spring 2026"),
            (Date, "2026-SU", "summer 2026"),
            (Date, "2026-FA", "autumn 2026"),
            (Date, "2026-WI", "winter 2026"),
            (Date, "2026", "2026"),
            (Date, "0988", "0988"),
            (Date, "199", "the 1990s"),
            (Date, "19", "the 20th century"),
            (Date, "BC11", "the 12th century BC"),
            (Date, "BC0044", "44 BC"),
            (Date, "20", "the 21st century"),
            (Date, "10", "the 11th century"),
            (Date, "2026-05-XX", "a day in May 2026"),
            (Date, "XXXX-10-13", "13 October"),
            (Date, "XXXX-02-29", "29 February"),
            (Date, "XXXX-10", "October"),
            (Date, "XXXX-05-XX", "a day in May"),
            (Date, "XXXX-XX-13", "the 13th"),
            (Date, "XXXX-XX-02", "the 2nd"),
            (Date, "XXXX-WXX-1", "Monday"),
            (Date, "XXXX-WXX-7", "Sunday"),
            (Date, "XXXX-Q4", "the fourth quarter"),
            (Date, "XXXX-H2", "the second half"),
            (Date, "XXXX-SU", "summer"),
            (Date, "PRESENT_REF", "now"),
            (Date, "PAST_REF", "in the past"),
            (Date, "FUTURE_REF", "in the future"),
            (Date, "2023/2024", "2023 to 2024"),
            (Date, "2026-05/2026-07", "May to July 2026"),
            (Date, "2025-12/2026-02", "December 2025 to February 2026"),
            (Date, "2026-10-05/2026-10-09", "Monday 5 to Friday 9 October 2026"),
            (Date, "2026-09-28/2026-10-09", "Monday 28 September to Friday 9 October 2026"),
            (Date, "2025-12-30/2026-01-02", "Tuesday 30 December 2025 to Friday 2 January 2026"),
            (Date, "XXXX-05-03/XXXX-05-09", "3 to 9 May"),
            (Date, "XXXX-05/XXXX-07", "May to July"),
            (Date, "XXXX-WXX-1/XXXX-WXX-5", "Monday to Friday"),
            (Date, "199/200", "the 1990s to the 2000s"),
            (Date, "2026-Q1/2026-Q3", "the first quarter of 2026 to the third quarter of 2026"),
            (Time, "2026-10-13TNI", "the night of Tuesday 13 October 2026"),
            (Time, "2026-10-13TMO", "the morning of Tuesday 13 October 2026"),
            (Time, "2026-10-13TAF", "the afternoon of Tuesday 13 October 2026"),
            (Time, "2026-10-13TEV", "the evening of Tuesday 13 October 2026"),
            (Time, "2026-10-13T12:00", "12:00 on Tuesday 13 October 2026"),
            (Time, "2026-10-13T09:30:15", "09:30:15 on Tuesday 13 October 2026"),
            (Time, "T09:30", "09:30"),
            (Time, "XXXX-XX-XXT09:30", "09:30"),
            (Time, "XXXX-10-13TNI", "the night of 13 October"),
            (Time, "XXXX-WXX-1TNI", "Monday night"),
            (Time, "XXXX-WXX-1T09:30", "09:30 on Monday"),
            (Time, "2026-10-13T09:00/2026-10-13T17:00", "09:00 on Tuesday 13 October 2026 to 17:00 on Tuesday 13 October 2026"),
            (Duration, "P3W", "three weeks"),
            (Duration, "P1Y", "one year"),
            (Duration, "P12M", "12 months"),
            (Duration, "P2.5Y", "2.5 years"),
            (Duration, "P0.5Y", "half a year"),
            (Duration, "PT0.5H", "half an hour"),
            (Duration, "P2Y6M", "two years and six months"),
            (Duration, "PT1H2M3.5S", "one hour, two minutes and 3.5 seconds"),
            (Duration, "P1DT12H", "one day and 12 hours"),
            (Duration, "P2DE", "two decades"),
            (Duration, "P1CE", "one century"),
            (Duration, "P2MI", "two millennia"),
            (Duration, "P2WE", "two weekends"),
            (Duration, "P2F", "two fortnights"),
            (Duration, "P10Q", "ten quarters"),
            (Duration, "P3W/P4W", "three to four weeks"),
            (Duration, "P1Y/P18M", "one year to 18 months"),
            (Set, "P1D", "every day"),
            (Set, "P2W", "every two weeks"),
            (Set, "PT1H", "every hour"),
            (Set, "XXXX-WXX-1", "every Monday"),
            (Set, "XXXX-WXX-1TNI", "every Monday night"),
            (Set, "XXXX-XX-XX", "every day"),
            (Set, "XXXX-XX-XXTMO", "every morning"),
            (Set, "XXXX-XX-XXT12:00", "every day at 12:00"),
            (Set, "XXXX-10-13", "13 October every year"),
            (Set, "XXXX-WI", "every winter"),
            (Set, "XXXX-QX", "every quarter"),
            (Set, "XXXX-Q3", "the third quarter of every year"),
            (Set, "XXXX", "every year"),
        ]
    };

    #[test]
    fn every_shape_of_value_has_words() {
        for (kind, value, expected) in SHAPES {
            let words = date_of(kind, value, None).in_words();
            assert_eq!(words.as_deref(), Some(expected), "{} {value}", kind.name());
        }
    }

    #[test]
    fn modifiers_are_said_as_a_newspaper_does() {
        use DateModifier as M;
        for (modifier, value, expected) in [
            (M::Start, "2027", "early 2027"),
            (M::Mid, "2027", "mid-2027"),
            (M::End, "2026-11", "late November 2026"),
            (M::Start, "203", "the early 2030s"),
            (M::Mid, "199", "the mid-1990s"),
            (M::End, "18", "the late 19th century"),
            (M::Start, "2026-Q3", "early in the third quarter of 2026"),
            (
                M::Mid,
                "2026-W41",
                "the middle of the week of 5 October 2026",
            ),
            (M::End, "2026-W41", "late in the week of 5 October 2026"),
            (M::Start, "2026-10-13", "early Tuesday 13 October 2026"),
            (M::Before, "2026-10-13", "before Tuesday 13 October 2026"),
            (M::After, "2026", "after 2026"),
            (M::Approx, "P3W", "about three weeks"),
            (M::MoreThan, "P3W", "more than three weeks"),
            (M::EqualOrMore, "P3W", "at least three weeks"),
            (M::LessThan, "PT1H", "less than one hour"),
            (M::EqualOrLess, "P2Y", "at most two years"),
        ] {
            let words = date_of(DateKind::Date, value, Some(modifier)).in_words();
            assert_eq!(words.as_deref(), Some(expected), "{modifier:?} {value}");
        }
    }

    /// Values that state no more than the words of the text, and garbage.
    #[rustfmt::skip]
    const WORDLESS: &[&str] = &[
        "UNDEF-REF-2-week", "UNDEF-this-week", "UNDEF-today", "UNDEF-day+1", "PXM", "PXY", "PTXH", "P3S",
        "XXXX-XX-XX", "XXXX-XX-XXTNI", "XXXX-WXX", "XXXX", "", "-", "/", "P", "PT", "P1", "PW", "P.W", "P1.", "P1.W",
        "P-3W", "2026-13", "2026-02-30", "2026-00-01", "2026-10-99", "2026-W54", "2026-W00", "2026-W41-8", "2026-Q5",
        "2026-H3", "2026-XY", "2026-10-13T", "2026-10-13T25:00", "2026-10-13T09", "2026-10-13T09:30Z",
        "2026-10-13TXX", "20261", "2026-10-13-01", "XXXX-13", "XXXX-10-32", "XXXX-10-00", "XXXX-WXX-8", "XXXX-WXX-0",
        "+026", "2O26", "２０２６", "é", "2026-1", "2026/", "/2026", "P3W/2026", "2026/P3W", "P3W/PXW", "99999999999",
        "TNI", "T9:30", "T\u{1b}[2J",
    ];

    #[test]
    fn values_that_say_no_more_than_the_text_and_garbage_have_no_words() {
        for value in WORDLESS {
            for kind in DateKind::ALL {
                let words = date_of(kind, value, Some(DateModifier::Approx)).in_words();
                // Some open values are words of a recurrence, which is their meaning.
                let is_open_set = kind == DateKind::Set && value.starts_with("XXXX");
                assert!(words.is_none() || is_open_set, "{value:?}: {words:?}");
            }
        }
    }

    #[test]
    fn words_hold_no_code() {
        for (kind, value, _) in SHAPES {
            let words = date_of(kind, value, None).in_words().expect("words");
            for code in ["XX", "_", "-Q", "-W", "TNI", "P3"] {
                assert!(!words.contains(code), "{value}: {words}");
            }
        }
    }

    #[test]
    fn vague_times_limit_nothing() {
        for (value, is_vague) in [
            ("PAST_REF", true),
            ("PXY", true),
            ("PTXH", true),
            ("P3W", false),
            ("2026", false),
            ("XXXX-WXX-1", false),
        ] {
            assert_eq!(date_of(DateKind::Date, value, None).is_vague(), is_vague);
        }
    }

    #[test]
    fn the_anchor_of_a_duration_is_a_range_of_days() {
        let mut date = date_of(DateKind::Duration, "P5Y", None);
        assert_eq!(date.anchor_in_words(), None);
        date.anchor = Some("2021-10-14/2026-10-14".to_owned());
        let words = date.anchor_in_words();
        assert_eq!(
            words.as_deref(),
            Some("Thursday 14 October 2021 to Wednesday 14 October 2026")
        );
    }
}
