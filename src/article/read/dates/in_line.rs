//! Finds dates anywhere in a line of a page, in European languages and in numbers: `Von Lena Brandt, 12. März 2019`,
//! `Publié le 1er août 2014 à 06h00`, `2019年3月12日`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::super::super::Language;

/// The names of the months in all supported languages: one line for each month, January first.
const MONTH_NAMES: &str = include_str!("../../../../assets/lang/month-names.txt");
/// The accepted years of a page's own date. Pages are not older than the web, and later years are placeholders.
pub(in crate::article::read) const PAGE_YEARS: Range<i16> = 1990..2100;
/// The minimum length of an abbreviated month name, in characters.
const MIN_ABBREVIATION_CHARS: usize = 3;
/// The maximum number of words of a line that are examined.
const MAX_EXAMINED_WORDS: usize = 60;

/// Words between the parts of a date: `12 de marzo de 2019`, `den 12. maj 2019`.
const DATE_PARTICLES: &[&str] = &["of", "de", "del", "den", "der", "d", "du", "le"];

/// The order of day and month in a date of numbers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article::read) enum NumberOrder {
    /// `31/12/2024`.
    DayFirst,
    /// `12/31/2024`.
    MonthFirst,
    /// Unknown: a date is read only if it is valid in one order and not in the other.
    Unknown,
}

impl NumberOrder {
    /// Returns the order that readers of a language expect: month first for `en-US` and `en-PH`, unknown for `en` and
    /// `en-CA`, day first for all others.
    pub(in crate::article::read) fn from_tag(tag: &str) -> Self {
        let low = tag.to_lowercase().replace('_', "-");
        let is_english = |language: Language| language == Language::ENGLISH;
        match Language::from_tag(&low) {
            Some(language) if !is_english(language) => Self::DayFirst,
            Some(_) if low == "en-us" || low == "en-ph" => Self::MonthFirst,
            Some(_) if low.len() > 2 && low != "en-ca" => Self::DayFirst,
            _ => Self::Unknown,
        }
    }
}

/// A date in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::article::read) struct DateInLine {
    /// The day.
    pub(in crate::article::read) date: Date,
    /// The words between the previous date and this one, in lower case and separated by spaces: `published on`.
    pub(in crate::article::read) lead: String,
    /// The number of words of the line that belong to no date or time.
    pub(in crate::article::read) n_other_words: usize,
}

/// Returns the dates of a line, in order.
pub(in crate::article::read) fn find_dates_in_line(
    line: &str,
    order: NumberOrder,
) -> Vec<DateInLine> {
    if !line.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = collect_tokens(line);
    let mut dates: Vec<DateInLine> = Vec::new();
    let (mut at, mut n_other_words) = (0, 0);
    let mut lead = String::new();
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let found = read_named(rest).or_else(|| read_numbers(rest, order));
        if let Some((date, n_used)) = found.filter(|(date, _)| PAGE_YEARS.contains(&date.year())) {
            at += n_used;
            dates.push(DateInLine {
                date,
                lead: std::mem::take(&mut lead),
                n_other_words: 0,
            });
            continue;
        }
        if let Some(word) = rest.first().filter(|token| token.is_word()) {
            n_other_words += 1;
            if !lead.is_empty() {
                lead.push(' ');
            }
            lead.push_str(&word.low);
        }
        at += 1;
    }
    for found in &mut dates {
        found.n_other_words = n_other_words;
    }
    dates
}

/// A word or number of a line, with the character after it.
struct LineToken {
    low: String,
    /// The character directly after the word; a space at the end of the line.
    after: char,
}

impl LineToken {
    fn is_number(&self) -> bool {
        self.low.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Returns whether the token is a word with letters; numbers next to a date are its time.
    fn is_word(&self) -> bool {
        self.low.chars().filter(|c| c.is_alphabetic()).count() > 1
    }

    fn number(&self, longest: usize) -> Option<i16> {
        let is_short = (1..=longest).contains(&self.low.len());
        (is_short && self.is_number())
            .then(|| self.low.parse().ok())
            .flatten()
    }

    /// Returns the day of the month that the token states: `3`, `03`, `3rd`, `1er`, `1º`.
    fn day(&self) -> Option<i8> {
        let digits = self.low.trim_end_matches(|c: char| !c.is_ascii_digit());
        let ending = self.low.get(digits.len()..)?;
        let is_ordinal = matches!(
            ending,
            "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "e" | "日" | "일" | "ste" | "de"
        );
        let is_short = (1..=2).contains(&digits.len());
        let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
        (is_ordinal && is_short).then_some(day)
    }

    fn year(&self) -> Option<i16> {
        let digits = self.low.trim_end_matches(['年', '년', 'r', 'г']);
        let year = digits.parse().ok()?;
        (digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(year)
    }
}

fn collect_tokens(line: &str) -> Vec<LineToken> {
    let mut tokens = Vec::new();
    let mut low = String::new();
    let mut chars = line.chars().chain(std::iter::once(' ')).peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() {
            low.extend(c.to_lowercase());
            // `2019年3月12日` has no spaces.
            let ends = matches!(c, '年' | '月' | '日' | '년' | '월' | '일');
            let joins = matches!(
                (c, chars.peek()),
                (d, Some(next)) if d.is_ascii_digit() && matches!(next, '年' | '月' | '日' | '년' | '월' | '일')
            );
            if !ends || joins {
                continue;
            }
        }
        if low.is_empty() {
            continue;
        }
        if !DATE_PARTICLES.contains(&low.as_str()) {
            let after = if c.is_alphanumeric() { ' ' } else { c };
            let low = std::mem::take(&mut low);
            tokens.push(LineToken { low, after });
        }
        low.clear();
        if tokens.len() >= MAX_EXAMINED_WORDS {
            break;
        }
    }
    tokens
}

/// Reads `12 März 2019`, `March 12 2019` or `2019 March 12` at the start. Returns the number of words.
fn read_named(tokens: &[LineToken]) -> Option<(Date, usize)> {
    let [one, two, three, ..] = tokens else {
        return None;
    };
    let day_first = || {
        let month = month_number(&two.low)?;
        Some((three.year()?, month, one.day()?))
    };
    let month_first = || {
        let month = month_number(&one.low)?;
        Some((three.year()?, month, two.day()?))
    };
    let year_first = || {
        let month = month_number(&two.low)?;
        Some((one.year()?, month, three.day()?))
    };
    let (year, month, day) = day_first().or_else(month_first).or_else(year_first)?;
    Some((Date::new(year, month, day).ok()?, 3))
}

/// Reads `12.03.2019`, `12/03/2019`, `2019-03-12`, `12.03.19` or `2019年3月12日` at the start.
fn read_numbers(tokens: &[LineToken], order: NumberOrder) -> Option<(Date, usize)> {
    let [one, two, three, ..] = tokens else {
        return None;
    };
    let small = |token: &LineToken| {
        let digits = token.low.trim_end_matches(['月', '월', '日', '일', 't']);
        let number = digits.parse().ok().filter(|n| (1..=31).contains(n))?;
        (digits.len() <= 2).then_some(number)
    };
    if let (Some(year), Some(month), Some(day)) = (one.year(), small(two), small(three)) {
        let is_joined = one.after == two.after || one.low.ends_with(['年', '년']);
        let is_mark = matches!(one.after, '-' | '.' | '/' | ' ') && one.after != ' ';
        if is_joined && (is_mark || one.low.ends_with(['年', '년'])) {
            return Some((Date::new(year, month, day).ok()?, 3));
        }
    }
    let mark = one.after;
    if mark != two.after || !matches!(mark, '.' | '/' | '-') {
        return None;
    }
    let (first, second) = (one.number(2)?, two.number(2)?);
    let year = three.year().or_else(|| short_year(three, mark))?;
    let (day, month) = match (mark, order) {
        ('.', _) | (_, NumberOrder::DayFirst) if second <= 12 => (first, second),
        ('/' | '-', NumberOrder::MonthFirst) if first <= 12 => (second, first),
        ('/' | '-', _) if first > 12 => (first, second),
        ('/' | '-', _) if second > 12 || first == second => (second, first),
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, 3))
}

/// Returns the year of `12.03.19`. Only dots are accepted, since scores and sizes contain other marks ("3/4/19").
fn short_year(token: &LineToken, mark: char) -> Option<i16> {
    let year = token.number(2).filter(|_| token.low.len() == 2)?;
    (mark == '.').then_some(if year < 70 { 2000 + year } else { 1900 + year })
}

/// Returns the number of a month by its name or an abbreviation of at least three letters.
fn month_number(low: &str) -> Option<i8> {
    static MONTHS: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
        let lines = MONTH_NAMES.lines().filter(|line| !line.starts_with('#'));
        let mut months = HashMap::new();
        for (month, line) in (1i8..).zip(lines.clone()) {
            months.extend(line.split_whitespace().map(|name| (name, month)));
        }
        for (month, line) in (1i8..).zip(lines) {
            for name in line.split_whitespace() {
                let cuts = name.char_indices().map(|(at, _)| at);
                for cut in cuts.skip(MIN_ABBREVIATION_CHARS) {
                    months
                        .entry(name.get(..cut).unwrap_or(name))
                        .or_insert(month);
                }
            }
        }
        months
    });
    MONTHS.get(low).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_line(line: &str, order: NumberOrder, expected: Option<&str>) {
        let found = find_dates_in_line(line, order);
        let found = found.first().map(|found| found.date.to_string());
        assert_eq!(found.as_deref(), expected, "{line}");
    }

    #[test]
    fn dates_of_many_languages_are_read_in_lines() {
        for line in [
            "12. März 2019",
            "Von Lena Brandt, am 12. März 2019 um 14:05 Uhr",
            "Dienstag, 12. Maerz 2019",
            "Publié le mardi 12 mars 2019 à 06h00",
            "12 de marzo de 2019",
            "12 marzo 2019, 08:00",
            "terça-feira, 12 de março de 2019",
            "dinsdag 12 maart 2019",
            "12 marca 2019",
            "úterý 12. března 2019",
            "den 12. marts 2019",
            "12 марта 2019 г.",
            "12 mars 2019",
            "12 Mart 2019",
            "Tuesday, March 12th, 2019 | 4 comments",
            "Mar 12 2019",
            "2019 March 12",
            "2019-03-12",
            "2019/03/12 08:00",
            "2019年3月12日",
            "2019. 03. 12.",
            "12.03.2019, 14:05",
            "12.3.2019",
            "12.03.19",
        ] {
            check_line(line, NumberOrder::Unknown, Some("2019-03-12"));
        }
    }

    #[test]
    fn each_date_has_the_words_before_it() {
        let line = "Publié le 14 mars 2022 à 06h00, mis à jour le 15 mars 2022";
        let found = find_dates_in_line(line, NumberOrder::DayFirst);
        let found: Vec<_> = found
            .iter()
            .map(|found| (found.lead.as_str(), found.date.day()))
            .collect();
        assert_eq!(found, [("publié", 14), ("mis jour", 15)]);
    }

    #[test]
    fn numbers_follow_the_order_of_the_language() {
        check_line("05/04/2019", NumberOrder::Unknown, None);
        check_line("05/04/2019", NumberOrder::DayFirst, Some("2019-04-05"));
        check_line("05/04/2019", NumberOrder::MonthFirst, Some("2019-05-04"));
        check_line("25/04/2019", NumberOrder::MonthFirst, Some("2019-04-25"));
        check_line("04/25/2019", NumberOrder::DayFirst, Some("2019-04-25"));
        assert_eq!(NumberOrder::from_tag("en_US"), NumberOrder::MonthFirst);
        assert_eq!(NumberOrder::from_tag("en-GB"), NumberOrder::DayFirst);
        assert_eq!(NumberOrder::from_tag("en"), NumberOrder::Unknown);
        assert_eq!(NumberOrder::from_tag("de-AT"), NumberOrder::DayFirst);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for line in [
            "March 2019",
            "In 2019 the March fair drew 12 visitors",
            "0001-01-01",
            "Version 1.2.3",
            "The vote of 31 to 24 in 2019",
            "Call 030 12 03 2019",
            "31 February 2019",
            "2019",
            "",
        ] {
            check_line(line, NumberOrder::DayFirst, None);
        }
    }

    #[test]
    fn no_name_means_two_months() {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let lines = MONTH_NAMES.lines().filter(|line| !line.starts_with('#'));
        for (n, line) in lines.enumerate() {
            for name in line.split_whitespace() {
                let first = *seen.entry(name).or_insert(n);
                assert_eq!(first, n, "{name}");
            }
        }
        assert_eq!(month_number("mar"), Some(3));
        assert_eq!(month_number("juil"), Some(7));
        assert_eq!(month_number("sept"), Some(9));
        assert_eq!(month_number("okt"), Some(10));
    }
}
