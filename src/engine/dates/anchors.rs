//! Now, some time ago and some time to come.

use jiff::civil::Date;

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

/// Returns the reference that begins at piece `index`.
pub(super) fn find_anchored(context: &Context<'_>, index: usize) -> Option<Temporal> {
    phrase(context.line, index).or_else(|| year_end(context, index))
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
    // "The NOW party", "the band Present Perfect".
    let is_shouted = n_words == 1
        && line.raw(index).bytes().all(|b| b.is_ascii_uppercase())
        && line
            .raw(index.back(1))
            .bytes()
            .any(|b| b.is_ascii_lowercase());
    (is_led && !is_shouted).then(|| Temporal::new(start, end, DateKind::Date, *value))
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
