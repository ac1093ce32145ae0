//! Now, some time ago, some time to come, and the holidays.

use jiff::civil::Date;

use super::tense::{Tense, tense};
use super::timex_value::Point;
use super::{Context, Temporal};
use crate::annotation::DateKind;
use crate::engine::numbers::{Back, Flags, Line};

/// Phrases with the value that TIMEX3 has for them.
const PHRASES: [(&str, &str); 17] = [
    ("these days", "PRESENT_REF"),
    ("those days", "PAST_REF"),
    ("now", "PRESENT_REF"),
    ("currently", "PRESENT_REF"),
    ("nowadays", "PRESENT_REF"),
    ("presently", "PRESENT_REF"),
    ("at present", "PRESENT_REF"),
    ("at the moment", "PRESENT_REF"),
    ("the present", "PRESENT_REF"),
    ("recently", "PAST_REF"),
    ("in the past", "PAST_REF"),
    ("previously", "PAST_REF"),
    ("formerly", "PAST_REF"),
    ("the past", "PAST_REF"),
    ("the near future", "FUTURE_REF"),
    ("the future", "FUTURE_REF"),
    ("soon", "FUTURE_REF"),
];

/// Holidays on a fixed day.
const HOLIDAYS: [(&str, i8, i8); 10] = [
    ("christmas eve", 12, 24),
    ("christmas day", 12, 25),
    ("christmas", 12, 25),
    ("boxing day", 12, 26),
    ("new year 's eve", 12, 31),
    ("new year 's day", 1, 1),
    ("valentine 's day", 2, 14),
    ("halloween", 10, 31),
    ("fourth of july", 7, 4),
    ("veterans day", 11, 11),
];

/// Returns the reference or holiday that begins at piece `index`.
pub(super) fn find(context: &Context<'_>, index: usize) -> Option<Temporal> {
    holiday(context, index)
        .or_else(|| phrase(context.line, index))
        .or_else(|| year_end(context, index))
}

fn phrase(line: Line<'_>, index: usize) -> Option<Temporal> {
    let (phrase, value) = PHRASES
        .iter()
        .find(|(phrase, _)| line.reads(index, phrase))?;
    let n_words = phrase.split(' ').count();
    let start = if phrase.starts_with("in the") {
        index + 1
    } else {
        index
    };
    let end = index + n_words;
    let is_led = match *phrase {
        "the past" => line.is_end(end) && line.is(index.back(1), &["in", "from", "of"]),
        "the future" | "the present" => {
            !line.is_hyphen(end)
                && !line.is(end, &["of"])
                && (line.is_end(end)
                    || line.has(
                        end,
                        Flags::PREPOSITION.or(Flags::FUNCTION).or(Flags::AUXILIARY),
                    ))
        }
        "now" => {
            !line.is(end, &["that", "famous"])
                && !line.is_hyphen(end)
                && !line.is_hyphen(index.back(1))
        }
        "soon" => !line.is(index.back(1), &["as", "too", "so", "how"]),
        _ => true,
    };
    let start = if phrase.starts_with("at ") {
        index + 1
    } else {
        start
    };
    is_led.then(|| Temporal::new(start, end, DateKind::Date, *value))
}

fn holiday(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    if !line.is_capital(index) {
        return None;
    }
    let (end, month, day) = HOLIDAYS
        .iter()
        .find_map(|(phrase, month, day)| Some((reads(line, index, phrase)?, *month, *day)))?;
    let is_name = line.is_capital(end) && line.gap(end) == " ";
    if is_name {
        return None;
    }
    let Some(published) = context.published else {
        return Some(Temporal::unresolved(
            index,
            end,
            format!("XXXX-{month:02}-{day:02}"),
        ));
    };
    let this = Date::new(published.year(), month, day).ok()?;
    let year = crate::engine::dates::calendar::year(line, end);
    let shift = match tense(line, index, end) {
        Tense::Past if this > published => -1,
        Tense::Future if this < published => 1,
        _ => 0,
    };
    let year_of = year.unwrap_or(published.year() + shift);
    let end = if year.is_some() { end + 1 } else { end };
    Some(Temporal::at(
        index,
        end,
        Point::Day(Date::new(year_of, month, day).ok()?),
    ))
}

/// Returns the index behind a phrase whose apostrophes may be pieces of their own.
fn reads(line: Line<'_>, index: usize, phrase: &str) -> Option<usize> {
    let mut at = index;
    for word in phrase.split(' ') {
        if word == "'s" {
            let is_apart = matches!(line.raw(at), "'" | "’") && line.raw(at + 1) == "s";
            at += if is_apart { 2 } else { return None };
        } else if line.is(at, &[word]) {
            at += 1;
        } else {
            let raw = line.raw(at);
            let stem = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("’s"))?;
            if !stem.eq_ignore_ascii_case(word) {
                return None;
            }
            at += 1;
        }
    }
    Some(at)
}

/// Reads "year end", "year-end".
fn year_end(context: &Context<'_>, index: usize) -> Option<Temporal> {
    let line = context.line;
    let at = line.behind_hyphen(index + 1);
    let is_end = line.is(index, &["year"])
        && line.is(at, &["end"])
        && line.is(
            index.back(1),
            &["by", "at", "until", "before", "to", "from"],
        );
    let published = context.published.filter(|_| is_end)?;
    let mut found = Temporal::at(
        index,
        at + 1,
        Point::Day(Date::new(published.year(), 12, 31).ok()?),
    );
    found.modifier = Some(crate::annotation::DateModifier::End);
    Some(found)
}
