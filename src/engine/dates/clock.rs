//! Reads times of day: "7:30pm", "8 a.m.", "noon", "15:11 GMT", "nine o'clock".

use super::non_dates;
use crate::engine::numbers::{GrammarWord, StepBack, SubtokenClass, SubtokenLine};

/// Returns whether an apparent time is a ratio, a Bible verse, or a name: "a ratio of 4:30", "John 3:16", "Noon Group".
pub(super) fn is_no_time(line: SubtokenLine<'_>, index: usize) -> bool {
    if read_named_time(line, index).is_some() {
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

/// Returns the time at subtoken `index` as `19:30`, and the index after it.
pub(super) fn read_clock_time(line: SubtokenLine<'_>, index: usize) -> Option<(String, usize)> {
    read_named_time(line, index)
        .or_else(|| with_colon(line, index))
        .or_else(|| with_half_day(line, index))
        .or_else(|| with_clock(line, index))
        .map(|(hour, minute, end)| (format!("{hour:02}:{minute:02}"), behind_zone(line, end)))
}

type ClockTime = (u8, u8, usize);

fn read_named_time(line: SubtokenLine<'_>, index: usize) -> Option<ClockTime> {
    if line.is_a(index, GrammarWord::Noon) {
        return Some((12, 0, index + 1));
    }
    line.is_a(index, GrammarWord::Midnight)
        .then_some((0, 0, index + 1))
}

pub(super) fn read_clock_number(line: SubtokenLine<'_>, index: usize) -> Option<u8> {
    let raw = line.raw(index);
    let is_plain = line.class(index) == SubtokenClass::Digits
        && raw.len() <= 2
        && raw.bytes().all(|b| b.is_ascii_digit());
    if is_plain { raw.parse().ok() } else { None }
}

/// Returns whether the subtokens at `index` are "a.m." (false) or "p.m." (true), and the index after them; otherwise
/// `None`.
pub(super) fn half_day(line: SubtokenLine<'_>, index: usize) -> Option<(bool, usize)> {
    if line.is_a(index, GrammarWord::BeforeNoon) {
        return Some((false, index + 1));
    }
    line.is_a(index, GrammarWord::AfterNoonMark)
        .then_some((true, index + 1))
}

/// Reads "7:30" and "19:30". `with_half_day` reads "7.30pm".
fn with_colon(line: SubtokenLine<'_>, index: usize) -> Option<ClockTime> {
    let is_time = line.raw(index + 1) == ":"
        && line.is_glued(index + 1)
        && line.is_glued(index + 2)
        && line.raw(index + 2).len() == 2
        && !(line.is_glued(index + 3)
            && line.raw(index + 3) == "."
            && line.is_glued(index + 4)
            && line.class(index + 4) == SubtokenClass::Digits);
    if !is_time || line.is_glued(index) && matches!(line.raw(index.back(1)), ":" | ".") {
        return None;
    }
    let (hour, minute) = (
        read_clock_number(line, index)?,
        read_clock_number(line, index + 2)?,
    );
    let mut end = index + 3;
    if line.raw(end) == ":"
        && line.is_glued(end)
        && line.is_glued(end + 1)
        && read_clock_number(line, end + 1).is_some()
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
fn with_half_day(line: SubtokenLine<'_>, index: usize) -> Option<ClockTime> {
    if let Some(hour) = line.word(index).cardinal {
        let (is_late, end) = half_day(line, index + 1)?;
        return Some((in_day(hour, is_late)?, 0, end));
    }
    if line.class(index) != SubtokenClass::Digits {
        return None;
    }
    let (is_late, end) = half_day(line, index + 1)?;
    if let Some(hour) = read_clock_number(line, index) {
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

/// Returns whether "am" is the verb: "I, who at 50 am …".
fn is_attometre(line: SubtokenLine<'_>, index: usize) -> bool {
    line.is_a(index.back(1), GrammarWord::I)
}

/// Reads "nine o'clock".
fn with_clock(line: SubtokenLine<'_>, index: usize) -> Option<ClockTime> {
    let hour = read_clock_number(line, index).or(line.word(index).cardinal)?;
    let is_clock = line.is_a(index + 1, GrammarWord::OClock);
    (is_clock && (1..=12).contains(&hour)).then_some((hour, 0, index + 2))
}

/// Returns the index after a time zone: "GMT", "local time". A zone in brackets, such as "(1400 GMT)", is not included.
fn behind_zone(line: SubtokenLine<'_>, end: usize) -> usize {
    let is_upper = line.raw(end).bytes().all(|b| b.is_ascii_uppercase());
    if line.is_a(end, GrammarWord::TimeZone) && is_upper {
        return end + 1;
    }
    if line.are(end, &[GrammarWord::ZoneAdjective, GrammarWord::Time]) {
        return end + 2;
    }
    end
}
