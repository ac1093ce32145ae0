//! Numbers that are no figures: names, addresses, versions, telephones, lists, pronouns.

use crate::engine::numbers::{AtomClass, Back, Flags, Line};

/// Returns where to go on, if what begins at piece `index` looks like a number and is none.
pub(super) fn skip(line: Line<'_>, index: usize) -> Option<usize> {
    match line.class(index) {
        AtomClass::Digits => digits(line, index),
        AtomClass::Word if line.word(index).cardinal.is_some() => words(line, index),
        AtomClass::Word | AtomClass::Mark | AtomClass::Address => None,
    }
}

fn digits(line: Line<'_>, index: usize) -> Option<usize> {
    let before = index.back(1);
    let raw = line.raw(index);
    let is_code = line.is_glued(index) && line.class(before) == AtomClass::Word
        || line.is_hyphen(before)
            && line.class(before.back(1)) == AtomClass::Word
            && !is_prefix(line, before.back(1))
        || line.is_glued(index) && matches!(line.raw(before), "#" | "_" | "/" | ":");
    let is_code = is_code || raw.len() > 9 && raw.bytes().all(|b| b.is_ascii_digit());
    let is_padded = raw.len() > 1 && raw.starts_with('0') && !raw.starts_with("0.");
    if is_code || is_padded || is_chain(line, index) || is_unreadable(line, index) {
        return Some(end_of_code(line, index));
    }
    let end = index + 1;
    let is_item = index == 0 && line.is_glued(end) && matches!(line.raw(end), "." | ")");
    if is_item || is_named(line, index, end) || is_address(line, end) {
        return Some(end);
    }
    is_odd_suffix(line, end).then(|| end_of_code(line, end))
}

/// Returns whether the word ties to a number by a hyphen without making it a name: "mid-30s", "twenty-1".
fn is_prefix(line: Line<'_>, index: usize) -> bool {
    line.is(
        index,
        &[
            "mid", "pre", "post", "under", "over", "non", "sub", "near", "top",
        ],
    ) || line.word(index).cardinal.is_some()
}

/// Returns whether bare groups of digits follow each other, as in a telephone number: `020 7946 0958`, `555-123-4567`.
fn is_chain(line: Line<'_>, index: usize) -> bool {
    let is_bare = |at: usize| {
        line.class(at) == AtomClass::Digits && line.raw(at).bytes().all(|b| b.is_ascii_digit())
    };
    let spaced = line.gap(index + 1) == " "
        && is_bare(index)
        && is_bare(index + 1)
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

fn is_unreadable(line: Line<'_>, index: usize) -> bool {
    let raw = line.raw(index);
    raw.matches('.').count() > 1
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

/// Returns whether the word before makes the number a name: "Apollo 11", "Article 50", "page 3", "Group of 20".
fn is_named(line: Line<'_>, index: usize, end: usize) -> bool {
    let before = index.back(1);
    if line.class(before) != AtomClass::Word || line.gap(index) != " " {
        return line.raw(before) == "#";
    }
    if line.is(before, &["of"]) && line.is(before.back(1), &["group"]) {
        return true;
    }
    let word = line.word(before);
    let has_unit = line.raw(end) == "%"
        || line.symbol(end).is_some() && line.raw(end).len() > 1
        || line.unit_words(line.behind_hyphen(end)).is_some()
        || line.word(end).scale.is_some();
    if word.has(Flags::DESIGNATOR) {
        let is_lower = matches!(
            line.raw(before).to_ascii_lowercase().as_str(),
            "article"
                | "section"
                | "chapter"
                | "page"
                | "paragraph"
                | "room"
                | "flight"
                | "highway"
                | "route"
                | "phase"
                | "type"
                | "version"
                | "appendix"
                | "psalm"
                | "episode"
                | "volume"
                | "no."
                | "nos."
                | "grade"
                | "category"
                | "runway"
                | "channel"
                | "number"
                | "annex"
                | "clause"
                | "line"
                | "resolution"
        );
        if line.is_capital(before) || is_lower {
            return !has_unit || !is_lower;
        }
    }
    if has_unit || !line.is_capital(before) || before == 0 {
        return false;
    }
    let is_word = word.has(
        Flags::PREPOSITION
            .or(Flags::DETERMINER)
            .or(Flags::AUXILIARY)
            .or(Flags::FUNCTION)
            .or(Flags::VERB),
    ) || word.month.is_some()
        || word.weekday.is_some();
    !is_word && (line.is_capital(end) || !counts(line, end))
}

fn counts(line: Line<'_>, end: usize) -> bool {
    crate::engine::figures::noun::counted(line, end, false, false).is_some()
}

/// Returns whether a street follows: "10 Downing Street".
fn is_address(line: Line<'_>, end: usize) -> bool {
    let mut at = end;
    while at < end + 4 && line.is_capital(at) && line.class(at) == AtomClass::Word {
        if at > end && line.has(at, Flags::STREET) {
            return true;
        }
        at += 1;
    }
    false
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

/// Returns where to go on where what follows "one" at `at` tells which one, and names nothing that is counted: "gloomier
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

/// Returns whether a number in words is part of a name: "Channel Four", "ground zero".
fn is_name(line: Line<'_>, index: usize) -> bool {
    let before = index.back(1);
    let is_name = index > 0
        && line.is_capital(index)
        && !matches!(
            line.raw(before),
            "“" | "\"" | "‘" | ":" | "—" | "–" | "-" | "(" | "." | "•"
        )
        && (line.is_capital(before) || line.is_capital(index + 1));
    let is_place =
        line.is(index, &["zero"]) && line.is(before, &["ground", "patient", "day", "year"]);
    is_name || is_place
}

fn words(line: Line<'_>, index: usize) -> Option<usize> {
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
    if line.reads(before, "at one point")
        || line.is(end, &["of"]) && !line.is(end + 1, &["every", "each"])
    {
        return Some(end);
    }
    if has_unit {
        return None;
    }
    let is_pronoun = line.is(
        before,
        &[
            "no", "the", "this", "that", "which", "any", "every", "some", "each", "another",
            "only", "such", "a", "what", "good", "not", "is", "'s", "was", "for", "loved",
        ],
    ) && !line.is_hyphen(end)
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
        || line.is(end, &["of"])
            && (line.is(
                end + 1,
                &[
                    "the", "those", "these", "my", "his", "her", "its", "our", "their", "them",
                    "us", "a", "you",
                ],
            ));
    let is_ratio = line.is(end, &["in", "out"]);
    if !is_pronoun || is_ratio && !line.is(before, &["no"]) {
        return None;
    }
    Some(end)
}
