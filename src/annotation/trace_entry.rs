//! The rules that applied to a text, each with its evidence.

use super::rule_id::RuleId;
use crate::text::ByteRange;

/// A part of the text on which a rule based its decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Evidence {
    /// What the part is to the rule, in one or two words: "cue", "unit", "earlier name".
    pub label: &'static str,
    /// The range in the text.
    pub range: ByteRange,
}

/// One application of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TraceEntry {
    /// The rule that applied.
    pub rule: RuleId,
    /// What the rule does, in one sentence.
    pub summary: &'static str,
    /// The range that the rule found, changed or dropped.
    pub range: ByteRange,
    /// The evidence, in the order in which the rule examined it.
    pub evidence: Vec<Evidence>,
}
