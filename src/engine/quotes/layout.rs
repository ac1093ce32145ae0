//! Speech that the layout shows: transcripts, questions and answers, block quotations.

use std::ops::Range;

use super::context::{Frame, Scene};
use super::label_names::LabelNames;
use super::noun_phrase::{Grammar, NounPhrase};
use super::signature::{is_dash, signed_at};
use super::turn::{Turn, TurnOwner};
use super::{interview, labelled_lines, letter};
use crate::annotation::RuleId;
use crate::article::BlockKind;
use crate::engine::Draft;
use crate::engine::rule::{FindingKind, Rule};

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
pub(super) fn turns(scene: &Scene<'_, '_>, draft: &Draft) -> Vec<Turn> {
    let interview_lines = interview::interview_lines(scene);
    let mut found = interview::interview(scene, draft, &interview_lines);
    let labelled = labelled_lines::labelled_lines(scene);
    let labelled = interview::without_interview(labelled, &interview_lines);
    if labelled.len() > 1 {
        let names = LabelNames::new(draft);
        found.extend(labelled_lines::transcript(scene, &names, &labelled));
    }
    found.extend(letter::letters(scene));
    found.extend(block_quotations(scene));
    found.sort_by_key(|turn| turn.pieces.first().map(|piece| piece.start));
    found
}

/// Returns the block quotations without marks.
fn block_quotations(scene: &Scene<'_, '_>) -> Vec<Turn> {
    let blocks = scene.page.article().blocks();
    let quoted = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Quotation { .. }));
    quoted
        .map(|(number, block)| (number, scene.page.tokens_in(block.range)))
        .filter(|(_, tokens)| is_plain(scene, tokens) && !is_dash(scene, tokens.start))
        .map(|(number, tokens)| Turn {
            by: &BLOCK_QUOTATION,
            speaker: signed_below(scene, tokens.end).or_else(|| introduced(scene, number)),
            pieces: std::iter::once(tokens).collect(),
            owner: TurnOwner::ByWords,
            percent: 70,
            is_listed: true,
        })
        .collect()
}

/// Returns whose name signs on the line below, after a dash.
fn signed_below(scene: &Scene<'_, '_>, next: usize) -> Option<NounPhrase> {
    is_dash(scene, next)
        .then(|| signed_at(scene, next + 1, false))
        .flatten()
}

fn is_plain(scene: &Scene<'_, '_>, tokens: &Range<usize>) -> bool {
    !tokens.is_empty() && tokens.clone().all(|at| scene.stretch_at(at).is_none())
}

/// Returns who speaks in a block quotation: the sentence in front ends with a colon or a cue.
fn introduced(scene: &Scene<'_, '_>, block: usize) -> Option<NounPhrase> {
    let number = scene
        .frames
        .partition_point(|frame| frame.block < block)
        .checked_sub(1)?;
    let frame: &Frame = scene.frames.get(number)?;
    let grammar = Grammar { scene, frame };
    grammar
        .said()
        .into_iter()
        .rev()
        .find_map(|said| said.speaker)
}
