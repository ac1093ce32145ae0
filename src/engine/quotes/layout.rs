//! Speech that the layout shows: transcripts, questions and answers, block quotations.

use std::ops::Range;

use super::context::{Frame, Scene};
use super::label_names::LabelNames;
use super::noun_phrase::{Grammar, NounPhrase};
use super::signature::{is_dash, signed_at};
use super::{interview, labelled_lines, letter};
use crate::annotation::EntityId;
use crate::article::BlockKind;
use crate::engine::Draft;

/// What somebody says in a transcript, an interview, a letter or a block quotation.
pub(super) struct Turn {
    /// Its tokens.
    pub(super) pieces: Vec<Range<usize>>,
    /// The words that say who speaks.
    pub(super) speaker: Option<NounPhrase>,
    /// Who that is.
    pub(super) owner: TurnOwner,
    /// How sure that is, in percent.
    pub(super) percent: u8,
    /// Whether it is a quotation. The questions of an interview are not, where nobody says who asks.
    pub(super) is_listed: bool,
}

/// Who speaks in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TurnOwner {
    /// Who the words name.
    ByWords,
    /// This one, as more than the words says.
    Entity(EntityId),
    /// One of several whom the words may name.
    Unresolved,
}

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
