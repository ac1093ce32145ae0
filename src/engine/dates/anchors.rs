//! Reads references to the present, the past and the future: "now", "recently", "in the future".

use jiff::civil::Date;

use super::temporal::{DateContext, TemporalExpression};
use super::timex_value::CalendarSpan;
use crate::annotation::{DateKind, RuleId};
use crate::engine::numbers::{GrammarWord, NumericFlags, Period, StepBack, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule for references to the present, the past or the future.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/reference"),
    summary: "Now, recently, in the past, the future: without a day.",
    needs: &[],
    finds: &["The bridge is ⟦now⟧ closed.", "⟦Recently⟧ the river froze."],
    silent: &[
        "The band Present Perfect split up.",
        "It is as soon as possible.",
    ],
};

/// The rule for the end of the year ("year-end").
pub(super) static YEAR_END: Rule = Rule {
    id: RuleId("dates/year-end"),
    summary: "The end of the year of publication: by year end, until year-end.",
    needs: &[],
    finds: &[
        "The plant will shut by ⟦year-end⟧.",
        "Rates may fall before ⟦year end⟧.",
    ],
    silent: &["The year-end party was loud.", "A year ends."],
};

/// Returns the reference to the present, past or future that begins at subtoken `index`.
pub(super) fn find_reference(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    read_anchor_phrase(context.line, index)
}

fn read_anchor_phrase(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    let (n_words, value) = line.reference(index)?;
    let (last, end) = (index + n_words - 1, index + n_words);
    let is_the = line.is_a(index, GrammarWord::The);
    let is_led = match () {
        () if is_the && line.is_a(last, GrammarWord::PastNoun) => {
            line.is_end(end) && line.is_a(index.back(1), GrammarWord::FromInOf)
        }
        () if is_the && n_words == 2 => {
            let closes = NumericFlags::PREPOSITION
                .or(NumericFlags::FUNCTION)
                .or(NumericFlags::AUXILIARY);
            !line.is_hyphen(end)
                && !line.is_a(end, GrammarWord::Of)
                && (line.is_end(end) || line.has(end, closes))
        }
        () if line.is_a(last, GrammarWord::Now) => {
            !line.is_a(end, GrammarWord::NowQualifier)
                && !line.is_hyphen(end)
                && !line.is_hyphen(index.back(1))
        }
        () if line.is_a(last, GrammarWord::Soon) => {
            !line.is_a(index.back(1), GrammarWord::SoonQualifier)
        }
        () => true,
    };
    // "In the past" without "in", "at present" without "at".
    let start = index + usize::from(line.is_a(index, GrammarWord::AtOrIn));
    // "The NOW party", "the band Present Perfect".
    let is_shouted = n_words == 1
        && line.raw(index).bytes().all(|b| b.is_ascii_uppercase())
        && line
            .raw(index.back(1))
            .bytes()
            .any(|b| b.is_ascii_lowercase());
    (is_led && !is_shouted).then(|| TemporalExpression::new(start, end, DateKind::Date, value))
}

/// Reads "year end", "year-end".
pub(super) fn find_year_end(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let at = line.behind_hyphen(index + 1);
    let is_end = line.is_one(index, Period::Year)
        && line.is_a(at, GrammarWord::EndWord)
        && line.is_a(index.back(1), GrammarWord::YearEndPreposition);
    let published = context.published.filter(|_| is_end)?;
    let mut found = TemporalExpression::at(
        index,
        at + 1,
        CalendarSpan::Day(Date::new(published.year(), 12, 31).ok()?),
    );
    found.modifier = Some(crate::annotation::DateModifier::End);
    Some(found)
}
