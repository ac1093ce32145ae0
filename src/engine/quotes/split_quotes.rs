//! Which stretches are pieces of one quotation.

use std::ops::Range;

use super::attribute::{Attribution, Tie};
use super::context::Scene;
use super::marks::Stretch;
use crate::engine::Case;
use crate::engine::syntax::part_of_speech::PosTag;

/// Returns the label that begins a stretch: `“ROE: It rained.` in a transcript whose paragraphs all open with a mark.
pub(super) fn spoken_label(scene: &Scene<'_, '_>, stretch: &Stretch) -> Option<Range<usize>> {
    let inner = stretch.inner();
    let colon = (inner.start + 1..(inner.start + 5).min(inner.end))
        .find(|at| scene.tag(*at) == PosTag::Colon)?;
    let label = inner.start..colon;
    let is_upper = |at: usize| {
        scene
            .page
            .tokens()
            .get(at)
            .is_some_and(|token| token.case == Case::Upper && token.range.len() > 1)
            || matches!(scene.page.word(at), "." | "’" | "'" | "-")
    };
    label.clone().all(is_upper).then_some(label)
}

/// Returns the number after the last stretch of the quotation that begins with stretch `start`.
pub(super) fn end_of_quote(
    scene: &Scene<'_, '_>,
    attributions: &[Attribution],
    start: usize,
) -> usize {
    let mut end = start + 1;
    while joins(scene, attributions, end) {
        end += 1;
    }
    end
}

/// Returns whether stretch `number` goes on with the one before it: a quote that runs over paragraphs, or a sentence that
/// its speaker interrupts (`“I was asleep,” Tom said, “when it fell.”`).
///
/// A new sentence of the same speaker is a quotation of its own.
fn joins(scene: &Scene<'_, '_>, attributions: &[Attribution], number: usize) -> bool {
    let pair = number
        .checked_sub(1)
        .and_then(|before| Some((scene.stretches.get(before)?, scene.stretches.get(number)?)));
    let Some((before, after)) = pair else {
        return false;
    };
    if before.goes_on {
        return spoken_label(scene, after).is_none();
    }
    let known = (attributions.get(number - 1), attributions.get(number));
    let (Some(first), Some(second)) = known else {
        return false;
    };
    is_interrupted(scene, before, after)
        && first.tie == Tie::After
        && (second.tie == Tie::None || first.cue == second.cue)
}

/// Returns whether a sentence goes on in the second stretch: commas around its speaker, and no capital.
fn is_interrupted(scene: &Scene<'_, '_>, before: &Stretch, after: &Stretch) -> bool {
    let tag = |at: usize| scene.tag(at);
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
