//! Clauses with words in quotation marks: which marks are a part of the writer's clause, and which hold a sentence of
//! their own.

use std::ops::Range;

use super::phrase_grammar::PhraseGrammar;
use super::reporting_cue::ReportingCue;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::invariant::ExpectOr;

/// The maximum number of tokens in the name in "quoted the mayor of Elmsgate, Ruth Tolland, as saying".
const MAX_QUOTED_NAME_TOKENS: usize = 12;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns whether a cue only leads to another, whose subject speaks: "quoted Roe as saying".
    pub(super) fn quotes_as_saying(&self, said: &ReportingCue) -> bool {
        let start = said.tokens.end;
        let is_saying = |at: usize| {
            self.lower(at) == "as"
                && self.tag(at + 1) == PosTag::Ing
                && self.context.cue(at + 1).is_some()
        };
        (start..(start + MAX_QUOTED_NAME_TOKENS).min(self.frame.tokens.end)).any(is_saying)
    }

    /// Returns whether the stretches in marks, if there are any, are parts of the writer's clause and no sentences of
    /// their own: "called the deal “dead” after talks", not "said he knew: “We lost.”"
    pub(super) fn has_only_words_in_marks(&self, piece: &Range<usize>) -> bool {
        let stretches = self
            .context
            .stretches
            .get(self.frame.stretches.clone())
            .expect_or_default("a frame has stretches of its page");
        let mut inside = stretches
            .iter()
            .filter(|stretch| piece.contains(&stretch.tokens.start));
        self.has_small_marks_only(piece)
            || inside.all(|stretch| {
                stretch.tokens.end <= piece.end + 1
                    && self.is_part_of_clause(&stretch.tokens)
                    && !self.is_sentence_in_front(piece, &stretch.tokens)
            })
    }

    /// Returns whether a stretch in marks is all that is in front of the clause of saying, as a sentence does: `“We
    /// won”, Roe said`.
    fn is_sentence_in_front(&self, piece: &Range<usize>, quote: &Range<usize>) -> bool {
        let first = self.context.page.word(quote.start + 1).chars().next();
        piece.start == quote.start
            && quote.end >= piece.end
            && quote.start == self.front_start()
            && first.is_some_and(char::is_uppercase)
    }

    /// Returns whether a stretch in marks goes on in the writer's clause, or the clause in it: it begins in lower case and
    /// no colon leads to it.
    fn is_part_of_clause(&self, quote: &Range<usize>) -> bool {
        let first = self.context.page.word(quote.start + 1).chars().next();
        let is_led = self
            .before(quote.start)
            .is_some_and(|left| matches!(self.tag(left), PosTag::Colon | PosTag::Comma));
        let is_small = first.is_some_and(|c| !c.is_uppercase());
        is_small && (!is_led || self.is_partial(quote)) || !is_led && self.is_partial(quote)
    }

    /// Returns whether the words in marks are few ones of a headline's clause, in single marks: "Roe Calls Deal ‘Dead’
    /// After Talks".
    fn has_small_marks_only(&self, piece: &Range<usize>) -> bool {
        let mut stretches = self
            .context
            .stretches
            .get(self.frame.stretches.clone())
            .expect_or_default("a frame has stretches of its page")
            .iter()
            .filter(|stretch| piece.contains(&stretch.tokens.start));
        self.is_headline()
            && stretches.all(|stretch| {
                matches!(self.context.page.word(stretch.tokens.start), "‘" | "'")
                    && stretch.tokens.end <= piece.end + 3
                    && stretch.tokens.len() < piece.len()
            })
    }
}
