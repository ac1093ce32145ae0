//! What a rule on kinds changes, and what the rules share.

use super::super::mention_table::MentionTable;
use crate::annotation::EntityKind;
use crate::engine::lexeme::name_words::NameWord;
use crate::engine::{Page, Rule};

/// A change of the kind of a name.
pub(super) struct KindEdit {
    /// The name, an index into [`MentionTable::items`].
    pub(super) mention: usize,
    /// What it is.
    pub(super) kind: EntityKind,
    /// The name that says so, where it is another one.
    pub(super) because: Option<usize>,
}

/// A rule with the function that finds what it changes.
pub(super) struct KindRule {
    pub(super) rule: &'static Rule,
    pub(super) find: fn(&Page<'_>, &MentionTable<'_>) -> Vec<KindEdit>,
}

/// Returns whether a name at this token comes after "in", "near" and the like.
pub(super) fn is_after_locative(page: &Page<'_>, token: usize) -> bool {
    token
        .checked_sub(1)
        .is_some_and(|before| page.naming(before).is(NameWord::Locative))
}
