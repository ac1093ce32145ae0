//! Reads "today", "yesterday", "tomorrow" and the days next to them, and "today" in the sense of nowadays.

use super::non_dates::is_title_case;
use super::temporal::{DateContext, TemporalExpression};
use super::tense::has_tense;
use super::timex_value::{CalendarSpan, days_later};
use crate::annotation::{DateKind, RuleId};
use crate::engine::numbers::{
    GrammarWord, NumericFlags, Period, StepBack, SubtokenClass, SubtokenLine,
};
use crate::engine::rule::Rule;

/// The rule for days by their distance from the publication date.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/today"),
    summary: "Today, yesterday, tomorrow and the days beside them.",
    needs: &[],
    finds: &[
        "The ferry sank ⟦yesterday⟧ off the cape.",
        "They leave ⟦the day after tomorrow⟧.",
    ],
    silent: &[
        "The magazine Tomorrow Today closed.",
        "The paper is read by millions.",
    ],
};

/// The rule for "today" in the sense of nowadays.
pub(super) static NOWADAYS: Rule = Rule {
    id: RuleId("dates/nowadays"),
    summary: "Today in the sense of nowadays is no day: as strong today as it was; Today, the site is a museum.",
    needs: &[],
    finds: &[
        "The fear is as strong ⟦today⟧ as it was in 1962.",
        "⟦Today⟧, the old mill is a museum.",
    ],
    silent: &[
        "Today, the old mill was sold.",
        "The council is meeting today.",
        "Today, the council is meeting in the old mill.",
    ],
};

/// The TIMEX3 value of a reference to the present without a day.
const PRESENT: &str = "PRESENT_REF";

/// The number of subtokens around "today" in which "as" and a verb such as "is" are searched.
const MAX_PIECES_TO_STATE: usize = 8;

/// Returns whether "today" means nowadays: in a comparison with the past, or at the start of a sentence that describes
/// a state.
fn is_nowadays(line: SubtokenLine<'_>, index: usize) -> bool {
    let is_as = |at: usize| line.is_a(at, GrammarWord::As);
    let is_compared = is_as(index + 1) && (1..=3).any(|n| is_as(index.back(n)));
    if is_compared || index > 0 || line.raw(index + 1) != "," {
        return is_compared;
    }
    let mut near = index + 2..line.len().min(index + 2 + MAX_PIECES_TO_STATE);
    let verb = near.find(|at| line.has(*at, NumericFlags::AUXILIARY.or(NumericFlags::VERB)));
    // "Is meeting", "is set to", "have agreed" are of the day.
    let Some(at) = verb.filter(|at| line.has(*at, NumericFlags::AUXILIARY)) else {
        // No verb of the past or of timetables: "Today, some 300 families live there."
        return !has_tense(line, index + 2);
    };
    let next = line.raw(at + 1);
    let is_participle = next.len() > 4 && (next.ends_with("ing") || next.ends_with("ed"));
    let is_of_day = is_participle
        || line.has(
            at + 1,
            NumericFlags::PAST
                .or(NumericFlags::FUTURE)
                .or(NumericFlags::VERB),
        );
    line.is_a(at, GrammarWord::StateVerb) && !is_of_day
}

/// Reads "today", "yesterday", "the day after tomorrow".
pub(super) fn find_near_day(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let days = [
        (GrammarWord::Today, 0),
        (GrammarWord::Yesterday, -1),
        (GrammarWord::Tomorrow, 1),
    ];
    let is_title = line.is_capital(index)
        && line.gap(index) == " "
        && (line.is_capital(index.back(1))
            || line.class(index.back(1)) == SubtokenClass::Word && !is_title_case(line, index));
    if let Some((_, n)) = days
        .iter()
        .find(|(word, _)| line.is_a(index, *word) && !is_title)
    {
        if *n == 0 && context.allows(&NOWADAYS) && is_nowadays(line, index) {
            let found = TemporalExpression::new(index, index + 1, DateKind::Date, PRESENT);
            return Some(found.by(&NOWADAYS));
        }
        return Some(match context.published {
            Some(day) => {
                TemporalExpression::at(index, index + 1, CalendarSpan::Day(days_later(day, *n)?))
            }
            None => TemporalExpression::unresolved(
                index,
                index + 1,
                format!("UNDEF-{}", line.raw(index).to_ascii_lowercase()),
            ),
        });
    }
    let two_days = [
        (GrammarWord::Before, GrammarWord::Yesterday, -2),
        (GrammarWord::After, GrammarWord::Tomorrow, 2),
    ];
    for (side, day, n) in two_days {
        let is_phrase = line.is_a(index, GrammarWord::The)
            && line.is_one(index + 1, Period::Day)
            && line.are(index + 2, &[side, day]);
        if is_phrase {
            return Some(match context.published {
                Some(day) => {
                    TemporalExpression::at(index, index + 4, CalendarSpan::Day(days_later(day, n)?))
                }
                None => TemporalExpression::unresolved(index, index + 4, format!("UNDEF-day{n:+}")),
            });
        }
    }
    None
}
