//! Dates in words and numbers, without their time: `13 November 2024`, `Nov. 13, 2024`, `13.11.2024`.

use jiff::civil::Date;

/// Prefixes of non-English month names, in lower case, with the month's number. The first prefix that matches is used.
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

/// The English months. Their first three letters are enough to recognize them.
const ENGLISH_MONTHS: [&str; 12] = [
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

/// The maximum number of words of a date with a month name.
const MAX_DATE_WORDS: usize = 12;

/// Parses a date with a month name, a day and a year next to each other, or in numbers whose order is unambiguous.
/// `has_time`: the text had a time of day. A two-digit year is accepted only then, as in RFC 822.
pub(super) fn parse_plain_date(raw: &str, has_time: bool) -> Option<Date> {
    let words = split_words(raw);
    parse_named_month(&words, has_time)
        .or_else(|| parse_year_first(&words))
        .or_else(|| parse_day_and_month(raw))
}

/// Returns the most probable date in a text that is known to be a date. Accepts words that only begin like a month,
/// two-digit years, and a year and a month alone, which mean the first day of the month.
pub(super) fn guess_date(raw: &str) -> Option<Date> {
    let words: Vec<&str> = split_words(raw).into_iter().take(MAX_DATE_WORDS).collect();
    guess_named_month(&words).or_else(|| guess_year_first(&words))
}

fn split_words(raw: &str) -> Vec<&str> {
    raw.split(|c: char| !c.is_alphanumeric())
        // "13th of November"
        .filter(|word| !word.is_empty() && *word != "of")
        .collect()
}

/// Parses `13 November 2024`, `November 13, 2024` and `2024 November 13`.
fn parse_named_month(words: &[&str], has_time: bool) -> Option<Date> {
    if words.len() > MAX_DATE_WORDS {
        return None;
    }
    let at = words.iter().position(|word| month_number(word).is_some())?;
    let month = month_number(words.get(at)?)?;
    let word = |n: Option<usize>| n.and_then(|n| words.get(n)).copied();
    let (before, after) = (word(at.checked_sub(1)), word(Some(at + 1)));
    let day_first = || {
        let short_year = after.filter(|_| has_time).and_then(short_year_number);
        let year = after.and_then(year_number).or(short_year)?;
        Some((year, day_number(before?)?))
    };
    let month_first = || Some((year_number(word(Some(at + 2))?)?, day_number(after?)?));
    let year_first = || Some((year_number(before?)?, day_number(after?)?));
    let (year, day) = day_first().or_else(month_first).or_else(year_first)?;
    Date::new(year, month, day).ok()
}

/// Parses a year, a month and a day in numbers, with at most a weekday next to them: `Wed, 2024/11/13`, `2024년 11월
/// 13일`.
fn parse_year_first(words: &[&str]) -> Option<Date> {
    let numbers = match words {
        [weekday, rest @ ..] if is_weekday(weekday) => rest,
        all => all,
    };
    let [year, month, day] = *numbers else {
        return None;
    };
    let year = year_number(year.trim_end_matches('년'))?;
    let month = month.trim_end_matches('월').parse().ok()?;
    Date::new(year, month, day.trim_end_matches('일').parse().ok()?).ok()
}

/// Parses `13.11.2024`, and dates with slashes or hyphens if day and month are unambiguous.
fn parse_day_and_month(raw: &str) -> Option<Date> {
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
    (year > 999).then_some(date)
}

/// Parses the shorter forms of ISO 8601: the day of the year (`2003-365`), or two digits of the year (`03-12-31`,
/// `031231`).
pub(super) fn parse_short_iso(raw: &str) -> Option<Date> {
    let raw = raw.trim();
    let digits: String = raw.chars().filter(|c| *c != '-').collect();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || raw.starts_with('-') || raw.len() > 10 {
        return None;
    }
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let year = || Some(2000 + number(0..2)?);
    let of_month = |year: i16, month: i16, day: i16| {
        Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
    };
    let of_year = |year: i16, day: i16| {
        let first = Date::new(year, 1, 1).ok()?;
        let is_within = (1..=first.days_in_year()).contains(&day);
        let days = jiff::Span::new().try_days(day - 1).ok()?;
        first.checked_add(days).ok().filter(|_| is_within)
    };
    match digits.len() {
        7 => of_year(number(0..4)?, number(4..7)?),
        6 => of_month(year()?, number(2..4)?, number(4..6)?),
        5 => of_year(year()?, number(2..5)?),
        _ => None,
    }
}

/// Returns the date with a named month, and with day and year in either order anywhere in the text.
fn guess_named_month(words: &[&str]) -> Option<Date> {
    let at = words
        .iter()
        .position(|word| month_prefix_number(word).is_some())?;
    let month = month_prefix_number(words.get(at)?)?;
    let numbers = words.iter().enumerate().filter(|(n, _)| *n != at);
    let numbers = numbers.filter_map(|(_, word)| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: i16 = digits.parse().ok()?;
        Some((digits.len(), number))
    });
    let numbers: Vec<(usize, i16)> = numbers.take(2).collect();
    // A number of more than two digits is the year. If both have two, the order is day, year, as in RFC 822.
    let (year, day) = match *numbers.as_slice() {
        [one, two] if one.0 > 2 => (one, two.1),
        [one, two] => (two, one.1),
        [year] if year.0 > 2 => (year, 1),
        _ => return None,
    };
    let year = if year.0 > 2 {
        year.1
    } else {
        full_year(year.1)
    };
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// Returns the date from numbers in the order year, month, day. A missing month or day is 1.
fn guess_year_first(words: &[&str]) -> Option<Date> {
    let digits = |word: &&str| {
        word.trim_end_matches(|c: char| !c.is_ascii_digit())
            .to_owned()
    };
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = words
        .iter()
        .map(digits)
        // A number before the year is a day or a month, and nothing says which.
        .skip_while(|word| word.is_empty() || !is_number(word));
    let year = words.next().filter(|word| word.len() == 4)?;
    let month = words.next().map_or(Some(1), |word| word.parse().ok())?;
    let day = words.next().map_or(Some(1), |word| word.parse().ok())?;
    Date::new(year.parse().ok()?, month, day).ok()
}

/// Expands a two-digit year as RFC 2822 does: 00–49 are in the 2000s, 50–99 in the 1900s.
const fn full_year(year: i16) -> i16 {
    if year < 50 { year + 2000 } else { year + 1900 }
}

/// Returns the number of a month, 1–12, by its English name, the first three letters of that, or the start of its name
/// in another language.
fn month_number(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let english = if lower == "sept" { "sep" } else { &lower };
    let at = ENGLISH_MONTHS
        .iter()
        .position(|name| *name == english || (english.len() == 3 && name.starts_with(english)));
    at.and_then(|at| i8::try_from(at + 1).ok())
        .or_else(|| foreign_month_number(&lower))
}

/// Returns the number of a month that the word starts with.
fn month_prefix_number(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let at = ENGLISH_MONTHS
        .iter()
        .position(|name| name.get(..3).is_some_and(|name| lower.starts_with(name)));
    at.and_then(|at| i8::try_from(at + 1).ok())
        .or_else(|| foreign_month_number(&lower))
}

fn foreign_month_number(lower: &str) -> Option<i8> {
    let known = MONTH_PREFIXES
        .iter()
        .find(|(name, _)| lower.starts_with(name));
    known.map(|(_, month)| *month)
}

fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let lower = word.to_ascii_lowercase();
    WEEKDAYS.iter().any(|name| lower.starts_with(name))
}

fn year_number(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| *year > 999)
}

fn short_year_number(word: &str) -> Option<i16> {
    let year = word.parse().ok().filter(|_| word.len() == 2)?;
    Some(full_year(year))
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
