//! Cuts an article into sentences and tokens.

mod sentences;
mod tokens;

use crate::article::{Article, BlockKind};
use crate::text::ByteRange;

pub use sentences::Sentence;
pub use tokens::{Case, Token, TokenClass, Tokens, lower_words, words};
pub(super) use tokens::{case_of, class_of};

/// Returns the tokens and sentences of an article, in the order of its text. A sentence never crosses a block or a
/// table cell.
pub(super) fn segment(article: &Article) -> (Tokens, Vec<Sentence>) {
    let mut tokens = Tokens::begin(article.text().len());
    let mut found = Vec::with_capacity(article.text().len() as usize / 120);
    for (block_index, block) in article.blocks().iter().enumerate() {
        match block.kind {
            BlockKind::Table(id) => {
                let rows = article.table(id).map_or(&[][..], |table| &table.rows);
                for cell in rows.iter().flat_map(|row| &row.cells) {
                    piece(article, *cell, block_index, &mut tokens, &mut found);
                }
            }
            _ => piece(article, block.range, block_index, &mut tokens, &mut found),
        }
    }
    (tokens, found)
}

fn piece(
    article: &Article,
    range: ByteRange,
    block: usize,
    tokens: &mut Tokens,
    found: &mut Vec<Sentence>,
) {
    let first = tokens.len();
    tokens.read(article.text(), range);
    sentences::split(tokens, first, article.text(), block, found);
}
