//! A page as the grammar of quoting sees it: tags, stretches in marks as single units, and the sentences around them.

use std::cell::RefCell;
use std::ops::Range;

use super::marks::{QuotedStretch, find_stretches};
use super::sentence_parse::SentenceParse;
use crate::annotation::{EntityId, EntityKind, MentionForm};
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::syntax::part_of_speech::{PosTag, Tags, tag_parts_of_speech};
use crate::engine::{Case, Draft, Page};
use crate::invariant::ExpectOr;

/// A frame of this many tokens ends after the next stretch in marks, whatever the writer goes on with. Stretches can
/// join any number of sentences, and rules walk to the boundaries of their frame.
const MAX_FRAME_TOKENS: usize = 1024;

/// How many tokens a dateline has at most, its dash included: place, region, date and agency.
const MAX_DATELINE_TOKENS: usize = 14;

/// A sentence in which each stretch in quotation marks is one unit: what the marks hold does not end it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SentenceFrame {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Its stretches, as indices into the scene's.
    pub(super) stretches: Range<usize>,
    /// The block that it is in.
    pub(super) block: usize,
}

/// A name in the text.
#[derive(Clone, Debug)]
pub(super) struct TokenizedName {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Whose name it is, where that is known.
    pub(super) entity: Option<EntityId>,
    /// What that is.
    pub(super) kind: Option<EntityKind>,
    /// Whether it is a description, such as "the bank".
    pub(super) is_role: bool,
}

/// A page, read for quotations.
pub(super) struct QuoteContext<'a, 'p> {
    /// The page.
    pub(super) page: &'a Page<'p>,
    /// A part of speech for each token.
    pub(super) tags: Vec<PosTag>,
    /// How each token says, where it is a verb that does.
    pub(super) cues: Vec<Option<Cue>>,
    /// The stretches in marks, in order.
    pub(super) stretches: Vec<QuotedStretch>,
    /// The sentences around them, in order.
    pub(super) frames: Vec<SentenceFrame>,
    /// The names, in order.
    pub(super) names: Vec<TokenizedName>,
    /// For each token the number of its stretch plus one, or 0.
    inside: Vec<u32>,
    /// The parse of a sentence.
    pub(super) parse: RefCell<SentenceParse>,
}

impl<'a, 'p> QuoteContext<'a, 'p> {
    /// Reads a page.
    pub(super) fn new(page: &'a Page<'p>, draft: &Draft) -> Self {
        let names = name_spans(page, draft);
        let n = page.tokens().len();
        let mut is_name = vec![false; n];
        for name in &names {
            is_name
                .get_mut(name.tokens.clone())
                .expect_or_default("a name lies in its page")
                .fill(true);
        }
        let tagged = tag_parts_of_speech(page, &is_name);
        let mut stretches = find_stretches(page, &tagged);
        stretches.retain(|stretch| !is_in_name(&names, &stretch.tokens));
        let Tags { mut tags, cues } = tagged;
        let mut inside = vec![0; n];
        for (number, stretch) in (1..).zip(&stretches) {
            inside
                .get_mut(stretch.tokens.clone())
                .expect_or_default("a stretch lies in its page")
                .fill(number);
            if let Some(tag) = tags.get_mut(stretch.tokens.start) {
                *tag = PosTag::Quote;
            }
        }
        let mut context = Self {
            page,
            tags,
            cues,
            stretches,
            frames: Vec::new(),
            names,
            inside,
            parse: RefCell::default(),
        };
        context.frames = context.cut();
        context
    }

    /// Returns the tag of a token; `Stop` outside the text.
    pub(super) fn tag(&self, index: usize) -> PosTag {
        #[cfg(test)]
        crate::engine::steps::count_step();
        self.tags.get(index).copied().unwrap_or(PosTag::Stop)
    }

    /// Returns how a token outside quotation marks says.
    pub(super) fn cue(&self, index: usize) -> Option<Cue> {
        self.cues
            .get(index)
            .copied()
            .flatten()
            .filter(|_| self.stretch_at(index).is_none())
    }

    /// Returns the number of the stretch that holds a token.
    pub(super) fn stretch_at(&self, index: usize) -> Option<usize> {
        self.inside
            .get(index)
            .and_then(|number| usize::try_from(*number).ok()?.checked_sub(1))
    }

    /// Returns the unit before the one that begins at `index`, inside `frame`.
    pub(super) fn before(&self, frame: &SentenceFrame, index: usize) -> Option<usize> {
        let token = index
            .checked_sub(1)
            .filter(|token| *token >= frame.tokens.start)?;
        match self
            .stretch_at(token)
            .and_then(|number| self.stretches.get(number))
        {
            Some(stretch) => Some(stretch.tokens.start),
            None => Some(token),
        }
    }

    /// Returns the unit after the one that begins at `index`, inside `frame`.
    pub(super) fn after(&self, frame: &SentenceFrame, index: usize) -> Option<usize> {
        let next = match self
            .stretch_at(index)
            .and_then(|number| self.stretches.get(number))
        {
            Some(stretch) => stretch.tokens.end,
            None => index + 1,
        };
        (next < frame.tokens.end).then_some(next)
    }

    /// Returns whether a frame begins with a token, or the text has ended.
    pub(super) fn is_frame_end(&self, index: usize) -> bool {
        let number = self
            .frames
            .partition_point(|frame| frame.tokens.start < index);
        match self.frames.get(number) {
            Some(frame) => frame.tokens.start == index,
            None => index >= self.tags.len(),
        }
    }

    /// Returns the number of the frame that holds a token.
    pub(super) fn frame_at(&self, token: usize) -> usize {
        self.frames
            .partition_point(|frame| frame.tokens.end <= token)
    }

    /// Returns the name that holds a token.
    pub(super) fn name_at(&self, index: usize) -> Option<&TokenizedName> {
        let number = self.names.partition_point(|name| name.tokens.end <= index);
        self.names
            .get(number)
            .filter(|name| name.tokens.start <= index)
    }

    /// Cuts the page into frames: where a sentence ends outside marks, and where a stretch ends the sentence around it.
    fn cut(&self) -> Vec<SentenceFrame> {
        let mut frames: Vec<SentenceFrame> = Vec::with_capacity(self.page.sentences().len());
        let mut stretches = self.stretches.iter().peekable();
        let mut start = 0;
        for sentence in self.page.sentences() {
            let end = sentence.tokens.end;
            let mut is_open = false;
            while let Some(stretch) = stretches
                .peek()
                .filter(|stretch| stretch.tokens.start < end)
            {
                let stretch_end = stretch.tokens.end;
                if stretch_end > end {
                    is_open = true;
                    break;
                }
                let is_long = stretch_end.saturating_sub(start) >= MAX_FRAME_TOKENS;
                let ends = is_long || self.ends_frame(stretch, sentence.block);
                is_open = stretch_end == end && !ends;
                if ends && stretch_end < end {
                    self.push(&mut frames, start..stretch_end, sentence.block);
                    start = stretch_end;
                }
                stretches.next();
            }
            if !is_open {
                self.push(&mut frames, start..end, sentence.block);
                start = end;
            }
        }
        frames
    }

    fn push(&self, frames: &mut Vec<SentenceFrame>, tokens: Range<usize>, block: usize) {
        if tokens.is_empty() {
            return;
        }
        let start = self.after_dateline(&tokens);
        if start > tokens.start && start < tokens.end {
            self.push_frame(frames, tokens.start..start, block);
            self.push_frame(frames, start..tokens.end, block);
        } else {
            self.push_frame(frames, tokens, block);
        }
    }

    /// Returns what follows a dateline such as "LEITH, Feb. 2 (Northwire) —": it is no part of the sentence. Without a
    /// dateline, the start.
    fn after_dateline(&self, sentence: &Range<usize>) -> usize {
        let start = sentence.start;
        let end = sentence.end.min(start + MAX_DATELINE_TOKENS);
        let dash = (start + 1..end).find(|at| self.tag(*at) == PosTag::Dash);
        let Some(dash) = dash.filter(|_| self.tag(start) == PosTag::Name) else {
            return start;
        };
        let is_dateline = (start..dash).all(|at| {
            matches!(
                self.tag(at),
                PosTag::Name
                    | PosTag::Comma
                    | PosTag::Time
                    | PosTag::Number
                    | PosTag::Open
                    | PosTag::Close
                    | PosTag::Stop
            )
        });
        // "Leith — a port of old — was lost" is none.
        let tokens = self.page.tokens();
        let has_punctuation =
            (start..dash).any(|at| matches!(self.tag(at), PosTag::Comma | PosTag::Open));
        let is_upper = tokens
            .get(start)
            .is_some_and(|token| token.case == Case::Upper);
        let is_glued = tokens.get(dash).is_some_and(|token| token.is_glued);
        if is_dateline && (has_punctuation || is_upper) && !is_glued {
            dash + 1
        } else {
            start
        }
    }

    fn push_frame(&self, frames: &mut Vec<SentenceFrame>, tokens: Range<usize>, block: usize) {
        let first = self
            .stretches
            .partition_point(|stretch| stretch.tokens.end <= tokens.start);
        let last = self
            .stretches
            .partition_point(|stretch| stretch.tokens.start < tokens.end);
        frames.push(SentenceFrame {
            tokens,
            stretches: first..last.max(first),
            block,
        });
    }

    /// Returns whether the writer's sentence ends with this stretch.
    fn ends_frame(&self, stretch: &QuotedStretch, block: usize) -> bool {
        let next = stretch.tokens.end;
        let Some(token) = self.page.tokens().get(next) else {
            return true;
        };
        let ends_block = self
            .page
            .article()
            .blocks()
            .get(block)
            .is_none_or(|block| token.range.start() >= block.range.end());
        if ends_block {
            return true;
        }
        let mut end = stretch.inner().end;
        while end > stretch.inner().start + 1
            && matches!(self.page.word(end - 1), "’" | "'" | "”" | "''")
        {
            end -= 1;
        }
        let last = self.page.word(end.saturating_sub(1));
        if !last.ends_with(['.', '?', '!', '…']) {
            return false;
        }
        match self.tag(next) {
            PosTag::Quote => true,
            PosTag::Comma
            | PosTag::Stop
            | PosTag::Colon
            | PosTag::Semicolon
            | PosTag::Dash
            | PosTag::Close
            | PosTag::Open => false,
            PosTag::Possessive if self.page.lower(next).starts_with('\'') => false,
            _ if self
                .page
                .word(next)
                .chars()
                .next()
                .is_some_and(char::is_lowercase) =>
            {
                false
            }
            _ => !(self.is_block_start(stretch) && self.is_tag_line(next, !last.ends_with('.'))),
        }
    }

    /// Returns whether nothing but the end of a sentence precedes the stretch.
    fn is_block_start(&self, stretch: &QuotedStretch) -> bool {
        let before = stretch.tokens.start.checked_sub(1);
        before.is_none_or(|before| {
            matches!(self.tag(before), PosTag::Stop)
                || self.stretch_at(before).is_some()
                || self.page.article().block_at(
                    self.page
                        .tokens()
                        .get(before)
                        .map_or_else(Default::default, |token| token.range.start()),
                ) != Some(stretch.block)
        })
    }

    /// Returns whether a short clause of saying begins here, as after `“Why?”` in `“Why?” Mr. Roe asked.`
    fn is_tag_line(&self, start: usize, can_go_on: bool) -> bool {
        for index in start..start + 7 {
            match self.tag(index) {
                PosTag::Finite => {
                    let next = self.tag(index + 1);
                    let ends = matches!(next, PosTag::Stop | PosTag::Quote)
                        || can_go_on
                            && matches!(
                                next,
                                PosTag::Comma
                                    | PosTag::Object
                                    | PosTag::Preposition
                                    | PosTag::To
                                    | PosTag::Time
                                    | PosTag::Adverb
                                    | PosTag::Subordinator
                                    | PosTag::Name
                                    | PosTag::Title
                            );
                    return ends
                        && self.cues.get(index).is_some_and(Option::is_some)
                        && index > start;
                }
                PosTag::Pronoun | PosTag::Adverb | PosTag::Have => {}
                tag if tag.is_inside_phrase() => {}
                _ => return false,
            }
        }
        false
    }
}

/// Returns whether marks are within a name, as those of a nickname are.
fn is_in_name(names: &[TokenizedName], tokens: &Range<usize>) -> bool {
    let at = names.partition_point(|name| name.tokens.end <= tokens.start);
    names
        .get(at)
        .is_some_and(|name| name.tokens.start < tokens.start && tokens.end < name.tokens.end)
}

fn name_spans(page: &Page<'_>, draft: &Draft) -> Vec<TokenizedName> {
    let mut spans: Vec<TokenizedName> =
        Vec::with_capacity(draft.mentions.len().max(draft.names.len()));
    for mention in &draft.mentions {
        let entity = draft.entities.get(mention.what.entity.0 as usize);
        let tokens = page.tokens_in(mention.range);
        if let Some(entity) = entity
            && spans
                .last()
                .is_none_or(|last| last.tokens.end <= tokens.start)
        {
            spans.push(TokenizedName {
                tokens,
                entity: Some(entity.id),
                kind: Some(entity.kind),
                is_role: mention.what.form == MentionForm::Role,
            });
        }
    }
    if spans.is_empty() {
        for name in &draft.names {
            let tokens = page.tokens_in(name.range);
            if spans
                .last()
                .is_none_or(|last| last.tokens.end <= tokens.start)
            {
                spans.push(TokenizedName {
                    tokens,
                    entity: None,
                    kind: None,
                    is_role: false,
                });
            }
        }
    }
    spans
}
