//! The grammar of quoting in one frame: what the rules of subjects, verbs and speakers ask of its words.

use std::ops::Range;

use super::context::{QuoteContext, SentenceFrame};
use crate::engine::syntax::noun_phrase::{NounPhrase, NounPhraseGrammar, PhraseWords};
use crate::engine::syntax::part_of_speech::PosTag;

/// Finds phrases in one frame of a scene.
pub(super) struct PhraseGrammar<'s, 'a, 'p> {
    pub(super) context: &'s QuoteContext<'a, 'p>,
    pub(super) frame: &'s SentenceFrame,
}

impl PhraseGrammar<'_, '_, '_> {
    pub(super) fn before(&self, index: usize) -> Option<usize> {
        self.context.before(self.frame, index)
    }

    pub(super) fn tag(&self, index: usize) -> PosTag {
        self.context.tag(index)
    }

    pub(super) fn lower(&self, index: usize) -> &str {
        self.context.page.lower(index)
    }

    /// Returns the phrase that follows a verb as its subject: "said Karen Oduya", "replied her brother".
    pub(super) fn inverted(&self, verb: usize) -> Option<NounPhrase> {
        let mut start = self.context.after(self.frame, verb)?;
        if self.tag(start) == PosTag::Adverb {
            start = self.context.after(self.frame, start)?;
        }
        self.phrase_from(start)
    }

    /// Returns the noun phrase that begins at `start`.
    pub(super) fn phrase_from(&self, start: usize) -> Option<NounPhrase> {
        NounPhraseGrammar::new(self).phrase_from(start)
    }

    /// Returns the noun phrase that ends with token `last`, with the head that its "of …" belongs to.
    pub(super) fn phrase_to(&self, last: usize) -> Option<NounPhrase> {
        NounPhraseGrammar::new(self).phrase_to(last)
    }
}

impl PhraseWords for PhraseGrammar<'_, '_, '_> {
    fn tag(&self, token: usize) -> PosTag {
        self.context.tag(token)
    }

    fn lower(&self, token: usize) -> &str {
        self.context.page.lower(token)
    }

    fn before(&self, token: usize) -> Option<usize> {
        self.context.before(self.frame, token)
    }

    fn after(&self, token: usize) -> Option<usize> {
        self.context.after(self.frame, token)
    }

    fn name_at(&self, token: usize) -> Option<Range<usize>> {
        let name = &self.context.name_at(token)?.tokens;
        let frame = &self.frame.tokens;
        Some(name.start.max(frame.start)..name.end.min(frame.end))
    }
}
