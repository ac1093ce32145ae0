//! Numbers that are no figures: names, addresses, versions, telephones, lists, pronouns.

use super::names::{is_address, is_name, is_named, is_team};
use crate::engine::numbers::{AtomClass, Back, Flags, Line, number, spaced_groups};

/// Returns where to go on, if what begins at piece `index` looks like a number and is none.
pub(super) fn skip(line: Line<'_>, index: usize) -> Option<usize> {
    match line.class(index) {
        AtomClass::Digits => digits(line, index),
        AtomClass::Word if line.word(index).cardinal.is_some() => skip_number_word(line, index),
        AtomClass::Word | AtomClass::Mark | AtomClass::Address => None,
    }
}

fn digits(line: Line<'_>, index: usize) -> Option<usize> {
    if is_month_day(line, index) {
        return Some(index + 1);
    }
    if spaced_groups(line, index).is_some() {
        return None;
    }
    let before = index.back(1);
    let raw = line.raw(index);
    let is_code = line.is_glued(index) && line.class(before) == AtomClass::Word
        || line.is_hyphen(before)
            && line.class(before.back(1)) == AtomClass::Word
            && !is_prefix(line, before.back(1))
        || line.is_glued(index) && matches!(line.raw(before), "#" | "_" | "/" | ":");
    let is_code = is_code || raw.len() > 9 && raw.bytes().all(|b| b.is_ascii_digit());
    // "B.14", "nordlicht.24"
    let is_dotted = line.is_glued(index)
        && line.raw(before) == "."
        && line.is_glued(before)
        && line.class(before.back(1)) == AtomClass::Word;
    let is_code = is_code
        || is_dotted
        || is_list_mark(line, index)
        || is_part_of_code(line, index)
        || is_team(line, index);
    let is_padded = raw.len() > 1 && raw.starts_with('0') && !raw.starts_with("0.");
    if is_code || is_padded || is_chain(line, index) || is_unreadable(line, index) {
        return Some(end_of_code(line, index));
    }
    let end = index + 1;
    let is_item = index == 0 && line.is_glued(end) && matches!(line.raw(end), "." | ")");
    if is_item || is_named(line, index, end) || is_address(line, end) {
        // "Exit 5-2": the second number is of the name too.
        let is_double = line.is_hyphen(end) && line.class(end + 1) == AtomClass::Digits;
        return Some(if is_double { end + 2 } else { end });
    }
    if is_odd_suffix(line, end) {
        return Some(end_of_code(line, end));
    }
    if is_clock(line, index) || is_year_of(line, index) {
        return Some(end);
    }
    is_called(line, index, end).then(|| number(line, index).map_or(end, |number| number.end))
}

/// Returns whether a number marks an item of a list in a sentence: "what 1) explains".
fn is_list_mark(line: Line<'_>, index: usize) -> bool {
    line.raw(index).len() < 3
        && line.raw(index + 1) == ")"
        && !(index.saturating_sub(8)..index).any(|at| line.raw(at) == "(")
}

/// Returns whether a number is a time of the day with a point: "rang at 10.30".
fn is_clock(line: Line<'_>, index: usize) -> bool {
    let is_time = line
        .raw(index)
        .split_once('.')
        .is_some_and(|(hour, minute)| {
            hour.parse::<u8>().is_ok_and(|hour| hour < 24)
                && minute.len() == 2
                && minute.parse::<u8>().is_ok_and(|minute| minute < 60)
        });
    is_time
        && line.is(index.back(1), &["at"])
        && !is_measured(line, index + 1)
        && line.word(index + 1).scale.is_none()
        && !(0..index).rev().take(MAX_VALUED_REACH).any(|at| {
            line.has(at, Flags::VALUED)
                || line.is(
                    at,
                    &[
                        "share", "price", "index", "rate", "yield", "trading", "currency",
                        "exchange",
                    ],
                )
        })
}

/// How far before a clock time a word may stand that makes a price of it, in pieces.
const MAX_VALUED_REACH: usize = 20;

/// Returns whether a number is the year of something: "the 2019 floods".
fn is_year_of(line: Line<'_>, index: usize) -> bool {
    let raw = line.raw(index);
    raw.len() == 4
        && raw
            .parse::<u16>()
            .is_ok_and(|year| (1900..2100).contains(&year))
        && (!raw.ends_with("00")
            && line.is(
                index.back(1),
                &["the", "this", "its", "his", "her", "their", "'s"],
            )
            || line.is(index + 1, &["world", "census", "election", "elections"]))
        && line.class(index + 1) == AtomClass::Word
        && !is_measured(line, index + 1)
        && line.word(index + 1).scale.is_none()
}

/// Returns whether a number is the day of a month that no date took: "on may 19", "as of december 1".
fn is_month_day(line: Line<'_>, index: usize) -> bool {
    // "sept. 30": the stop of a month written small ends a sentence.
    let is_cut = index == 0 && ends_with_month(line.text_before());
    let is_day = line
        .raw(index)
        .parse::<u8>()
        .is_ok_and(|day| (1..=31).contains(&day));
    let is_month = |at: usize| line.word(at).month.is_some() && line.class(at) == AtomClass::Word;
    let has_unit = line.unit_words(index + 1).is_some()
        || line.symbol(index + 1).is_some()
        || line.word(index + 1).scale.is_some()
        || counts(line, index + 1);
    let before = index.back(1);
    let is_march = line.is(before, &["march"]);
    let follows = is_month(before) && !has_unit && !is_march;
    let precedes = is_month(index + 1)
        && line.gap(index + 1) == " "
        && line.is(before, &["on", "by", "until", "since", "from", "to"])
        && (!line.is(index + 1, &["may", "march"]) || line.is(before, &["on"]));
    is_day && (follows || precedes || is_cut && !has_unit)
}

/// Returns whether a text ends with an abbreviated month.
fn ends_with_month(text: &str) -> bool {
    let text = text.trim_end();
    let is_short = |month: &str| {
        let start = text.len().checked_sub(month.len());
        start
            .and_then(|start| text.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(month))
    };
    [
        "jan.", "feb.", "mar.", "apr.", "aug.", "sept.", "sep.", "oct.", "nov.", "dec.",
    ]
    .into_iter()
    .any(is_short)
}

/// The most digits and hyphens of a code that are walked back over: `CVE-2021-44228`.
const MAX_CODE_PIECES: usize = 6;

/// Returns whether digits end a code that begins with letters: the 44228 of `CVE-2021-44228`.
fn is_part_of_code(line: Line<'_>, index: usize) -> bool {
    let mut at = index;
    for _ in 0..MAX_CODE_PIECES {
        if !line.is_hyphen(at.back(1)) {
            return false;
        }
        at = at.back(2);
        match line.class(at) {
            AtomClass::Digits => {}
            AtomClass::Word => return at != index.back(2) && line.is_capital(at),
            AtomClass::Mark | AtomClass::Address => return false,
        }
    }
    false
}

/// How far from bare digits a word that makes a code of them may stand.
const MAX_CODE_REACH: usize = 5;

/// Returns whether bare digits are a code or a part of a name by what stands around them: "text HELP to 60777", "the 9½
/// Club". They count nothing and measure nothing.
fn is_called(line: Line<'_>, index: usize, end: usize) -> bool {
    let Some(number) = number(line, index) else {
        return false;
    };
    let at = line.behind_hyphen(number.end);
    let has_unit = line.raw(at) == "%"
        || line.symbol(at).is_some()
        || line.unit_words(at).is_some()
        || line.word(at).period.is_some()
        || line.currency_ends_before(index);
    if has_unit || number.scale > 0 || counts(line, number.end) {
        return false;
    }
    let raw = line.raw(index);
    let is_bare = number.end == end && raw.len() > 2 && raw.bytes().all(|b| b.is_ascii_digit());
    let is_code = is_bare
        && (index.saturating_sub(MAX_CODE_REACH)..index)
            .any(|at| line.has(at, Flags::CODE) && !line.is_capital(at));
    let is_before_name = line.class(number.end) == AtomClass::Word
        && line.gap(number.end) == " "
        && line.is_capital(number.end)
        && line.raw(number.end).chars().skip(1).any(char::is_lowercase)
        && line.word(number.end).month.is_none()
        && line.word(number.end).weekday.is_none()
        && !line.has(number.end, Flags::FUNCTION.or(Flags::PREPOSITION))
        && (line.has(index.back(1), Flags::DETERMINER) || number.low.fract() != 0.into());
    is_code || is_before_name
}

/// Returns whether the word ties to a number by a hyphen without making it a name: "mid-30s", "twenty-1".
fn is_prefix(line: Line<'_>, index: usize) -> bool {
    line.is(
        index,
        &[
            "mid", "pre", "post", "under", "over", "non", "sub", "near", "top", "minus",
        ],
    ) || line.word(index).cardinal.is_some()
}

/// Returns whether bare groups of digits follow each other, as in a telephone number: `020 7946 0958`, `555-123-4567`.
fn is_chain(line: Line<'_>, index: usize) -> bool {
    let is_bare = |at: usize| {
        line.class(at) == AtomClass::Digits && line.raw(at).bytes().all(|b| b.is_ascii_digit())
    };
    // "12 787 Dreamliners": the second number begins a name.
    let is_named = line.class(index + 2) == AtomClass::Word
        && line.is_capital(index + 2)
        && line.raw(index).len() < 4
        && counts(line, index + 1);
    let spaced = line.gap(index + 1) == " "
        && is_bare(index)
        && is_bare(index + 1)
        && !is_named
        && !is_measured(line, index + 2)
        && line.raw(index + 2) != "/";
    let dashed = line.is_hyphen(index + 1)
        && line.class(index + 2) == AtomClass::Digits
        && line.is_hyphen(index + 3)
        && line.class(index + 4) == AtomClass::Digits;
    spaced
        || dashed
        || line.is_glued(index + 1)
            && line.raw(index + 1) == ":"
            && line.is_glued(index + 2)
            && is_bare(index + 2)
}

fn is_measured(line: Line<'_>, at: usize) -> bool {
    line.raw(at) == "%" || line.unit_words(at).is_some() || line.symbol(at).is_some()
}

fn is_unreadable(line: Line<'_>, index: usize) -> bool {
    let raw = line.raw(index);
    raw.matches('.').count() > 1 && number(line, index).is_none()
}

/// Returns whether letters or digits are glued behind a number that are no unit, scale or ending: `27L`, `5G`, `2AA`.
fn is_odd_suffix(line: Line<'_>, end: usize) -> bool {
    if !line.is_glued(end) {
        return false;
    }
    if line.raw(end) == "/" && line.is_glued(end + 1) && line.class(end + 1) == AtomClass::Digits {
        return !crate::engine::figures::quantity::is_fraction(line, end.back(1));
    }
    if line.class(end) != AtomClass::Word {
        return false;
    }
    let is_known = line.symbol(end).is_some()
        || line.unit_words(end).is_some()
        || line.word(end).scale.is_some()
        || line.word(end).period.is_some()
        || line.is(
            end,
            &[
                "s", "m", "b", "k", "t", "p", "c", "x", "yo", "d", "ish", "am", "pm",
            ],
        );
    !is_known
}

pub(super) fn counts(line: Line<'_>, end: usize) -> bool {
    crate::engine::figures::noun::counted(line, end, false, false).is_some()
}

/// Returns the index behind everything that is glued to piece `index`, and behind bare groups of digits that follow it.
fn end_of_code(line: Line<'_>, index: usize) -> usize {
    let mut end = index + 1;
    while line.is_glued(end)
        && !matches!(
            line.raw(end),
            "," | "." | ")" | ";" | "\"" | "”" | "’" | "'"
        )
        || line.class(end) == AtomClass::Digits
            && line.class(end - 1) == AtomClass::Digits
            && line.gap(end) == " "
    {
        end += 1;
    }
    end
}

/// Returns where to go on where what follows "one" at `at` says which one, and names nothing that is counted: "gloomier
/// than one issued in May", "the one-China policy".
fn behind_description(line: Line<'_>, at: usize) -> Option<usize> {
    if line.is_hyphen(at) && line.is_capital(at + 1) {
        return Some(at + 2);
    }
    let raw = line.raw(at);
    let is_participle = raw.len() > 4
        && raw.ends_with("ed")
        && !raw.ends_with("eed")
        && !line.has(at, Flags::ADJECTIVE.or(Flags::PLURAL));
    (is_participle && line.has(at + 1, Flags::PREPOSITION)).then_some(at)
}

fn skip_number_word(line: Line<'_>, index: usize) -> Option<usize> {
    let before = index.back(1);
    let end = index + 1;
    if is_name(line, index) || is_named(line, index, end) {
        return Some(end);
    }
    if !line.is(index, &["one"]) {
        return None;
    }
    if let Some(end) = behind_description(line, end) {
        return Some(end);
    }
    let has_unit = line.unit_words(line.behind_hyphen(end)).is_some()
        || line.word(line.behind_hyphen(end)).period.is_some();
    if line.reads(before, "at one point") || line.reads(before, "at one time") {
        return Some(end);
    }
    if line.is(end, &["of"]) && !line.is(end + 1, &["every", "each"]) {
        // "One of the buses" is one bus.
        return (!counts(line, end) || line.is(before, &["the", "as", "is"])).then_some(end);
    }
    if has_unit {
        return None;
    }
    let is_pronoun = line.is(
        before,
        &[
            "no", "the", "this", "that", "which", "any", "every", "some", "each", "another",
            "only", "such", "a", "what", "good", "not", "is", "'s", "was", "loved",
        ],
    ) && !line.is_hyphen(end)
        || line.is(before, &["for"]) && line.is_end(end)
        || line.is(before, &["under"]) && line.is(end, &["roof", "umbrella", "banner", "flag"])
        || line.is(before, &["with", "in"]) && line.is(end, &["voice", "breath", "piece", "go"])
        || line.is(before, &["on", "from"]) && line.is(end, &["side", "hand"])
        || line.is_glued(index) && line.is_dash(before)
        || line.is(
            end,
            &[
                "another", "by", "day", "or", "who", "that", "can", "would", "must", "should",
                "has", "is", "could", "may", "might", "thing", "way",
            ],
        ) && !line.reads(end, "or two")
            && !line.reads(end, "or more")
        || line.raw(end) == "'"
        || line.raw(end) == "’"
        || line.is_end(end) && !line.is_hyphen(end) && line.raw(end) != "("
        || line.is(end, &["of"]) && line.is(end + 1, &["them", "us", "a", "you"]);
    let is_ratio = line.is(end, &["in", "out"]);
    if !is_pronoun || is_ratio && !line.is(before, &["no"]) {
        return None;
    }
    Some(end)
}
