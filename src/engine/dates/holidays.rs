//! Reads holidays by name: "Christmas Eve 2024", "Good Friday", "Labor Day".

use std::sync::OnceLock;

use jiff::civil::Date;

use super::parts::read_year;
use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::tense::{Tense, TenseReading, read_tense};
use super::timex_value::{CalendarSpan, days_later, nth_weekday};
use crate::annotation::RuleId;
use crate::engine::numbers::{
    GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine, known_word,
};
use crate::engine::rule::Rule;
use crate::invariant::ExpectOr;

const TABLE: &str = include_str!("../../../assets/lang/en/holidays.tsv");

/// The rule for holidays by name.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/holiday"),
    summary: "A holiday by its name: Good Friday, Labor Day, Christmas Eve 2024.",
    needs: &[],
    finds: &[
        "Banks will shut on ⟦Labor Day⟧.",
        "The fire broke out on ⟦Easter Monday 2019⟧.",
    ],
    silent: &[
        "Ann Christmas sold Easter eggs.",
        "Labor leaders met veterans.",
    ],
};

/// The rule that excludes names that contain a time word, such as "Easter Island".
pub(super) static NAME: Rule = Rule {
    id: RuleId("dates/name-with-date"),
    summary: "A name that contains a time word is not a date: Sheffield Wednesday, Easter Island.",
    needs: &[],
    finds: &[
        "Fans of ⟦Sheffield Wednesday⟧ cheered.",
        "The statues of ⟦Easter Island⟧ are at risk.",
    ],
    silent: &["Fans cheered on Wednesday.", "The island shuts at Easter."],
};

/// A holiday without a year is taken as a past one if it was at most this many days ago and the tense does not decide.
const MAX_DAYS_BACK: i32 = 31;

/// How the date of a holiday in a year is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HolidayRule {
    /// The same day of the same month each year.
    Fixed(i8, i8),
    /// The nth weekday of a month, plus a number of days.
    Weekday {
        month: i8,
        weekday: u8,
        nth: i8,
        later: i8,
    },
    /// Days after Easter Sunday of the western churches.
    Easter(i8),
    /// Not a holiday: a name that contains a time word, such as "Easter Island".
    Name,
}

impl HolidayRule {
    fn parse(text: &str) -> Option<Self> {
        if text == "-" {
            return Some(Self::Name);
        }
        // "easter-2" is counted from Easter Sunday; all other days begin with their month.
        let days = text.trim_start_matches(char::is_alphabetic);
        if days.len() < text.len() {
            return days.parse().ok().map(Self::Easter);
        }
        let (month, rest) = text.split_once('-')?;
        let month = month.parse().ok()?;
        if let Ok(day) = rest.parse() {
            return Some(Self::Fixed(month, day));
        }
        let (weekday, rest) = rest.split_once('-')?;
        let weekday = known_word(&format!("{weekday}.")).weekday?;
        let (nth, later) = rest.split_once('+').unwrap_or((rest, "0"));
        Some(Self::Weekday {
            month,
            weekday,
            nth: nth.parse().ok()?,
            later: later.parse().ok()?,
        })
    }

    /// Returns the date of the holiday in that year; `None` if there is none.
    fn day(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Weekday {
                month,
                weekday,
                nth,
                later,
            } => days_later(
                nth_weekday(CalendarSpan::Month(year, month), weekday, nth)?,
                later,
            ),
            Self::Easter(later) => days_later(easter_sunday(year)?, later),
            Self::Name => None,
        }
    }

    /// Returns the TIMEX3 value of the holiday without a year.
    fn open_value(self) -> String {
        match self {
            Self::Fixed(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Self::Weekday { month, .. } => format!("XXXX-{month:02}-XX"),
            Self::Easter(_) | Self::Name => "XXXX-XX-XX".to_owned(),
        }
    }
}

/// Returns Easter Sunday of a year in the Gregorian calendar, by the anonymous algorithm of 1876.
fn easter_sunday(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let leap = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - leap + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let total = moon + sunday - 7 * late + 114;
    let (month, day) = (total / 31, total % 31 + 1);
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Returns all holidays, the longest names first.
fn all_holidays() -> &'static [(&'static str, HolidayRule)] {
    static ALL: OnceLock<Vec<(&str, HolidayRule)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        let mut all: Vec<_> = rows
            .filter_map(|row| {
                let (name, rule) = row.split_once('\t')?;
                Some((name, HolidayRule::parse(rule)?))
            })
            .collect();
        all.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        all
    })
}

/// Returns the holiday that begins at subtoken `index`.
pub(super) fn find_holiday(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let at = if line.is_a(index, GrammarWord::The) {
        index + 1
    } else {
        index
    };
    if !line.has(at, NumericFlags::HOLIDAY) || !line.is_capital(at) {
        return None;
    }
    let (end, rule) = name_at(line, at)?;
    // Only "the Fourth of July" has an article of its own.
    if rule == HolidayRule::Name || at > index && line.word(at).ordinal.is_none() {
        return None;
    }
    if is_other_name(line, at, end) {
        return None;
    }
    let after = if line.raw(end) == "," { end + 1 } else { end };
    if let Some(year) = read_year(line, after) {
        let found = TemporalExpression::at(index, after + 1, CalendarSpan::Day(rule.day(year)?));
        return Some(found.settled(Certainty::Written));
    }
    let Some(published) = context.published else {
        return Some(TemporalExpression::unresolved(
            index,
            end,
            rule.open_value(),
        ));
    };
    let (day, reading) = day_for(context, index..end, published, rule)?;
    let found = TemporalExpression::at(index, end, CalendarSpan::Day(day));
    Some(match reading {
        Some(reading) => found.by_tense(reading),
        None => found,
    })
}

/// Returns the holiday at subtoken `index`, or the name there that contains a time word, with the index after it.
fn name_at(line: SubtokenLine<'_>, index: usize) -> Option<(usize, HolidayRule)> {
    all_holidays().iter().find_map(|(name, rule)| {
        let letter = name
            .as_bytes()
            .first()
            .copied()
            .expect_or_default("a name is not empty");
        if !line.begins_among(index, &[letter]) {
            return None;
        }
        Some((end_of_phrase(line, index, name)?, *rule))
    })
}

/// Returns the index after a name at subtoken `index` that contains a time word but is not a date.
pub(super) fn name_end(context: &DateContext<'_>, index: usize) -> Option<usize> {
    let line = context.line;
    if !line.has(index, NumericFlags::HOLIDAY) || !line.is_capital(index) {
        return None;
    }
    name_at(line, index)
        .filter(|(end, rule)| *rule == HolidayRule::Name && context.drops(&NAME, index..*end))
        .map(|(end, _)| end)
}

/// Returns whether the words are a part of a longer name: "Christmas Island", "Noel Christmas".
fn is_other_name(line: SubtokenLine<'_>, start: usize, end: usize) -> bool {
    let goes_on = line.is_capital(end)
        && line.class(end) == SubtokenClass::Word
        && line.gap(end) == " "
        && line.word(end).part.is_none();
    let before = start.back(1);
    let is_surname = line.is_capital(before)
        && line.class(before) == SubtokenClass::Word
        && line.gap(start) == " "
        && !line.has(
            before,
            NumericFlags::PREPOSITION
                .or(NumericFlags::FUNCTION)
                .or(NumericFlags::DETERMINER)
                .or(NumericFlags::ADJECTIVE)
                .or(NumericFlags::AUXILIARY),
        )
        && end == start + 1;
    goes_on || is_surname || is_attribute(line, start, end)
}

/// Returns whether a holiday of one word modifies a noun: "the Christmas tree", "Easter eggs".
fn is_attribute(line: SubtokenLine<'_>, start: usize, end: usize) -> bool {
    let other = NumericFlags::PREPOSITION
        .or(NumericFlags::FUNCTION)
        .or(NumericFlags::DETERMINER)
        .or(NumericFlags::AUXILIARY)
        .or(NumericFlags::VERB);
    let is_led = line.is_a(start.back(1), GrammarWord::HolidayLead);
    end == start + 1
        && line.class(end) == SubtokenClass::Word
        && line.raw(end).starts_with(char::is_lowercase)
        && line.gap(end) == " "
        && !line.has(end, other)
        && line.word(end).part.is_none()
        && !is_led
}

/// Returns the date of a holiday without a year: by "last" and "next" and by the tense, or else the nearest.
fn day_for(
    context: &DateContext<'_>,
    pieces: std::ops::Range<usize>,
    published: Date,
    rule: HolidayRule,
) -> Option<(Date, Option<TenseReading>)> {
    let line = context.line;
    let this = rule.day(published.year())?;
    let last = if this <= published {
        this
    } else {
        rule.day(published.year() - 1)?
    };
    let next = if this >= published {
        this
    } else {
        rule.day(published.year() + 1)?
    };
    let before = pieces.start.back(1);
    if line.is_a(before, GrammarWord::Last) {
        return Some((last, None));
    }
    if line.is_a(before, GrammarWord::NextWord) {
        return Some((next, None));
    }
    if line.is_a(before, GrammarWord::This) {
        return Some((this, None));
    }
    let reading = read_tense(context.page, line, pieces.start, pieces.end);
    let day = match reading.tense {
        Tense::Past => last,
        Tense::Future => next,
        Tense::Unknown if last.until(published).ok()?.get_days() <= MAX_DAYS_BACK => last,
        Tense::Unknown => this,
    };
    Some((day, Some(reading)))
}

/// Returns the index after a phrase at subtoken `index`; `None` if the phrase is not there. An apostrophe of the phrase
/// may be a subtoken of its own.
fn end_of_phrase(line: SubtokenLine<'_>, index: usize, phrase: &str) -> Option<usize> {
    let mut at = index;
    for word in phrase.split(' ') {
        if word == "'s" {
            let is_apart =
                matches!(line.raw(at), "'" | "’") && line.is_a(at + 1, GrammarWord::PossessiveS);
            at += if is_apart {
                2
            } else if matches!(line.raw(at), "'s" | "’s") {
                1
            } else {
                return None;
            };
            continue;
        }
        let mut parts = word.split_inclusive(['\'', '-', '.']);
        let whole = line.raw(at);
        if whole.eq_ignore_ascii_case(word) || whole.replace('’', "'").eq_ignore_ascii_case(word)
        {
            at += 1;
            continue;
        }
        let is_cut = parts.all(|part| {
            let stem = part.trim_end_matches(['\'', '-', '.']);
            let has_stem = stem.is_empty() || line.raw(at).eq_ignore_ascii_case(stem);
            at += usize::from(!stem.is_empty());
            if !has_stem || stem.len() == part.len() {
                return has_stem;
            }
            let is_mark = matches!(line.raw(at), "'" | "’" | "-" | ".");
            at += 1;
            is_mark
        });
        if !is_cut {
            return None;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_moves() {
        assert_eq!(easter_sunday(2024), Some(date(2024, 3, 31)));
        assert_eq!(easter_sunday(2025), Some(date(2025, 4, 20)));
        assert_eq!(easter_sunday(2038), Some(date(2038, 4, 25)));
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let n_rows = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(all_holidays().len(), n_rows);
        let day = |name: &str| {
            let rule = all_holidays().iter().find(|(other, _)| *other == name)?.1;
            rule.day(2026)
        };
        assert_eq!(day("memorial day"), Some(date(2026, 5, 25)));
        assert_eq!(day("black friday"), Some(date(2026, 11, 27)));
        assert_eq!(day("mardi gras"), Some(date(2026, 2, 17)));
    }
}
