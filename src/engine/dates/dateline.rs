//! Recognizes the date that the article gives above its text or in its dateline: "Tuesday, June 19, 2018", "NAIROBI,
//! Jun 21 2022 (IPS) -".

use jiff::civil::Date;

use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::timex_value::CalendarSpan;
use crate::annotation::RuleId;
use crate::engine::numbers::{SubtokenClass, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule that uses the date of a dateline as the publication date.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/dateline"),
    summary: "The day that stands alone above the text, or after the place at its head, is the day from which dates are counted.",
    needs: &[],
    finds: &[
        "⟦Tuesday, May 14, 2024⟧\n\nThe ferry sank yesterday off the cape.",
        "NAIROBI, ⟦May 15 2024⟧ (IPS) - The dam broke yesterday.",
    ],
    silent: &[
        "On May 14, 2024 the ferry sank.",
        "The ferry sank on May 14, 2024 (a Tuesday) off the cape.",
    ],
};

/// The maximum number of sentences with a number or time word up to and including the dateline: a headline and a line
/// of credits can precede it.
pub(super) const MAX_DATELINE_SENTENCES: usize = 3;

/// The maximum number of days between the dateline and the publication date. They differ because the date of a page may
/// be that of its last change, or in another time zone.
const MAX_DATELINE_DAYS: i32 = 7;

/// Returns the date of a dateline, if the expression is one.
pub(super) fn dateline_day(context: &DateContext<'_>, found: &TemporalExpression) -> Option<Date> {
    let line = context.line;
    let Some(CalendarSpan::Day(day)) = found.point else {
        return None;
    };
    let is_alone = found.start == 0 && is_end_of_line(line, found.end);
    let is_sure =
        found.certainty == Certainty::Written && (is_alone || is_after_place(line, found));
    let is_near = context.published.is_none_or(|published| {
        published
            .until(day)
            .is_ok_and(|span| span.get_days().abs() <= MAX_DATELINE_DAYS)
    });
    (is_sure && is_near && context.drops(&RULE, found.start..found.end)).then_some(day)
}

/// Returns whether the line ends here, or after a full stop.
fn is_end_of_line(line: SubtokenLine<'_>, end: usize) -> bool {
    end >= line.len() || end + 1 == line.len() && line.raw(end) == "."
}

/// Returns whether a place in capitals precedes the date, and an agency in brackets or a dash follows it.
fn is_after_place(line: SubtokenLine<'_>, found: &TemporalExpression) -> bool {
    let mut words = (0..found.start).filter(|at| line.class(*at) == SubtokenClass::Word);
    let is_upper = |at: usize| line.raw(at).chars().all(|c| !c.is_lowercase());
    let is_place = found.start > 0 && words.clone().next().is_some() && words.all(is_upper);
    let is_closed = line.raw(found.end) == "(" || line.is_dash(found.end);
    is_place && is_closed
}
