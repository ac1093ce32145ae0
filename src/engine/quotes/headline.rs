//! Headlines that put words into a mouth by a colon: "Roe: Ferries Will Run", "Poll: Most Want a Ferry".

use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use super::reporting_cue::ReportingCue;
use crate::annotation::{EntityKind, RuleId};
use crate::article::BlockKind;
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

pub(super) static HEADLINE: Rule = Rule {
    id: RuleId("quotes/headline"),
    summary: "What somebody says after the colon of a headline.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Poll: ⟦Ferry riders want later boats⟧\n\nMost riders were content.",
        "Ana Roe: ⟦Ferries Will Run Late⟧\n\nThe port was quiet.",
    ],
    silent: &[
        "The harbour: a guide for walkers\n\nIt is open.",
        "Sources: Lagoa Institute; Coastal Survey\n\nThe port was quiet.",
    ],
};

/// The maximum number of tokens in a label.
const MAX_LABEL_TOKENS: usize = 5;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the cue that the colon of a headline is, after somebody's name or a kind of report.
    pub(super) fn headline(&self) -> Option<ReportingCue> {
        if !self.is_headline() {
            return None;
        }
        let start = self.front_start();
        let colon = (start + 1..start + 1 + MAX_LABEL_TOKENS)
            .find(|at| self.tag(*at) == PosTag::Colon)
            .filter(|colon| colon + 3 < self.frame.tokens.end)?;
        // "Sources: Lagoa Institute; Coastal Survey"
        let is_list = (colon..self.frame.tokens.end).any(|at| self.tag(at) == PosTag::Semicolon);
        if is_list || self.is_in_list_of_labels() {
            return None;
        }
        let is_phrase = (start..colon).all(|at| {
            self.tag(at).is_inside_phrase() && self.tag(at) != PosTag::Number
                || self.tag(at) == PosTag::Title
        });
        (is_phrase && self.can_head_line(colon - 1)).then(|| ReportingCue {
            tokens: colon..colon + 1,
            cue: Cue::PUT,
            speaker: Some(NounPhrase {
                tokens: start..colon,
                head: colon - 1,
            }),
            is_inverted: false,
            is_according: false,
            is_unnamed: false,
        })
    }

    /// Returns whether the next line has a label as well: "Ana Roe: The former mayor is 70." in a list of who is who.
    fn is_in_list_of_labels(&self) -> bool {
        let next = self.frame.tokens.end;
        (next + 1..next + 1 + MAX_LABEL_TOKENS).any(|at| self.tag(at) == PosTag::Colon)
    }

    /// Returns whether the frame is the first of the text, or one that fills a heading.
    pub(super) fn is_headline(&self) -> bool {
        let blocks = self.context.page.article().blocks();
        let is_heading = blocks
            .get(self.frame.block)
            .is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)));
        let is_alone = self.context.is_frame_end(self.frame.tokens.end)
            && self
                .context
                .page
                .tokens()
                .get(self.frame.tokens.end)
                .is_none_or(|token| {
                    blocks
                        .get(self.frame.block)
                        .is_some_and(|block| token.range.start() >= block.range.end())
                });
        is_heading || self.frame.tokens.start == 0 && is_alone
    }

    /// Returns whether the last word of a label is somebody, or something that reports.
    fn can_head_line(&self, last: usize) -> bool {
        let named = self.context.name_at(last).and_then(|name| name.kind);
        matches!(named, Some(EntityKind::Person | EntityKind::Organization))
            || QuoteWord::ReportHead.has(self.lower(last))
    }
}
