//! The trace of an article: each application of a rule with its evidence.

use std::sync::{Mutex, PoisonError};

use super::Rule;
use crate::annotation::RuleId;
use crate::text::ByteRange;

/// A stretch of the text that a rule takes as a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What the stretch is to the rule, in one or two words: "cue", "unit", "earlier name".
    pub label: &'static str,
    /// Where it stands.
    pub range: ByteRange,
}

/// An application of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceEntry {
    /// The rule.
    pub rule: RuleId,
    /// What it found, changed or dropped.
    pub range: ByteRange,
    /// Its reasons, in the order in which it looked at them.
    pub evidence: Vec<Evidence>,
}

/// The applications of rules to one article, in the order in which they happened.
#[derive(Debug, Default)]
pub struct Trace(Mutex<Vec<TraceEntry>>);

impl Trace {
    /// Adds an application of `rule`.
    pub fn push(&self, rule: &Rule, range: ByteRange, evidence: Vec<Evidence>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(TraceEntry {
            rule: rule.id,
            range,
            evidence,
        });
    }

    /// Returns the applications.
    pub fn into_entries(self) -> Vec<TraceEntry> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
