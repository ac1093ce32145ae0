//! Speech that the layout shows: transcripts, questions and answers, block quotations.

use std::ops::Range;

use super::context::{QuoteContext, SentenceFrame};
use super::label_names::LabelNames;
use super::phrase_grammar::PhraseGrammar;
use super::signature::{is_dash, signed_at};
use super::turn::{SpeechTurn, TurnOwner};
use super::{interview, labelled_lines, letter};
use crate::annotation::RuleId;
use crate::article::BlockKind;
use crate::engine::Draft;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;

/// In the examples a line that begins with "> " is a block quotation.
pub(super) static BLOCK_QUOTATION: Rule = Rule {
    id: RuleId("quotes/block-quotation"),
    summary: "A block quotation without marks, by the name below it or the sentence before it.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "The mayor wrote to the council.\n\n> ⟦The pier is lost. We shall not build it again.⟧\n\n— Bo Lind",
        "Ana Roe said:\n\n> ⟦The pier is lost. We shall not build it again.⟧",
    ],
    silent: &[
        "Ana Roe said she was tired.\n\nThe pier is lost.",
        "> “The pier is lost,” said Ana Roe.",
    ],
};

/// Returns what the layout shows as speech, where no quotation marks do.
pub(super) fn find_layout_turns(context: &QuoteContext<'_, '_>, draft: &Draft) -> Vec<SpeechTurn> {
    let interview_lines = interview::interview_lines(context);
    let mut found = interview::find_interview_turns(context, draft, &interview_lines);
    let labelled = labelled_lines::labelled_lines(context);
    let labelled = interview::without_interview(labelled, &interview_lines);
    if labelled.len() > 1 {
        let names = LabelNames::new(draft);
        found.extend(labelled_lines::find_transcript_turns(
            context, &names, &labelled,
        ));
    }
    found.extend(letter::find_letters(context));
    found.extend(block_quotations(context));
    found.sort_by_key(|turn| turn.pieces.first().map(|piece| piece.start));
    found
}

/// Returns the block quotations without marks.
fn block_quotations(context: &QuoteContext<'_, '_>) -> Vec<SpeechTurn> {
    let blocks = context.page.article().blocks();
    let quoted = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Quotation { .. }));
    quoted
        .map(|(number, block)| (number, context.page.tokens_in(block.range)))
        .filter(|(_, tokens)| is_plain(context, tokens) && !is_dash(context, tokens.start))
        .map(|(number, tokens)| SpeechTurn {
            by: &BLOCK_QUOTATION,
            speaker: signed_below(context, tokens.end)
                .or_else(|| find_introduced_speaker(context, number)),
            pieces: std::iter::once(tokens).collect(),
            owner: TurnOwner::ByWords,
            percent: 70,
            is_listed: true,
        })
        .collect()
}

/// Returns whose name signs on the line below, after a dash.
fn signed_below(context: &QuoteContext<'_, '_>, next: usize) -> Option<NounPhrase> {
    is_dash(context, next)
        .then(|| signed_at(context, next + 1, false))
        .flatten()
}

fn is_plain(context: &QuoteContext<'_, '_>, tokens: &Range<usize>) -> bool {
    !tokens.is_empty() && tokens.clone().all(|at| context.stretch_at(at).is_none())
}

/// Returns who speaks in a block quotation: the sentence in front ends with a colon or a cue.
fn find_introduced_speaker(context: &QuoteContext<'_, '_>, block: usize) -> Option<NounPhrase> {
    let number = context
        .frames
        .partition_point(|frame| frame.block < block)
        .checked_sub(1)?;
    let frame: &SentenceFrame = context.frames.get(number)?;
    let grammar = PhraseGrammar { context, frame };
    grammar
        .said()
        .into_iter()
        .rev()
        .find_map(|said| said.speaker)
}
