//! Recognizes words and digits that look like dates but are names, titles, codes or addresses.

use super::temporal::DateContext;
use crate::annotation::RuleId;
use crate::engine::numbers::{GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule that excludes weekdays in names ("Sunday Bello").
pub(super) static NAMED: Rule = Rule {
    id: RuleId("dates/weekday-in-name"),
    summary: "A capitalised weekday inside a name is no date: Sunday Bello, the Monday Room.",
    needs: &[],
    finds: &[
        "⟦Sunday⟧ Bello scored twice.",
        "Joe ⟦Friday⟧ Wells was held.",
    ],
    silent: &["He was held on Friday.", "Friday was wet."],
};

/// The rule that excludes the titles of works.
pub(super) static TITLE: Rule = Rule {
    id: RuleId("dates/title-of-work"),
    summary: "A date in the title of a work is none.",
    needs: &[],
    finds: &[
        "He wrote “⟦Saturday Nights⟧” in prison.",
        "The choir sang “⟦Tuesday Evening⟧” twice.",
    ],
    silent: &[
        "“On Monday,” he said, “we left.”",
        "The choir sang in September.",
    ],
};

/// The rule that excludes four digits that number a thing ("room 1998").
pub(super) static NUMBERED: Rule = Rule {
    id: RuleId("dates/number-of-thing"),
    summary: "Four digits that number a thing or house are no year: room 1998, 1984 Juniper Street.",
    needs: &[],
    finds: &[
        "They met in room ⟦1998⟧ of the hotel.",
        "The fire was at ⟦1984⟧ Juniper Street.",
    ],
    silent: &["They met in 1998.", "The street dates from 1984."],
};

/// The rule that excludes four digits that count things ("2000 people").
pub(super) static COUNTED: Rule = Rule {
    id: RuleId("dates/counted-digits"),
    summary: "Four digits that count or cost something are no year.",
    needs: &[],
    finds: &[
        "About ⟦2000⟧ people came.",
        "A further ⟦1950⟧ houses burned.",
    ],
    silent: &["In 2000 people came.", "The 2008 elections were close."],
};

/// The number of subtokens on each side of a word that are examined to see whether the line is in title case.
const MAX_PIECES_TO_CASE: usize = 10;

/// The maximum number of words in a quoted title before or after a time word.
const MAX_TITLE_PIECES: usize = 6;

/// Returns whether the surrounding words are all capitalised, as in a heading.
pub(super) fn is_title_case(line: SubtokenLine<'_>, at: usize) -> bool {
    let near = at.saturating_sub(MAX_PIECES_TO_CASE)..(at + MAX_PIECES_TO_CASE).min(line.len());
    !near.into_iter().any(|at| {
        let raw = line.raw(at);
        let small = NumericFlags::PREPOSITION
            .or(NumericFlags::FUNCTION)
            .or(NumericFlags::DETERMINER);
        line.class(at) == SubtokenClass::Word
            && raw.len() > 1
            && raw.starts_with(char::is_lowercase)
            && !line.has(at, small)
    })
}

/// Returns whether a capitalised word that is not a time word follows after a space.
pub(super) fn has_name_after(line: SubtokenLine<'_>, end: usize) -> bool {
    let word = line.word(end);
    line.class(end) == SubtokenClass::Word
        && line.is_capital(end)
        && line.gap(end) == " "
        && word.month.is_none()
        && word.weekday.is_none()
        && word.part.is_none()
        && !is_zone(line.raw(end))
        && !is_title_case(line, end)
}

/// Returns whether the letters may be a time zone or another abbreviation in capitals.
fn is_zone(raw: &str) -> bool {
    raw.len() <= 4 && raw.bytes().all(|b| b.is_ascii_uppercase())
}

/// Returns whether a capitalised word that may be a name directly precedes the subtoken.
pub(super) fn has_name_before(line: SubtokenLine<'_>, start: usize) -> bool {
    let before = start.back(1);
    let word = line.word(before);
    let other = NumericFlags::PREPOSITION
        .or(NumericFlags::FUNCTION)
        .or(NumericFlags::DETERMINER)
        .or(NumericFlags::AUXILIARY)
        .or(NumericFlags::VERB)
        .or(NumericFlags::TRIGGER);
    line.class(before) == SubtokenClass::Word
        && line.is_capital(before)
        && line.gap(start) == " "
        && word.month.is_none()
        && word.weekday.is_none()
        && word.ordinal.is_none()
        && !word.has(other)
        && !is_title_case(line, start)
}

/// Returns whether a capitalised time word is part of a name: "Sunday Bello", "the Monday Room", "Joe Friday Wells".
pub(super) fn is_named(context: &DateContext<'_>, at: usize) -> bool {
    is_part_of_name(context.line, at) && context.drops(&NAMED, at..at + 1)
}

/// Returns whether a name surrounds a capitalised time word.
fn is_part_of_name(line: SubtokenLine<'_>, at: usize) -> bool {
    let before = at.back(1);
    if is_owner_of_title(line, at) {
        return true;
    }
    // "Monday Night Football"
    if line.word(at + 1).part.is_some() && line.is_capital(at + 1) && has_name_after(line, at + 2) {
        return true;
    }
    let has_before = has_name_before(line, at);
    if has_name_after(line, at + 1) {
        return at == 0
            || line.raw(before) == ","
            || line.is_a(before, GrammarWord::Article)
            || has_before;
    }
    // "Ruby Tuesday will shut": the verb shows that the name is the subject.
    has_before && line.has(at + 1, NumericFlags::AUXILIARY)
}

/// Returns whether the word is a possessive inside a name: "the yacht Friday's Child", but not "the plan in Friday's
/// Senate vote".
fn is_owner_of_title(line: SubtokenLine<'_>, at: usize) -> bool {
    let is_owner =
        matches!(line.raw(at + 1), "'" | "’") && line.is_a(at + 2, GrammarWord::PossessiveS);
    let before = at.back(1);
    let other = NumericFlags::PREPOSITION
        .or(NumericFlags::FUNCTION)
        .or(NumericFlags::DETERMINER)
        .or(NumericFlags::AUXILIARY)
        .or(NumericFlags::VERB)
        .or(NumericFlags::ADJECTIVE);
    let raw = line.raw(before);
    let is_noun = line.class(before) == SubtokenClass::Word
        && raw.starts_with(char::is_lowercase)
        && !line.has(before, other)
        && !["ed", "ing", "s"]
            .iter()
            .any(|ending| raw.ends_with(ending));
    is_owner
        && line.is_capital(at + 3)
        && is_noun
        && line.has(at.back(2), NumericFlags::DETERMINER)
        && !is_title_case(line, at)
}

/// Returns whether the subtokens are in the title of a work: `the song "September Rain"`.
pub(super) fn is_in_title(line: SubtokenLine<'_>, start: usize, end: usize) -> bool {
    let small = NumericFlags::PREPOSITION
        .or(NumericFlags::FUNCTION)
        .or(NumericFlags::DETERMINER);
    let is_part = |at: usize| {
        let is_owner = matches!(line.raw(at), "'" | "’") && line.is_glued(at + 1)
            || line.is_a(at, GrammarWord::PossessiveS);
        is_owner
            || line.class(at) == SubtokenClass::Word && (line.is_capital(at) || line.has(at, small))
    };
    let mut first = start;
    while first > 0 && start - first < MAX_TITLE_PIECES && is_part(first - 1) {
        first -= 1;
    }
    let mut last = end;
    while last < line.len() && last - end < MAX_TITLE_PIECES && is_part(last) {
        last += 1;
    }
    let opens = matches!(line.raw(first.back(1)), "“" | "\"" | "‘") && !line.is_end(first);
    let closes = matches!(line.raw(last), "”" | "\"" | "’") && line.is_glued(last);
    opens && closes && last - first > 1 && line.is_capital(first) && line.is_capital(last - 1)
}

/// Returns whether four digits belong to a code, a numbered thing or an address: "room 1998", "XR-2015", "1984 Juniper
/// Street".
pub(super) fn is_numbered(line: SubtokenLine<'_>, at: usize) -> bool {
    let before = at.back(1);
    let is_thing = line.has(before, NumericFlags::DESIGNATOR)
        && !line.is_a(before, GrammarWord::NamedAct)
        || line.is_a(before, GrammarWord::NumberedThing);
    let is_code = line.is_hyphen(before)
        && line.class(at.back(2)) == SubtokenClass::Word
        && line.raw(at.back(2)).bytes().all(|b| b.is_ascii_uppercase());
    is_thing || is_code || line.is_a(at + 1, GrammarWord::HouseBlock) || is_address(line, at)
}

fn is_address(line: SubtokenLine<'_>, at: usize) -> bool {
    if line.is_a(at.back(1), GrammarWord::The) || !line.is_capital(at + 1) {
        return false;
    }
    (at + 2..at + 4).any(|end| {
        line.has(end, NumericFlags::STREET)
            && (at + 1..=end).all(|at| line.is_capital(at) && line.class(at) == SubtokenClass::Word)
    })
}
