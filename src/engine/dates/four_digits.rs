//! Decides whether four digits are a year or a count.

use crate::engine::numbers::{GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine};

/// Returns whether four plain digits are the year `year`: no unit or plural follows them, and no currency sign precedes
/// them.
pub(super) fn is_year(line: SubtokenLine<'_>, index: usize, year: i16) -> bool {
    let before = index.back(1);
    let end = index + 1;
    let is_strong = line.is_a(before, GrammarWord::YearPreposition);
    let is_money = line.class(before) == SubtokenClass::Mark
        && matches!(line.raw(before), "$" | "£" | "€" | "¥" | "#" | "+")
        || line.currency_before_number(before).is_some();
    let has_unit = line.word(end).scale.is_some()
        || line.unit_words(end).is_some()
        || line.raw(end) == "%"
        || line.word(end).period.is_some() && line.has(end, NumericFlags::MANY);
    let is_bound = line.is_a(before, GrammarWord::NumberLead);
    // "A 2000 year old tradition", "the 1200-year-old yew".
    let period = line.behind_hyphen(end);
    let is_age = line.word(period).period.is_some()
        && line.is_a(line.behind_hyphen(period + 1), GrammarWord::OldWord);
    if is_money
        || has_unit
        || is_bound
        || is_age
        || line.class(end) == SubtokenClass::Digits && line.gap(end) == " "
    {
        return false;
    }
    // "Passed by 2018 votes to 1914."
    let is_tally = line.is_a(before, GrammarWord::By) && is_counted(line, end)
        || line.is_a(before, GrammarWord::To) && line.is_a(before.back(1), GrammarWord::TallyNoun);
    if is_tally {
        return false;
    }
    if is_strong {
        return true;
    }
    let is_plausible = (1600..=2100).contains(&year);
    let is_counted = is_counted(line, end) && !tells_which(line, index, year);
    is_plausible && !is_counted
}

/// Returns whether the number is a year that modifies a noun with other modifiers: "the 2008 presidential hopefuls".
/// Round numbers are not accepted, because they may be counts.
fn tells_which(line: SubtokenLine<'_>, index: usize, year: i16) -> bool {
    let is_recent = (1900..=2050).contains(&year) && year % 500 != 0;
    let noun = index + 1;
    is_recent
        && line.is_a(index.back(1), GrammarWord::The)
        && !line.has(noun, NumericFlags::PLURAL)
        && !line.raw(noun).ends_with('s')
}

/// Returns whether the number counts the following noun: "2000 people", but not "2000 levels of …".
pub(super) fn is_counted(line: SubtokenLine<'_>, end: usize) -> bool {
    let mut at = end;
    while at < end + 3 && line.class(at) == SubtokenClass::Word && !line.is_capital(at) {
        let word = line.word(at);
        if word.has(
            NumericFlags::PREPOSITION
                .or(NumericFlags::DETERMINER)
                .or(NumericFlags::AUXILIARY)
                .or(NumericFlags::FUNCTION)
                .or(NumericFlags::VERB),
        ) && !word.has(NumericFlags::PLURAL)
        {
            return false;
        }
        if word.has(NumericFlags::PLURAL) {
            return true;
        }
        let raw = line.raw(at);
        let is_plural = raw.len() > 3
            && raw.ends_with('s')
            && !raw.ends_with("ss")
            && !word.has(NumericFlags::SINGULAR);
        if is_plural {
            return !line.is_a(at, GrammarWord::EventPlural);
        }
        at += 1;
    }
    false
}
