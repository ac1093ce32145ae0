//! Determines whether the words around a date refer to the past or to the future.

use crate::annotation::RuleId;
use crate::engine::numbers::{GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine};
use crate::engine::page::Page;
use crate::engine::rule::Rule;

/// The time of an event relative to the publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// The tense around a date, the verb that shows it, and the rule that read it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TenseReading {
    /// The time of the event.
    pub(super) tense: Tense,
    /// The index of the verb or other word that shows the tense.
    pub(super) verb: Option<usize>,
    /// The rule that read the tense.
    pub(super) rule: &'static Rule,
}

impl TenseReading {
    /// Returns whether a word shows the tense.
    pub(super) fn is_known(self) -> bool {
        self.tense != Tense::Unknown
    }
}

/// The rule that takes the direction of a date from the verb of its clause.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/tense"),
    summary: "The tense of the nearest verb says whether a weekday, month or holiday without a year is over or to come.",
    needs: &[],
    finds: &[
        "The two sides will meet on ⟦Monday⟧.",
        "Output at the mill fell in ⟦November⟧.",
        "The bridge was closed on ⟦Boxing Day⟧ for repairs.",
    ],
    silent: &[
        "The two sides will meet on 3 June 2024.",
        "Output at the mill fell last week.",
    ],
};

/// The rule that takes the direction of a date from a deadline ("have until Monday").
pub(super) static DEADLINE: Rule = Rule {
    id: RuleId("dates/deadline"),
    summary: "A date that ends a term lies ahead: until which something is put off, by which something has to be done.",
    needs: &[],
    finds: &[
        "The tribunal ordered the firm to hand over its files by ⟦Friday⟧.",
        "The hearing was adjourned until ⟦Tuesday⟧.",
    ],
    silent: &[
        "The inspectors had to leave the site by Friday.",
        "The exhibition ran through Friday.",
    ],
};

/// The rule that leaves the year of a date open if the event recurs each year.
pub(super) static HABIT: Rule = Rule {
    id: RuleId("dates/habit"),
    summary: "A month or day of what happens each year has no year.",
    needs: &[],
    finds: &[
        "The lake usually freezes in ⟦December⟧.",
        "The season runs from ⟦May⟧ to October.",
    ],
    silent: &[
        "The lake froze in December.",
        "This season begins on 3 August.",
    ],
};

/// The maximum distance of a verb, in subtokens. Longer clauses are rare, and most verbs are within ten.
const MAX_PIECES_TO_VERB: usize = 25;

/// Returns the tense of the nearest verb before the subtokens from `start` to `end`, or else of the nearest after them.
pub(super) fn read_tense(
    page: &Page<'_>,
    line: SubtokenLine<'_>,
    start: usize,
    end: usize,
) -> TenseReading {
    if page.allows(&DEADLINE)
        && let Some((tense, verb)) = tense_of_deadline(line, start, end)
    {
        return TenseReading {
            tense,
            verb: Some(verb),
            rule: &DEADLINE,
        };
    }
    let found = if page.allows(&RULE) {
        find_verb(line, start, end)
    } else {
        None
    };
    TenseReading {
        tense: found.map_or(Tense::Unknown, |(tense, _)| tense),
        verb: found.map(|(_, verb)| verb),
        rule: &RULE,
    }
}

/// Returns the tense of the nearest verb, and its index.
fn find_verb(line: SubtokenLine<'_>, start: usize, end: usize) -> Option<(Tense, usize)> {
    let known = |index: usize| {
        let tense = of_word(line, index);
        (tense != Tense::Unknown).then_some((tense, index))
    };
    let first = start.saturating_sub(MAX_PIECES_TO_VERB);
    let before = (first..start)
        .rev()
        .take_while(|index| line.raw(*index) != ";");
    before
        .into_iter()
        .find_map(known)
        .or_else(|| (end..line.len().min(end + MAX_PIECES_TO_VERB)).find_map(known))
}

/// Returns whether a verb after the subtoken at `start` shows a tense.
pub(super) fn has_tense(line: SubtokenLine<'_>, start: usize) -> bool {
    (start..line.len().min(start + MAX_PIECES_TO_VERB))
        .any(|at| of_word(line, at) != Tense::Unknown)
}

/// The maximum distance of "has been moved" after a date, in subtokens.
const MAX_PIECES_TO_MOVE: usize = 4;

/// The maximum distance of the words of a deadline, in subtokens.
const MAX_PIECES_TO_DEADLINE: usize = 12;

/// Returns the tense of a date that is a deadline: "is Friday", "have until Monday", "postponed until Saturday",
/// "ordered to leave by Friday".
fn tense_of_deadline(line: SubtokenLine<'_>, start: usize, end: usize) -> Option<(Tense, usize)> {
    let before = start.back(1);
    let verb = if line.is_a(before, GrammarWord::On) {
        start.back(2)
    } else {
        before
    };
    let is_owner = matches!(line.raw(end), "'" | "’" | "'s" | "’s");
    if line.is_a(verb, GrammarWord::IsOrAre) && !is_owner {
        return Some((Tense::Future, verb));
    }
    // "The match on Saturday has been moved to the evening": it is still to come.
    let moved =
        (end..end + MAX_PIECES_TO_MOVE).find(|at| line.is_a(*at, GrammarWord::DeferralVerb));
    if let Some(verb) = moved.filter(|_| !is_owner)
        && line.is_a(verb.back(1), GrammarWord::BeForm)
        && line.is_a(verb.back(2), GrammarWord::HaveForm)
    {
        return Some((Tense::Future, verb));
    }
    let is_until = line.is_a(before, GrammarWord::UntilWord);
    if !is_until && !line.is_a(before, GrammarWord::DeadlinePreposition) {
        return None;
    }
    if line.is_a(before.back(1), GrammarWord::HaveForm) {
        return Some((Tense::Future, before.back(1)));
    }
    let is_to = line.is_a(before, GrammarWord::To);
    for at in (before.saturating_sub(MAX_PIECES_TO_DEADLINE)..before).rev() {
        if line.raw(at) == ";" {
            return None;
        }
        if is_until
            && line.is_a(at, GrammarWord::DeferralVerb)
            && !line.is_a(at.back(1), GrammarWord::Had)
        {
            return Some((Tense::Future, at));
        }
        let is_verb = line.is_a(at, GrammarWord::To)
            && line.class(at + 1) == SubtokenClass::Word
            && !line.is_capital(at + 1)
            && !line.has(at + 1, NumericFlags::DETERMINER);
        if is_verb && !is_to {
            let is_over = line.is_a(at.back(1), GrammarWord::OverVerb);
            return (!is_over).then_some((Tense::Future, at + 1));
        }
    }
    None
}

/// Returns whether the verb directly before a date shows that the event is over: "fell in December", "was signed on 3
/// May".
pub(super) fn is_done(line: SubtokenLine<'_>, start: usize) -> bool {
    let mut at = start.back(1);
    if line.is_a(at, GrammarWord::InOrOn) {
        at = at.back(1);
    }
    if line.has(at, NumericFlags::PREPOSITION.or(NumericFlags::FUNCTION)) {
        at = at.back(1);
    }
    let word = line.word(at);
    let raw = line.raw(at);
    let is_past = word.has(NumericFlags::PAST) || raw.len() > 4 && raw.ends_with("ed");
    let is_open = word.has(NumericFlags::FUTURE.or(NumericFlags::AUXILIARY))
        || line.is_a(at, GrammarWord::DeferralVerb)
        || line.is_a(at, GrammarWord::SpeechVerb)
        || line.is_a(at.back(1), GrammarWord::BeOrTo);
    line.class(at) == SubtokenClass::Word && is_past && !is_open
}

/// Returns whether the sentence describes an event of every year: "usually freezes in December", "the season runs from
/// May".
pub(super) fn is_habit(line: SubtokenLine<'_>, start: usize) -> bool {
    for at in (start.saturating_sub(MAX_PIECES_TO_DEADLINE)..start).rev() {
        let is_always = line.is_a(at, GrammarWord::HabitAdverb);
        let is_season = line.is_a(at, GrammarWord::SeasonVerb)
            && line.is_a(at.back(1), GrammarWord::SeasonNoun)
            && !line.is_a(at.back(2), GrammarWord::NewSeason);
        if is_always || is_season {
            return true;
        }
        let is_month = line.word(at).month.is_some() && line.is_capital(at);
        let is_once =
            line.is_a(at, GrammarWord::OnceVerb) || line.has(at, NumericFlags::FUTURE) && !is_month;
        if matches!(line.raw(at), ";" | ",") || is_once {
            return false;
        }
    }
    false
}

fn of_word(line: SubtokenLine<'_>, index: usize) -> Tense {
    if line.class(index) != SubtokenClass::Word {
        return Tense::Unknown;
    }
    let word = line.word(index);
    if word.month.is_some() && line.is_capital(index) {
        return Tense::Unknown;
    }
    let is_noun = line.has(
        index.back(1),
        NumericFlags::DETERMINER
            .or(NumericFlags::PREPOSITION)
            .or(NumericFlags::ADJECTIVE),
    ) && !line.is_a(index.back(1), GrammarWord::To);
    if word.has(NumericFlags::FUTURE) && !is_noun {
        return Tense::Future;
    }
    // A simple present in a whole sentence is a timetable's; in a headline it is the past's.
    if word.has(NumericFlags::PRESENT) && !is_noun {
        if line.is_a(index.back(1), GrammarWord::To) {
            return Tense::Future;
        }
        let has_subject = line.raw(index).ends_with('s') || line.raw(index.back(1)).ends_with('s');
        if has_subject && line.raw(line.len().back(1)) == "." {
            return Tense::Future;
        }
    }
    // "is to be held": the participle has no tense, the verb before it has.
    if line.is_a(index.back(1), GrammarWord::BeForm) {
        return Tense::Unknown;
    }
    if line.is_a(index, GrammarWord::IsForm) && line.is_a(index + 1, GrammarWord::To) {
        return Tense::Future;
    }
    let raw = line.raw(index);
    let is_past = word.has(NumericFlags::PAST)
        || raw.len() > 4
            && raw.ends_with("ed")
            && !word.has(NumericFlags::FUTURE)
            // "Mohamed" is no verb.
            && !(line.is_capital(index) && index > 0);
    if is_past && (!is_noun || raw.ends_with("ed")) {
        Tense::Past
    } else {
        Tense::Unknown
    }
}
