//! A group of mentions that becomes an entity: its kind, names and roles.

use std::ops::Range;
use std::sync::Arc;

use super::phrase::RolePhrase;
use crate::annotation::EntityKind;
use crate::engine::lexeme::traits::Gender;

/// The entity that a mention names, as an index into the people, the other entities, or the names defined by the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NameOwner {
    Person(usize),
    NonPerson(usize),
    Ruled(usize),
}

/// A group of mentions that becomes an entity.
pub(super) struct Cluster {
    pub(super) kind: EntityKind,
    /// The mentions, as indices into the table, in order.
    pub(super) mentions: Vec<usize>,
    /// The key that connects the entity with the same one in other articles, if the name alone does not.
    pub(super) identity: Option<Arc<str>>,
    /// The name given by a rule of the user.
    pub(super) ruled: Option<String>,
    /// The roles that the text gives the entity, in order.
    pub(super) roles: Vec<LocatedRole>,
}

/// The role of an entity, with its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LocatedRole {
    /// The tokens of the role, without an article before it.
    pub(super) tokens: Range<usize>,
    /// The token of the head noun.
    pub(super) head: usize,
    /// The gender that the head noun implies.
    pub(super) gender: Gender,
}

impl From<RolePhrase> for LocatedRole {
    fn from(phrase: RolePhrase) -> Self {
        Self {
            tokens: phrase.tokens,
            head: phrase.head,
            gender: phrase.gender,
        }
    }
}
