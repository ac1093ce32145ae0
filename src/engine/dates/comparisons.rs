//! Reads periods defined by an earlier one: "in the quarter", "the year-earlier period", "the same month last year".

use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::timex_value::CalendarSpan;
use crate::annotation::RuleId;
use crate::engine::numbers::{GrammarWord, NumericFlags, Period, StepBack, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule for periods defined by an earlier one.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/compared-period"),
    summary: "A period that is defined by one named before: the quarter, the year-earlier period, the same month last year.",
    needs: &[],
    finds: &[
        "First-quarter profit fell, but orders in ⟦the quarter⟧ rose.",
        "Sales in April were higher than in ⟦the same month last year⟧.",
    ],
    silent: &[
        "The quarter is a maze of alleys.",
        "It was the same old story.",
    ],
};

/// Returns the period that begins at subtoken `index` and is defined by an earlier one.
pub(super) fn find_comparison(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    if !context.allows(&RULE) {
        return None;
    }
    let found = year_earlier(context, index).or_else(|| same_of_year(context, index))?;
    Some(found.by(&RULE))
}

/// Reads "in the quarter" or "for the month" if such a period was named before.
pub(super) fn named_before(
    context: &DateContext<'_>,
    index: usize,
    period: Period,
) -> Option<TemporalExpression> {
    let line = context.line;
    let end = index + 2;
    let point = context
        .before
        .or(context.last)
        .filter(|point| point.period() == period)?;
    let is_led = match period {
        Period::Month | Period::Quarter => line.is_a(index.back(1), GrammarWord::NamedPreposition),
        Period::Year => line.is_a(index.back(1), GrammarWord::DuringOrFor),
        _ => false,
    };
    let is_alone = line.is_end(end) && !line.is_hyphen(end)
        || line.has(
            end,
            NumericFlags::PREPOSITION
                .or(NumericFlags::FUNCTION)
                .or(NumericFlags::AUXILIARY)
                .or(NumericFlags::VERB),
        ) && !line.is_a(end, GrammarWord::ComparisonTail);
    let is_found = is_led && is_alone && context.allows(&RULE);
    is_found.then(|| {
        let found = TemporalExpression::at(index, end, point);
        found.settled(Certainty::Anchored).by(&RULE)
    })
}

/// Reads "the year-earlier quarter", "the year-ago period".
fn year_earlier(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let is_phrase = line.is_a(index, GrammarWord::Article)
        && line.is_one(index + 1, Period::Year)
        && line.is_hyphen(index + 2)
        && line.is_a(index + 3, GrammarWord::EarlierOrAgo);
    if !is_phrase {
        return None;
    }
    let end = index + 5;
    if !stands_for_part(context.line, index + 4) {
        return None;
    }
    let point = part_named_before(context, index + 4);
    Some(match point.and_then(|point| point.years_later(-1)) {
        Some(point) => TemporalExpression::compared(index, end, point),
        None => TemporalExpression::unresolved(index, end, "UNDEF-REF-1-year"),
    })
}

/// Returns whether the word at `at` stands for a month, a quarter or a half-year: "period", "quarter", "month".
fn stands_for_part(line: SubtokenLine<'_>, at: usize) -> bool {
    line.is_a(at, GrammarWord::PeriodNoun)
        || matches!(line.word(at).period, Some(Period::Month | Period::Quarter))
            && !line.has(at, NumericFlags::MANY)
}

/// Returns the earlier month, quarter or half-year that "quarter" or "period" at `at` refers to; `None` if none was
/// named before.
fn part_named_before(context: &DateContext<'_>, at: usize) -> Option<CalendarSpan> {
    let named = context.before.or(context.last)?;
    let is_part = match context.line.word(at).period {
        Some(period) => named.period() == period,
        None => matches!(
            named,
            CalendarSpan::Month(..) | CalendarSpan::Quarter(..) | CalendarSpan::Half(..)
        ),
    };
    is_part.then_some(named)
}

/// Reads "the same quarter last year", "the same period of 2012", "the same month a year earlier".
fn same_of_year(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    if !line.is_a(index, GrammarWord::The) || !line.is_a(index + 1, GrammarWord::Same) {
        return None;
    }
    if !stands_for_part(line, index + 2) {
        return None;
    }
    let point = part_named_before(context, index + 2);
    let end = index + 3;
    if line.is_a(end, GrammarWord::IndefiniteArticle)
        && line.is_one(end + 1, Period::Year)
        && line.is_a(end + 2, GrammarWord::EarlierOrAgo)
    {
        let point = point?.years_later(-1)?;
        return Some(TemporalExpression::compared(index, end + 3, point));
    }
    let (year, end) = super::parts::year_behind(context, end)?;
    Some(match point.and_then(|point| point.in_year(year)) {
        Some(point) => TemporalExpression::compared(index, end, point),
        None => TemporalExpression::unresolved(index, end, format!("{year:04}")),
    })
}
