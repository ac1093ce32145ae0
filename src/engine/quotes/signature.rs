//! The name that signs a quotation behind a dash: `“…” — Ana Roe, a driver`, on its own line or at the end of the quote's.

use std::ops::Range;

use super::context::Scene;
use super::noun_phrase::{Grammar, NounPhrase};
use crate::engine::syntax::part_of_speech::PosTag;
use crate::text::ByteRange;

/// How many tokens a signature may have behind its dash.
const LONGEST: usize = 24;

/// Returns the dash behind the tokens of a quotation, and whose name follows it to the end of the line.
pub(super) fn signature(
    scene: &Scene<'_, '_>,
    quote: &Range<usize>,
) -> Option<(Range<usize>, NounPhrase)> {
    let dash = quote.end;
    let mut start = quote.start;
    while !starts_line(scene, start) && matches!(scene.tag(start - 1), PosTag::Other | PosTag::Dash)
    {
        start -= 1;
    }
    if !starts_line(scene, start) || scene.tag(dash) != PosTag::Dash || starts_line(scene, dash + 1)
    {
        return None;
    }
    let number = scene
        .frames
        .partition_point(|frame| frame.tokens.end <= dash + 1);
    let frame = scene.frames.get(number)?;
    let grammar = Grammar { scene, frame };
    let speaker = grammar.phrase_from(dash + 1)?;
    if scene.tag(speaker.head) != PosTag::Name {
        return None;
    }
    let end = (dash + 2..dash + 2 + LONGEST).find(|at| starts_line(scene, *at))?;
    let signs = match scene.tag(speaker.tokens.end) {
        _ if speaker.tokens.end >= end => speaker.tokens.end == end,
        PosTag::Comma | PosTag::Open | PosTag::Stop | PosTag::Dash => true,
        _ => false,
    };
    let is_name_only = (speaker.tokens.end..end).all(|at| {
        !scene.tag(at).is_finite() && !matches!(scene.tag(at), PosTag::Colon | PosTag::Quote)
    });
    (signs && is_name_only).then_some((dash..dash + 1, speaker))
}

/// Returns whether a line of the text begins with a token, or the text has ended.
fn starts_line(scene: &Scene<'_, '_>, token: usize) -> bool {
    let tokens = scene.page.tokens();
    let range = |at: usize| tokens.get(at).map(|token| token.range);
    let Some((before, here)) = token.checked_sub(1).and_then(range).zip(range(token)) else {
        return true;
    };
    scene
        .page
        .text()
        .slice(ByteRange::new(before.end(), here.start()))
        .contains('\n')
}
