//! Finds the cue and the speaker of words in quotation marks.

use std::ops::Range;

use super::attribution::{Attribution, AttributionTie, MAX_CUE_TOKENS};
use super::phrase_grammar::PhraseGrammar;
use super::reporting_cue::ReportingCue;
use crate::engine::lexeme::word_classes::{Cue, CueClass};
use crate::engine::syntax::part_of_speech::PosTag;
use crate::invariant::ExpectOr;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the attribution of the stretch `number` by its own sentence.
    pub(super) fn attribute(&self, number: usize, said: &[ReportingCue]) -> Attribution {
        let Some(stretch) = self.context.stretches.get(number) else {
            return Attribution::NONE;
        };
        let quote = stretch.tokens.clone();
        let said = near_cues(said, &quote);
        let after = said.iter().find(|said| self.is_after(&quote, said));
        let before = self.governing(&quote, said);
        if let Some(unnamed) = said
            .iter()
            .rev()
            .find(|said| said.is_unnamed && self.leads(&quote, said))
        {
            return Attribution::of(AttributionTie::Unnamed, unnamed);
        }
        let is_led = self.is_led(quote.start);
        if let Some(after) = after
            && !(before.is_some()
                && (is_led && self.is_partial(&quote)
                    || self.is_object(&quote)
                    || self.opens_clause(quote.end, after)))
        {
            return Attribution::of(AttributionTie::After, after);
        }
        let reference = said
            .iter()
            .find(|said| said.is_according && self.follows(&quote, said));
        if let Some(before) = before
            .filter(|before| reference.is_none() || is_led || before.tokens.end + 3 >= quote.start)
        {
            let tie =
                if is_led || before.tokens.end + 3 >= quote.start || self.is_second(number, before)
                {
                    AttributionTie::Before
                } else {
                    AttributionTie::Complement
                };
            return Attribution::of(tie, before);
        }
        if let Some(said) = said
            .iter()
            .find(|said| said.is_according && said.tokens.start >= quote.end)
        {
            return Attribution::of(AttributionTie::According, said);
        }
        if let Some(said) = said
            .iter()
            .find(|said| said.tokens.start >= quote.end && self.closes_clause(&quote, said))
        {
            return Attribution::of(AttributionTie::Complement, said);
        }
        self.by_words_of(quote.start)
            .or_else(|| self.by_noun(&quote))
            .or_else(|| self.by_label(quote.start))
            .unwrap_or(Attribution::NONE)
    }

    /// Returns whether "and" joins the stretch to another that the same cue governs: "called it “one” and them “two”".
    fn is_second(&self, number: usize, said: &ReportingCue) -> bool {
        let pair = number
            .checked_sub(1)
            .filter(|before| *before >= self.frame.stretches.start)
            .and_then(|before| {
                Some((
                    self.context.stretches.get(before)?,
                    self.context.stretches.get(number)?,
                ))
            });
        pair.is_some_and(|(before, after)| {
            let between = before.tokens.end..after.tokens.start;
            before.tokens.start >= said.tokens.end
                && between.len() < 8
                && between.clone().any(|at| self.tag(at) == PosTag::And)
                && between.clone().all(|at| !self.tag(at).is_finite())
        })
    }

    /// Returns whether the cue after a quote opens a clause of its own: "…, but he also warned".
    fn opens_clause(&self, end: usize, said: &ReportingCue) -> bool {
        (end..said.hull().start).any(|at| self.tag(at) == PosTag::And)
    }

    /// Returns whether the quote is the object of a cue right in front: `citing “the magic of it,”`.
    fn is_object(&self, quote: &Range<usize>) -> bool {
        let first = self.context.page.word(quote.start + 1).chars().next();
        first.is_some_and(char::is_lowercase)
            && self
                .context
                .before(self.frame, quote.start)
                .is_some_and(|left| self.context.cue(left).is_some())
    }

    /// Returns whether the cue follows the quote at once: with nothing but its own subject between.
    fn is_after(&self, quote: &Range<usize>, said: &ReportingCue) -> bool {
        if said.tokens.start < quote.end
            || said.speaker.is_none()
            || said.is_according
            || !said.cue.takes(Cue::CLAUSE | Cue::MARKS | Cue::QUESTION)
        {
            return false;
        }
        let hull = said.hull();
        let is_further = self.tag(said.tokens.start) == PosTag::Ing
            && hull.end == said.tokens.end
            && (hull.start..hull.end).any(|at| self.tag(at) == PosTag::Comma);
        if hull.start < quote.end || is_further {
            return false;
        }
        let mut at = quote.end;
        while at < hull.start {
            match self.context.tag(at) {
                PosTag::Comma | PosTag::Dash | PosTag::Adverb | PosTag::Stop => at += 1,
                // "guests were informed by a lifeguard"
                tag if said.is_inverted
                    && self.tag(said.tokens.start) == PosTag::Participle
                    && (tag == PosTag::Be || tag == PosTag::Pronoun || tag.is_inside_phrase()) =>
                {
                    at += 1;
                }
                PosTag::And if said.cue.takes(Cue::CLAUSE) && at <= quote.end + 1 => at += 1,
                // "retired general Lloyd Newton said"
                PosTag::Finite | PosTag::Participle
                    if at + 1 == hull.start
                        && at == quote.end
                        && self.context.cue(at).is_none() =>
                {
                    at += 1;
                }
                PosTag::Preposition | PosTag::Time | PosTag::Determiner | PosTag::Noun
                    if !self.is_partial(quote) && hull.start - quote.end < 6 =>
                {
                    at += 1;
                }
                _ => return false,
            }
        }
        if self.is_partial(quote)
            && !matches!(self.context.tag(quote.end), PosTag::Comma | PosTag::Dash)
            && quote.start > self.frame.tokens.start
        {
            return false;
        }
        // A new clause with its own quote: `“one,” and Roe said “two”`.
        let next = self.context.after(self.frame, said.tokens.end - 1);
        let leads_other = next.is_some_and(|next| {
            matches!(self.context.tag(next), PosTag::Quote | PosTag::That)
                || self.context.tag(next) == PosTag::Colon
        });
        !(leads_other && self.is_partial(quote) && self.context.tag(quote.end) != PosTag::Comma)
    }

    /// Returns whether the quoted words are part of the writer's sentence, because they do not end as speech does.
    pub(super) fn is_partial(&self, quote: &Range<usize>) -> bool {
        let last = self.last_inside(quote);
        !matches!(
            self.context.page.word(last).as_bytes().last(),
            Some(b'.' | b',' | b'?' | b'!')
        ) && !matches!(self.context.tag(last), PosTag::Dash)
            && self.context.page.word(last) != "…"
    }

    fn last_inside(&self, quote: &Range<usize>) -> usize {
        let stretch = self
            .context
            .stretch_at(quote.start)
            .and_then(|number| self.context.stretches.get(number));
        stretch.map_or(quote.start, |stretch| stretch.inner().end.saturating_sub(1))
    }

    /// Returns whether a cue in front governs the quote.
    fn is_before(&self, quote: &Range<usize>, said: &ReportingCue) -> bool {
        if said.is_according {
            return said.tokens.end <= quote.start
                && said
                    .speaker
                    .as_ref()
                    .is_some_and(|speaker| speaker.tokens.end <= quote.start);
        }
        if said.is_unnamed || self.is_aside(quote, said) || self.has_own_quote(quote, said) {
            return false;
        }
        // "was called “a fraud” by Roe"
        let is_agent_behind = said.tokens.end == quote.start
            && self.tag(said.tokens.start) == PosTag::Participle
            && said.is_inverted;
        let is_front = said.tokens.end <= quote.start
            && said
                .speaker
                .as_ref()
                .is_none_or(|speaker| speaker.tokens.end <= quote.start || is_agent_behind);
        is_front
            && !(said.is_inverted
                && self
                    .context
                    .before(self.frame, quote.start)
                    .is_some_and(|at| self.context.tag(at) == PosTag::Stop))
    }

    /// Returns whether the cue belongs to the words in marks right before it, and another verb leads to the quote: `“One,” Roe
    /// said of Poe, who returned it: “Two.”`
    fn has_own_quote(&self, quote: &Range<usize>, said: &ReportingCue) -> bool {
        let hull = said.hull();
        let follows = self
            .before(hull.start)
            .is_some_and(|left| self.tag(left) == PosTag::Quote && self.ends_with_comma(left));
        follows && (hull.end..quote.start).any(|at| self.tag(at).is_finite())
    }

    /// Returns the cue in front that governs the quote: the nearest, unless it is a weak one in the clause of a strong
    /// one ("said he felt “…”").
    fn governing<'c>(
        &self,
        quote: &Range<usize>,
        said: &'c [ReportingCue],
    ) -> Option<&'c ReportingCue> {
        let mut fronts = said.iter().rev().filter(|said| self.is_before(quote, said));
        let nearest = fronts.next()?;
        if !self.is_loose(quote, nearest) && nearest.speaker.is_some() {
            return Some(nearest);
        }
        fronts
            .find(|other| {
                !other.cue.is_weak() && other.speaker.is_some() && self.embeds(other, nearest)
            })
            .or(Some(nearest))
    }

    /// Returns whether a cue in front is weak evidence for the words in quotation marks: it is about thought or a
    /// topic, or it is a verb that is not for speech and no words directly follow it ("the deal goes “too far”").
    fn is_loose(&self, quote: &Range<usize>, said: &ReportingCue) -> bool {
        let is_part = !self.is_led(quote.start) || self.is_object(quote);
        if said.tokens.end < quote.start {
            said.cue.is_weak()
                || self.tag(said.tokens.start) == PosTag::Base
                || said.cue.is_for_marks() && is_part
        } else {
            is_part && (said.cue.class == CueClass::Think || said.cue.is_for_marks())
        }
    }

    /// Returns whether `inner` is in the clause that `outer` governs.
    fn embeds(&self, outer: &ReportingCue, inner: &ReportingCue) -> bool {
        let start = inner.hull().start;
        outer.cue.takes(Cue::CLAUSE | Cue::PERSON)
            && outer.tokens.end <= start
            && (outer.tokens.end..start)
                .all(|at| !matches!(self.context.tag(at), PosTag::Semicolon | PosTag::Colon))
    }

    /// Returns whether a cue leads to the quote: with nothing but a comma or a colon, or a few words and one of them.
    fn leads(&self, quote: &Range<usize>, said: &ReportingCue) -> bool {
        said.tokens.end <= quote.start
            && said.tokens.end + 8 > quote.start
            && (said.tokens.end..quote.start).all(|at| {
                !self.tag(at).is_finite()
                    && (self.tag(at) != PosTag::Comma || at + 1 == quote.start)
            })
            && (said.tokens.end == quote.start
                || matches!(self.tag(quote.start - 1), PosTag::Comma | PosTag::Colon))
    }

    /// Returns whether "according to" follows the quote at once.
    fn follows(&self, quote: &Range<usize>, said: &ReportingCue) -> bool {
        said.tokens.start >= quote.end
            && (quote.end..said.tokens.start).all(|at| self.tag(at) == PosTag::Comma)
    }

    /// Returns whether the cue is in a relative clause that a comma has closed: "Roe, who wrote the bill, has “…”".
    fn is_aside(&self, quote: &Range<usize>, said: &ReportingCue) -> bool {
        let Some(speaker) = &said.speaker else {
            return false;
        };
        let is_relative = |at: usize| self.tag(at) == PosTag::Relative;
        let hangs = is_relative(speaker.head)
            || self
                .context
                .before(self.frame, speaker.tokens.start)
                .is_some_and(is_relative);
        let closed = said.tokens.end..quote.start;
        hangs
            && closed.len() > 2
            && closed
                .clone()
                .any(|at| self.tag(at) == PosTag::Comma && at + 1 < quote.start)
    }

    /// Returns whether a colon, a comma or "that" leads to the quote, or a cue directly precedes it.
    fn is_led(&self, start: usize) -> bool {
        let Some(left) = self.context.before(self.frame, start) else {
            return false;
        };
        match self.context.tag(left) {
            PosTag::Colon | PosTag::That => true,
            PosTag::Comma => self
                .context
                .before(self.frame, left)
                .is_some_and(|at| self.context.cue(at).is_some()),
            _ => self.context.cue(left).is_some(),
        }
    }

    /// Returns whether the cue is at the end of the clause that holds the quote: `A “gift,” it was, Roe said.`
    fn closes_clause(&self, quote: &Range<usize>, said: &ReportingCue) -> bool {
        let hull = said.hull();
        let comma = self.before(hull.start);
        said.cue.takes(Cue::CLAUSE)
            && hull.start >= quote.end
            && comma.is_some_and(|comma| {
                self.tag(comma) == PosTag::Comma
                    || self.tag(comma) == PosTag::Quote && self.ends_with_comma(comma)
            })
            && self
                .context
                .after(self.frame, hull.end - 1)
                .is_none_or(|next| {
                    matches!(
                        self.context.tag(next),
                        PosTag::Stop | PosTag::Preposition | PosTag::Time | PosTag::Comma
                    )
                })
    }
}

/// Returns the cues that are not too far from a quote.
fn near_cues<'c>(said: &'c [ReportingCue], quote: &Range<usize>) -> &'c [ReportingCue] {
    let first = said.partition_point(|said| said.tokens.start + MAX_CUE_TOKENS < quote.start);
    let last = said.partition_point(|said| said.tokens.start < quote.end + MAX_CUE_TOKENS);
    said.get(first..last)
        .expect_or_default("the cues are in order")
}
