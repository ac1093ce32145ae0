//! The name that signs a quotation after a dash: `“…” — Ana Roe, a driver`, on its own line or at the end of the quote's.

use std::ops::Range;

use super::context::QuoteContext;
use super::phrase_grammar::PhraseGrammar;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::text::ByteRange;

pub(super) static SIGNATURE: Rule = Rule {
    id: RuleId("quotes/signature"),
    summary: "Words in marks that a name signs after a dash, in brackets or on the next line.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦“The ferry was late again.”⟧ ― Sonja Herr",
        "⟦“The ferry was late again.”⟧\n\n— Sonja Herr, a nurse from Leith\n\nThe port denied it.",
    ],
    silent: &[
        "“The ferry was late again,” said Ada Moon.\n\n- Sonja Herr runs the port.",
        "“Low Water” – Jess Oake",
    ],
};

/// The maximum number of tokens in a signature after its dash.
const MAX_SIGNATURE_TOKENS: usize = 24;

/// Returns the dash or bracket after the tokens of a quotation, and whose name follows it to the end of the line. Where the
/// quotation fills its lines, the name may fill the next one without a dash.
pub(super) fn find_signature(
    context: &QuoteContext<'_, '_>,
    quote: &Range<usize>,
) -> Option<(Range<usize>, NounPhrase)> {
    let mut start = quote.start;
    while !starts_line(context, start)
        && matches!(context.tag(start - 1), PosTag::Other | PosTag::Dash)
    {
        start -= 1;
    }
    if !starts_line(context, start) {
        return None;
    }
    let next = quote.end;
    if is_dash(context, next) && !starts_line(context, next + 1) {
        return Some((next..next + 1, signed_at(context, next + 1, false)?));
    }
    if context.tag(next) == PosTag::Open && !starts_line(context, next) {
        return Some((next..next + 1, signed_at(context, next + 1, true)?));
    }
    let is_name = context
        .name_at(next)
        .is_some_and(|name| name.kind == Some(EntityKind::Person));
    if starts_line(context, next) && is_name {
        let speaker = signed_at(context, next, false)?;
        return Some((next..next + 1, speaker));
    }
    None
}

/// Returns whose name begins at a token and signs to the end of its line: what follows it describes the person, or says of
/// what the words were.
pub(super) fn signed_at(
    context: &QuoteContext<'_, '_>,
    start: usize,
    is_bracket: bool,
) -> Option<NounPhrase> {
    let number = context
        .frames
        .partition_point(|frame| frame.tokens.end <= start);
    let frame = context.frames.get(number)?;
    let grammar = PhraseGrammar { context, frame };
    // "Dr. Ana Roe": the abbreviation is a word of its own.
    let speaker = grammar.phrase_from(start)?;
    if context.tag(speaker.head) != PosTag::Name {
        return None;
    }
    let end = (start + 1..start + 1 + MAX_SIGNATURE_TOKENS).find(|at| starts_line(context, *at))?;
    let last = context.tag(end - 1);
    let signs = match context.tag(speaker.tokens.end) {
        _ if speaker.tokens.end >= end => speaker.tokens.end == end,
        PosTag::Comma | PosTag::Open | PosTag::Dash | PosTag::Close => true,
        PosTag::Stop => !is_bracket,
        PosTag::Preposition => matches!(context.page.lower(speaker.tokens.end), "on" | "in" | "of"),
        _ => false,
    };
    let is_name_only = (speaker.tokens.end..end).all(|at| {
        !context.tag(at).is_finite() && !matches!(context.tag(at), PosTag::Colon | PosTag::Quote)
    });
    (signs && is_name_only && (!is_bracket || last == PosTag::Close)).then_some(speaker)
}

/// Returns whether a mark is here that leads to a signature.
pub(super) fn is_dash(context: &QuoteContext<'_, '_>, at: usize) -> bool {
    context.tag(at) == PosTag::Dash || context.page.word(at) == "~"
}

/// Returns whether a line of the text begins with a token, or the text has ended.
pub(super) fn starts_line(context: &QuoteContext<'_, '_>, token: usize) -> bool {
    let tokens = context.page.tokens();
    let range = |at: usize| tokens.get(at).map(|token| token.range);
    let Some((before, here)) = token.checked_sub(1).and_then(range).zip(range(token)) else {
        return true;
    };
    context
        .page
        .text()
        .slice(ByteRange::new(before.end(), here.start()))
        .contains('\n')
}
