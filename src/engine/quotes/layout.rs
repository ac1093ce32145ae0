//! Speech that the layout shows: transcripts, questions and answers, block quotations.

use std::ops::Range;

use super::context::{Frame, Scene};
use super::noun_phrase::{Grammar, NounPhrase};
use crate::article::BlockKind;
use crate::engine::Case;
use crate::engine::syntax::part_of_speech::PosTag;

/// What somebody says in a transcript, or a block quotation.
pub(super) struct Turn {
    /// Its tokens.
    pub(super) pieces: Vec<Range<usize>>,
    /// Who speaks.
    pub(super) speaker: Option<NounPhrase>,
    /// How sure that is, in percent.
    pub(super) percent: u8,
}

/// Returns what the layout shows as speech, where no quotation marks do.
pub(super) fn turns(scene: &Scene<'_, '_>) -> Vec<Turn> {
    let mut found = Vec::new();
    let blocks = scene.page.article().blocks();
    let mut labels = Vec::new();
    let mut named: Vec<Turn> = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        let tokens = scene.page.tokens_in(block.range);
        match block.kind {
            BlockKind::Quotation { .. } if is_plain(scene, &tokens) => {
                found.push(Turn {
                    pieces: one(tokens),
                    speaker: introduced(scene, number),
                    percent: 70,
                });
            }
            BlockKind::Paragraph | BlockKind::Item { .. } => {
                labels.extend(label(scene, &tokens));
                named.extend(named_label(scene, &tokens));
            }
            _ => {}
        }
    }
    // A single label is a headline's or a caption's, not a transcript's.
    let is_transcript = labels.len() > 1 || takes_turns(scene, &named);
    if is_transcript {
        found.extend(labels);
        found.extend(named);
    }
    found
}

fn one(piece: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(piece).collect()
}

fn is_plain(scene: &Scene<'_, '_>, tokens: &Range<usize>) -> bool {
    !tokens.is_empty() && tokens.clone().all(|at| scene.stretch_at(at).is_none())
}

/// Reads "SMITH: We did." and "Q: Did you?"; the words after the label are the turn.
fn label(scene: &Scene<'_, '_>, tokens: &Range<usize>) -> Option<Turn> {
    let colon = (tokens.start + 1..(tokens.start + 6).min(tokens.end))
        .find(|at| scene.tag(*at) == PosTag::Colon)?;
    let words = tokens.start..colon;
    let said = colon + 1..tokens.end;
    let is_label = words.clone().all(|at| {
        let is_upper = scene.page.tokens().get(at).is_some_and(|token| {
            token.case == Case::Upper
                || token.case == Case::Title && words.len() == 1 && token.range.len() == 1
        });
        is_upper || matches!(scene.page.word(at), "." | "’" | "'" | "-")
    });
    if !is_label || said.len() < 2 || !is_plain(scene, &said) {
        return None;
    }
    let is_letter = words.len() == 1 && scene.page.word(words.start).len() == 1;
    let speaker = (!is_letter).then(|| NounPhrase {
        tokens: words.clone(),
        head: words.end - 1,
    });
    Some(Turn {
        pieces: one(said),
        speaker,
        percent: 75,
    })
}

/// Returns whether a name labels more than one line.
fn takes_turns(scene: &Scene<'_, '_>, named: &[Turn]) -> bool {
    let words = |turn: &Turn| {
        let speaker = turn.speaker.as_ref()?;
        Some(
            scene
                .page
                .text()
                .slice(scene.page.range_of(speaker.tokens.clone())),
        )
    };
    let mut labels: Vec<_> = named.iter().filter_map(words).collect();
    labels.sort_unstable();
    labels.windows(2).any(|pair| pair.first() == pair.last())
}

/// Reads "Quill: We did." and "((WN)) Why?"; a text with one such line is no transcript.
fn named_label(scene: &Scene<'_, '_>, tokens: &Range<usize>) -> Option<Turn> {
    let word = |at: usize| scene.page.word(at);
    let is_bracketed = word(tokens.start).starts_with('(');
    let end = (tokens.start + 1..(tokens.start + 7).min(tokens.end)).find(|at| {
        if is_bracketed {
            word(*at).starts_with(')')
        } else {
            scene.tag(*at) == PosTag::Colon
        }
    })?;
    let mut words = tokens.start..end;
    while words.start < words.end && word(words.start).starts_with('(') {
        words.start += 1;
    }
    let mut said = end + 1..tokens.end;
    while said.start < said.end && matches!(word(said.start), ")" | "))" | ":") {
        said.start += 1;
    }
    let is_label = !words.is_empty()
        && words.len() < 4
        && words.clone().all(|at| {
            let token = scene.page.tokens().get(at);
            token.is_some_and(|token| matches!(token.case, Case::Title | Case::Upper | Case::Mixed))
        })
        // Letters and words all in capitals are `label`'s.
        && scene.page.word(words.start).len() > 1
        && (is_bracketed || words.clone().any(|at| !is_upper(scene, at)));
    let has_words = said.clone().any(|at| {
        let token = scene.page.tokens().get(at);
        token.is_some_and(|token| token.case == Case::Lower)
    });
    (is_label && has_words && said.len() > 1 && is_plain(scene, &said)).then(|| Turn {
        pieces: one(said),
        speaker: Some(NounPhrase {
            tokens: words.clone(),
            head: words.end - 1,
        }),
        percent: 70,
    })
}

fn is_upper(scene: &Scene<'_, '_>, at: usize) -> bool {
    let token = scene.page.tokens().get(at);
    token.is_some_and(|token| token.case == Case::Upper)
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
