//! The input of a pass: the article with its tokens and sentences.

use std::ops::ControlFlow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil;

use super::UserRules;
use super::entities::LexicalTraits;
use super::lexeme::interner::LexemeInterner;
use super::lexeme::word_classes::LexicalEntry;
use super::numbers::{SubtokenLine, SubtokenLines};
use super::rule::{DisabledRules, Evidence, Rule, Trace, TraceEntry};
use super::syntax::lazy_tags::LazyTags;
use super::syntax::{WordForm, WordTag};
use super::token::{MAX_ARTICLE_TOKENS, Sentence, Token, Tokens, segment_with};
use crate::article::Article;
use crate::text::{ByteOffset, ByteRange, Text};

/// Returns true once the result is no longer needed, so that work should stop.
pub type ShouldStop<'a> = dyn Fn() -> bool + Sync + 'a;

/// An article, segmented. Tokens and sentences are in the order of the text.
pub struct Page<'a> {
    article: &'a Article,
    rules: &'a UserRules,
    tokens: Tokens,
    sentences: Vec<Sentence>,
    lines: SubtokenLines<'a>,
    /// The parts of speech of the tokens, for passes that ask for them.
    word_tags: OnceLock<LazyTags>,
    should_stop: &'a ShouldStop<'a>,
    is_stopped: AtomicBool,
    disabled: DisabledRules,
    trace: Option<Trace>,
}

impl<'a> Page<'a> {
    /// Returns the article with its tokens and sentences.
    pub fn new(article: &'a Article, rules: &'a UserRules) -> Self {
        Self::unless(article, rules, &|| false)
    }

    /// Returns the article with its tokens and sentences, for passes that end early once `should_stop` says so.
    pub fn unless(
        article: &'a Article,
        rules: &'a UserRules,
        should_stop: &'a ShouldStop<'a>,
    ) -> Self {
        Self::bounded(article, rules, should_stop, MAX_ARTICLE_TOKENS)
    }

    /// Returns the article with its first `max_tokens` tokens and their sentences.
    pub(super) fn bounded(
        article: &'a Article,
        rules: &'a UserRules,
        should_stop: &'a ShouldStop<'a>,
        max_tokens: usize,
    ) -> Self {
        let interner = LexemeInterner::default();
        Self::with_interner(article, rules, should_stop, max_tokens, interner)
    }

    /// Does the same with an interner that holds the words of earlier articles.
    pub(super) fn with_interner(
        article: &'a Article,
        rules: &'a UserRules,
        should_stop: &'a ShouldStop<'a>,
        max_tokens: usize,
        interner: LexemeInterner,
    ) -> Self {
        let (tokens, sentences) = segment_with(article, max_tokens, should_stop, interner);
        let lines = SubtokenLines::new(article.text(), &tokens, &sentences);
        Self {
            article,
            rules,
            tokens,
            sentences,
            lines,
            word_tags: OnceLock::new(),
            should_stop,
            is_stopped: AtomicBool::new(false),
            disabled: DisabledRules::default(),
            trace: None,
        }
    }

    /// Returns the interner with the words of the page, for use with the next page.
    pub(super) fn into_interner(self) -> LexemeInterner {
        self.tokens.into_interner()
    }

    /// Switches rules of the engine off.
    pub(super) fn disable(&mut self, rules: &DisabledRules) {
        self.disabled.clone_from(rules);
    }

    /// Makes the page store the applications that are passed to [`Page::record`].
    pub(super) fn start_trace(&mut self) {
        self.trace = Some(Trace::default());
    }

    /// Returns the recorded applications of rules, and stops recording.
    pub(super) fn take_trace(&mut self) -> Vec<TraceEntry> {
        self.trace.take().map_or_else(Vec::new, Trace::into_entries)
    }

    /// Returns whether a rule is switched on.
    #[inline]
    pub(super) fn allows(&self, rule: &Rule) -> bool {
        !self.disabled.contains(rule.id)
    }

    /// Records that `rule` found, changed or dropped what is at `range`, with its reasons. Does nothing unless an
    /// explanation was requested.
    #[inline]
    pub(super) fn record(
        &self,
        rule: &Rule,
        range: ByteRange,
        evidence: impl FnOnce() -> Vec<Evidence>,
    ) {
        if let Some(trace) = &self.trace {
            trace.push(rule, range, evidence());
        }
    }

    /// Returns true once the findings are no longer needed. A pass then ends early, and its findings are discarded.
    /// Passes check this at each sentence.
    pub fn is_stopped(&self) -> bool {
        let is_stopped = self.is_stopped.load(Ordering::Relaxed) || (self.should_stop)();
        self.is_stopped.store(is_stopped, Ordering::Relaxed);
        is_stopped
    }

    /// Returns the end of the annotated part of the text. It is the end of the text unless the article is too long.
    pub fn annotated_end(&self) -> ByteOffset {
        if self.tokens.is_full() {
            let last = self.tokens().last();
            last.map_or(ByteOffset::ZERO, |token| token.range.end())
        } else {
            self.text().end()
        }
    }

    /// Returns the note that the end of the article is not annotated; `None` if all of it is.
    pub fn limit_note(&self) -> Option<String> {
        let rest = ByteRange::new(self.annotated_end(), self.text().end());
        let percent = u64::from(rest.start().get()) * 100 / u64::from(self.text().len().max(1));
        let has_more = !self.text().slice(rest).trim_start().is_empty();
        has_more.then(|| {
            format!(
                "The article is too long to annotate in full: only the first {} words ({percent} % of the text) are annotated",
                self.tokens().len()
            )
        })
    }

    /// Returns the article.
    pub const fn article(&self) -> &'a Article {
        self.article
    }

    /// Returns the user's rules.
    pub const fn rules(&self) -> &'a UserRules {
        self.rules
    }

    /// Returns the text.
    pub const fn text(&self) -> &'a Text {
        self.article.text()
    }

    /// Returns the publication date, from which "yesterday" is counted, if it is known.
    pub fn published(&self) -> Option<civil::Date> {
        self.article.about.published.map(|published| published.date)
    }

    /// Returns all tokens.
    pub fn tokens(&self) -> &[Token] {
        self.tokens.items()
    }

    /// Returns the words of token number `index` as written; an empty string after the last.
    pub fn word(&self, index: usize) -> &'a str {
        #[cfg(test)]
        super::steps::count_step();
        self.tokens()
            .get(index)
            .map_or("", |token| self.text().slice(token.range))
    }

    /// Returns token number `index` in lower case, with curly apostrophes made straight; an empty string after the last.
    pub fn lower(&self, index: usize) -> &str {
        #[cfg(test)]
        super::steps::count_step();
        self.tokens.lower(index)
    }

    /// Returns the slot of each token, and the id of the interner that the slots belong to.
    pub(super) fn slots(&self) -> (&[u32], u64) {
        self.tokens.slots()
    }

    /// Returns the grammatical entry of token number `index` for finding quotations.
    #[inline]
    pub(super) fn speech(&self, index: usize) -> LexicalEntry {
        let entry = self.tokens.entry(index);
        entry.map_or(LexicalEntry::NOTHING, |entry| entry.speech)
    }

    /// Returns the part of speech that the trained tagger assigns to token number `index`. A page that is stopped has no
    /// more than those that were asked for.
    #[inline]
    pub(super) fn word_tag(&self, index: usize) -> WordTag {
        let tags = self.word_tags.get_or_init(|| {
            let sentences = self.sentences.iter();
            let sentences = sentences.map(|sentence| sentence.tokens.clone());
            LazyTags::new(self.tokens.len(), sentences)
        });
        tags.known(index).unwrap_or_else(|| {
            if self.is_stopped() {
                return WordTag::Other;
            }
            tags.find(index, self.tokens.slots().0, self.tokens.interner())
        })
    }

    /// Returns the properties of token number `index` that the part-of-speech tagger and the parser use.
    pub(super) fn word_form(&self, index: usize) -> WordForm {
        let slot = self.tokens.slots().0.get(index);
        slot.map_or(WordForm::BOUNDARY, |slot| {
            *self.tokens.interner().form(*slot)
        })
    }

    /// Returns the uses of token number `index` inside or before a name.
    #[inline]
    pub(super) fn naming(&self, index: usize) -> LexicalTraits {
        #[cfg(test)]
        super::steps::count_step();
        let entry = self.tokens.entry(index);
        entry.map_or(LexicalTraits::NOTHING, |entry| entry.naming)
    }

    /// Calls `read` with the subtokens of each sentence that contains a number or time word, until the page is stopped.
    pub(super) fn read_lines(&self, mut read: impl FnMut(SubtokenLine<'_>)) {
        self.lines
            .visit(&self.tokens, &self.sentences, &mut |line| {
                if self.is_stopped() {
                    return ControlFlow::Break(());
                }
                read(line);
                ControlFlow::Continue(())
            });
    }

    /// Returns all sentences. Headings, captions, table cells and list items without a full stop are sentences too.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Returns the index of the sentence that holds `offset`, or of the last one that begins before it.
    pub fn sentence_at(&self, offset: ByteOffset) -> Option<usize> {
        self.sentences
            .partition_point(|sentence| sentence.range.start() <= offset)
            .checked_sub(1)
    }

    /// Returns the index of the first token that ends after `offset`.
    pub fn token_at(&self, offset: ByteOffset) -> usize {
        self.tokens()
            .partition_point(|token| token.range.end() <= offset)
    }

    /// Returns the indices of the tokens that lie in `range`, wholly or in part.
    pub fn tokens_in(&self, range: ByteRange) -> std::ops::Range<usize> {
        let start = self.token_at(range.start());
        let end = self
            .tokens()
            .partition_point(|token| token.range.start() < range.end());
        start..end.max(start)
    }

    /// Returns the range from the first to the last of these tokens; the empty range at 0 where there are none.
    pub fn range_of(&self, tokens: std::ops::Range<usize>) -> ByteRange {
        match self.tokens().get(tokens) {
            Some([only]) => only.range,
            Some([first, .., last]) => first.range.hull(last.range),
            _ => ByteRange::default(),
        }
    }
}
