//! The change that a rule on entity kinds makes, and functions shared by these rules.

use super::super::mention_table::MentionTable;
use crate::annotation::EntityKind;
use crate::engine::lexeme::name_words::NameWord;
use crate::engine::{Page, Rule};

/// A change of the kind of a name.
pub(super) struct KindEdit {
    /// The name, an index into [`MentionTable::items`].
    pub(super) mention: usize,
    /// The new kind.
    pub(super) kind: EntityKind,
    /// Another name that is the reason for the change, if there is one.
    pub(super) because: Option<usize>,
}

/// A rule with the function that returns its changes.
pub(super) struct KindRule {
    pub(super) rule: &'static Rule,
    pub(super) find: fn(&Page<'_>, &MentionTable<'_>) -> Vec<KindEdit>,
}

/// Returns whether the name at this token follows a preposition of place such as "in" or "near".
pub(super) fn is_after_locative(page: &Page<'_>, token: usize) -> bool {
    token
        .checked_sub(1)
        .is_some_and(|before| page.naming(before).is(NameWord::Locative))
}
