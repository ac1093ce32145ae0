//! Cuts an article into sentences and tokens.

mod abbreviations;
mod budget;
mod sentences;
mod tokens;
mod word_shape;

use super::lexeme::interner::LexemeInterner;
use crate::article::{Article, BlockKind};
use crate::text::ByteRange;

use budget::TableBudget;
pub use sentences::Sentence;
pub use tokens::{Token, Tokens, lower_words, token_words};
pub use word_shape::{Case, TokenClass};
pub(super) use word_shape::{case_of, class_of};

/// The maximum number of tokens of an article that are annotated; the rest of it has no tokens, so that nothing is
/// found there. Books stay below: a million tokens are about 2,000 pages. It bounds time and memory of one article,
/// whatever it holds.
pub(super) const MAX_ARTICLE_TOKENS: usize = 1_000_000;

/// Returns the tokens and sentences of an article, in the order of its text: those of its first `max_tokens` tokens. A
/// sentence never crosses a block or a table cell. Where `should_stop` says so, the rest is left out.
#[cfg(test)]
pub(super) fn segment_article(
    article: &Article,
    max_tokens: usize,
    should_stop: &dyn Fn() -> bool,
) -> (Tokens, Vec<Sentence>) {
    segment_with(article, max_tokens, should_stop, LexemeInterner::default())
}

/// Returns the same, with an interner that knows the words of earlier articles.
pub(super) fn segment_with(
    article: &Article,
    max_tokens: usize,
    should_stop: &dyn Fn() -> bool,
    interner: LexemeInterner,
) -> (Tokens, Vec<Sentence>) {
    let n_bytes = article.text().len();
    let room = (n_bytes as usize).min(max_tokens.saturating_mul(5));
    let mut tokens = Tokens::begin(room, max_tokens, TableBudget::of(article), interner);
    let mut found = Vec::with_capacity(room / 120);
    for (block_index, block) in article.blocks().iter().enumerate() {
        if tokens.is_full() || should_stop() {
            break;
        }
        match block.kind {
            BlockKind::Table(id) => {
                let rows = article.table(id).map_or(&[][..], |table| &table.rows);
                for cell in rows.iter().flat_map(|row| &row.cells) {
                    segment_piece(article, *cell, block_index, &mut tokens, &mut found);
                }
            }
            _ => segment_piece(article, block.range, block_index, &mut tokens, &mut found),
        }
    }
    (tokens, found)
}

fn segment_piece(
    article: &Article,
    range: ByteRange,
    block: usize,
    tokens: &mut Tokens,
    found: &mut Vec<Sentence>,
) {
    let first = tokens.len();
    tokens.read(article.text(), range);
    sentences::split_sentences(tokens, first, article.text(), block, found);
}
