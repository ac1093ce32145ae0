//! Reads dates relative to a date mentioned earlier: "the next day", "the previous year", "the year before".

use super::comparisons;
use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::timex_value::{CalendarSpan, days_later, nearest_weekday};
use crate::annotation::RuleId;
use crate::engine::numbers::{GrammarWord, NumericFlags, Period};
use crate::engine::rule::Rule;

/// The rule for dates relative to the previous date.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/counted-from-earlier"),
    summary: "The next day, the previous year, that week, the year before: counted from the date before.",
    needs: &[],
    finds: &[
        "He was born in 1961 and left ⟦the following year⟧.",
        "The dam broke on 3 May 2019. ⟦The next day⟧ the army came.",
    ],
    silent: &["The next witness was late.", "The previous owner had left."],
};

/// Reads a date relative to the previous one: "the next day", "the previous year", "the following month", "that day".
pub(super) fn find_anchored(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let at = if line.is_a(index, GrammarWord::The) {
        index + 1
    } else {
        index
    };
    if at > index
        && let Some(found) = read_neighbouring_period(context, index)
    {
        return Some(found);
    }
    if let Some(found) = comparisons::find_comparison(context, index) {
        return Some(found);
    }
    let is_the = at > index;
    let shift = if line.is_a(at, GrammarWord::FollowingWord) && is_the {
        1
    } else if line.is_a(at, GrammarWord::PreviousOrder) {
        -1
    } else if line.is_a(at, GrammarWord::Same) && is_the
        || line.is_a(at, GrammarWord::That) && !is_the
    {
        0
    } else {
        return None;
    };
    let word = line.word(at + 1);
    if let Some(weekday) = word.weekday.filter(|_| shift > 0) {
        let from = days_later(context.last?.day()?, 1)?;
        let day = nearest_weekday(from, weekday, true)?;
        let found = TemporalExpression::at(index, at + 2, CalendarSpan::Day(day));
        return Some(found.settled(Certainty::Anchored));
    }
    let period = word.period.filter(|_| !word.has(NumericFlags::MANY))?;
    let is_clock = matches!(
        period,
        Period::Second | Period::Minute | Period::Hour | Period::Weekend
    );
    if is_clock
        || shift == 0 && matches!(period, Period::Decade | Period::Century)
        || line.is_a(at + 2, GrammarWord::Of) && shift == 0
    {
        return None;
    }
    let end = at + 2;
    // "The following year" at the head of a sentence counts from the sentence before.
    let is_told = shift == 0 || index == 0 || line.is_a(at, GrammarWord::ToldOrder);
    let base = if is_told {
        context.latest_base(period)
    } else {
        context.base(period)
    };
    let Some((base, certainty)) = base else {
        return Some(TemporalExpression::unresolved(
            index,
            end,
            format!("UNDEF-REF{shift:+}-{}", period.measure()),
        ));
    };
    Some(TemporalExpression::at(index, end, base.shift(shift)?).settled(certainty))
}

/// Reads "the year before", "the day after", "the week earlier".
fn read_neighbouring_period(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let period = line
        .word(index + 1)
        .period
        .filter(|_| !line.has(index + 1, NumericFlags::MANY))?;
    let shift = if line.is_a(index + 2, GrammarWord::EarlierOrBefore) {
        -1
    } else if line.is_a(index + 2, GrammarWord::After) {
        1
    } else {
        return None;
    };
    // "The year before last" counts from the publication.
    if shift < 0
        && line.is_a(index + 3, GrammarWord::Last)
        && !line.is_a(index + 2, GrammarWord::Earlier)
    {
        let end = index + 4;
        return Some(match context.published {
            Some(day) => {
                TemporalExpression::at(index, end, CalendarSpan::holding(day, period)?.shift(-2)?)
            }
            None => TemporalExpression::unresolved(
                index,
                end,
                format!("UNDEF-REF-2-{}", period.measure()),
            ),
        });
    }
    let is_alone = line.is_end(index + 3)
        || line.has(
            index + 3,
            NumericFlags::PREPOSITION
                .or(NumericFlags::FUNCTION)
                .or(NumericFlags::AUXILIARY),
        );
    if !is_alone || matches!(period, Period::Second | Period::Minute | Period::Hour) {
        return None;
    }
    let Some((base, certainty)) = context.base(period) else {
        return Some(TemporalExpression::unresolved(
            index,
            index + 3,
            format!("UNDEF-REF{shift:+}-{}", period.measure()),
        ));
    };
    Some(TemporalExpression::at(index, index + 3, base.shift(shift)?).settled(certainty))
}
