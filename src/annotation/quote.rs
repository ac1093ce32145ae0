//! Quotations: what was said, by whom, with which word.

use super::EntityId;
use crate::text::ByteRange;

/// How words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speech {
    /// All of it in quotation marks, a sentence of its own.
    Direct,
    /// Words in quotation marks inside the writer's sentence.
    Mixed,
    /// Reported without marks.
    Indirect,
}

impl Speech {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Mixed, Self::Indirect];

    /// Returns the name in the exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// An entity of the document, named by the words at the range (a name, a role, a pronoun).
    Entity(EntityId, ByteRange),
    /// Words that are no entity: "officials", "a passer-by", "the report".
    Words(ByteRange),
    /// The text does not tell. Never a guess.
    Unknown,
}

impl Speaker {
    /// Returns where the text names the speaker.
    pub const fn range(self) -> Option<ByteRange> {
        match self {
            Self::Entity(_, range) | Self::Words(range) => Some(range),
            Self::Unknown => None,
        }
    }

    /// Returns the entity, where it is one.
    pub const fn entity(self) -> Option<EntityId> {
        match self {
            Self::Entity(id, _) => Some(id),
            Self::Words(_) | Self::Unknown => None,
        }
    }
}

/// A quotation. Its annotation's range is the hull of `content`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Direct, mixed or indirect.
    pub speech: Speech,
    /// What was said, marks included, in order; several pieces where the speaker stands between them. Never empty.
    pub content: Vec<ByteRange>,
    /// Who said it.
    pub speaker: Speaker,
    /// The word that says that it was said: "said", "according to".
    pub cue: Option<ByteRange>,
}
