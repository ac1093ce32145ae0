//! Reads days and months by name: "Sept. 3, 1783", "14 February", "mid-November", "late last March", "Friday, May 8".

use jiff::civil::Date;

use super::parts::{
    DateParts, is_counted, read_day, read_month, read_portion, read_year, relative_year, with_year,
};
use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::tense::{self, Tense, TenseReading, is_done, is_habit, read_tense};
use super::timex_value::CalendarSpan;
use super::{clock, non_dates, notations};
use crate::annotation::{DateKind, DateModifier, RuleId};
use crate::engine::numbers::{
    GrammarWord, NumericFlags, Period, StepBack, SubtokenClass, SubtokenLine,
};
use crate::engine::rule::Rule;

/// The rule for days and months by name.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/day-and-month"),
    summary: "A day or month by its name, with or without year, weekday and time.",
    needs: &[],
    finds: &[
        "The lock was opened on ⟦14 February 1931⟧ by the mayor.",
        "Polls close on ⟦Tuesday, June 11⟧.",
        "Deliveries begin in ⟦mid-October⟧.",
    ],
    silent: &[
        "Theresa May may march with April Dunmore.",
        "Pages 14 and 15 were missing.",
    ],
};

/// Returns the date that begins at subtoken `index`.
pub(super) fn find_calendar_date(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    let (modifier, start) = read_portion(line, index);
    let in_digits = || {
        let is_on = context.allows(&notations::RULE);
        is_on
            .then(|| notations::find_notation(line, start, context.day_order))
            .flatten()
    };
    let (parts, rule) = match in_digits() {
        Some(parts) => (parts, &notations::RULE),
        None => (find_named(context, start)?, &RULE),
    };
    let found = with_end(line, resolve_date(context, index, parts)?).with(modifier);
    Some(with_time(context, found).by(rule))
}

/// Extends a month by "-end" after it: "by August-end".
fn with_end(line: SubtokenLine<'_>, found: TemporalExpression) -> TemporalExpression {
    let is_end = matches!(found.point, Some(CalendarSpan::Month(..)))
        && line.is_hyphen(found.end)
        && line.is_a(found.end + 1, GrammarWord::EndWord);
    if !is_end {
        return found;
    }
    let end = found.end + 2;
    TemporalExpression { end, ..found }.with(Some(DateModifier::End))
}

/// Returns the parts of a date with the name of its month.
fn find_named(context: &DateContext<'_>, start: usize) -> Option<DateParts> {
    let line = context.line;
    if !context.allows(&RULE) {
        return None;
    }
    with_weekday(line, start)
        .or_else(|| month_first(line, start))
        .or_else(|| day_first(line, start))
        .or_else(|| range_end(context, start))
}

/// Reads "Friday, May 8, 2009", "Monday 14 February".
fn with_weekday(line: SubtokenLine<'_>, index: usize) -> Option<DateParts> {
    line.word(index).weekday?;
    let mut at = index + 1;
    if line.raw(at) == "," || line.is_a(at, GrammarWord::The) {
        at += 1;
    }
    let parts = month_first(line, at).or_else(|| day_first(line, at))?;
    parts.day.map(|_| parts)
}

/// Reads "Sept. 3, 1783", "March 2011", "May 16", "March".
fn month_first(line: SubtokenLine<'_>, index: usize) -> Option<DateParts> {
    let month = read_month(line, index)?;
    let at = index + 1;
    if let Some(year) =
        read_year(line, at).or_else(|| (line.raw(at) == ",").then(|| read_year(line, at + 1))?)
        && !is_counted(line, at)
    {
        let end = if line.raw(at) == "," { at + 2 } else { at + 1 };
        return Some(DateParts {
            year: Some(year),
            month: Some(month),
            day: None,
            end,
        });
    }
    let at = if line.is_a(at, GrammarWord::The) {
        at + 1
    } else {
        at
    };
    if let Some((day, end)) = read_day(line, at) {
        let parts = DateParts {
            year: None,
            month: Some(month),
            day: Some(day),
            end,
        };
        let parts = with_year(line, parts);
        // "March 4 Clean Air" is a name.
        let is_name = index == 0 && parts.year.is_none() && non_dates::has_name_after(line, end);
        return (!is_name).then_some(parts);
    }
    is_month(line, index).then_some(DateParts {
        year: None,
        month: Some(month),
        day: None,
        end: index + 1,
    })
}

/// Reads "14 February 2024", "the 3rd of May", "12 March".
fn day_first(line: SubtokenLine<'_>, index: usize) -> Option<DateParts> {
    let start = if line.is_a(index, GrammarWord::The) {
        index + 1
    } else {
        index
    };
    // "(12 May 1931" begins in brackets; "B12 May" is a code.
    let is_opened = matches!(line.raw(start.back(1)), "(" | "[" | "“" | "\"" | "‘" | "/")
        || line.is_dash(start.back(1));
    if line.is_glued(start) && start > 0 && !is_opened {
        return None;
    }
    let (day, mut at) = read_day(line, start)?;
    if line.is_a(at, GrammarWord::Of) {
        at += 1;
    } else if start > index {
        return None;
    }
    let is_hyphened = line.is_hyphen(at);
    at = line.behind_hyphen(at);
    let month = read_month(line, at)?;
    let parts = DateParts {
        year: None,
        month: Some(month),
        day: Some(day),
        end: at + 1,
    };
    // "12-Dec-2014"
    if is_hyphened
        && line.is_hyphen(at + 1)
        && let Some(year) = read_year(line, at + 2)
    {
        return Some(DateParts {
            year: Some(year),
            end: at + 3,
            ..parts
        });
    }
    Some(with_year(line, parts))
}

/// Returns whether a capitalised month name without a day or year means the month: "May" and "March" are also ordinary
/// words and names.
fn is_month(line: SubtokenLine<'_>, index: usize) -> bool {
    let before = index.back(1);
    let is_led = line.is_a(before, GrammarWord::MonthLead) || line.is_hyphen(before);
    let is_doubtful = line.is_a(index, GrammarWord::DoubtfulMonth);
    let is_name = line.is_capital(index + 1)
        && line.class(index + 1) == SubtokenClass::Word
        && line.gap(index + 1) == " "
        || line.class(before) == SubtokenClass::Word && line.is_capital(before) && !is_led;
    let is_verb = line.is_a(index, GrammarWord::VerbMonth)
        && !(is_led && !line.is_a(before, GrammarWord::VerbMonthLead)
            || line.is_a(before, GrammarWord::Of)
                && line.is_a(index, GrammarWord::May)
                && line.is_end(index + 1));
    let has_year =
        line.is_a(index + 1, GrammarWord::NamedSeasonLead) && line.is_one(index + 2, Period::Year);
    let is_attribute = has_year || is_attribute(line, index);
    !is_name && (is_attribute || !is_verb && (is_led || !is_doubtful))
}

/// Returns whether the month modifies a noun, as in "the June election".
fn is_attribute(line: SubtokenLine<'_>, index: usize) -> bool {
    let noun = index + 1;
    let other = NumericFlags::PREPOSITION
        .or(NumericFlags::FUNCTION)
        .or(NumericFlags::DETERMINER)
        .or(NumericFlags::AUXILIARY);
    line.is_a(index.back(1), GrammarWord::AttributeDeterminer)
        && line.class(noun) == SubtokenClass::Word
        && line.raw(noun).starts_with(char::is_lowercase)
        && line.gap(noun) == " "
        && !line.has(noun, other)
        && !line.is_a(noun, GrammarWord::GroupNoun)
}

fn resolve_date(
    context: &DateContext<'_>,
    index: usize,
    parts: DateParts,
) -> Option<TemporalExpression> {
    if let (Some(year), None) = (parts.year, parts.month) {
        // Day and month could be either way round.
        let value = format!("{year:04}-XX-XX");
        return Some(TemporalExpression::unresolved(index, parts.end, value));
    }
    let month = parts.month.filter(|month| (1..=12).contains(month))?;
    let point = |year: i16| match parts.day {
        Some(day) => Some(CalendarSpan::Day(Date::new(year, month, day).ok()?)),
        None => Some(CalendarSpan::Month(year, month)),
    };
    let shared = || {
        year_after_range(context.line, parts).or_else(|| year_before_range(context, index, parts))
    };
    if let Some(year) = parts.year {
        let found = TemporalExpression::at(index, parts.end, point(year)?);
        return Some(found.settled(Certainty::Written));
    }
    // "3 March this year" is a day, and a year that says no more.
    let is_plain = parts.day.is_none() || !context.line.is_a(parts.end, GrammarWord::This);
    if let Some((year, end)) = relative_year(context, parts.end).filter(|_| is_plain) {
        return Some(TemporalExpression::at(index, end, point(year)?));
    }
    if let Some(year) = shared() {
        let found = TemporalExpression::at(index, parts.end, point(year)?);
        return Some(found.settled(Certainty::Anchored));
    }
    // "29 February" exists in some years only.
    point(2000)?;
    let open = match parts.day {
        Some(day) => format!("XXXX-{month:02}-{day:02}"),
        None => format!("XXXX-{month:02}"),
    };
    let open = TemporalExpression::unresolved(index, parts.end, open);
    let is_led = context
        .line
        .is_a(index.back(1), GrammarWord::HabitPreposition);
    if is_led && context.allows(&tense::HABIT) && is_habit(context.line, index) {
        return Some(open.by_habit(&tense::HABIT));
    }
    let Some(published) = context.published else {
        return Some(open);
    };
    let (year, reading) = year_for(context, index, parts, published, month);
    let Some(point) = point(year) else {
        let is_unresolved = false;
        return Some(TemporalExpression {
            is_unresolved,
            ..open
        });
    };
    let found = TemporalExpression::at(index, parts.end, point);
    Some(match reading {
        Some(reading) => found.by_tense(reading),
        None => found,
    })
}

/// Returns the year that follows the second month of a range and applies to the first as well: "between May and October
/// 2018".
fn year_after_range(line: SubtokenLine<'_>, parts: DateParts) -> Option<i16> {
    let at = parts.end;
    let is_joined = line.is_a(at, GrammarWord::RangeWord)
        || line.is_dash(at) && line.is_glued(at) == line.is_glued(at + 1);
    if !is_joined {
        return None;
    }
    let last = month_first(line, at + 1).or_else(|| day_first(line, at + 1))?;
    let is_same_form = last.day.is_some() == parts.day.is_some();
    let year = last.year.filter(|_| is_same_form)?;
    let is_before = (parts.month, parts.day) <= (last.month, last.day);
    Some(if is_before { year } else { year - 1 })
}

/// Reads the month that ends a range. Accepts months that may be other words: "from November to March".
fn range_end(context: &DateContext<'_>, index: usize) -> Option<DateParts> {
    if !ends_range(context, index) {
        return None;
    }
    Some(DateParts {
        year: None,
        month: Some(read_month(context.line, index)?),
        day: None,
        end: index + 1,
    })
}

/// Returns whether a date and then a range word or dash precede the subtoken at `index`.
pub(super) fn ends_range(context: &DateContext<'_>, index: usize) -> bool {
    let line = context.line;
    let joint = index.back(1);
    let is_between =
        line.is_a(joint, GrammarWord::And) && line.is_a(index.back(3), GrammarWord::Between);
    context.before_end == joint
        && (line.is_a(joint, GrammarWord::RangeJoint) || line.is_dash(joint) || is_between)
}

/// Returns the year of the end of a range whose start was read before: the end is not before the start.
fn year_before_range(context: &DateContext<'_>, index: usize, parts: DateParts) -> Option<i16> {
    if !ends_range(context, index) {
        return None;
    }
    let first = context.before?;
    let start = first
        .day()
        .filter(|_| matches!(first, CalendarSpan::Day(_) | CalendarSpan::Month(..)))?;
    let end = (parts.month?, parts.day.unwrap_or(31));
    Some(if end < (start.month(), start.day()) {
        start.year() + 1
    } else {
        start.year()
    })
}

/// Returns the year for a month or day written without one; `None` without a publication date.
pub(super) fn resolved_year(
    context: &DateContext<'_>,
    pieces: std::ops::Range<usize>,
    month: i8,
    day: Option<i8>,
) -> Option<i16> {
    let published = context.published?;
    let parts = DateParts {
        year: None,
        month: Some(month),
        day,
        end: pieces.end,
    };
    Some(year_for(context, pieces.start, parts, published, month).0)
}

/// Returns the year for a month without one: by "last" or "next", by the tense of the verb, or else the nearest year.
fn year_for(
    context: &DateContext<'_>,
    index: usize,
    parts: DateParts,
    published: Date,
    month: i8,
) -> (i16, Option<TenseReading>) {
    let line = context.line;
    let year = published.year();
    let day = parts.day.unwrap_or(1);
    let is_later = (month, day)
        > (
            published.month(),
            if parts.day.is_some() {
                published.day()
            } else {
                1
            },
        );
    let is_earlier = (month, parts.day.unwrap_or(31)) < (published.month(), published.day());
    let before = index.back(1);
    if line.is_a(before, GrammarWord::LastWord)
        && !line.has(index.back(2), NumericFlags::DETERMINER)
    {
        return (if is_earlier { year } else { year - 1 }, None);
    }
    if line.is_a(before, GrammarWord::NextWord) {
        return (if is_later { year } else { year + 1 }, None);
    }
    if line.is_a(before, GrammarWord::This) {
        return (year, None);
    }
    let reading = read_tense(context.page, line, index, parts.end);
    let year = match reading.tense {
        Tense::Past if is_later && month - published.month() > 2 => year - 1,
        Tense::Past if month > published.month() && is_done(line, index) => year - 1,
        Tense::Future if is_earlier && !is_recent(published, month) => year + 1,
        Tense::Past | Tense::Future => year,
        Tense::Unknown => {
            let distance = i16::from(month) - i16::from(published.month());
            match distance {
                7.. => year - 1,
                ..=-9 => year + 1,
                _ => year,
            }
        }
    };
    (year, Some(reading))
}

/// Returns whether a month is that of publication or the one before, so that something that began in it may still go
/// on.
fn is_recent(published: Date, month: i8) -> bool {
    (published.month() - month).rem_euclid(12) <= 1
}

/// Extends a day by a time of day after it: "14 February 2024 at 7:30pm".
fn with_time(context: &DateContext<'_>, found: TemporalExpression) -> TemporalExpression {
    let line = context.line;
    let Some(CalendarSpan::Day(day)) = found.point else {
        return found;
    };
    let mut at = found.end;
    if line.raw(at) == "," {
        at += 1;
    }
    if line.is_a(at, GrammarWord::At) {
        at += 1;
    }
    let Some((time, end)) = clock::read_clock_time(line, at) else {
        return found;
    };
    // "Oct 26 11:00 EDT 2023"
    let is_open = !(found.start..found.end).any(|at| read_year(line, at).is_some());
    let written = read_year(line, end)
        .filter(|_| is_open && line.class(end.back(1)) == SubtokenClass::Word)
        .and_then(|year| Date::new(year, day.month(), day.day()).ok());
    let (day, end) = written.map_or((day, end), |day| (day, end + 1));
    TemporalExpression {
        kind: DateKind::Time,
        value: format!("{day}T{time}"),
        end,
        point: Some(CalendarSpan::Day(day)),
        ..found
    }
}
