//! Which stretches are pieces of one quotation.

use std::ops::Range;

use super::attribution::{Attribution, AttributionTie};
use super::context::QuoteContext;
use super::marks::QuotedStretch;
use crate::annotation::RuleId;
use crate::engine::Case;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::part_of_speech::PosTag;

pub(super) static SPOKEN_LABEL: Rule = Rule {
    id: RuleId("quotes/label-in-marks"),
    summary: "Words in marks that begin with the label of who speaks.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦“ROE: Why did it burn?⟧\n\n“DAHL: Nobody knows.”",
        "⟦“ROE: Nobody knows.”⟧",
    ],
    silent: &[
        "“Roe: a life,” said the critic.",
        "ROE: Why did it burn?\n\nDAHL: Nobody knows.",
    ],
};

pub(super) static SPLIT: Rule = Rule {
    id: RuleId("quotes/split-quotation"),
    summary: "Joins the parts of a sentence that its speaker interrupts.",
    needs: &[],
    finds: &[
        "⟦“I was asleep,” Tom Reyes said, “when the roof came down.”⟧",
        "⟦“The gate,” said Ana Roe, “was never shut.”⟧",
    ],
    silent: &[
        "“I was asleep,” Tom Reyes said. “The roof came down.”",
        "“I was asleep,” Tom Reyes said, and left the “ruin.”",
    ],
};

pub(super) static PARAGRAPHS: Rule = Rule {
    id: RuleId("quotes/running-quotation"),
    summary: "Joins the paragraphs of a quotation that opens a mark in each.",
    needs: &[],
    finds: &[
        "The judge said: ⟦“It was cruel.\n\n“You showed no remorse.”⟧",
        "Ana Roe said: ⟦“We sailed at six.\n\n“By seven it was dark.”⟧",
    ],
    silent: &[
        "The judge said: “It was cruel.”\n\n“You showed no remorse,” said Ana Roe.",
        "“ROE: Why did it burn?\n\n“DAHL: Nobody knows.”",
    ],
};

/// Returns the label that begins a stretch: `“ROE: It rained.` in a transcript whose paragraphs all open with a mark.
pub(super) fn spoken_label(
    context: &QuoteContext<'_, '_>,
    stretch: &QuotedStretch,
) -> Option<Range<usize>> {
    let inner = stretch.inner();
    let colon = (inner.start + 1..(inner.start + 5).min(inner.end))
        .find(|at| context.tag(*at) == PosTag::Colon)?;
    let label = inner.start..colon;
    let is_upper = |at: usize| {
        context
            .page
            .tokens()
            .get(at)
            .is_some_and(|token| token.case == Case::Upper && token.range.len() > 1)
            || matches!(context.page.word(at), "." | "’" | "'" | "-")
    };
    label.clone().all(is_upper).then_some(label)
}

/// Returns the number after the last stretch of the quotation that begins with stretch `start`.
pub(super) fn end_of_quote(
    context: &QuoteContext<'_, '_>,
    attributions: &[Attribution],
    start: usize,
) -> usize {
    let mut end = start + 1;
    while let Some(rule) = rule_that_joins(context, attributions, end) {
        let first = context
            .stretches
            .get(end - 1)
            .map(|first| first.tokens.start);
        let last = context.stretches.get(end).map(|last| last.tokens.end);
        if let Some((first, last)) = first.zip(last) {
            let range = context.page.range_of(first..last);
            context.page.record(rule, range, Vec::new);
        }
        end += 1;
    }
    end
}

/// Returns the rule by which stretch `number` goes on with the one before it: a quote that runs over paragraphs, or a sentence that
/// its speaker interrupts (`“I was asleep,” Tom said, “when it fell.”`).
///
/// A new sentence of the same speaker is a quotation of its own.
fn rule_that_joins(
    context: &QuoteContext<'_, '_>,
    attributions: &[Attribution],
    number: usize,
) -> Option<&'static Rule> {
    let before = context.stretches.get(number.checked_sub(1)?)?;
    let after = context.stretches.get(number)?;
    if before.goes_on {
        let is_other = spoken_label(context, after).is_some();
        return Some(&PARAGRAPHS).filter(|rule| !is_other && context.page.allows(rule));
    }
    let first = attributions.get(number - 1)?;
    let second = attributions.get(number)?;
    let is_split = is_interrupted(context, before, after)
        && first.tie == AttributionTie::After
        && (second.tie == AttributionTie::None || first.cue == second.cue);
    Some(&SPLIT).filter(|rule| is_split && context.page.allows(rule))
}

/// Returns whether a sentence goes on in the second stretch: commas around its speaker, and no capital.
fn is_interrupted(
    context: &QuoteContext<'_, '_>,
    before: &QuotedStretch,
    after: &QuotedStretch,
) -> bool {
    let tag = |at: usize| context.tag(at);
    let ends_open = tag(before.inner().end.saturating_sub(1)) == PosTag::Comma
        || tag(before.tokens.end) == PosTag::Comma;
    let goes_on = after
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|at| matches!(tag(at), PosTag::Comma | PosTag::Dash));
    let is_near = after.tokens.start - before.tokens.end < 30;
    let is_one_sentence = (before.tokens.end..after.tokens.start)
        .all(|at| !matches!(tag(at), PosTag::Stop | PosTag::Semicolon | PosTag::Colon));
    ends_open && goes_on && is_near && is_one_sentence && before.block == after.block
}
