//! The user's own rules: terms and patterns that become entities, watched terms or exclusions.

use super::EntityKind;

/// Identifies a rule of the user by its position in the config.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct UserRuleId(pub u32);

/// The search expression of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Matcher {
    /// A term, matched at word boundaries. Case-sensitive only if it contains a capital.
    Term(String),
    /// A regular expression in the syntax of the `regex` crate.
    Pattern(String),
}

/// The effect of a match.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum RuleEffect {
    /// The match becomes a mention of an entity. Overrides the engine's annotations.
    Entity {
        /// The kind of the entity.
        kind: EntityKind,
        /// The canonical name; `None` for the matched words.
        name: Option<String>,
    },
    /// The match becomes a watched term with this name.
    Watch(String),
    /// Names that the engine found in the match are dropped.
    Ignore,
}

/// A rule from the user's config.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct UserRule {
    /// The position of the rule in the config.
    pub id: UserRuleId,
    /// What the rule searches for.
    pub matcher: Matcher,
    /// What happens to each match.
    pub effect: RuleEffect,
}
