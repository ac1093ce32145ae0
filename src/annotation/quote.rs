//! Quotes: content, speaker and cue.

use super::{Confidence, EntityId, RuleId};
use crate::text::ByteRange;

/// The way in which speech is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Speech {
    /// A quoted sentence, entirely in quotation marks.
    Direct,
    /// A part in quotation marks inside a sentence of the writer.
    Mixed,
    /// Reported speech without quotation marks.
    Indirect,
}

impl Speech {
    /// All three, in display order.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Mixed, Self::Indirect];

    /// Returns the name in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// The speaker of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Speaker {
    /// An entity of the document, named at this range (by name, role or pronoun).
    Entity(EntityId, ByteRange),
    /// Words that are not an entity: "officials", "a passer-by", "the report".
    Words(ByteRange),
    /// The text does not name the speaker. The engine does not guess.
    Unknown,
}

impl Speaker {
    /// Returns the range that names the speaker.
    pub const fn range(self) -> Option<ByteRange> {
        match self {
            Self::Entity(_, range) | Self::Words(range) => Some(range),
            Self::Unknown => None,
        }
    }

    /// Returns the entity, if the speaker is one.
    pub const fn entity(self) -> Option<EntityId> {
        match self {
            Self::Entity(id, _) => Some(id),
            Self::Words(_) | Self::Unknown => None,
        }
    }
}

/// A quote. The range of its annotation is the hull of `content`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Quote {
    /// Direct, mixed or indirect.
    pub speech: Speech,
    /// The words said, in text order: for direct speech with its quotation marks, for mixed and indirect speech the
    /// clause that reports what was said. Several ranges if the attribution interrupts the quote. Never empty.
    pub content: Vec<ByteRange>,
    /// The stretches in quotation marks, marks included, in text order: for direct speech the content, for mixed speech
    /// the parts of it that are quoted word for word, for indirect speech none.
    pub marks: Vec<ByteRange>,
    /// The speaker.
    pub speaker: Speaker,
    /// The rule that found the speaker.
    pub speaker_by: RuleId,
    /// The confidence in the speaker.
    pub speaker_confidence: Confidence,
    /// The reporting word: "said", "according to".
    pub cue: Option<ByteRange>,
}
