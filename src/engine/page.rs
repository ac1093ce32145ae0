//! What a pass reads: the article with its tokens and sentences.

use jiff::civil;

use super::RuleSet;
use super::segment::{Sentence, Token, Tokens, segment};
use crate::article::Article;
use crate::text::{ByteOffset, ByteRange, Text};

/// An article, segmented. Tokens and sentences are in the order of the text.
pub struct Page<'a> {
    article: &'a Article,
    rules: &'a RuleSet,
    tokens: Tokens,
    sentences: Vec<Sentence>,
}

impl<'a> Page<'a> {
    /// Returns the article with its tokens and sentences.
    pub fn new(article: &'a Article, rules: &'a RuleSet) -> Self {
        let (tokens, sentences) = segment(article);
        Self {
            article,
            rules,
            tokens,
            sentences,
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
