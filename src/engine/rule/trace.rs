//! The trace of an article: each application of a rule with its evidence.

use std::sync::{Mutex, PoisonError};

use super::Rule;
use crate::text::ByteRange;

pub use crate::annotation::{Evidence, TraceEntry};

/// The applications of rules to one article, in the order in which they happened.
#[derive(Debug, Default)]
pub struct Trace(Mutex<Vec<TraceEntry>>);

impl Trace {
    /// Adds an application of `rule`.
    pub fn push(&self, rule: &Rule, range: ByteRange, evidence: Vec<Evidence>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(TraceEntry {
            rule: rule.id,
            summary: rule.summary,
            range,
            evidence,
        });
    }

    /// Returns the applications.
    pub fn into_entries(self) -> Vec<TraceEntry> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
