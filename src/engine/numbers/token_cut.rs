//! Splits a single token at the boundaries of digits, letters and marks.

use super::subtoken::SubtokenClass;
use super::words::{NumericFlags, NumericLexicon, NumericWord};
use crate::engine::token::TokenClass;

/// How a token is divided into subtokens.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct TokenCut {
    /// The class, if the token is a single subtoken.
    pub(super) class: Option<SubtokenClass>,
    /// The lexicon's entry, if the token is a single subtoken.
    pub(super) word: &'static NumericWord,
    /// Whether one of its subtokens is a number or a word of time.
    has_trigger: bool,
}

impl TokenCut {
    /// Returns whether one of the subtokens is a number or a word of time.
    pub(in crate::engine) const fn has_trigger(&self) -> bool {
        self.has_trigger
    }

    /// The value for a missing token.
    pub(in crate::engine) const NOTHING: Self = Self {
        class: None,
        word: &NumericWord::NONE,
        has_trigger: false,
    };
}

/// The maximum number of subtokens of a token. A longer chain, such as `1-1-1-…` of a thousand bytes, is not a number
/// and is left whole, like an address.
const MAX_TOKEN_PIECES: usize = 64;

/// Returns how a token is divided.
pub(in crate::engine) fn cut_token(token: &str, class: TokenClass) -> TokenCut {
    if class == TokenClass::Address {
        return TokenCut {
            class: Some(SubtokenClass::Address),
            ..TokenCut::NOTHING
        };
    }
    let mut found = TokenCut::NOTHING;
    let mut n_pieces = 0;
    for (_, piece, class) in split_token(token) {
        let word = word_of(piece, class);
        found = TokenCut {
            class: Some(class),
            word,
            has_trigger: found.has_trigger
                || class == SubtokenClass::Digits
                || class == SubtokenClass::Mark && !piece.is_ascii()
                || is_trigger(word),
        };
        n_pieces += 1;
    }
    if n_pieces == 1 {
        found
    } else if n_pieces > MAX_TOKEN_PIECES {
        TokenCut {
            class: Some(SubtokenClass::Address),
            ..TokenCut::NOTHING
        }
    } else {
        TokenCut {
            has_trigger: found.has_trigger,
            ..TokenCut::NOTHING
        }
    }
}

/// Returns the lexicon's entry for a subtoken of a token.
pub(super) fn word_of(piece: &str, class: SubtokenClass) -> &'static NumericWord {
    match class {
        SubtokenClass::Word => NumericLexicon::get().word(piece),
        SubtokenClass::Digits | SubtokenClass::Mark | SubtokenClass::Address => &NumericWord::NONE,
    }
}

/// Returns the subtokens of a token: byte offset, text and class.
pub(super) fn split_token(token: &str) -> impl Iterator<Item = (usize, &str, SubtokenClass)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = token.get(at..).filter(|rest| !rest.is_empty())?;
        let (len, class) = first_piece(rest);
        let start = at;
        at += len.max(1);
        Some((start, rest.get(..len).unwrap_or(rest), class))
    })
}

/// Returns whether a word is a number, or a word of time or amount.
pub(super) fn is_trigger(word: &NumericWord) -> bool {
    word.cardinal.is_some()
        || word.scale.is_some()
        || word.ordinal.is_some()
        || word.share.is_some()
        || word.period.is_some()
        || word.month.is_some()
        || word.weekday.is_some()
        || word.part.is_some()
        || word.has(NumericFlags::TRIGGER.or(NumericFlags::AMOUNT))
}

/// Returns the length and class of the subtoken that `rest` begins with.
fn first_piece(rest: &str) -> (usize, SubtokenClass) {
    let Some(first) = rest.chars().next() else {
        return (0, SubtokenClass::Mark);
    };
    let bytes = rest.as_bytes();
    if first.is_ascii_digit() {
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = 1;
        while is_digit(end) || matches!(bytes.get(end), Some(b',' | b'.')) && is_digit(end + 1) {
            end += 1;
        }
        return (end, SubtokenClass::Digits);
    }
    if !first.is_alphabetic() {
        return (first.len_utf8(), SubtokenClass::Mark);
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let joins = match c {
            '\'' | '’' => next.is_some_and(char::is_alphabetic),
            '.' => next.is_none_or(char::is_alphabetic),
            c => c.is_alphabetic() || crate::text::is_mark(c),
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    (end.max(first.len_utf8()), SubtokenClass::Word)
}
