//! Owns what a rule of the engine is: its id, what it needs, and examples; which rules are switched off; and the trace
//! that says which rule did what and why.
//!
//! A pass lists its rules ([`Pass::rules`](super::Pass::rules)); `passes::all_rules` is the registry. A rule is in the
//! file of the code that it names, as a `static RULE: Rule`. The code asks `Page::allows` before it applies the rule,
//! writes the rule's id on what it finds, and calls `Page::record` with the evidence. A test over the registry checks
//! each rule on its examples.

mod confidence;
mod trace;

use crate::annotation::RuleId;

pub use confidence::{ConfidenceSteps, ConfidenceTable, RuleConfidence, RuleDuty};
pub use trace::{Evidence, Trace, TraceEntry};

/// A kind of finding that passes and rules make and need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// [`Draft::names`](super::Draft::names).
    Names,
    /// [`Draft::entities`](super::Draft::entities) and [`Draft::mentions`](super::Draft::mentions).
    Entities,
    /// [`Draft::figures`](super::Draft::figures).
    Figures,
    /// [`Draft::dates`](super::Draft::dates).
    Dates,
    /// [`Draft::quotes`](super::Draft::quotes).
    Quotes,
    /// [`Draft::watches`](super::Draft::watches).
    Watches,
}

impl FindingKind {
    /// Returns the name for messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Entities => "entities",
            Self::Figures => "figures",
            Self::Dates => "dates",
            Self::Quotes => "quotes",
            Self::Watches => "watches",
        }
    }
}

/// A rule or model of the engine: what makes, changes or drops findings.
///
/// In [`Rule::finds`] the brackets `⟦ ⟧` enclose the range that the rule records in the trace: what it finds, changes or
/// drops. The brackets are not part of the text.
#[derive(Debug)]
pub struct Rule {
    /// Its id, unique in the engine.
    pub id: RuleId,
    /// What it does, in one sentence that a reader of the news understands.
    pub summary: &'static str,
    /// The findings of earlier passes that it reads.
    pub needs: &'static [FindingKind],
    /// Texts in which it must apply. Each has one range in brackets.
    pub finds: &'static [&'static str],
    /// Texts like these in which it must not apply.
    pub silent: &'static [&'static str],
}

/// The rules that are switched off; by default none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DisabledRules(Vec<RuleId>);

impl DisabledRules {
    /// Returns a set of these rules.
    pub const fn new(rules: Vec<RuleId>) -> Self {
        Self(rules)
    }

    /// Returns whether a rule is switched off.
    #[inline]
    pub fn contains(&self, rule: RuleId) -> bool {
        !self.0.is_empty() && self.0.contains(&rule)
    }

    /// Returns the ids of the rules.
    pub fn ids(&self) -> &[RuleId] {
        &self.0
    }
}
