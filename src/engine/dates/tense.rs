//! Whether the words around a date tell of what is over or of what is to come.

use crate::engine::numbers::{AtomClass, Back, Flags, GrammarWord, Line};

/// When something happens, seen from the publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// How far a verb is looked for, in pieces.
const REACH: usize = 25;

/// Returns the tense of the verb nearest before the pieces from `start` to `end`, or else nearest behind them.
pub(super) fn tense(line: Line<'_>, start: usize, end: usize) -> Tense {
    if let Some(tense) = deadline(line, start, end) {
        return tense;
    }
    let first = start.saturating_sub(REACH);
    for index in (first..start).rev() {
        if line.raw(index) == ";" {
            break;
        }
        match of_word(line, index) {
            Tense::Unknown => {}
            tense => return tense,
        }
    }
    (end..line.len().min(end + REACH))
        .map(|index| of_word(line, index))
        .find(|tense| *tense != Tense::Unknown)
        .unwrap_or(Tense::Unknown)
}

/// How far the words of a deadline are looked for, in pieces.
const DEADLINE_REACH: usize = 12;

/// Returns the tense where a date is the end of a term: "is Friday", "have until Monday", "postponed until Saturday",
/// "ordered to leave by Friday".
fn deadline(line: Line<'_>, start: usize, end: usize) -> Option<Tense> {
    let before = start.back(1);
    let verb = if line.is_a(before, GrammarWord::On) {
        start.back(2)
    } else {
        before
    };
    let is_owner = matches!(line.raw(end), "'" | "’" | "'s" | "’s");
    if line.is_a(verb, GrammarWord::IsOrAre) && !is_owner {
        return Some(Tense::Future);
    }
    let is_until = line.is_a(before, GrammarWord::UntilWord);
    if !is_until && !line.is_a(before, GrammarWord::DeadlinePreposition) {
        return None;
    }
    if line.is_a(before.back(1), GrammarWord::HaveForm) {
        return Some(Tense::Future);
    }
    let is_to = line.is_a(before, GrammarWord::To);
    for at in (before.saturating_sub(DEADLINE_REACH)..before).rev() {
        if line.raw(at) == ";" {
            return None;
        }
        if is_until
            && line.is_a(at, GrammarWord::DeferralVerb)
            && !line.is_a(at.back(1), GrammarWord::Had)
        {
            return Some(Tense::Future);
        }
        let is_verb = line.is_a(at, GrammarWord::To)
            && line.class(at + 1) == AtomClass::Word
            && !line.is_capital(at + 1)
            && !line.has(at + 1, Flags::DETERMINER);
        if is_verb && !is_to {
            let is_over = line.is_a(at.back(1), GrammarWord::OverVerb);
            return (!is_over).then_some(Tense::Future);
        }
    }
    None
}

/// Returns whether the verb right before a date says that something is over: "fell in December", "was signed on 3 May".
pub(super) fn is_done(line: Line<'_>, start: usize) -> bool {
    let mut at = start.back(1);
    if line.is_a(at, GrammarWord::InOrOn) {
        at = at.back(1);
    }
    if line.has(at, Flags::PREPOSITION.or(Flags::FUNCTION)) {
        at = at.back(1);
    }
    let word = line.word(at);
    let raw = line.raw(at);
    let is_past = word.has(Flags::PAST) || raw.len() > 4 && raw.ends_with("ed");
    let is_open = word.has(Flags::FUTURE.or(Flags::AUXILIARY))
        || line.is_a(at, GrammarWord::DeferralVerb)
        || line.is_a(at, GrammarWord::SpeechVerb)
        || line.is_a(at.back(1), GrammarWord::BeOrTo);
    line.class(at) == AtomClass::Word && is_past && !is_open
}

/// Returns whether the sentence says what happens each year: "usually freezes in December", "the season runs from May".
pub(super) fn is_habit(line: Line<'_>, start: usize) -> bool {
    for at in (start.saturating_sub(DEADLINE_REACH)..start).rev() {
        let is_always = line.is_a(at, GrammarWord::HabitAdverb);
        let is_season = line.is_a(at, GrammarWord::SeasonVerb)
            && line.is_a(at.back(1), GrammarWord::SeasonNoun)
            && !line.is_a(at.back(2), GrammarWord::NewSeason);
        if is_always || is_season {
            return true;
        }
        let is_month = line.word(at).month.is_some() && line.is_capital(at);
        let is_once =
            line.is_a(at, GrammarWord::OnceVerb) || line.has(at, Flags::FUTURE) && !is_month;
        if matches!(line.raw(at), ";" | ",") || is_once {
            return false;
        }
    }
    false
}

fn of_word(line: Line<'_>, index: usize) -> Tense {
    if line.class(index) != AtomClass::Word {
        return Tense::Unknown;
    }
    let word = line.word(index);
    if word.month.is_some() && line.is_capital(index) {
        return Tense::Unknown;
    }
    let is_noun = line.has(
        index.back(1),
        Flags::DETERMINER
            .or(Flags::PREPOSITION)
            .or(Flags::ADJECTIVE),
    ) && !line.is_a(index.back(1), GrammarWord::To);
    if word.has(Flags::FUTURE) && !is_noun {
        return Tense::Future;
    }
    // A simple present in a whole sentence is a timetable's; in a headline it is the past's.
    if word.has(Flags::PRESENT) && !is_noun {
        if line.is_a(index.back(1), GrammarWord::To) {
            return Tense::Future;
        }
        let has_subject = line.raw(index).ends_with('s') || line.raw(index.back(1)).ends_with('s');
        if has_subject && line.raw(line.len().back(1)) == "." {
            return Tense::Future;
        }
    }
    // "is to be held": the participle tells nothing, the verb before it does.
    if line.is_a(index.back(1), GrammarWord::BeForm) {
        return Tense::Unknown;
    }
    if line.is_a(index, GrammarWord::IsForm) && line.is_a(index + 1, GrammarWord::To) {
        return Tense::Future;
    }
    let raw = line.raw(index);
    let is_past = word.has(Flags::PAST)
        || raw.len() > 4
            && raw.ends_with("ed")
            && !word.has(Flags::FUTURE)
            // "Mohamed" is no verb.
            && !(line.is_capital(index) && index > 0);
    if is_past && (!is_noun || raw.ends_with("ed")) {
        Tense::Past
    } else {
        Tense::Unknown
    }
}
