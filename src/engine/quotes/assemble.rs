//! Converts quotations from tokens to annotations.

use std::ops::Range;

use super::attribution::Attribution;
use super::context::QuoteContext;
use super::continuation::SpeechRecord;
use super::layout;
use super::marks::QuotedStretch;
use super::non_speech::{StretchKind, classify_stretch};
use super::phrase_grammar::PhraseGrammar;
use super::speaker::SpeakerResolver;
use super::speech::StretchShape;
use super::split_quotes;
use super::turn::TurnOwner;
use crate::annotation::{Confidence, Mention, Quote, Speaker, Speech};
use crate::engine::lexeme::hash::HashSet;
use crate::engine::rule::Rule;
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::{Draft, Found};
use crate::invariant::ExpectOr;
use crate::text::ByteRange;

/// Quotations, and the speakers' pronouns that refer to an entity; both sorted by start.
#[derive(Debug, Default)]
pub(in crate::engine) struct Findings {
    /// The quotations.
    pub(in crate::engine) quotes: Vec<Found<Quote>>,
    /// The pronouns.
    pub(in crate::engine) pronouns: Vec<Found<Mention>>,
}

/// The quotations of a page while they are collected.
pub(super) struct QuoteAssembly<'s, 'a, 'p> {
    context: &'s QuoteContext<'a, 'p>,
    speakers: SpeakerResolver<'s, 'a, 'p>,
    quotes: Vec<Found<Quote>>,
    /// The numbers of the quoted parts that belong to a reported clause.
    within: HashSet<usize>,
    /// The tokens of text that the layout shows as speech, in order. No other quotations are searched there.
    laid_out: Vec<Range<usize>>,
}

/// A quotation, given in tokens.
struct QuoteDraft<'q> {
    /// The rule that found it.
    by: &'static Rule,
    /// The rule that found its speaker in another sentence.
    speaker_by: Option<&'static Rule>,
    pieces: &'q [Range<usize>],
    /// The parts of its words in quotation marks.
    marks: &'q [Range<usize>],
    speaker: Option<&'q NounPhrase>,
    /// The speaker, if it is known from more than these words.
    owner: TurnOwner,
    cue: Option<&'q Range<usize>>,
    speech: Speech,
    percent: u8,
}

impl<'s, 'a, 'p> QuoteAssembly<'s, 'a, 'p> {
    /// Returns an empty assembly.
    pub(super) fn new(
        context: &'s QuoteContext<'a, 'p>,
        draft: &'s Draft,
        story: &SpeechRecord<'_, 'a, 'p>,
    ) -> Self {
        Self {
            context,
            speakers: SpeakerResolver::new(context, draft, story.speaking_heads()),
            quotes: Vec::new(),
            within: HashSet::default(),
            laid_out: Vec::new(),
        }
    }

    /// Adds the quotations in quotation marks.
    pub(super) fn marked(&mut self, story: &SpeechRecord<'_, 'a, 'p>) {
        let mut start = 0;
        while start < self.context.stretches.len() {
            let end = split_quotes::end_of_quote(self.context, &story.attributions, start);
            self.one_marked(start..end, &story.attributions);
            start = end;
        }
    }

    fn one_marked(&mut self, numbers: Range<usize>, attributions: &[Attribution]) {
        let Some(stretches) = self.context.stretches.get(numbers.clone()) else {
            return;
        };
        if self.within.contains(&numbers.start)
            || stretches
                .first()
                .is_some_and(|first| self.is_laid_out(first.tokens.start))
        {
            return;
        }
        let Some(known) = attributions.get(numbers.clone()) else {
            return;
        };
        let (Some(first), Some(best)) = (stretches.first(), known.iter().min_by_key(|one| one.tie))
        else {
            return;
        };
        if !self.has_speech(stretches, known) {
            return;
        }
        let pieces: Vec<_> = stretches
            .iter()
            .map(|stretch| stretch.tokens.clone())
            .collect();
        let shape = StretchShape::of(self.context, first);
        // Roe: “We Were Robbed”
        let is_led = first
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|before| self.context.tag(before) == PosTag::Colon);
        let is_whole = shape.is_capital
            && (shape.is_sentence
                || best.tie.is_of_sentence()
                || is_led
                || self.is_whole_clause(first, best.cue.as_ref()));
        let speech = if is_whole {
            Speech::Direct
        } else {
            Speech::Mixed
        };
        self.push(&QuoteDraft {
            by: best.by,
            speaker_by: best.speaker_by,
            pieces: &pieces,
            marks: &pieces,
            speaker: best.speaker.as_ref(),
            owner: TurnOwner::ByWords,
            cue: best.cue.as_ref(),
            speech,
            percent: best.tie.percent(),
        });
    }

    /// Returns whether a stretch right after a plain verb of saying is a clause with "I" or "we" as its subject: `said “I resign”
    /// and left`.
    fn is_whole_clause(&self, stretch: &QuotedStretch, cue: Option<&Range<usize>>) -> bool {
        let inner = stretch.inner();
        cue.is_some_and(|cue| cue.end == stretch.tokens.start)
            && self.context.tag(inner.start) == PosTag::Pronoun
            && self.context.tag(inner.start + 1).is_finite()
    }

    /// Returns whether one of the quoted parts is speech. Records why the others are not.
    fn has_speech(&self, stretches: &[QuotedStretch], known: &[Attribution]) -> bool {
        let page = self.context.page;
        let mut dropped: Vec<(&'static Rule, &QuotedStretch)> = Vec::new();
        for (stretch, one) in stretches.iter().zip(known) {
            match classify_stretch(self.context, stretch, one) {
                StretchKind::Speech => return true,
                StretchKind::Empty => {}
                StretchKind::Dropped(by) => dropped.push((by, stretch)),
            }
        }
        for (by, stretch) in dropped {
            page.record(by, page.range_of(stretch.tokens.clone()), Vec::new);
        }
        false
    }

    /// Adds the reported clauses without quotation marks.
    pub(super) fn reported(&mut self, story: &SpeechRecord<'_, 'a, 'p>) {
        for (frame, said) in self.context.frames.iter().zip(&story.said) {
            let grammar = PhraseGrammar {
                context: self.context,
                frame,
            };
            for reported in grammar.reported(said) {
                let Some(cue) = said.get(reported.said) else {
                    continue;
                };
                let mut starts = reported.pieces.iter().map(|piece| piece.start);
                if self.is_laid_out(cue.tokens.start) || starts.any(|at| self.is_laid_out(at)) {
                    continue;
                }
                let is_within = |number: &usize| {
                    self.context.stretches.get(*number).is_some_and(|stretch| {
                        let start = &stretch.tokens.start;
                        reported.pieces.iter().any(|piece| piece.contains(start))
                    })
                };
                let numbers: Vec<usize> = frame.stretches.clone().filter(is_within).collect();
                let stretches = numbers
                    .iter()
                    .filter_map(|number| self.context.stretches.get(*number));
                let marks: Vec<_> = stretches.map(|stretch| stretch.tokens.clone()).collect();
                self.within.extend(numbers);
                self.push(&QuoteDraft {
                    by: reported.by,
                    speaker_by: None,
                    pieces: &reported.pieces,
                    marks: &marks,
                    speaker: cue.speaker.as_ref(),
                    owner: TurnOwner::ByWords,
                    cue: Some(&cue.tokens),
                    speech: if marks.is_empty() {
                        Speech::Indirect
                    } else {
                        Speech::Mixed
                    },
                    percent: reported.percent,
                });
            }
        }
    }

    /// Adds what the layout shows as speech: transcripts, questions and answers, letters, block quotations.
    pub(super) fn laid_out(&mut self, draft: &Draft) {
        for turn in layout::find_layout_turns(self.context, draft) {
            self.laid_out.extend(turn.pieces.iter().cloned());
            if !turn.is_listed {
                continue;
            }
            self.push(&QuoteDraft {
                by: turn.by,
                speaker_by: None,
                pieces: &turn.pieces,
                marks: &[],
                speaker: turn.speaker.as_ref(),
                owner: turn.owner,
                cue: None,
                speech: Speech::Direct,
                percent: turn.percent,
            });
        }
    }

    /// Returns whether a token lies in what the layout shows as speech.
    fn is_laid_out(&self, token: usize) -> bool {
        let next = self.laid_out.partition_point(|piece| piece.end <= token);
        self.laid_out
            .get(next)
            .is_some_and(|piece| piece.start <= token)
    }

    fn push(&mut self, said: &QuoteDraft<'_>) {
        let ranges_of = |pieces: &[Range<usize>]| -> Vec<ByteRange> {
            let ranges = pieces
                .iter()
                .map(|piece| self.context.page.range_of(piece.clone()));
            ranges.filter(|range| !range.is_empty()).collect()
        };
        let (content, marks) = (ranges_of(said.pieces), ranges_of(said.marks));
        let (Some(first), Some(last)) = (content.first(), content.last()) else {
            return;
        };
        let range = first.hull(*last);
        let resolved = said
            .speaker
            .map(|phrase| self.speakers.resolve(phrase, said.owner));
        let speaker = resolved.as_ref();
        let speaker_by = said.speaker_by.or_else(|| speaker.map(|known| known.by));
        let speaker_percent = speaker.map_or(said.percent, |known| {
            joint_percent(said.percent, known.percent)
        });
        self.quotes.push(Found {
            range,
            what: Quote {
                speech: said.speech,
                content,
                marks,
                speaker: speaker.map_or(Speaker::Unknown, |known| known.speaker),
                cue: said
                    .cue
                    .map(|tokens| self.context.page.range_of(tokens.clone())),
                speaker_by: speaker_by.unwrap_or(said.by).id,
                speaker_confidence: Confidence::percent(speaker_percent),
            },
            by: said.by.id,
            confidence: Confidence::percent(said.percent),
        });
    }

    /// Returns everything found, in the order of the text.
    pub(super) fn finish(mut self) -> Findings {
        self.quotes.sort_by_key(|found| found.range);
        Findings {
            quotes: self.quotes,
            pronouns: self.speakers.finish(),
        }
    }
}

/// Returns the probability that two things are both right, in percent.
fn joint_percent(one: u8, other: u8) -> u8 {
    let product = u16::from(one.min(100)) * u16::from(other.min(100)) / 100;
    u8::try_from(product).expect_or(100, "a product of two percentages is one")
}
