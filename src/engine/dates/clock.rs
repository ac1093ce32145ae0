//! Times of day: "7:30pm", "8 a.m.", "noon", "15:11 GMT", "nine o'clock".

use super::{Context, Temporal, non_dates};
use crate::annotation::DateKind;
use crate::engine::numbers::{AtomClass, Back, GrammarWord, Line};

/// Returns the time of day that begins at piece `index`.
pub(super) fn find_clock_time(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    if line.is_glued(index)
        && matches!(
            line.class(index.back(1)),
            AtomClass::Word | AtomClass::Digits
        )
    {
        return None;
    }
    if let Some(found) = elapsed(line, index) {
        return Some(found);
    }
    if is_no_time(line, index) {
        return None;
    }
    let (time, end) = time(line, index)?;
    let (day, end) = day_behind(context, end);
    let value = match day.or_else(|| context.published.map(|day| day.to_string())) {
        Some(day) => format!("{day}T{time}"),
        None => format!("T{time}"),
    };
    let is_unresolved = context.published.is_none();
    Some(Temporal {
        is_unresolved,
        ..Temporal::new(index, end, DateKind::Time, value)
    })
}

/// Reads the time that something took: "finishing in 3:07:35", "clocked 2:04:11".
fn elapsed(line: Line<'_>, index: usize) -> Option<Temporal> {
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
        number(line, index)?,
        number(line, index + 2)?,
        number(line, index + 4)?,
    );
    let is_clock = half_day(line, index + 5).is_some();
    (!is_clock && minutes < 60 && seconds < 60).then(|| {
        let value = format!("PT{hours}H{minutes}M{seconds}S");
        Temporal::new(index, index + 5, DateKind::Duration, value)
    })
}

/// Returns whether what looks like a time is a ratio, a verse, or a name: "a ratio of 4:30", "John 3:16", "Noon Group".
fn is_no_time(line: Line<'_>, index: usize) -> bool {
    if named(line, index).is_some() {
        return line.is_capital(index)
            && (non_dates::has_name_after(line, index + 1)
                || non_dates::has_name_before(line, index));
    }
    let is_bare = line.raw(index + 1) == ":" && half_day(line, index + 3).is_none();
    let before = index.back(1);
    let is_ratio = line.is_a(before, GrammarWord::RatioNoun)
        || line.is_a(before, GrammarWord::AtOrOf)
            && line.is_a(before.back(1), GrammarWord::RatioWord);
    is_bare && (is_ratio || non_dates::has_name_before(line, index))
}

/// Reads a day right behind a time: "7:30pm on Friday", "noon Thursday", "2:30 a.m. the next day".
fn day_behind(context: &Context<'_>, end: usize) -> (Option<String>, usize) {
    let line = context.line;
    let at = if line.is_a(end, GrammarWord::On) || line.raw(end) == "," {
        end + 1
    } else {
        end
    };
    let found = super::relative::day(context, at)
        .or_else(|| super::calendar::find_calendar_date(context, at));
    match found {
        Some(found) if found.value.len() == 10 && found.kind == DateKind::Date => {
            (Some(found.value), found.end)
        }
        _ => (None, end),
    }
}

/// Returns the time at piece `index` as `19:30`, and the index behind it.
pub(super) fn time(line: Line<'_>, index: usize) -> Option<(String, usize)> {
    named(line, index)
        .or_else(|| with_colon(line, index))
        .or_else(|| with_half_day(line, index))
        .or_else(|| with_clock(line, index))
        .map(|(hour, minute, end)| (format!("{hour:02}:{minute:02}"), behind_zone(line, end)))
}

type Clock = (u8, u8, usize);

fn named(line: Line<'_>, index: usize) -> Option<Clock> {
    if line.is_a(index, GrammarWord::Noon) {
        return Some((12, 0, index + 1));
    }
    line.is_a(index, GrammarWord::Midnight)
        .then_some((0, 0, index + 1))
}

fn number(line: Line<'_>, index: usize) -> Option<u8> {
    let raw = line.raw(index);
    let is_plain = line.class(index) == AtomClass::Digits
        && raw.len() <= 2
        && raw.bytes().all(|b| b.is_ascii_digit());
    if is_plain { raw.parse().ok() } else { None }
}

/// Returns whether `a.m.` (false) or `p.m.` (true) stands there, and the index behind it.
fn half_day(line: Line<'_>, index: usize) -> Option<(bool, usize)> {
    if line.is_a(index, GrammarWord::BeforeNoon) {
        return Some((false, index + 1));
    }
    line.is_a(index, GrammarWord::AfterNoonMark)
        .then_some((true, index + 1))
}

/// Reads "7:30", "19:30", "7.30pm" is read elsewhere.
fn with_colon(line: Line<'_>, index: usize) -> Option<Clock> {
    let is_time = line.raw(index + 1) == ":"
        && line.is_glued(index + 1)
        && line.is_glued(index + 2)
        && line.raw(index + 2).len() == 2
        && !(line.is_glued(index + 3)
            && line.raw(index + 3) == "."
            && line.is_glued(index + 4)
            && line.class(index + 4) == AtomClass::Digits);
    if !is_time || line.is_glued(index) && matches!(line.raw(index.back(1)), ":" | ".") {
        return None;
    }
    let (hour, minute) = (number(line, index)?, number(line, index + 2)?);
    let mut end = index + 3;
    if line.raw(end) == ":"
        && line.is_glued(end)
        && line.is_glued(end + 1)
        && number(line, end + 1).is_some()
    {
        end += 2;
    }
    (hour < 25 && minute < 60).then_some(())?;
    match half_day(line, end) {
        Some((is_late, end)) => Some((in_day(hour, is_late)?, minute, end)),
        None => Some((hour, minute, end)),
    }
}

fn in_day(hour: u8, is_late: bool) -> Option<u8> {
    (1..=12)
        .contains(&hour)
        .then_some(hour % 12 + if is_late { 12 } else { 0 })
}

/// Reads "8 a.m.", "7pm", "7.30pm", "five p.m.".
fn with_half_day(line: Line<'_>, index: usize) -> Option<Clock> {
    if let Some(hour) = line.word(index).cardinal {
        let (is_late, end) = half_day(line, index + 1)?;
        return Some((in_day(hour, is_late)?, 0, end));
    }
    if line.class(index) != AtomClass::Digits {
        return None;
    }
    let (is_late, end) = half_day(line, index + 1)?;
    if let Some(hour) = number(line, index) {
        let hour = in_day(hour, is_late)?;
        return (!is_attometre(line, index)).then_some((hour, 0, end));
    }
    let (hour, minute) = line.raw(index).split_once('.')?;
    let minute: u8 = minute
        .parse()
        .ok()
        .filter(|n| *n < 60 && minute.len() == 2)?;
    Some((in_day(hour.parse().ok()?, is_late)?, minute, end))
}

/// Returns whether "am" is a verb: "I, who at 50 am …".
fn is_attometre(line: Line<'_>, index: usize) -> bool {
    line.is_a(index.back(1), GrammarWord::I)
}

/// Reads "nine o'clock".
fn with_clock(line: Line<'_>, index: usize) -> Option<Clock> {
    let hour = number(line, index).or(line.word(index).cardinal)?;
    let is_clock = line.is_a(index + 1, GrammarWord::OClock);
    (is_clock && (1..=12).contains(&hour)).then_some((hour, 0, index + 2))
}

/// Returns the index behind a time zone: "GMT", "local time", "(1400 GMT)" stays out.
fn behind_zone(line: Line<'_>, end: usize) -> usize {
    let is_upper = line.raw(end).bytes().all(|b| b.is_ascii_uppercase());
    if line.is_a(end, GrammarWord::TimeZone) && is_upper {
        return end + 1;
    }
    if line.are(end, &[GrammarWord::ZoneAdjective, GrammarWord::Time]) {
        return end + 2;
    }
    end
}
