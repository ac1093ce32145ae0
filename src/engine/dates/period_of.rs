//! Reads days and weeks by their position in a longer period: "Tuesday of last week", "the first Monday of October
//! 2024", "the 9th of last month", "the week of December 8th".

use super::parts;
use super::temporal::{DateContext, TemporalExpression};
use super::timex_value::{CalendarSpan, days_later, nth_weekday};
use super::{calendar, relative};
use crate::annotation::{DateKind, RuleId};
use crate::engine::numbers::{GrammarWord, NumericFlags, Period, SubtokenClass, SubtokenLine};
use crate::engine::rule::Rule;

/// The longer period in which a day or week is located.
enum DividedSpan {
    /// One period of the calendar.
    Span(CalendarSpan),
    /// Each month or each year.
    Each,
    /// A period that is unknown without a publication date.
    Open,
}

/// The rule for a day or week by its position in a longer period.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/part-of-period"),
    summary: "A day or week by its place in a longer period: Tuesday of last week, the first Monday of October 2024.",
    needs: &[],
    finds: &[
        "The vote is on ⟦the first Monday of October 2024⟧.",
        "They met on ⟦Tuesday of last week⟧.",
        "It opened in ⟦the week of March 4⟧.",
    ],
    silent: &[
        "The first of the ferries sank.",
        "The last day of the trial was quiet.",
    ],
};

/// Returns the part of a longer period that begins at subtoken `index`.
pub(super) fn find_part_of_period(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    if line.word(index).weekday.is_some() {
        return weekday_of_week(context, index);
    }
    if !line.is_a(index, GrammarWord::The) {
        return None;
    }
    let at = index + 1;
    let period = line.word(at).period;
    if matches!(period, Some(Period::Week | Period::Weekend)) && !line.has(at, NumericFlags::MANY) {
        return week_of(context, index);
    }
    if line.class(at) == SubtokenClass::Digits {
        return day_of_month(context, index);
    }
    let (nth, at) = read_ordinal_place(line, at)?;
    if let Some(weekday) = line.word(at).weekday {
        return nth_of(context, index, at, weekday, nth);
    }
    if line.is_one(at, Period::Day) {
        return end_of(context, index, at, nth);
    }
    day_of_month(context, index)
}

/// Reads "first", "second", … "fifth", "last", "final", "second last". Returns the position, negative if counted from
/// the end, and the index after it.
fn read_ordinal_place(line: SubtokenLine<'_>, at: usize) -> Option<(i8, usize)> {
    if line.is_a(at, GrammarWord::FinalWord) {
        return Some((-1, at + 1));
    }
    if line.is_a(at, GrammarWord::SecondLast) {
        return Some((-2, at + 1));
    }
    let nth = line.word(at).ordinal.filter(|n| (1..=31).contains(n))?;
    let next = line.behind_hyphen(at + 1);
    if nth == 2 && line.is_a(next, GrammarWord::Last) {
        return Some((-2, next + 1));
    }
    Some((i8::try_from(nth).ok()?, at + 1))
}

/// Reads "Tuesday of last week", "Friday of this week".
fn weekday_of_week(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let weekday = line.word(index).weekday?;
    if !line.is_a(index + 1, GrammarWord::Of) || line.has(index, NumericFlags::MANY) {
        return None;
    }
    let (whole, end) = read_divided_span(context, index + 2)?;
    match whole {
        DividedSpan::Span(CalendarSpan::Week(day)) => {
            let back = day.weekday().to_monday_zero_offset();
            let forth = i8::try_from(weekday).ok()?.checked_sub(1)?;
            let day = days_later(day, forth.checked_sub(back)?)?;
            Some(TemporalExpression::at(index, end, CalendarSpan::Day(day)))
        }
        DividedSpan::Open if line.is_one(end - 1, Period::Week) => Some(
            TemporalExpression::unresolved(index, end, format!("XXXX-WXX-{weekday}")),
        ),
        _ => None,
    }
}

/// Reads "the first Monday of October 2024", "the last Friday of this month", "the first Sunday of every month".
fn nth_of(
    context: &DateContext<'_>,
    index: usize,
    at: usize,
    weekday: u8,
    nth: i8,
) -> Option<TemporalExpression> {
    let line = context.line;
    if !line.is_a(at + 1, GrammarWord::InOrOf) {
        return None;
    }
    let (whole, end) = read_divided_span(context, at + 2)?;
    let open = format!("XXXX-WXX-{weekday}");
    match whole {
        DividedSpan::Span(of) if of.period() >= Period::Month && of.period() <= Period::Year => {
            let day = nth_weekday(of, weekday, nth)?;
            Some(TemporalExpression::at(index, end, CalendarSpan::Day(day)))
        }
        DividedSpan::Span(_) => None,
        DividedSpan::Each => Some(TemporalExpression::new(index, end, DateKind::Set, open)),
        DividedSpan::Open => Some(TemporalExpression::unresolved(index, end, open)),
    }
}

/// Reads "the last day of this month", "the first day of 2025".
fn end_of(
    context: &DateContext<'_>,
    index: usize,
    at: usize,
    nth: i8,
) -> Option<TemporalExpression> {
    let line = context.line;
    if !line.is_a(at + 1, GrammarWord::InOrOf) {
        return None;
    }
    let (whole, end) = read_divided_span(context, at + 2)?;
    let DividedSpan::Span(of) = whole else {
        return None;
    };
    if of.period() < Period::Month || of.period() > Period::Year {
        return None;
    }
    let day = match nth {
        1.. => days_later(of.day()?, nth.checked_sub(1)?)?,
        _ => days_later(of.shift(1)?.day()?, nth)?,
    };
    (CalendarSpan::holding(day, of.period()) == Some(of))
        .then(|| TemporalExpression::at(index, end, CalendarSpan::Day(day)))
}

/// Reads "the 9th of last month", "the first of the month", "the 15th of each month".
fn day_of_month(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let (nth, end) = parts::read_ordinal(line, index + 1)?;
    let day = i8::try_from(nth)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    if !line.is_a(end, GrammarWord::Of) {
        return None;
    }
    let (whole, end) = read_divided_span(context, end + 1)?;
    if !line.is_one(end - 1, Period::Month) {
        return None;
    }
    let open = format!("XXXX-XX-{day:02}");
    match whole {
        DividedSpan::Span(CalendarSpan::Month(year, month)) => {
            let day = jiff::civil::Date::new(year, month, day).ok()?;
            Some(TemporalExpression::at(index, end, CalendarSpan::Day(day)))
        }
        DividedSpan::Span(_) => None,
        DividedSpan::Each => Some(TemporalExpression::new(index, end, DateKind::Set, open)),
        DividedSpan::Open => Some(TemporalExpression::unresolved(index, end, open)),
    }
}

/// Reads "the week of December 8th", "the weekend of 24 October", "the week beginning 3 June".
fn week_of(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    if !line.is_a(index + 2, GrammarWord::WeekOfWord) {
        return None;
    }
    let found = calendar::find_calendar_date(context, index + 3)?;
    let is_weekend = line.is_one(index + 1, Period::Weekend);
    match found.point {
        Some(CalendarSpan::Day(day)) if is_weekend => Some(TemporalExpression::at(
            index,
            found.end,
            CalendarSpan::Weekend(day),
        )),
        Some(CalendarSpan::Day(day)) => Some(TemporalExpression::at(
            index,
            found.end,
            CalendarSpan::Week(day),
        )),
        None if found.is_unresolved => {
            let value = if is_weekend {
                "XXXX-WXX-WE"
            } else {
                "XXXX-WXX"
            };
            Some(TemporalExpression::unresolved(index, found.end, value))
        }
        _ => None,
    }
}

/// Reads a week, month, quarter or year: "last week", "October 2024", "the month", "every month", and returns the index
/// after it.
fn read_divided_span(context: &DateContext<'_>, at: usize) -> Option<(DividedSpan, usize)> {
    let line = context.line;
    let period = line.word(at + 1).period;
    let is_single = period.is_some() && !line.has(at + 1, NumericFlags::MANY);
    if line.is_a(at, GrammarWord::Every) && is_single {
        return Some((DividedSpan::Each, at + 2));
    }
    if line.is_a(at, GrammarWord::TheOrThat) && is_single {
        let period = period.filter(|period| {
            matches!(
                period,
                Period::Week | Period::Month | Period::Quarter | Period::Year
            )
        })?;
        return Some(match context.latest_base(period) {
            Some((point, _)) => (DividedSpan::Span(point), at + 2),
            None => (DividedSpan::Open, at + 2),
        });
    }
    if let Some(year) = parts::read_year(line, at) {
        return Some((DividedSpan::Span(CalendarSpan::Year(year)), at + 1));
    }
    let found = calendar::find_calendar_date(context, at)
        .or_else(|| relative::find_relative(context, at))?;
    let whole = found.point.map_or(DividedSpan::Open, DividedSpan::Span);
    Some((whole, found.end))
}
