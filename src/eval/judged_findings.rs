//! Findings of the engine that a gold corpus says are right or wrong, with the rule that made each.

use std::collections::BTreeMap;

use crate::annotation::{Confidence, RuleId};
use crate::engine::{RuleDuty, TraceEntry};

/// What is judged: each has its own calibration error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JudgedTask {
    /// The span and kind of a name, or the span and entity of a role.
    Names,
    /// The words of a quote.
    Quotes,
    /// The speaker of a quote whose words are right.
    Speakers,
    /// The value and unit of a figure.
    Figures,
    /// The value of a date.
    Dates,
}

impl JudgedTask {
    /// All tasks, in the order of the reports.
    pub const ALL: [Self; 5] = [
        Self::Names,
        Self::Quotes,
        Self::Speakers,
        Self::Figures,
        Self::Dates,
    ];

    /// Returns the name for the reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Quotes => "quotes",
            Self::Speakers => "speakers",
            Self::Figures => "figures",
            Self::Dates => "dates",
        }
    }

    /// Returns what the rule is responsible for.
    pub const fn duty(self) -> RuleDuty {
        match self {
            Self::Speakers => RuleDuty::Speaker,
            Self::Names | Self::Quotes | Self::Figures | Self::Dates => RuleDuty::Finding,
        }
    }
}

/// A finding that is known to be right or wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgedFinding {
    /// What is judged.
    pub task: JudgedTask,
    /// The rule that made it.
    pub rule: RuleId,
    /// The confidence that the engine gave it.
    pub confidence: Confidence,
    /// Whether the gold corpus agrees.
    pub is_right: bool,
}

/// The findings of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JudgedDocument {
    /// Those that the corpus says something of.
    pub findings: Vec<JudgedFinding>,
    /// How often each rule applied.
    pub applications: BTreeMap<RuleId, u32>,
}

impl JudgedDocument {
    /// Returns a document with the applications of rules in a trace.
    pub fn of_trace(trace: &[TraceEntry]) -> Self {
        let mut document = Self::default();
        for entry in trace {
            *document.applications.entry(entry.rule).or_default() += 1;
        }
        document
    }
}
