//! The id of the rule or model that made a finding.

use std::fmt;

/// Identifies a rule or model of the engine, as `pass/rule`: `quotes/postposed-cue`. Every annotation carries the id of
/// the rule that made it; `pullquote rules` lists all ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RuleId(pub &'static str);

impl RuleId {
    /// Returns the name of the pass that the rule belongs to: the part before the slash.
    pub fn pass(self) -> &'static str {
        self.0.split_once('/').map_or(self.0, |(pass, _)| pass)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
