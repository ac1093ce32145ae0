//! Quotes that stand alone: the speaker goes on, or the sentence before leads to them.

use super::attribution::{Attribution, AttributionTie};
use super::context::{QuoteContext, SentenceFrame};
use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use super::reporting_cue::ReportingCue;
use super::signature::{SIGNATURE, find_signature};
use super::speech::StretchShape;
use super::split_quotes::{SPOKEN_LABEL, spoken_label};
use crate::annotation::RuleId;
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

/// The maximum number of tokens of other stretches and dashes that may precede a stretch that stands alone.
const MAX_LEAD_TOKENS: usize = 300;

/// How many sentences back a speaker is searched.
const MAX_FRAMES_BACK: usize = 12;

pub(super) static CONTINUATION: Rule = Rule {
    id: RuleId("quotes/continuation"),
    summary: "Words in marks with which the speaker of those before them goes on.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "“It is over,” said Ana Roe. ⟦“Nobody will pay for this.”⟧",
        "“One door closed,” said Ana Roe. ⟦“Another never opened.”⟧",
    ],
    silent: &[
        "“It is over,” said Ana Roe. “It is not,” said Bo Lind.",
        "Ana Roe said it was over. The road was shut.",
    ],
};

pub(super) static LEAD_IN: Rule = Rule {
    id: RuleId("quotes/lead-in"),
    summary: "Words in marks after a sentence about somebody who then speaks.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Dr. Amara Okafor was blunt. ⟦“We have lost everything that we had here.”⟧",
        "For Wei Zhang, a driver, the choice was simple. ⟦“I turned the lorry around.”⟧",
    ],
    silent: &[
        "Dr. Amara Okafor was blunt. “We have lost,” she said.",
        "The road was shut. “It will stay shut for as long as it takes.”",
    ],
};

/// Returns an attribution without a speaker who cannot speak, where no plain verb of saying shows that it does.
fn with_voice(grammar: &PhraseGrammar<'_, '_, '_>, attribution: Attribution) -> Attribution {
    let cue = attribution.cue.as_ref().map(|cue| cue.start);
    let verb = cue.and_then(|at| grammar.context.cue(at));
    let is_loose = matches!(
        attribution.tie,
        AttributionTie::Complement | AttributionTie::LeadIn
    ) || verb.is_some_and(|verb| verb.is_for_marks() || verb.is_weak());
    let is_rejected = (attribution.speaker.as_ref())
        .is_some_and(|speaker| is_loose && grammar.is_rejected(speaker));
    Attribution {
        speaker: attribution.speaker.filter(|_| !is_rejected),
        ..attribution
    }
}

/// What each frame says and who said its stretches, filled from the start of the page to its end.
pub(super) struct SpeechRecord<'s, 'a, 'p> {
    pub(super) context: &'s QuoteContext<'a, 'p>,
    /// The cues of each frame read so far.
    pub(super) said: Vec<Vec<ReportingCue>>,
    /// The attributions of the stretches read so far.
    pub(super) attributions: Vec<Attribution>,
}

impl<'s, 'a, 'p> SpeechRecord<'s, 'a, 'p> {
    /// Reads a page and attributes all its stretches.
    pub(super) fn read(context: &'s QuoteContext<'a, 'p>) -> Self {
        let mut story = Self {
            context,
            said: Vec::with_capacity(context.frames.len()),
            attributions: Vec::with_capacity(context.stretches.len()),
        };
        for (number, frame) in context.frames.iter().enumerate() {
            if context.page.is_stopped() {
                break;
            }
            let grammar = PhraseGrammar { context, frame };
            let said = grammar.said();
            for stretch in frame.stretches.clone() {
                let mut attribution = grammar.attribute(stretch, &said);
                if let Some(signed) = story.signed(stretch) {
                    attribution = signed;
                } else if attribution.tie == AttributionTie::None
                    && let Some(source) = story.named_after(number, stretch)
                {
                    attribution = source;
                } else if attribution.tie == AttributionTie::Unnamed {
                    // Whoever was asked did not say it.
                } else if attribution.speaker.is_none() && attribution.cue.is_some() {
                    attribution.speaker = story.context_of(number, stretch).speaker;
                } else if story.stands_alone(frame, stretch, &attribution) {
                    let other = story.context_of(number, stretch);
                    if other.speaker.is_some() {
                        attribution = other;
                    }
                }
                let attribution = story.with_author(number, attribution);
                story.attributions.push(with_voice(&grammar, attribution));
            }
            story.said.push(said);
        }
        story
    }

    /// Returns the heads of the phrases that speak by a verb of saying, as tokens in order.
    pub(super) fn speaking_heads(&self) -> Vec<usize> {
        // "A woman laughed" is no speech.
        let cues = (self.said.iter().flatten())
            .filter(|said| said.cue.takes(Cue::CLAUSE | Cue::PERSON | Cue::QUESTION));
        let phrases = cues.filter_map(|said| said.speaker.as_ref());
        let mut heads: Vec<usize> = phrases.map(|phrase| phrase.head).collect();
        heads.sort_unstable();
        heads.dedup();
        heads
    }

    /// Returns the attribution of a stretch that a name signs, where nothing of its own sentence says whose it is.
    fn signed(&self, number: usize) -> Option<Attribution> {
        let stretch = self.context.stretches.get(number)?;
        if let Some(label) = spoken_label(self.context, stretch) {
            return Some(Attribution {
                by: &SPOKEN_LABEL,
                speaker_by: None,
                tie: AttributionTie::After,
                cue: Some(label.end..label.end + 1),
                speaker: Some(NounPhrase {
                    head: label.end - 1,
                    tokens: label,
                }),
            });
        }
        let stretch = Some(stretch).filter(|stretch| stretch.is_closed)?;
        // “Low Water” – Jess Oake: the title of a work and whose it is.
        let shape = StretchShape::of(self.context, stretch);
        let last = self
            .context
            .page
            .word(stretch.inner().end.saturating_sub(1));
        if shape.is_title && !last.ends_with(['.', '!', '?', '…']) {
            return None;
        }
        let (dash, speaker) = find_signature(self.context, &stretch.tokens)?;
        Some(Attribution {
            by: &SIGNATURE,
            speaker_by: None,
            tie: AttributionTie::After,
            cue: Some(dash),
            speaker: Some(speaker),
        })
    }

    /// Returns whether a stretch is a sentence of its own that its frame says nothing about.
    fn stands_alone(
        &self,
        frame: &SentenceFrame,
        number: usize,
        attribution: &Attribution,
    ) -> bool {
        if self.continues(frame, number, attribution) {
            return true;
        }
        if attribution.tie != AttributionTie::None {
            return false;
        }
        let Some(stretch) = self.context.stretches.get(number) else {
            return false;
        };
        stretch.tokens.start < frame.tokens.start + MAX_LEAD_TOKENS
            && (frame.tokens.start..stretch.tokens.start).all(|at| {
                self.context.stretch_at(at).is_some()
                    || matches!(
                        self.context.tag(at),
                        PosTag::And | PosTag::Dash | PosTag::Comma | PosTag::Other | PosTag::Stop
                    )
            })
    }

    /// Returns whether a stretch ends a sentence that no cue governs, after a quote in the same paragraph: `“One,” said
    /// Roe. Now, “two.”`
    fn continues(&self, frame: &SentenceFrame, number: usize, attribution: &Attribution) -> bool {
        let is_loose = attribution.tie == AttributionTie::None;
        let Some(stretch) = self.context.stretches.get(number) else {
            return false;
        };
        let long = stretch.inner().len() > 5;
        let previous = number.checked_sub(1).and_then(|before| {
            Some((
                self.context.stretches.get(before)?,
                self.attributions.get(before)?,
            ))
        });
        is_loose
            && long
            && previous.is_some_and(|(before, known)| {
                before.block == frame.block
                    && known.speaker.is_some()
                    && matches!(known.tie, AttributionTie::After | AttributionTie::FollowOn)
                    && before.tokens.end + 40 > frame.tokens.start
            })
    }

    fn context_of(&self, number: usize, stretch: usize) -> Attribution {
        let Some(frame) = self.context.frames.get(number) else {
            return Attribution::NONE;
        };
        // Another stretch of the same frame.
        if stretch > frame.stretches.start
            && let Some(before) = self.attributions.get(stretch - 1)
        {
            return Attribution {
                by: &CONTINUATION,
                speaker_by: None,
                tie: AttributionTie::FollowOn,
                cue: None,
                speaker: before.speaker.clone(),
            };
        }
        let Some(before) = number.checked_sub(1) else {
            return Attribution::NONE;
        };
        let is_colon = self.ends_with_colon(before);
        let block = self
            .context
            .frames
            .get(before)
            .map_or(0, |frame| frame.block);
        let mut at = before;
        for _ in 0..MAX_FRAMES_BACK {
            let found = self.speaker_in(at, is_colon);
            let is_known = found
                .speaker
                .as_ref()
                .is_some_and(|speaker| !is_colon || !self.points_ahead(speaker));
            if is_known {
                return found;
            }
            if is_colon
                && at == before
                && let Some(introduced) = self.introduced(before, found.cue)
            {
                return introduced;
            }
            let Some(further) = at.checked_sub(1) else {
                return self.lead_in(before);
            };
            if self
                .context
                .frames
                .get(further)
                .is_none_or(|frame| frame.block != block)
            {
                return self.lead_in(before);
            }
            at = further;
        }
        self.lead_in(before)
    }

    fn ends_with_colon(&self, frame: usize) -> bool {
        let last = self
            .context
            .frames
            .get(frame)
            .map_or(0, |frame| frame.tokens.end.saturating_sub(1));
        self.context.tag(last) == PosTag::Colon
    }

    /// Returns the last speaker of a frame.
    fn speaker_in(&self, frame: usize, is_colon: bool) -> Attribution {
        let Some(shape) = self.context.frames.get(frame) else {
            return Attribution::NONE;
        };
        let said = self
            .said
            .get(frame)
            .and_then(|said| said.iter().rev().find(|said| said.speaker.is_some()));
        let quoted = self
            .attributions
            .get(shape.stretches.clone())
            .and_then(|all| {
                let known = |tie: fn(AttributionTie) -> bool| {
                    all.iter()
                        .rev()
                        .find(move |one| one.speaker.is_some() && tie(one.tie))
                };
                known(AttributionTie::is_of_sentence).or_else(|| known(|_| true))
            });
        if let Some(known) = quoted
            && !is_colon
        {
            return Attribution {
                by: &CONTINUATION,
                speaker_by: None,
                tie: AttributionTie::FollowOn,
                cue: None,
                speaker: known.speaker.clone(),
            };
        }
        match said {
            Some(said) => Attribution {
                by: &LEAD_IN,
                speaker_by: None,
                tie: AttributionTie::LeadIn,
                cue: is_colon.then(|| said.tokens.clone()),
                speaker: said.speaker.clone(),
            },
            None => Attribution::NONE,
        }
    }

    /// Returns the subject of the sentence before: "Dr. Okafor was blunt."
    fn lead_in(&self, frame: usize) -> Attribution {
        let Some(shape) = self.context.frames.get(frame) else {
            return Attribution::NONE;
        };
        let grammar = PhraseGrammar {
            context: self.context,
            frame: shape,
        };
        let mut at = Some(shape.tokens.start);
        while let Some(index) = at {
            if self.context.tag(index).is_finite() {
                let speaker = grammar.subject(index);
                if let Some(speaker) = speaker.filter(|phrase| self.can_speak(phrase)) {
                    return Attribution {
                        by: &LEAD_IN,
                        speaker_by: None,
                        tie: AttributionTie::LeadIn,
                        cue: None,
                        speaker: Some(speaker),
                    };
                }
            }
            at = self.context.after(shape, index);
        }
        // "For Wei Zhang, a driver, the choice was simple."
        if matches!(
            self.context.page.lower(shape.tokens.start),
            "for" | "to" | "as"
        ) {
            let speaker = grammar.phrase_from(shape.tokens.start + 1);
            if let Some(speaker) = speaker.filter(|phrase| self.can_speak(phrase)) {
                return Attribution {
                    by: &LEAD_IN,
                    speaker_by: None,
                    tie: AttributionTie::LeadIn,
                    cue: None,
                    speaker: Some(speaker),
                };
            }
        }
        Attribution::NONE
    }

    fn can_speak(&self, phrase: &NounPhrase) -> bool {
        matches!(
            self.context.tag(phrase.head),
            PosTag::Name | PosTag::Pronoun | PosTag::Title
        ) && !QuoteWord::NoPerson.has(self.context.page.lower(phrase.head))
    }
}
