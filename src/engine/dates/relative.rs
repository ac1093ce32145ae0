//! Reads dates relative to the publication date or to the previous date: "yesterday", "last Tuesday", "this week", "the
//! next day".

use super::calendar::ends_range;
use super::comparisons;
use super::non_dates::is_named;
use super::parts::read_portion;
use super::temporal::{Certainty, DateContext, TemporalExpression, TemporalReader};
use super::tense::{Tense, read_tense};
use super::timex_value::{CalendarSpan, days_later, nearest_weekday};
use super::{anchored, today};
use crate::annotation::{DateKind, DateModifier, RuleId};
use crate::engine::numbers::{DayPart, GrammarWord, NumericFlags, Period, StepBack, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule for weekdays.
pub(super) static WEEKDAY: Rule = Rule {
    id: RuleId("dates/weekday"),
    summary: "A weekday without a date: Friday, last Tuesday, next Monday.",
    needs: &[],
    finds: &[
        "The council met on ⟦Tuesday⟧ to vote.",
        "He is to appear in court ⟦next Monday⟧.",
    ],
    silent: &[
        "The second Tuesday in a row was wet.",
        "Sunday Bello scored twice.",
    ],
};

/// The rule for a part of the day of publication ("this morning").
pub(super) static DAY_PART: Rule = Rule {
    id: RuleId("dates/part-of-day"),
    summary: "This morning, tonight, last night.",
    needs: &[],
    finds: &[
        "The minister resigned ⟦this morning⟧.",
        "Storms are forecast for ⟦tonight⟧.",
    ],
    silent: &["Mornings are quiet here.", "The night train was full."],
};

/// The rule for a period by its distance from the publication date ("last week").
pub(super) static PERIOD: Rule = Rule {
    id: RuleId("dates/relative-period"),
    summary: "Last week, this year, next month, the end of the year, the weekend.",
    needs: &[],
    finds: &[
        "Rates rose ⟦last week⟧.",
        "It will be ready by ⟦the end of the year⟧.",
        "Thousands marched over ⟦the weekend⟧.",
    ],
    silent: &["The year was hard.", "Last orders are at ten."],
};

/// Returns the relative date that begins at subtoken `index`.
pub(super) fn find_relative(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let (modifier, start) = read_lead(context, index);
    let found = find_day(context, start)
        .or_else(|| read_if(context, &DAY_PART, start, read_night))
        .or_else(|| read_if(context, &PERIOD, start, read_relative_period))
        .or_else(|| read_if(context, &anchored::RULE, start, anchored::find_anchored))?;
    let found = TemporalExpression {
        start: index,
        ..with_part(context, found)
    };
    let found = found.with(modifier);
    let is_verb = line.is_a(index, GrammarWord::PortionVerb) && start == index;
    (!is_verb).then_some(found)
}

/// Reads "early", "late", "earlier", "later", "the end of" before a relative date. Returns the modifier and the index
/// after it.
fn read_lead(context: &DateContext<'_>, index: usize) -> (Option<DateModifier>, usize) {
    let line = context.line;
    if line.is_a(index, GrammarWord::EarlierOrLater) {
        let modifier = if line.is_a(index, GrammarWord::Earlier) {
            DateModifier::Start
        } else {
            DateModifier::End
        };
        let at = if line.is_a(index + 1, GrammarWord::In) {
            index + 2
        } else {
            index + 1
        };
        let is_lead = line.is_a(at, GrammarWord::LeadOrder)
            || line.is_a(at, GrammarWord::TodayOrYesterday)
            || line.word(at).weekday.is_some();
        return if is_lead {
            (Some(modifier), at)
        } else {
            (None, index)
        };
    }
    let (modifier, start) = read_portion(line, index);
    (modifier, start)
}

/// Returns the result of `read` if the rule is switched on; otherwise `None`.
fn read_if(
    context: &DateContext<'_>,
    rule: &'static Rule,
    index: usize,
    read: TemporalReader,
) -> Option<TemporalExpression> {
    let found = context.allows(rule).then(|| read(context, index))??;
    Some(found.by(rule))
}

/// Reads "today", "yesterday", "Friday", "last Tuesday", "next Monday".
pub(super) fn find_day(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    read_if(context, &today::RULE, index, today::find_near_day)
        .or_else(|| read_if(context, &WEEKDAY, index, read_weekday))
}

fn read_weekday(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let mut at = index;
    if line.is_a(at, GrammarWord::This) && line.is_a(at + 1, GrammarWord::PastOrComing) {
        at += 1;
    }
    let lead = at;
    let is_led = |class| line.is_a(lead, class);
    if is_led(GrammarWord::DayOrder) {
        at += 1;
    }
    let weekday = line.word(at).weekday?;
    if line.has(at, NumericFlags::MANY) || !line.is_capital(at) || is_led(GrammarWord::The) {
        return None;
    }
    let end = at + 1;
    // "The second Tuesday in a row" says of which stretch it is only where that follows.
    let is_counted = line.word(index.back(1)).ordinal.is_some();
    if at == index && (is_counted || is_named(context, at)) {
        return None;
    }
    // "Thursday evenings" come again.
    if line.word(end).part.is_some() && line.raw(end).ends_with('s') {
        return None;
    }
    let Some(published) = context
        .published
        .filter(|_| !is_any_weekday(line, index, end))
    else {
        return Some(TemporalExpression::unresolved(
            index,
            end,
            format!("XXXX-WXX-{weekday}"),
        ));
    };
    if at == index
        && let Some(found) = weekday_after_range(context, index, weekday)
    {
        return Some(found);
    }
    let is_today = published.weekday().to_monday_one_offset() == i8::try_from(weekday).ok()?;
    let (is_last, is_next) = (is_led(GrammarWord::LastWord), is_led(GrammarWord::NextWord));
    let reading = (!is_last && !is_next).then(|| read_tense(context.page, line, index, end));
    let day = if is_today && (is_last || is_next) {
        days_later(published, if is_last { -7 } else { 7 })?
    } else {
        let is_ahead = match reading.map(|reading| reading.tense) {
            None => is_next,
            Some(Tense::Past) => false,
            Some(Tense::Future) => true,
            Some(Tense::Unknown) => is_led(GrammarWord::This),
        };
        nearest_weekday(published, weekday, is_ahead)?
    };
    let found = TemporalExpression::at(index, end, CalendarSpan::Day(day));
    Some(match reading {
        Some(reading) => found.by_tense(reading),
        None => found,
    })
}

/// Returns whether the weekday is not a particular day: "it is a Tuesday".
fn is_any_weekday(line: SubtokenLine<'_>, index: usize, end: usize) -> bool {
    line.is_a(index.back(1), GrammarWord::IndefiniteArticle)
        && (line.is_end(end) && !line.is_glued(end + 1)
            || line.is_a(end, GrammarWord::That)
            || line.has(
                end,
                NumericFlags::PREPOSITION
                    .or(NumericFlags::FUNCTION)
                    .or(NumericFlags::AUXILIARY),
            ))
}

/// Returns the date of the weekday that ends a range. In "from Tuesday through Friday" it is not before the start.
fn weekday_after_range(
    context: &DateContext<'_>,
    index: usize,
    weekday: u8,
) -> Option<TemporalExpression> {
    let Some(CalendarSpan::Day(start)) = context.before.filter(|_| ends_range(context, index))
    else {
        return None;
    };
    let day = nearest_weekday(days_later(start, 1)?, weekday, true)?;
    Some(
        TemporalExpression::at(index, index + 1, CalendarSpan::Day(day))
            .settled(Certainty::Anchored),
    )
}

/// Extends a day by a part of the day after it: "Friday morning", "yesterday afternoon".
fn with_part(context: &DateContext<'_>, found: TemporalExpression) -> TemporalExpression {
    let line = context.line;
    let at = found.end;
    let Some(part) = line
        .word(at)
        .part
        .filter(|_| !line.is_a(at, GrammarWord::PartAlone))
    else {
        return found;
    };
    let is_day = matches!(found.point, Some(CalendarSpan::Day(_)))
        || found.value.starts_with("XXXX-WXX-")
        || found.value.starts_with("UNDEF-");
    if !is_day || found.kind != DateKind::Date || line.is_one(at.back(1), Period::Day) {
        return found;
    }
    TemporalExpression {
        kind: DateKind::Time,
        value: format!("{}{}", found.value, part.suffix()),
        end: at + 1,
        ..found
    }
}

/// Reads "tonight", "last night", "this morning". "Monday night" is read as a day with a part of the day.
fn read_night(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let (part, shift, end) = if line.is_a(index, GrammarWord::Tonight) {
        (DayPart::Night, 0, index + 1)
    } else {
        let part = line.word(index + 1).part?;
        let shift = if line.is_a(index, GrammarWord::This) {
            0
        } else if line.is_a(index, GrammarWord::Last)
            && matches!(part, DayPart::Night | DayPart::Evening)
        {
            -1
        } else {
            return None;
        };
        (part, shift, index + 2)
    };
    let Some(published) = context.published else {
        let mut found =
            TemporalExpression::unresolved(index, end, format!("XXXX-XX-XX{}", part.suffix()));
        found.kind = DateKind::Time;
        return Some(found);
    };
    let day = days_later(published, shift)?;
    let mut found = TemporalExpression::at(index, end, CalendarSpan::Day(day));
    found.kind = DateKind::Time;
    found.value.push_str(part.suffix());
    Some(found)
}

/// Reads "last week", "this year", "next month", "this past weekend", "the end of the year", "the weekend".
fn read_relative_period(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let mut at = index;
    let mut shift = match () {
        () if line.is_a(at, GrammarWord::Last) => -1,
        () if line.is_a(at, GrammarWord::ThisOrCurrent) => 0,
        () if line.is_a(at, GrammarWord::NextWord) => 1,
        () if line.are(at, &[GrammarWord::The, GrammarWord::Coming])
            && !line.has(at + 2, NumericFlags::MANY) =>
        {
            at += 1;
            1
        }
        () if line.are(at, &[GrammarWord::The, GrammarWord::Current]) => {
            at += 1;
            0
        }
        () if line.is_a(at, GrammarWord::The) => return read_current_period(context, index),
        () => return None,
    };
    at += 1;
    if shift == 0 && line.is_a(at, GrammarWord::LastWord) {
        (shift, at) = (-1, at + 1);
    } else if shift == 0 && line.is_a(at, GrammarWord::NextWord) {
        (shift, at) = (1, at + 1);
    }
    if line.is_a(at, GrammarWord::YearKind) {
        at += 1;
    }
    let word = line.word(at);
    let period = word.period?;
    if word.has(NumericFlags::MANY) && !(period == Period::Year && shift == 0)
        || matches!(
            period,
            Period::Second | Period::Minute | Period::Hour | Period::Night
        )
    {
        return None;
    }
    let end = at + 1;
    if line.is_a(index.back(1), GrammarWord::TheOrThese) {
        return None;
    }
    let Some(published) = context.published else {
        return Some(TemporalExpression::unresolved(
            index,
            end,
            open_value(shift, period),
        ));
    };
    let base = CalendarSpan::holding(published, period)?;
    // A weekend that is over by Tuesday is "this weekend" still; the next begins to count from Wednesday on.
    if period == Period::Weekend {
        let reading = read_tense(context.page, line, index, end);
        let is_past =
            reading.tense == Tense::Past && published.weekday().to_monday_one_offset() < 6;
        let back = i32::from(is_past && shift <= 0) + i32::from(shift < 0 && !is_past);
        let point = base.shift(if shift > 0 { 1 } else { -back })?;
        return Some(TemporalExpression::at(index, end, point).by_tense(reading));
    }
    Some(TemporalExpression::at(index, end, base.shift(shift)?))
}

/// Returns the value of the last, this or the next period if no publication date is known.
fn open_value(shift: i32, period: Period) -> String {
    let name = match shift {
        ..0 => "last",
        0 => "this",
        1.. => "next",
    };
    format!("UNDEF-{name}-{}", period.measure())
}

/// Returns whether "the" and this period may mean the current one ("the week").
fn is_current(period: Period) -> bool {
    matches!(
        period,
        Period::Weekend | Period::Week | Period::Month | Period::Quarter | Period::Year
    )
}

/// Reads "the weekend", and "the week" or "the year" if the preceding words show that the current one is meant.
fn read_current_period(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let at = index + 1;
    let period = line
        .word(at)
        .period
        .filter(|_| !line.has(at, NumericFlags::MANY))?;
    if let Some(found) = comparisons::named_before(context, index, period) {
        return Some(found);
    }
    let is_portion = line.is_a(index.back(1), GrammarWord::Of)
        && line.is_a(index.back(2), GrammarWord::PortionNoun);
    let is_in = line.is_a(index.back(1), GrammarWord::In)
        && line.is_a(index.back(2), GrammarWord::StillWord)
        || line.is_a(index.back(1), GrammarWord::InOrOf)
            && line.is_a(index.back(2), GrammarWord::Time);
    let is_weekend =
        period == Period::Weekend && (line.is_a(index.back(1), GrammarWord::WeekendPreposition));
    let is_long = is_portion && matches!(period, Period::Decade | Period::Century);
    if !(is_portion || is_in || is_weekend) || !is_current(period) && !is_long {
        return None;
    }
    let end = at + 1;
    let Some(published) = context.published else {
        return Some(TemporalExpression::unresolved(
            index,
            end,
            open_value(0, period),
        ));
    };
    let mut point = CalendarSpan::holding(published, period)?;
    if is_weekend
        && read_tense(context.page, line, index, end).tense != Tense::Future
        && published.weekday().to_monday_one_offset() < 6
    {
        point = point.shift(-1)?;
    }
    Some(TemporalExpression::at(index, end, point))
}
