//! What comes again: "daily", "every Monday", "each year", "on Sundays".

use super::{Context, Temporal};
use crate::annotation::DateKind;
use crate::engine::numbers::{AtomClass, Back, Flags, Line, Period, number};

/// Words that are a set by themselves.
const WORDS: [(&str, &str); 13] = [
    ("hourly", "PT1H"),
    ("daily", "P1D"),
    ("nightly", "P1D"),
    ("weekly", "P1W"),
    ("biweekly", "P2W"),
    ("fortnightly", "P2W"),
    ("monthly", "P1M"),
    ("quarterly", "P3M"),
    ("semiannual", "P6M"),
    ("yearly", "P1Y"),
    ("annual", "P1Y"),
    ("annually", "P1Y"),
    ("biennial", "P2Y"),
];

/// Returns the set that begins at piece `index`.
pub(super) fn find(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    let mut words = WORDS.iter().filter(|_| line.raw(index).len() > 4);
    if let Some((_, value)) = words.find(|(word, _)| line.is(index, &[word])) {
        let is_name = line.is_capital(index)
            && index > 0
            && (line.is_capital(index + 1) || line.class(index.back(1)) == AtomClass::Word);
        let is_part = line.is_hyphen(index + 1) || line.is_hyphen(index.back(1));
        return (!is_name && !is_part)
            .then(|| Temporal::new(index, index + 1, DateKind::Set, *value));
    }
    weekdays(line, index).or_else(|| every(line, index))
}

/// Reads "Mondays", "Saturdays".
fn weekdays(line: Line<'_>, index: usize) -> Option<Temporal> {
    let weekday = line
        .word(index)
        .weekday
        .filter(|_| line.has(index, Flags::MANY))?;
    Some(Temporal::new(
        index,
        index + 1,
        DateKind::Set,
        format!("XXXX-WXX-{weekday}"),
    ))
}

/// Reads "every day", "each year", "every two weeks", "every Monday", "every other day".
fn every(line: Line<'_>, index: usize) -> Option<Temporal> {
    if !line.is(index, &["every", "each"]) {
        return None;
    }
    let mut at = index + 1;
    let set = |end: usize, value: String| Some(Temporal::new(index, end, DateKind::Set, value));
    if let Some(weekday) = line.word(at).weekday {
        return set(at + 1, format!("XXXX-WXX-{weekday}"));
    }
    if let Some(month) = line.word(at).month.filter(|_| line.is_capital(at)) {
        return set(at + 1, format!("XXXX-{month:02}"));
    }
    let mut count = 1.to_string();
    if line.is(at, &["other", "second"]) && line.word(at + 1).period.is_some() {
        count = 2.to_string();
        at += 1;
    } else if let Some(number) = number(line, at) {
        count = number.low.normalize().to_string();
        at = number.end;
    } else if line.is(at, &["single", "passing"]) {
        at += 1;
    }
    let period = line
        .word(at)
        .period
        .filter(|period| *period != Period::Quarter || !line.is(at + 1, &["of"]))?;
    // "Every hour counts" tells what time is worth, not when something happens.
    let is_subject = line.is(at + 1, &["counts", "counted", "matters", "mattered"]);
    if is_subject {
        return None;
    }
    set(at + 1, period.duration(&count))
}
