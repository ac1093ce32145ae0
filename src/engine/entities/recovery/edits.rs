//! The change that a rule for repairing names makes, and functions shared by these rules.

use std::ops::Range;

use crate::annotation::EntityKind;
use crate::engine::{Case, Found, Name, Page, Rule, TokenClass};
use crate::text::ByteRange;

/// The changes that a rule makes.
#[derive(Default)]
pub(super) struct NameEdits {
    /// The indices of names to remove, because they are wrong or replaced, in order.
    pub(super) dropped: Vec<usize>,
    /// The ranges and kinds of new names. They do not overlap the names that stay.
    pub(super) added: Vec<(ByteRange, EntityKind)>,
}

impl NameEdits {
    /// Replaces a name.
    pub(super) fn replace(&mut self, index: usize, range: ByteRange, kind: EntityKind) {
        self.dropped.push(index);
        self.added.push((range, kind));
    }
}

/// A rule with the function that returns its changes, and the confidence of the names that it adds, in percent.
pub(super) struct RepairRule {
    pub(super) rule: &'static Rule,
    pub(super) find: fn(&Page<'_>, &[Found<Name>]) -> NameEdits,
    pub(super) percent: u8,
}

/// Returns whether a token is a capitalised word.
pub(super) fn is_capital(page: &Page<'_>, token: usize) -> bool {
    page.tokens().get(token).is_some_and(|token| {
        token.class == TokenClass::Word && !matches!(token.case, Case::Lower | Case::None)
    })
}

/// Returns the tokens of the sentence that contains a token.
pub(super) fn sentence_tokens(page: &Page<'_>, token: usize) -> Range<usize> {
    let sentence = page.tokens().get(token).and_then(|known| {
        let sentence = page.sentence_at(known.range.start())?;
        Some(page.sentences().get(sentence)?.tokens.clone())
    });
    sentence.unwrap_or(token..token + 1)
}

/// Returns whether no other capitalised word is next to these tokens, except a title before them.
pub(super) fn stand_alone(page: &Page<'_>, tokens: &Range<usize>) -> bool {
    let sentence = sentence_tokens(page, tokens.start);
    let before = tokens.start.checked_sub(1);
    let before = before.filter(|before| sentence.contains(before));
    let is_free_before = before
        .is_none_or(|before| !is_capital(page, before) || page.naming(before).title().is_some());
    let has_after = sentence.contains(&tokens.end) && is_capital(page, tokens.end);
    is_free_before && !has_after
}
