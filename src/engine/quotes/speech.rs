//! What the words of a stretch in quotation marks look like.

use super::context::QuoteContext;
use super::marks::QuotedStretch;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::{Case, TokenClass};

/// What the words of a stretch look like.
pub(super) struct StretchShape {
    /// How many words it has.
    pub(super) n_words: usize,
    /// Whether it begins with a capital.
    pub(super) is_capital: bool,
    /// Whether every word of weight begins with a capital.
    pub(super) is_title: bool,
    /// Whether it ends as a sentence does, before its closing mark.
    pub(super) is_sentence: bool,
}

impl StretchShape {
    /// Returns the shape of a stretch.
    pub(super) fn of(context: &QuoteContext<'_, '_>, stretch: &QuotedStretch) -> Self {
        let (mut n_words, mut n_capitals, mut n_weighty) = (0, 0, 0);
        let mut is_capital = false;
        for index in stretch.inner() {
            let Some(token) = context.page.tokens().get(index) else {
                break;
            };
            if !matches!(
                token.class,
                TokenClass::Word | TokenClass::Number | TokenClass::Address
            ) || context.page.lower(index).starts_with('\'')
            {
                continue;
            }
            let is_upper = matches!(token.case, Case::Title | Case::Upper | Case::Mixed);
            is_capital |= n_words == 0 && is_upper;
            n_words += 1;
            let is_small = matches!(
                context.tag(index),
                PosTag::Determiner | PosTag::Preposition | PosTag::And | PosTag::To
            );
            let is_number = token.class == TokenClass::Number;
            if !is_small && !is_number || is_upper {
                n_weighty += 1;
                n_capitals += usize::from(is_upper);
            }
        }
        let last = context.page.word(stretch.inner().end.saturating_sub(1));
        Self {
            n_words,
            is_capital,
            is_title: n_words > 1 && n_weighty == n_capitals && n_capitals > 1,
            is_sentence: last.ends_with(['.', '?', '!', ',', '…', '-', '–', '—'])
                || !stretch.is_closed,
        }
    }
}
