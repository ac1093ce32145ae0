//! The interface of a pass.

use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Page, Scratch};

/// One step of the engine: adds findings to those of earlier passes. It cannot fail, and depends only on its arguments.
pub trait Pass: Sync {
    /// Returns the pass's name: the first part of the ids of its rules.
    fn name(&self) -> &'static str;
    /// Returns the rules of the pass, in the order in which they are tried.
    fn rules(&self) -> &'static [&'static Rule];
    /// Returns the kinds of findings that must exist before the pass runs.
    fn needs(&self) -> &'static [FindingKind];
    /// Returns the kinds of findings that the pass makes.
    fn makes(&self) -> &'static [FindingKind];
    /// Adds what it finds to `draft`.
    fn run(&self, page: &Page<'_>, draft: &mut Draft);
    /// Does the same with caches from earlier articles. They change the speed, never the findings.
    fn run_with(&self, page: &Page<'_>, draft: &mut Draft, scratch: &mut Scratch) {
        let _ = scratch;
        self.run(page, draft);
    }
}
