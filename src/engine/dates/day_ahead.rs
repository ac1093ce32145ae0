//! Reads a day by its distance from another day: "a week from Thursday", "a fortnight on Friday", "Friday week".

use super::length::read_length;
use super::relative::find_day;
use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::tense::{Tense, read_tense};
use super::timex_value::{CalendarSpan, nearest_weekday};
use crate::annotation::RuleId;
use crate::engine::numbers::{GrammarWord, NumericFlags, Period, StepBack, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule for a day given by its distance in days or weeks from another day.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/weeks-from-day"),
    summary: "A day by its distance from another: a week from Thursday, a fortnight on Friday, Monday week.",
    needs: &[],
    finds: &[
        "The hearing opens ⟦two weeks from Monday⟧.",
        "The shop reopens ⟦Tuesday week⟧.",
        "The replay will be held ⟦a week on Saturday⟧.",
    ],
    silent: &[
        "He spent a week on Saturday duty.",
        "It was a week from hell.",
        "The Friday week-long sale was off.",
    ],
};

/// Returns the day that begins at subtoken `index` and is given by its distance from another.
pub(super) fn find_day_ahead(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    after_length(context, index).or_else(|| weekday_week(context, index))
}

/// Reads "a week from Thursday", "two days from today", "a fortnight on Friday".
fn after_length(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let length = read_length(line, index)?;
    let days = days_in(length.period)?.checked_mul(length.whole()?)?;
    // "At its lowest in six weeks on Monday" is a length and a day.
    let is_on = line.is_a(length.end, GrammarWord::On)
        && days % 7 == 0
        && (is_deferred_to(line, index)
            || !line.has(index.back(1), NumericFlags::PREPOSITION)
                && read_tense(context.page, line, index, length.end).tense == Tense::Future);
    if !is_on && !line.is_a(length.end, GrammarWord::From) {
        return None;
    }
    let at = length.end + 1;
    let is_alone = |end: usize| {
        line.is_end(end) || line.has(end, NumericFlags::PREPOSITION.or(NumericFlags::FUNCTION))
    };
    let found = find_day(context, at).filter(|found| is_alone(found.end))?;
    let day = match (line.word(at).weekday, found.point) {
        (Some(weekday), _) => nearest_weekday(context.published?, weekday, true)?,
        (None, Some(CalendarSpan::Day(day))) => day,
        _ => return None,
    };
    let point = CalendarSpan::Day(day).shift(days)?;
    Some(TemporalExpression::at(index, found.end, point).settled(Certainty::Counted))
}

/// Returns whether something is postponed to the date that begins at subtoken `index`: "moved to a week on Tuesday".
fn is_deferred_to(line: SubtokenLine<'_>, index: usize) -> bool {
    (line.is_a(index.back(1), GrammarWord::To) || line.is_a(index.back(1), GrammarWord::UntilWord))
        && line.is_a(index.back(2), GrammarWord::DeferralVerb)
}

/// Reads "Friday week", "this Monday fortnight".
fn weekday_week(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let at = if line.is_a(index, GrammarWord::This) {
        index + 1
    } else {
        index
    };
    let weekday = line.word(at).weekday.filter(|_| line.is_capital(at))?;
    let word = line.word(at + 1);
    let days = days_in(word.period.filter(|_| !word.has(NumericFlags::MANY))?)
        .filter(|days| *days >= 7)?;
    let end = at + 2;
    let is_alone = !line.is_hyphen(end)
        && (line.is_end(end)
            || line.has(end, NumericFlags::PREPOSITION.or(NumericFlags::FUNCTION)));
    if !is_alone || line.has(at + 1, NumericFlags::MANY) || line.is_capital(at + 1) {
        return None;
    }
    let day = nearest_weekday(context.published?, weekday, true)?;
    Some(TemporalExpression::at(
        index,
        end,
        CalendarSpan::Day(day).shift(days)?,
    ))
}

/// Returns the number of days in a period of whole weeks or days; `None` for other periods.
const fn days_in(period: Period) -> Option<i32> {
    match period {
        Period::Day => Some(1),
        Period::Week => Some(7),
        Period::Fortnight => Some(14),
        _ => None,
    }
}
