//! Reads times of day together with the day after them, and the durations of races.

use super::calendar::find_calendar_date;
use super::clock::{half_day, is_no_time, read_clock_number, read_clock_time};
use super::holidays::find_holiday;
use super::relative::{find_day, find_relative};
use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::timex_value::CalendarSpan;
use crate::annotation::{DateKind, RuleId};
use crate::engine::numbers::{GrammarWord, StepBack, SubtokenClass, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule for times of day.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/time-of-day"),
    summary: "A time of day, with the day after it: 7:30pm on Friday, noon, 15:11 GMT.",
    needs: &[],
    finds: &[
        "The gates open at ⟦7:30pm on 3 June⟧.",
        "The quake struck at ⟦15:11 GMT⟧.",
    ],
    silent: &[
        "Mix it at a ratio of 4:30, as John 3:16 says.",
        "The Noon Group is for sale.",
    ],
};

/// The rule for the time that a race or a similar event took.
pub(super) static ELAPSED: Rule = Rule {
    id: RuleId("dates/elapsed-time"),
    summary: "The time that something took, in hours, minutes and seconds.",
    needs: &[],
    finds: &[
        "She won the marathon in ⟦2:21:07⟧.",
        "He clocked ⟦1:02:11⟧ over the half distance.",
    ],
    silent: &["The train left at 12:30.", "The ratio is 3:2."],
};

/// Returns the time of day that begins at subtoken `index`.
pub(super) fn find_clock_time(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    if line.is_glued(index)
        && matches!(
            line.class(index.back(1)),
            SubtokenClass::Word | SubtokenClass::Digits
        )
    {
        return None;
    }
    if context.allows(&ELAPSED)
        && let Some(found) = read_elapsed_time(line, index)
    {
        return Some(found.by(&ELAPSED));
    }
    if !context.allows(&RULE) {
        return None;
    }
    if is_no_time(line, index) {
        return None;
    }
    let (time, end) = read_clock_time(line, index)?;
    let (day, end) = day_behind(context, end);
    let named = context
        .before
        .filter(|point| matches!(point, CalendarSpan::Day(_)));
    let (day, certainty) = match (day, named) {
        (Some(day), _) => (Some(day), Certainty::Written),
        (None, Some(named)) => (Some(named.value()), Certainty::Anchored),
        (None, None) => (
            context.published.map(|day| day.to_string()),
            Certainty::Nearest,
        ),
    };
    let is_unresolved = day.is_none();
    // What is named later counts from the day of the time.
    let point = day
        .as_ref()
        .and_then(|day| day.parse().ok())
        .map(CalendarSpan::Day);
    let point = point.filter(|_| certainty == Certainty::Written);
    let value = match day {
        Some(day) => format!("{day}T{time}"),
        None => format!("T{time}"),
    };
    Some(TemporalExpression {
        rule: Some(&RULE),
        is_unresolved,
        certainty,
        point,
        ..TemporalExpression::new(index, end, DateKind::Time, value)
    })
}

/// Reads the time that an event took: "finishing in 3:07:35", "clocked 2:04:11".
fn read_elapsed_time(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    let is_led = line.is_a(index.back(1), GrammarWord::ElapsedLead);
    let is_colon = |at: usize| {
        line.raw(at) == ":"
            && line.is_glued(at)
            && line.is_glued(at + 1)
            && line.raw(at + 1).len() == 2
    };
    if !is_led || !is_colon(index + 1) || !is_colon(index + 3) {
        return None;
    }
    let (hours, minutes, seconds) = (
        read_clock_number(line, index)?,
        read_clock_number(line, index + 2)?,
        read_clock_number(line, index + 4)?,
    );
    let is_clock = half_day(line, index + 5).is_some();
    (!is_clock && minutes < 60 && seconds < 60).then(|| {
        let value = format!("PT{hours}H{minutes}M{seconds}S");
        TemporalExpression::new(index, index + 5, DateKind::Duration, value)
    })
}

/// Reads a day directly after a time: "7:30pm on Friday", "noon Thursday", "2:30 a.m. the next day".
fn day_behind(context: &DateContext<'_>, end: usize) -> (Option<String>, usize) {
    let line = context.line;
    let at = if line.is_a(end, GrammarWord::On) || line.raw(end) == "," {
        end + 1
    } else {
        end
    };
    // "Thursday, May 2" is one day, so whole dates are tried before a weekday alone.
    let found = find_holiday(context, at)
        .or_else(|| find_calendar_date(context, at))
        .or_else(|| find_day(context, at))
        .or_else(|| find_relative(context, at));
    let Some(found) = found else {
        return (None, end);
    };
    // A part of a day, "9pm tonight", has its day as its point.
    match found.point {
        Some(CalendarSpan::Day(day)) => (Some(day.to_string()), found.end),
        _ if found.value.len() == 10 && found.kind == DateKind::Date => {
            (Some(found.value), found.end)
        }
        _ => (None, end),
    }
}
