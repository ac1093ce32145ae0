//! Reads dates defined by a duration: "six weeks ago", "a year earlier", "the past two years".

use super::length::{TimeLength, is_age, read_counted_length, read_length, with_bound};
use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::tense::{Tense, read_tense};
use super::timex_value::CalendarSpan;
use crate::annotation::{DateKind, Decimal, RuleId};
use crate::engine::numbers::{GrammarWord, NumericFlags, Period, StepBack, SubtokenLine, modifier};
use crate::engine::rule::Rule;

/// The rule for dates at a distance from another date ("two years ago").
pub(super) static OFFSET: Rule = Rule {
    id: RuleId("dates/offset"),
    summary: "A date by its distance: two years ago, a week later, six months earlier.",
    needs: &[],
    finds: &[
        "The mine closed ⟦two years ago⟧.",
        "She won the seat in 2011 and lost it ⟦four years later⟧.",
    ],
    silent: &[
        "The mine closed after two years.",
        "A second later he fell.",
        "The line will open in March 2028, eleven months later than promised.",
    ],
};

/// The rule for dates at a distance in the future ("in three weeks' time").
pub(super) static AHEAD: Rule = Rule {
    id: RuleId("dates/time-ahead"),
    summary: "A date by its distance to come: will land in two days, in three weeks' time.",
    needs: &[],
    finds: &[
        "The probe will land ⟦in two days⟧.",
        "Voting resumes ⟦in three weeks' time⟧.",
    ],
    silent: &[
        "They built it in two days.",
        "It was the first loss in two years.",
    ],
};

/// The rule for durations that end or begin at the publication date ("the past two years").
pub(super) static AROUND_NOW: Rule = Rule {
    id: RuleId("dates/period-around-now"),
    summary: "A length that ends or begins with the publication: the past two years, the next few weeks.",
    needs: &[],
    finds: &[
        "Rents have doubled over ⟦the past two years⟧.",
        "Rain will ease over ⟦the next few days⟧.",
    ],
    silent: &["The past is another country.", "The next stop is York."],
};

/// The rule for vague periods before or after the publication date ("recent years").
pub(super) static VAGUE_PERIOD: Rule = Rule {
    id: RuleId("dates/vague-period"),
    summary: "Recent years, the coming weeks.",
    needs: &[],
    finds: &[
        "Rents have doubled in ⟦recent years⟧.",
        "More cuts are likely in ⟦the coming weeks⟧.",
    ],
    silent: &[
        "Recent arrivals slept in tents.",
        "The coming storm was feared.",
    ],
};

/// Returns the date that begins at subtoken `index` and is given by its distance from another: "two years ago", "a week
/// later".
pub(super) fn find_offset(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let length = read_length(line, index)?;
    if is_age(line, &length) {
        return None;
    }
    let found = read_offset(context, &length)?;
    Some(with_bound(
        line,
        found,
        modifier::modifier_before(line, index),
        true,
    ))
}

/// Reads a duration and the word after or before it that make a date: "two years ago", "a week later", "six months
/// earlier", "in two weeks".
fn read_offset(context: &DateContext<'_>, length: &TimeLength) -> Option<TemporalExpression> {
    let line = context.line;
    let end = length.end;
    // "Eleven months later than promised" is a length, and no date.
    if line.is_a(end + 1, GrammarWord::Than) {
        return None;
    }
    let (is_past, from_now, stop) = if line.is_a(end, GrammarWord::Ago) {
        (true, true, end + 1)
    } else if line.is_a(end, GrammarWord::Earlier)
        || line.is_a(end, GrammarWord::Before) && is_alone(line, end + 1)
    {
        (true, false, end + 1)
    } else if line.is_a(end, GrammarWord::Later)
        || line.is_a(end, GrammarWord::After) && is_alone(line, end + 1)
    {
        (false, false, end + 1)
    } else if line.are(end, &[GrammarWord::From, GrammarWord::Now]) {
        (false, true, end + 2)
    } else {
        return None;
    };
    let start = length.start;
    if length.period == Period::Second && line.is_a(start, GrammarWord::IndefiniteArticle) {
        return None;
    }
    let Some(n) = length.whole() else {
        return vague_shift(context, length, is_past, stop);
    };
    let (period, per) = length.period.in_smaller();
    let n = n.checked_mul(i32::try_from(per).ok()?)?;
    let n = if is_past { -n } else { n };
    if matches!(period, Period::Second | Period::Minute | Period::Hour) {
        // No clock says from when.
        let value = format!("UNDEF-REF{n:+}-{}", period.measure());
        let mut found = TemporalExpression::unresolved(start, stop, value);
        found.kind = DateKind::Time;
        return Some(found);
    }
    if let Some(point) =
        same_earlier(context, start, n).filter(|_| period == Period::Year && !from_now)
    {
        return Some(TemporalExpression::compared(start, stop, point));
    }
    let from = if from_now {
        context
            .published
            .and_then(|day| Some((CalendarSpan::holding(day, period)?, Certainty::Counted)))
    } else if is_past {
        context.base(period)
    } else {
        context.latest_base(period)
    };
    let Some((from, certainty)) = from else {
        return Some(TemporalExpression::unresolved(
            start,
            stop,
            format!("UNDEF-REF{n:+}-{}", period.measure()),
        ));
    };
    Some(TemporalExpression::at(start, stop, from.shift(n)?).settled(certainty))
}

/// Returns the month or quarter mentioned before, moved by `n` years: "a year earlier" than the third quarter is the
/// third quarter of the year before.
fn same_earlier(context: &DateContext<'_>, start: usize, n: i32) -> Option<CalendarSpan> {
    let is_compared = context
        .line
        .is_a(start.back(1), GrammarWord::ComparisonPreposition);
    let same = context.before.filter(|point| match point {
        CalendarSpan::Quarter(..) | CalendarSpan::Half(..) => true,
        CalendarSpan::Month(..) => is_compared,
        _ => false,
    })?;
    same.years_later(i16::try_from(n).ok()?)
}

/// Reads a future date by its distance: "will land in two days", "in three weeks' time".
pub(super) fn find_ahead(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    if !line.is_a(index, GrammarWord::In) {
        return None;
    }
    let length = read_length(line, index + 1)?;
    let (period, per) = length.period.in_smaller();
    let n = length.whole()?.checked_mul(i32::try_from(per).ok()?)?;
    if matches!(period, Period::Second | Period::Minute | Period::Hour) {
        return None;
    }
    let (end, is_time) = behind_time(line, length.end);
    let is_ahead = || {
        read_tense(context.page, line, index, length.end).tense == Tense::Future
            && !is_span_of_best(line, index)
            && !line.is_a(length.end, GrammarWord::Of)
            && !line.is_hyphen(length.end)
    };
    if !is_time && !is_ahead() {
        return None;
    }
    let Some(published) = context.published else {
        let value = format!("UNDEF-REF{n:+}-{}", period.measure());
        return Some(TemporalExpression::unresolved(index, end, value));
    };
    // Weeks to come lead to a day.
    let (period, n) = match period {
        Period::Week => (Period::Day, n.checked_mul(7)?),
        other => (other, n),
    };
    let point = CalendarSpan::holding(published, period)?.shift(n)?;
    Some(TemporalExpression::at(index, end, point))
}

/// Returns the index after "' time" or "'s time" at `end`, and whether one was found.
fn behind_time(line: SubtokenLine<'_>, end: usize) -> (usize, bool) {
    let mut at = end;
    if matches!(line.raw(at), "'" | "’") {
        at += 1;
        if line.is_glued(at) && line.is_a(at, GrammarWord::PossessiveS) {
            at += 1;
        }
    }
    if at > end && line.is_a(at, GrammarWord::Time) {
        (at + 1, true)
    } else {
        (end, false)
    }
}

/// The maximum distance of a superlative before a duration, in subtokens.
const MAX_PIECES_TO_SUPERLATIVE: usize = 10;

/// Returns whether the duration is the scope of "first" or a superlative: "its first loss in two years".
fn is_span_of_best(line: SubtokenLine<'_>, index: usize) -> bool {
    (index.saturating_sub(MAX_PIECES_TO_SUPERLATIVE)..index).any(|at| {
        line.is_a(at, GrammarWord::SuperlativeWord)
            || line.raw(at).len() > 5 && line.raw(at).ends_with("est")
    })
}

fn is_alone(line: SubtokenLine<'_>, at: usize) -> bool {
    line.is_end(at) && line.raw(at) != "-"
}

/// Reads a date at a vague distance: "years ago", "a few months earlier", "half a century ago".
fn vague_shift(
    context: &DateContext<'_>,
    length: &TimeLength,
    is_past: bool,
    stop: usize,
) -> Option<TemporalExpression> {
    let start = length.start;
    if let (Some(count), None, Some(published)) = (length.count, length.high, context.published) {
        // Two and a half years ago: counted in months.
        let (period, per) = length.period.in_smaller();
        let in_months = match period {
            Period::Year => 12,
            Period::Month => 1,
            _ => return None,
        };
        let months = count
            .checked_mul(per.into())?
            .checked_mul(in_months.into())?
            .trunc();
        let months: i32 = months.normalize().to_string().parse().ok()?;
        let point = CalendarSpan::holding(published, Period::Month)?.shift(if is_past {
            -months
        } else {
            months
        })?;
        return Some(TemporalExpression::at(start, stop, point));
    }
    let value = if is_past { "PAST_REF" } else { "FUTURE_REF" };
    Some(TemporalExpression::new(start, stop, DateKind::Date, value))
}

/// Reads "the past two years", "the last decade", "the next few weeks", "the first three months of 2013".
pub(super) fn find_around_now(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    let is_the = line.is_a(index, GrammarWord::StretchDeterminer);
    let mut at = if is_the { index + 1 } else { index };
    let direction = if line.is_a(at, GrammarWord::PastOrder) {
        -1
    } else if line.is_a(at, GrammarWord::NextOrder) {
        1
    } else if line.is_a(at, GrammarWord::PartOrder) && is_the {
        0
    } else {
        return None;
    };
    at += 1;
    let word = line.word(at);
    let single = word.period.filter(|_| !word.has(NumericFlags::MANY));
    let length = match single {
        Some(period)
            if is_the
                && direction != 0
                && is_length(line, index + 1, period)
                && !(matches!(period, Period::Day | Period::Night)
                    && line.is_a(at + 1, GrammarWord::Of)) =>
        {
            TimeLength {
                start: index,
                end: at + 1,
                period,
                count: Some(Decimal::ONE),
                high: None,
                rest: None,
            }
        }
        // "The last day of the trial" is no length.
        Some(_) => return None,
        None => read_counted_length(line, at).or_else(|| read_few_periods(line, at))?,
    };
    let mut found = TemporalExpression::new(index, length.end, DateKind::Duration, length.value());
    found.anchor = anchor_duration(context, &length, direction);
    Some(found)
}

/// Reads "recent years", "coming weeks".
pub(super) fn find_vague_period(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    let value = if line.is_a(index, GrammarWord::Recent) {
        "PAST_REF"
    } else if line.is_a(index, GrammarWord::Coming) {
        "FUTURE_REF"
    } else {
        return None;
    };
    let is_period =
        line.has(index + 1, NumericFlags::MANY) && line.word(index + 1).period.is_some();
    let is_led = line.is_a(index.back(1), GrammarWord::The) && value == "FUTURE_REF";
    let start = if is_led { index - 1 } else { index };
    is_period.then(|| TemporalExpression::new(start, index + 2, DateKind::Date, value))
}

/// Returns whether one period after "the" and the word at `index` is a duration: "the past year" is a duration, "the
/// next year" is a date.
fn is_length(line: SubtokenLine<'_>, index: usize, period: Period) -> bool {
    !line.is_a(index, GrammarWord::FollowingOrder)
        && !matches!(
            period,
            Period::Quarter | Period::Weekend | Period::Night | Period::Season
        )
}

/// Reads "few days", "several weeks", "years" after "the past".
fn read_few_periods(line: SubtokenLine<'_>, at: usize) -> Option<TimeLength> {
    let next = if line.is_a(at, GrammarWord::FewWord) {
        at + 1
    } else {
        at
    };
    let next = if line.is_a(next, GrammarWord::Of) {
        next + 1
    } else {
        next
    };
    let word = line.word(next);
    let period = word
        .period
        .filter(|_| word.has(NumericFlags::MANY) && next > at)?;
    Some(TimeLength {
        start: at,
        end: next + 1,
        period,
        count: None,
        high: None,
        rest: None,
    })
}

/// Returns the first and the last day of a duration that ends or begins at the publication date.
fn anchor_duration(
    context: &DateContext<'_>,
    length: &TimeLength,
    direction: i32,
) -> Option<String> {
    let published = context.published.filter(|_| direction != 0)?;
    let (period, per) = length.period.in_smaller();
    let n = length
        .whole()?
        .checked_mul(i32::try_from(per).ok()?)?
        .checked_mul(direction)?;
    let span = jiff::Span::new();
    let span = match period {
        Period::Year => span.try_years(n),
        Period::Month => span.try_months(n),
        Period::Week => span.try_weeks(n),
        Period::Day => span.try_days(n),
        _ => return None,
    };
    let other = published.checked_add(span.ok()?).ok()?;
    let (first, last) = if direction < 0 {
        (other, published)
    } else {
        (published, other)
    };
    Some(format!("{first}/{last}"))
}
