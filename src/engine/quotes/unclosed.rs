//! Quotations that lack one of their marks: how far the words go that were surely said.

use std::ops::Range;

use crate::annotation::RuleId;
use crate::engine::Page;
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::rule::Rule;
use crate::engine::syntax::part_of_speech::{PosTag, Tags};

pub(super) static UNCLOSED: Rule = Rule {
    id: RuleId("quotes/unclosed-marks"),
    summary: "The words that were surely said where a quotation lacks one of its marks.",
    needs: &[],
    finds: &[
        "⟦“The figures are wrong,⟧ said Ana Roe.\n\nNothing more.",
        "Ana Roe said: ⟦\"We boil it twice.⟧\n\nIt was late.",
        "⟦It was dark by then,”⟧ Ana Roe recalled.",
    ],
    silent: &[
        "The pipe is 12\" wide, said Ana Roe.",
        "The road, which “ended here, was closed.\n\nIt rained.",
    ],
};

/// The maximum number of tokens in an unclosed quotation up to the end of its block. In a longer block the writer goes
/// on after the first sentence as likely as not.
const MAX_UNCLOSED_TOKENS: usize = 60;

/// The maximum number of tokens of a quotation that are examined for its end: more than the longest sentences of news
/// have. It keeps a page of opening marks quick.
const MAX_SAID_TOKENS: usize = 150;

/// The maximum number of tokens in the subject of a verb of saying.
const MAX_SUBJECT_TOKENS: usize = 8;

/// The maximum number of tokens that may occur between a verb of saying and the end of its sentence: "said Ana Roe, a
/// driver from Leeds".
const MAX_TAIL_TOKENS: usize = 24;

/// A page with the tags of its words.
#[derive(Clone, Copy)]
pub(super) struct UnclosedQuote<'a, 'p> {
    /// The page.
    pub(super) page: &'a Page<'p>,
    /// The tags.
    pub(super) tags: &'a Tags,
}

impl UnclosedQuote<'_, '_> {
    /// Returns the end of the words that were said after an opening mark without a partner, inside the rest of its block:
    /// before the clause that says who said them, or all, where a verb or a colon leads to them.
    pub(super) fn end_of_words(&self, block: Range<usize>, open: usize) -> Option<usize> {
        if let Some(comma) = self.clause_of_saying(open, block.end) {
            return Some(comma + 1);
        }
        let is_led = open.checked_sub(1).is_some_and(|before| {
            self.tag(before) == PosTag::Colon
                || self.cue(before).is_some()
                || self.tag(before) == PosTag::Comma && self.has_cue_before(before, block.start)
        });
        if !is_led && open > block.start {
            return None;
        }
        if block.end - open <= MAX_UNCLOSED_TOKENS {
            return Some(block.end);
        }
        let is_stop = |at: &usize| self.tag(*at) == PosTag::Stop;
        (open..block.end.min(open + MAX_SAID_TOKENS))
            .find(is_stop)
            .map(|stop| stop + 1)
    }

    /// Returns the comma, or the mark of a question, after which the rest of a sentence says who said what is between
    /// `open` and it: `“The barn is gone, said Ana Roe.`
    pub(super) fn clause_of_saying(&self, open: usize, end: usize) -> Option<usize> {
        (open + 2..end.min(open + MAX_SAID_TOKENS)).find(|at| {
            matches!(self.page.word(*at), "," | "?" | "!") && self.is_clause_of_saying(at + 1, end)
        })
    }

    /// Returns whether a verb of saying and its subject begin here, in either order, and the sentence ends soon.
    pub(super) fn is_clause_of_saying(&self, start: usize, end: usize) -> bool {
        let verb = (start..end.min(start + MAX_SUBJECT_TOKENS))
            .find(|at| !self.is_of_subject(*at))
            .filter(|verb| self.tag(*verb) == PosTag::Finite && self.says(*verb));
        let Some(verb) = verb else {
            return false;
        };
        let has_subject = verb > start || self.is_of_subject(verb + 1);
        let is_of_speaker = matches!(self.page.lower(start), "i" | "we" | "you" | "it");
        let tail = verb + 1..end.min(verb + 1 + MAX_TAIL_TOKENS);
        let ends = tail.end == end || tail.clone().any(|at| self.tag(at) == PosTag::Stop);
        let reports = self.tag(verb + 1) == PosTag::That;
        has_subject && !is_of_speaker && ends && !reports
    }

    /// Returns whether a word can be a part of the subject of a verb of saying.
    fn is_of_subject(&self, at: usize) -> bool {
        self.tag(at).is_inside_phrase()
            || matches!(self.tag(at), PosTag::Pronoun | PosTag::Adverb)
            || self.page.word(at) == "of"
    }

    fn says(&self, at: usize) -> bool {
        self.cue(at)
            .is_some_and(|cue| cue.takes(Cue::CLAUSE | Cue::MARKS) && !cue.is_weak())
    }

    /// Returns whether a verb of saying is in the few words before a comma.
    fn has_cue_before(&self, comma: usize, start: usize) -> bool {
        (start.max(comma.saturating_sub(MAX_SUBJECT_TOKENS))..comma)
            .any(|at| self.cue(at).is_some())
    }

    fn cue(&self, at: usize) -> Option<Cue> {
        self.tags.cues.get(at).copied().flatten()
    }

    fn tag(&self, at: usize) -> PosTag {
        self.tags.tags.get(at).copied().unwrap_or(PosTag::Stop)
    }
}
