//! What a pass reads: the article with its tokens and sentences.

use jiff::civil;

use super::RuleSet;
use super::entities::Told;
use super::numbers::Lines;
use super::quotes;
use super::segment::{Sentence, Token, Tokens, segment};
use crate::article::Article;
use crate::text::{ByteOffset, ByteRange, Text};

/// An article, segmented. Tokens and sentences are in the order of the text.
pub struct Page<'a> {
    article: &'a Article,
    rules: &'a RuleSet,
    tokens: Tokens,
    sentences: Vec<Sentence>,
    lines: Lines<'a>,
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        std::mem::take(&mut self.tokens).leave();
    }
}

impl<'a> Page<'a> {
    /// Returns the article with its tokens and sentences.
    pub fn new(article: &'a Article, rules: &'a RuleSet) -> Self {
        let (tokens, sentences) = segment(article);
        let lines = Lines::new(article.text(), &tokens, &sentences);
        Self {
            article,
            rules,
            tokens,
            sentences,
            lines,
        }
    }

    /// Returns the article.
    pub const fn article(&self) -> &'a Article {
        self.article
    }

    /// Returns the user's rules.
    pub const fn rules(&self) -> &'a RuleSet {
        self.rules
    }

    /// Returns the text.
    pub const fn text(&self) -> &'a Text {
        self.article.text()
    }

    /// Returns the day from which "yesterday" counts, where it is known.
    pub fn published(&self) -> Option<civil::Date> {
        self.article.about.published.map(|published| published.date)
    }

    /// Returns all tokens.
    pub fn tokens(&self) -> &[Token] {
        self.tokens.items()
    }

    /// Returns the words of token number `index` as written; nothing behind the last.
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens()
            .get(index)
            .map_or("", |token| self.text().slice(token.range))
    }

    /// Returns token number `index` in lower case, with curly apostrophes made straight; nothing behind the last.
    pub fn lower(&self, index: usize) -> &str {
        self.tokens.lower(index)
    }

    /// Returns for each token the slot of what is told of it by itself, and the number that tells these slots from others.
    pub(super) fn slots(&self) -> (&[u32], u64) {
        self.tokens.slots()
    }

    /// Returns what token number `index` can be to the grammar of quoting.
    #[inline]
    pub(super) fn speech(&self, index: usize) -> quotes::Word {
        let entry = self.tokens.entry(index);
        entry.map_or(quotes::Word::NOTHING, |entry| entry.speech)
    }

    /// Returns what token number `index` does inside or before a name.
    #[inline]
    pub(super) fn naming(&self, index: usize) -> Told {
        let entry = self.tokens.entry(index);
        entry.map_or(Told::NOTHING, |entry| entry.naming)
    }

    /// Returns the sentences that hold a number or a word of time, cut into pieces.
    pub(super) const fn lines(&self) -> &Lines<'a> {
        &self.lines
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
