//! The last corrections of a reported clause: before an adjunct of the writer's, a bracket, and after "that".

use std::ops::Range;

use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use super::reporting_cue::{MAX_TOKENS_TO_THAT, ReportingCue};
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::invariant::ExpectOr;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns where a description in marks ends: before "after talks", "as she left". Of other clauses the end.
    pub(super) fn before_adjunct(&self, clause: Range<usize>, said: &ReportingCue) -> usize {
        let mut adjuncts = self
            .context
            .stretches
            .get(self.frame.stretches.clone())
            .expect_or_default("a frame has stretches of its page")
            .iter()
            .filter(|stretch| clause.contains(&stretch.tokens.start))
            .map(|stretch| stretch.tokens.end)
            .filter(|next| {
                QuoteWord::AdjunctOpener.has(self.lower(*next))
                    || self.tag(*next) == PosTag::Preposition && self.is_way_of_saying(next + 1)
                    || self.tag(*next) == PosTag::And && self.tag(next + 1) == PosTag::Finite
            });
        let describes = said.cue.takes(Cue::DESCRIPTION) && !said.cue.takes(Cue::CLAUSE);
        let first = adjuncts.next().filter(|_| describes);
        first.map_or(clause.end, |adjunct| adjunct.min(clause.end))
    }

    /// Returns the end of a clause without a closing bracket that no bracket in it opens, and without a remark in brackets
    /// at its end.
    pub(super) fn before_bracket_of_writer(&self, clause: Range<usize>) -> usize {
        let mut close = clause.end;
        while close > clause.start + 1
            && matches!(self.tag(close - 1), PosTag::Stop | PosTag::Other)
            && self.context.stretch_at(close - 1).is_none()
        {
            close -= 1;
        }
        if close <= clause.start + 1 || self.tag(close - 1) != PosTag::Close {
            return clause.end;
        }
        let open = clause.clone().find(|at| self.tag(*at) == PosTag::Open);
        let Some(open) = open else {
            return close - 1;
        };
        let is_remark = open > clause.start + 2 && (open..close).any(|at| self.tag(at).is_finite());
        if is_remark { open } else { clause.end }
    }

    /// Returns "that" after the verb of a noun of claim: "the doubts of the unions are that", "center on the idea that".
    pub(super) fn that_of_claim(&self, from: usize, said: &ReportingCue) -> Option<usize> {
        let end = self.frame.tokens.end.min(from + MAX_TOKENS_TO_THAT);
        let that = (from + 1..end).find(|at| self.tag(*at) == PosTag::That)?;
        let is_link = |at: usize| {
            matches!(self.tag(at), PosTag::Be | PosTag::Adverb)
                || QuoteWord::ClaimLink.has(self.lower(at))
        };
        (said.cue == Cue::CLAIM && (from..that).all(is_link)).then_some(that)
    }

    /// Returns whether a speaker and a verb of saying between commas stand in a clause: its sentence is theirs. "The library
    /// stopped charging fines, Fraser said, and will frame it."
    pub(super) fn is_interrupted(&self, clause: &Range<usize>) -> bool {
        clause.clone().skip(2).any(|verb| {
            self.tag(verb) == PosTag::Finite
                && self.tag(verb + 1) == PosTag::Comma
                && self
                    .context
                    .cue(verb)
                    .is_some_and(|cue| cue.takes(Cue::CLAUSE))
                && self.phrase_to(verb - 1).is_some_and(|phrase| {
                    let before = self.before(phrase.tokens.start);
                    phrase.tokens.start > clause.start
                        && before.is_some_and(|at| self.tag(at) == PosTag::Comma)
                })
        })
    }
}
