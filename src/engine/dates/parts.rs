//! Reads the parts of dates: days, months and years in digits and words, ordinals, and "early" or "the end of" before
//! them.

use super::temporal::DateContext;
use crate::annotation::DateModifier;
use crate::engine::numbers::{GrammarWord, Period, SubtokenClass, SubtokenLine};

/// The parts of a date as written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DateParts {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) end: usize,
}

/// Reads "early", "mid-", "late", "the end of" before a month or year. Returns the modifier, and the index at which the
/// words begin.
pub(super) fn read_portion(line: SubtokenLine<'_>, index: usize) -> (Option<DateModifier>, usize) {
    if !line.begins_among(index, b"elmt") {
        return (None, index);
    }
    let modifier = if line.is_a(index, GrammarWord::Early) {
        DateModifier::Start
    } else if line.is_a(index, GrammarWord::Middle) {
        DateModifier::Mid
    } else if line.is_a(index, GrammarWord::Late) {
        DateModifier::End
    } else {
        return of_portion(line, index);
    };
    let mut next = line.behind_hyphen(index + 1);
    if line.is_a(next, GrammarWord::To) && line.is_hyphen(next + 1) {
        next += 2;
    }
    // "Late on Friday".
    let named = line.word(next + 1);
    let is_day = line.is_a(next, GrammarWord::On)
        && (named.weekday.is_some()
            || named.month.is_some()
            || read_digits(line, next + 1, 2).is_some());
    if is_day {
        next += 1;
    }
    (Some(modifier), next)
}

fn of_portion(line: SubtokenLine<'_>, index: usize) -> (Option<DateModifier>, usize) {
    let is_portion = line.is_a(index, GrammarWord::The) && line.is_a(index + 2, GrammarWord::Of);
    let modifier = match () {
        () if !is_portion => None,
        () if line.is_a(index + 1, GrammarWord::EndWord) => Some(DateModifier::End),
        () if line.is_a(index + 1, GrammarWord::StartNoun) => Some(DateModifier::Start),
        () if line.is_a(index + 1, GrammarWord::Middle) => Some(DateModifier::Mid),
        () => None,
    };
    (modifier, if modifier.is_some() { index + 3 } else { index })
}

pub(super) fn read_digits(line: SubtokenLine<'_>, index: usize, most: usize) -> Option<i16> {
    let raw = line.raw(index);
    let is_plain = line.class(index) == SubtokenClass::Digits
        && raw.len() <= most
        && raw.bytes().all(|b| b.is_ascii_digit());
    if is_plain { raw.parse().ok() } else { None }
}

/// Returns the day of the month at `index`, `3` or `3rd`, and the index after it.
pub(super) fn read_day(line: SubtokenLine<'_>, index: usize) -> Option<(i8, usize)> {
    let day = i8::try_from(read_digits(line, index, 2)?).ok()?;
    let end = if line.is_glued(index + 1) && line.is_a(index + 1, GrammarWord::OrdinalEnding) {
        index + 2
    } else {
        index + 1
    };
    let is_open = line.is_glued(end)
        && (line.class(end) != SubtokenClass::Mark || matches!(line.raw(end), ":" | "%" | "/"));
    ((1..=31).contains(&day) && !is_open).then_some((day, end))
}

/// Returns the year of four digits at `index`.
pub(super) fn read_year(line: SubtokenLine<'_>, index: usize) -> Option<i16> {
    let year = read_digits(line, index, 4)?;
    let is_open = line.is_glued(index + 1)
        && (line.class(index + 1) != SubtokenClass::Mark || line.raw(index + 1) == "%");
    ((1000..=2199).contains(&year) && !is_open).then_some(year)
}

pub(super) fn read_month(line: SubtokenLine<'_>, index: usize) -> Option<i8> {
    let month = line.word(index).month?;
    line.is_capital(index).then(|| i8::try_from(month).ok())?
}

/// Returns the ordinal number at `at`, and the index after it.
pub(super) fn read_ordinal(line: SubtokenLine<'_>, at: usize) -> Option<(i16, usize)> {
    if let Some(n) = line.word(at).ordinal {
        return Some((n.into(), at + 1));
    }
    if let Some(tens) = line.word(at).cardinal.filter(|tens| *tens >= 20) {
        let next = line.behind_hyphen(at + 1);
        let unit = line.word(next).ordinal.filter(|unit| *unit < 10)?;
        return Some((i16::from(tens) + i16::from(unit), next + 1));
    }
    let is_ending = line.class(at) == SubtokenClass::Digits
        && line.is_glued(at + 1)
        && line.is_a(at + 1, GrammarWord::OrdinalEnding);
    if is_ending {
        Some((line.raw(at).parse().ok()?, at + 2))
    } else {
        None
    }
}

/// Reads a year without its century, "'58" or "’92": the latest such year up to the year of publication.
pub(super) fn short_year(context: &DateContext<'_>, at: usize) -> Option<(i16, usize)> {
    let line = context.line;
    let is_open = line.is_glued(at + 2) && !ends_clause(line, at + 2);
    let is_short = matches!(line.raw(at), "'" | "’" | "‘")
        && line.is_glued(at + 1)
        && line.raw(at + 1).len() == 2;
    let year = read_digits(line, at + 1, 2).filter(|_| is_short && !is_open)?;
    let this = context.published.map_or(2000, jiff::civil::Date::year);
    let century = this / 100 * 100;
    let year = if century + year > this {
        century - 100 + year
    } else {
        century + year
    };
    Some((year, at + 2))
}

/// Returns whether the subtoken at `at` is a punctuation mark that ends a clause.
fn ends_clause(line: SubtokenLine<'_>, at: usize) -> bool {
    matches!(line.raw(at), "." | "," | ";" | ")" | "”" | "\"" | "?" | "!")
}

/// Reads "last year", "of next year", "this year" after a month, season or day.
pub(super) fn relative_year(context: &DateContext<'_>, end: usize) -> Option<(i16, usize)> {
    let line = context.line;
    let at = if line.is_a(end, GrammarWord::Of) {
        end + 1
    } else {
        end
    };
    let shift = match () {
        () if !line.is_one(at + 1, Period::Year) => return None,
        () if line.is_a(at, GrammarWord::Last) => -1,
        () if line.is_a(at, GrammarWord::This) => 0,
        () if line.is_a(at, GrammarWord::NextWord) => 1,
        () => return None,
    };
    Some((context.published?.year() + shift, at + 2))
}

/// Returns the year that follows a part of a year ("of 2012", "2012", "last year", "of the year"), and the index after
/// it.
pub(super) fn year_behind(context: &DateContext<'_>, end: usize) -> Option<(i16, usize)> {
    let line = context.line;
    let mut at = if line.is_a(end, GrammarWord::InOrOf) || line.raw(end) == "," {
        end + 1
    } else {
        end
    };
    if line.is_a(at, GrammarWord::YearKind) {
        at += 1;
    }
    if let Some(year) = read_year(line, at) {
        return Some((year, at + 1));
    }
    let this = context.published?.year();
    if !line.is_one(at + 1, Period::Year) {
        return None;
    }
    let is_this = line.is_a(at, GrammarWord::This)
        || line.is_a(at, GrammarWord::The) && line.is_a(end, GrammarWord::Of);
    let year = match () {
        () if line.is_a(at, GrammarWord::Last) => this - 1,
        () if is_this => this,
        () if line.is_a(at, GrammarWord::NextWord) => this + 1,
        () => return None,
    };
    Some((year, at + 2))
}

/// Returns whether "the year" begins at subtoken `index`.
pub(super) fn is_the_year(line: SubtokenLine<'_>, index: usize) -> bool {
    line.is_a(index, GrammarWord::The) && line.is_one(index + 1, Period::Year)
}

/// Returns whether the four digits are a count: "In March 2000 people marched".
pub(super) fn is_counted(line: SubtokenLine<'_>, index: usize) -> bool {
    line.is_a(index + 1, GrammarWord::CountedNoun)
}

pub(super) fn with_year(line: SubtokenLine<'_>, parts: DateParts) -> DateParts {
    let at = if line.raw(parts.end) == "," || line.is_a(parts.end, GrammarWord::Of) {
        parts.end + 1
    } else {
        parts.end
    };
    match read_year(line, at).filter(|_| !is_counted(line, at)) {
        Some(year) => DateParts {
            year: Some(year),
            end: at + 1,
            ..parts
        },
        None => parts,
    }
}
