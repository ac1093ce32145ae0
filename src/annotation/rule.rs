//! The user's own rules: terms and patterns with a kind or a watch name.

use super::EntityKind;

/// Which of the user's rules: its position in the config.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// What a rule looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// These words, at word borders; upper and lower case matter where the term holds a capital.
    Term(String),
    /// A regular expression (syntax of the `regex` crate).
    Pattern(String),
}

/// What a match becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleEffect {
    /// A mention of an entity of this kind, named `name` where given. The user's word wins over the engine's.
    Entity {
        /// Its kind.
        kind: EntityKind,
        /// Its canonical name; the matched words where there is none.
        name: Option<String>,
    },
    /// A watched term under this watch name.
    Watch(String),
    /// Nothing: names found here are dropped.
    Ignore,
}

/// A rule of the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its position in the config.
    pub id: RuleId,
    /// What it looks for.
    pub matcher: Matcher,
    /// What a match becomes.
    pub effect: RuleEffect,
}
