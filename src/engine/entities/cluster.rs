//! An entity while it is put together: its kind, its names and its roles.

use std::ops::Range;
use std::sync::Arc;

use super::phrase::RolePhrase;
use crate::annotation::EntityKind;
use crate::engine::lexeme::traits::Gender;

/// The entity that a mention names: its number among the people, the other entities, or the user's own names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NameOwner {
    Person(usize),
    NonPerson(usize),
    Ruled(usize),
}

/// An entity being put together.
pub(super) struct Cluster {
    pub(super) kind: EntityKind,
    /// Its mentions, as indices into the table, in order.
    pub(super) mentions: Vec<usize>,
    /// What ties it to others, where the names alone do not say.
    pub(super) identity: Option<Arc<str>>,
    /// The name that the user gave it.
    pub(super) ruled: Option<String>,
    /// What the text says it is, in order.
    pub(super) roles: Vec<LocatedRole>,
}

/// The role of an entity, with its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LocatedRole {
    /// Its tokens, without an article before it.
    pub(super) tokens: Range<usize>,
    /// The head's token.
    pub(super) head: usize,
    /// The gender that its head shows.
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
