//! Entities of the library: persons, bodies and places over all articles, and what the user decides about them.

use jiff::Timestamp;

use super::{EntryId, Query};
use crate::annotation::{EntityKind, MentionForm};

/// Identifies an entity of the library. It is the lowest number of the senses that are tied together, so it changes only
/// when two entities are tied or cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityNumber(pub i64);

/// One entity in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityRow {
    /// Its number.
    pub number: EntityNumber,
    /// Its key: that of its fullest sense.
    pub key: String,
    /// The name that is shown.
    pub name: String,
    /// The kind.
    pub kind: EntityKind,
    /// The number of entries that mention it.
    pub n_entries: u32,
    /// The number of mentions in all entries.
    pub n_mentions: u32,
    /// When the first entry that mentions it was published.
    pub first_seen: Option<Timestamp>,
    /// When the last one was.
    pub last_seen: Option<Timestamp>,
    /// Whether the user decided its name, its kind or who it is.
    pub is_decided: bool,
}

/// Which entities to list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityList {
    /// The entries that mention them.
    pub entries: Query,
    /// Words that one of their names has; the last may be incomplete. Empty: any name.
    pub name: String,
    /// Their kind. `None`: any kind.
    pub kind: Option<EntityKind>,
    /// The order.
    pub order: EntityOrder,
}

/// The order of a list of entities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntityOrder {
    /// In most entries first.
    #[default]
    Entries,
    /// Last seen first.
    LastSeen,
    /// By name.
    Name,
}

/// A mention in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionRow {
    /// The entry.
    pub entry: EntryId,
    /// The id of the entry in the corpus that it was saved from.
    pub source_id: Option<String>,
    /// The range, in Unicode scalar values of the entry's current text.
    pub start: u32,
    /// The end of the range, exclusive.
    pub end: u32,
    /// The words.
    pub words: String,
    /// The form of the mention.
    pub form: MentionForm,
    /// The entity.
    pub entity: EntityNumber,
}

/// A role that articles give an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// The role in the words of the articles: "finance minister".
    pub role: String,
    /// The number of entries that give the entity this role.
    pub n_entries: u32,
    /// The time of the first entry that gives it.
    pub first_seen: Timestamp,
    /// The time of the last entry that gives it.
    pub last_seen: Timestamp,
}

/// A sentence or quote about an entity, with where it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageRow {
    /// The entry.
    pub entry: EntryId,
    /// When it was published.
    pub published: Timestamp,
    /// The title of the entry.
    pub title: String,
    /// The words, on one line.
    pub words: String,
}

/// Everything that the library knows of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityPage {
    /// The entity.
    pub row: EntityRow,
    /// Its names with the key of the sense that has each, most used sense first.
    pub names: Vec<(String, String)>,
    /// Its roles, the last given first.
    pub roles: Vec<RoleRow>,
    /// Mentions in each of the last weeks with any, oldest first, up to the last mention.
    pub weeks: Vec<u32>,
    /// The newest entries that mention it.
    pub entries: Vec<PassageRow>,
    /// The newest quotes by it.
    pub quotes_by: Vec<PassageRow>,
    /// The newest quotes about it by others.
    pub quotes_about: Vec<PassageRow>,
    /// The newest figures in sentences that name it, each with its sentence.
    pub figures: Vec<PassageRow>,
    /// The entities that are most often among the main names of the same entries, with the number of entries.
    pub together: Vec<(EntityNumber, String, u32)>,
    /// What the user decided about it, newest first.
    pub decisions: Vec<EntityDecision>,
}

/// What a user can decide about an entity. Senses are named by their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionKind {
    /// Two senses are one entity.
    Merge(String),
    /// The sense is an entity of its own.
    Split,
    /// The entity has this name.
    Rename(String),
    /// The entity is not shown.
    Forget,
    /// The entity is of this kind.
    Kind(EntityKind),
}

impl DecisionKind {
    /// Returns the name in the library's file and in exports.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Merge(_) => "merge",
            Self::Split => "split",
            Self::Rename(_) => "rename",
            Self::Forget => "forget",
            Self::Kind(_) => "kind",
        }
    }

    /// Returns the value with it; empty if there is none.
    pub fn value(&self) -> &str {
        match self {
            Self::Merge(value) | Self::Rename(value) => value,
            Self::Kind(kind) => kind.name(),
            Self::Split | Self::Forget => "",
        }
    }

    /// Returns the kind with this name and value.
    pub fn from_parts(name: &str, value: &str) -> Option<Self> {
        Some(match name {
            "merge" => Self::Merge(value.to_owned()),
            "split" => Self::Split,
            "rename" => Self::Rename(value.to_owned()),
            "forget" => Self::Forget,
            "kind" => Self::Kind(EntityKind::from_name(value)?),
            _ => return None,
        })
    }
}

/// A decision of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityDecision {
    /// Its number.
    pub id: i64,
    /// The key of the sense that it is about.
    pub key: String,
    /// What was decided.
    pub kind: DecisionKind,
    /// When it was made.
    pub made: Timestamp,
}
