//! People without a name for whom a pronoun may stand: "a woman in the gallery stood up".

use super::phrase_grammar::PhraseGrammar;
use super::pronoun::{MAX_CLAUSE_TOKENS, Pronouns};
use super::quote_words::QuoteWord;
use crate::engine::Gender;
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::invariant::ExpectOr;

impl Pronouns<'_, '_, '_> {
    /// Returns whether a person without a name is the subject of a clause in the sentence before a pronoun, so that the
    /// pronoun may mean that one: "a woman in the gallery stood up."
    pub(super) fn has_stranger(&self, token: usize) -> bool {
        let frames = &self.context.frames;
        let number = self.context.frame_at(token);
        let Some(frame) = number.checked_sub(1).and_then(|at| frames.get(at)) else {
            return false;
        };
        self.is_owned_stranger(frame.tokens.start, frame.tokens.end, token)
            || self.find_stranger(token).is_some()
    }

    /// Returns the phrase of the person without a name for whom a pronoun stands that nobody else can be: the subject of the
    /// sentence before, or who spoke last in the paragraph.
    pub(super) fn unnamed_antecedent(&self, token: usize) -> Option<NounPhrase> {
        let frame_of = |at: usize| self.context.frames.get(self.context.frame_at(at));
        if self.follows_unnamed_speaker(token) {
            let end = self.speaking.partition_point(|head| *head < token);
            let head = *self.speaking.get(end.checked_sub(1)?)?;
            let grammar = PhraseGrammar {
                context: self.context,
                frame: frame_of(head)?,
            };
            return grammar.phrase_to(head);
        }
        let start = self.find_stranger(token)?;
        let grammar = PhraseGrammar {
            context: self.context,
            frame: frame_of(start)?,
        };
        grammar.phrase_from(start)
    }

    /// Returns the article before a person without a name who is the subject of a clause in the sentence before a pronoun.
    fn find_stranger(&self, token: usize) -> Option<usize> {
        let frames = &self.context.frames;
        let number = self.context.frame_at(token);
        let frame = number.checked_sub(1).and_then(|at| frames.get(at))?;
        let end = frame.tokens.end;
        let start = frame
            .tokens
            .start
            .max(end.saturating_sub(MAX_CLAUSE_TOKENS));
        (start..end).find(|at| {
            let at = *at;
            let is_opener = at == frame.tokens.start
                || self.context.tag(at - 1) == PosTag::Comma
                    && at
                        .checked_sub(2)
                        .is_some_and(|left| !self.context.tag(left).is_inside_phrase());
            is_opener
                && QuoteWord::Indefinite.has(self.context.page.lower(at))
                && self.is_stranger(at + 1, token)
        })
    }

    /// Returns whether the last who spoke before a pronoun, in its paragraph, is a person without a name: `“…,” says the old
    /// man. “…,” he adds.`
    pub(super) fn follows_unnamed_speaker(&self, token: usize) -> bool {
        let end = self.speaking.partition_point(|head| *head < token);
        let before = self
            .speaking
            .get(..end)
            .expect_or_default("the end is one of theirs");
        let frames = &self.context.frames;
        let block = |at: usize| {
            frames
                .get(self.context.frame_at(at))
                .map(|frame| frame.block)
        };
        before.last().is_some_and(|head| {
            block(*head) == block(token)
                && self.context.frame_at(*head) < self.context.frame_at(token)
                && self.context.name_at(*head).is_none()
                && self.is_stranger(*head, token)
        })
    }

    /// Returns whether a sentence begins with somebody's relative or colleague without a name: "Oyelaran’s apprentice thinks".
    fn is_owned_stranger(&self, start: usize, end: usize, pronoun: usize) -> bool {
        let owner = self
            .context
            .name_at(start)
            .map_or(start, |name| name.tokens.end);
        let mark =
            (owner..(owner + 1).min(end)).find(|at| self.context.tag(*at) == PosTag::Possessive);
        mark.is_some_and(|mark| {
            self.is_stranger(mark + 1, pronoun) && self.context.tag(mark + 2) != PosTag::And
        })
    }

    /// Returns whether a noun for a person of the gender of a pronoun stands at a token, and no name beside it.
    fn is_stranger(&self, noun: usize, pronoun: usize) -> bool {
        let page = self.context.page;
        let lower = page.lower(noun);
        let gender = if QuoteWord::Male.has(lower) {
            Some(Gender::Male)
        } else if QuoteWord::Female.has(lower) {
            Some(Gender::Female)
        } else {
            page.naming(noun).head().and_then(|head| head.person)
        };
        let other = match page.lower(pronoun) {
            "he" => Gender::Female,
            "she" => Gender::Male,
            _ => return false,
        };
        self.context.tag(noun) == PosTag::Noun
            && page.naming(noun).is_human()
            && gender != Some(other)
            && self.context.name_at(noun + 1).is_none()
            && (!matches!(self.context.tag(noun + 1), PosTag::Comma | PosTag::Title)
                // "a woman, who"
                || self.context.tag(noun + 2) == PosTag::Relative)
    }
}
