//! The applications of the engine's rules to a text, each with its evidence.

use super::rule_id::RuleId;
use crate::text::ByteRange;

/// A stretch of the text that a rule takes as a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Evidence {
    /// What the stretch is to the rule, in one or two words: "cue", "unit", "earlier name".
    pub label: &'static str,
    /// Its range in the text.
    pub range: ByteRange,
}

/// An application of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TraceEntry {
    /// The rule.
    pub rule: RuleId,
    /// What the rule does, in one sentence.
    pub summary: &'static str,
    /// What it found, changed or dropped.
    pub range: ByteRange,
    /// Its reasons, in the order in which it looked at them.
    pub evidence: Vec<Evidence>,
}
