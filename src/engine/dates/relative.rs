//! Dates told from the publication date or from the date before: "yesterday", "last Tuesday", "this week", "the next day".

use super::calendar::portion;
use super::non_dates::{is_named, is_title_case};
use super::tense::{Tense, tense};
use super::timex_value::{Point, days_later, nearest_weekday};
use super::{Context, Temporal, comparisons};
use crate::annotation::{DateKind, DateModifier};
use crate::engine::numbers::{AtomClass, Back, DayPart, Flags, GrammarWord, Period};

/// Returns the relative date that begins at piece `index`.
pub(super) fn find_relative(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    let (modifier, start) = lead(context, index);
    let found = day(context, start)
        .or_else(|| night(context, start))
        .or_else(|| stretch(context, start))
        .or_else(|| told(context, start))?;
    let found = Temporal {
        start: index,
        ..with_part(context, found)
    };
    let found = found.with(modifier);
    let is_verb = line.is_a(index, GrammarWord::PortionVerb) && start == index;
    (!is_verb).then_some(found)
}

/// Reads "early", "late", "earlier", "later", "the end of" before a relative date.
fn lead(context: &Context<'_>, index: usize) -> (Option<DateModifier>, usize) {
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
    let (modifier, start) = portion(line, index);
    (modifier, start)
}

/// Reads "today", "yesterday", "Friday", "last Tuesday", "next Monday".
pub(super) fn day(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    let days = [
        (GrammarWord::Today, 0),
        (GrammarWord::Yesterday, -1),
        (GrammarWord::Tomorrow, 1),
    ];
    let is_title = line.is_capital(index)
        && line.gap(index) == " "
        && (line.is_capital(index.back(1))
            || line.class(index.back(1)) == AtomClass::Word && !is_title_case(line, index));
    if let Some((_, n)) = days
        .iter()
        .find(|(word, _)| line.is_a(index, *word) && !is_title)
    {
        return Some(match context.published {
            Some(day) => Temporal::at(index, index + 1, Point::Day(days_later(day, *n)?)),
            None => Temporal::unresolved(
                index,
                index + 1,
                format!("UNDEF-{}", line.raw(index).to_ascii_lowercase()),
            ),
        });
    }
    let two_days = [
        (GrammarWord::Before, GrammarWord::Yesterday, -2),
        (GrammarWord::After, GrammarWord::Tomorrow, 2),
    ];
    for (side, day, n) in two_days {
        let is_phrase = line.is_a(index, GrammarWord::The)
            && line.is_one(index + 1, Period::Day)
            && line.are(index + 2, &[side, day]);
        if is_phrase {
            return Some(match context.published {
                Some(day) => Temporal::at(index, index + 4, Point::Day(days_later(day, n)?)),
                None => Temporal::unresolved(index, index + 4, format!("UNDEF-day{n:+}")),
            });
        }
    }
    weekday(context, index)
}

fn weekday(context: &Context<'_>, index: usize) -> Option<Temporal> {
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
    if line.has(at, Flags::MANY) || !line.is_capital(at) || is_led(GrammarWord::The) {
        return None;
    }
    let end = at + 1;
    // "The second Tuesday in a row" says of which stretch it is only where that follows.
    let is_counted = line.word(index.back(1)).ordinal.is_some();
    if at == index && (is_named(line, at) || is_counted) {
        return None;
    }
    // "Thursday evenings" come again.
    if line.word(end).part.is_some() && line.raw(end).ends_with('s') {
        return None;
    }
    // "It is a Tuesday" does not say which.
    let is_any = line.is_a(index.back(1), GrammarWord::IndefiniteArticle)
        && (line.is_end(end) && !line.is_glued(end + 1)
            || line.is_a(end, GrammarWord::That)
            || line.has(
                end,
                Flags::PREPOSITION.or(Flags::FUNCTION).or(Flags::AUXILIARY),
            ));
    let Some(published) = context.published.filter(|_| !is_any) else {
        return Some(Temporal::unresolved(
            index,
            end,
            format!("XXXX-WXX-{weekday}"),
        ));
    };
    let is_today = published.weekday().to_monday_one_offset() == i8::try_from(weekday).ok()?;
    let (is_last, is_next) = (is_led(GrammarWord::LastWord), is_led(GrammarWord::NextWord));
    let day = if is_today && (is_last || is_next) {
        days_later(published, if is_last { -7 } else { 7 })?
    } else {
        let is_ahead = match tense(line, index, end) {
            _ if is_last || is_next => is_next,
            Tense::Past => false,
            Tense::Future => true,
            Tense::Unknown => is_led(GrammarWord::This),
        };
        nearest_weekday(published, weekday, is_ahead)?
    };
    Some(Temporal::at(index, end, Point::Day(day)))
}

/// Adds a part of the day behind a day: "Friday morning", "yesterday afternoon".
fn with_part(context: &Context<'_>, found: Temporal) -> Temporal {
    let line = context.line;
    let at = found.end;
    let Some(part) = line
        .word(at)
        .part
        .filter(|_| !line.is_a(at, GrammarWord::PartAlone))
    else {
        return found;
    };
    let is_day = matches!(found.point, Some(Point::Day(_)))
        || found.value.starts_with("XXXX-WXX-")
        || found.value.starts_with("UNDEF-");
    if !is_day || found.kind != DateKind::Date || line.is_one(at.back(1), Period::Day) {
        return found;
    }
    Temporal {
        kind: DateKind::Time,
        value: format!("{}{}", found.value, part.suffix()),
        end: at + 1,
        ..found
    }
}

/// Reads "tonight", "last night", "this morning", "Monday night" is a day with its part.
fn night(context: &Context<'_>, index: usize) -> Option<Temporal> {
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
        let mut found = Temporal::unresolved(index, end, format!("XXXX-XX-XX{}", part.suffix()));
        found.kind = DateKind::Time;
        return Some(found);
    };
    let day = days_later(published, shift)?;
    let mut found = Temporal::at(index, end, Point::Day(day));
    found.kind = DateKind::Time;
    found.value.push_str(part.suffix());
    Some(found)
}

/// Reads "last week", "this year", "next month", "this past weekend", "the end of the year", "the weekend".
fn stretch(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    let mut at = index;
    let mut shift = match () {
        () if line.is_a(at, GrammarWord::Last) => -1,
        () if line.is_a(at, GrammarWord::ThisOrCurrent) => 0,
        () if line.is_a(at, GrammarWord::NextWord) => 1,
        () if line.are(at, &[GrammarWord::The, GrammarWord::Coming])
            && !line.has(at + 2, Flags::MANY) =>
        {
            at += 1;
            1
        }
        () if line.are(at, &[GrammarWord::The, GrammarWord::Current]) => {
            at += 1;
            0
        }
        () if line.is_a(at, GrammarWord::The) => return defined(context, index),
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
    if word.has(Flags::MANY) && !(period == Period::Year && shift == 0)
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
        return Some(Temporal::unresolved(index, end, open_value(shift, period)));
    };
    let base = Point::holding(published, period)?;
    // A weekend that is over by Tuesday is "this weekend" still; the next begins to count from Wednesday on.
    if period == Period::Weekend {
        let is_past = tense(line, index, end) == Tense::Past
            && published.weekday().to_monday_one_offset() < 6;
        let back = i32::from(is_past && shift <= 0) + i32::from(shift < 0 && !is_past);
        return Some(Temporal::at(
            index,
            end,
            base.shift(if shift > 0 { 1 } else { -back })?,
        ));
    }
    Some(Temporal::at(index, end, base.shift(shift)?))
}

/// Returns the value of the last, this or the next period where no publication date is known.
fn open_value(shift: i32, period: Period) -> String {
    let name = match shift {
        ..0 => "last",
        0 => "this",
        1.. => "next",
    };
    format!("UNDEF-{name}-{}", period.measure())
}

/// Returns whether "the" and the period may name the current one.
fn is_current(period: Period) -> bool {
    matches!(
        period,
        Period::Weekend | Period::Week | Period::Month | Period::Quarter | Period::Year
    )
}

/// Reads "the week", "the year" where the words before show that it is the current one, and "the weekend".
fn defined(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    let at = index + 1;
    let period = line
        .word(at)
        .period
        .filter(|_| !line.has(at, Flags::MANY))?;
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
    if !(is_portion || is_in || is_weekend) || !is_current(period) {
        return None;
    }
    let end = at + 1;
    let Some(published) = context.published else {
        return Some(Temporal::unresolved(index, end, open_value(0, period)));
    };
    let mut point = Point::holding(published, period)?;
    if is_weekend
        && tense(line, index, end) != Tense::Future
        && published.weekday().to_monday_one_offset() < 6
    {
        point = point.shift(-1)?;
    }
    Some(Temporal::at(index, end, point))
}

/// Reads what counts from the date before: "the next day", "the previous year", "the following month", "that day".
fn told(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    let at = if line.is_a(index, GrammarWord::The) {
        index + 1
    } else {
        index
    };
    if at > index
        && let Some(found) = beside(context, index)
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
        return Some(Temporal::at(index, at + 2, Point::Day(day)));
    }
    let period = word.period.filter(|_| !word.has(Flags::MANY))?;
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
        told_base(context, period)
    } else {
        base(context, period)
    };
    let Some(base) = base else {
        return Some(Temporal::unresolved(
            index,
            end,
            format!("UNDEF-REF{shift:+}-{}", period.measure()),
        ));
    };
    Some(Temporal::at(index, end, base.shift(shift)?))
}

/// Reads "the year before", "the day after", "the week earlier".
fn beside(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    let period = line
        .word(index + 1)
        .period
        .filter(|_| !line.has(index + 1, Flags::MANY))?;
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
            Some(day) => Temporal::at(index, end, Point::holding(day, period)?.shift(-2)?),
            None => Temporal::unresolved(index, end, format!("UNDEF-REF-2-{}", period.measure())),
        });
    }
    let is_alone = line.is_end(index + 3)
        || line.has(
            index + 3,
            Flags::PREPOSITION.or(Flags::FUNCTION).or(Flags::AUXILIARY),
        );
    if !is_alone || matches!(period, Period::Second | Period::Minute | Period::Hour) {
        return None;
    }
    let Some(base) = base(context, period) else {
        return Some(Temporal::unresolved(
            index,
            index + 3,
            format!("UNDEF-REF{shift:+}-{}", period.measure()),
        ));
    };
    Some(Temporal::at(index, index + 3, base.shift(shift)?))
}

/// Returns the stretch of that length around the last date told of, or around the publication date.
pub(super) fn told_base(context: &Context<'_>, period: Period) -> Option<Point> {
    let before = context.before.or(context.last);
    let from = before
        .filter(|point| point.period() <= period)
        .and_then(Point::day);
    Point::holding(from.or(context.published)?, period)
}

/// Returns the stretch of that length around the date before, if that one is as fine, or around the publication date.
pub(super) fn base(context: &Context<'_>, period: Period) -> Option<Point> {
    let before = context.before.or(if period == Period::Day {
        context.last
    } else {
        None
    });
    let from = before
        .filter(|point| point.period() <= period)
        .and_then(Point::day);
    Point::holding(from.or(context.published)?, period)
}
