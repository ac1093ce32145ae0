//! What a pass is.

use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Page, Scratch};

/// One step of the engine: from a page and earlier findings to new ones. It cannot fail, and looks at nothing else.
pub trait Pass: Sync {
    /// Returns the pass's name: the first part of the ids of its rules.
    fn name(&self) -> &'static str;
    /// Returns its rules, in the order in which they are tried as far as there is one.
    fn rules(&self) -> &'static [&'static Rule];
    /// Returns what must have been made before.
    fn needs(&self) -> &'static [FindingKind];
    /// Returns what it makes.
    fn makes(&self) -> &'static [FindingKind];
    /// Adds what it finds to `draft`.
    fn run(&self, page: &Page<'_>, draft: &mut Draft);
    /// Does the same with what is known of the words of earlier articles. It changes the time, never the findings.
    fn run_with(&self, page: &Page<'_>, draft: &mut Draft, scratch: &mut Scratch) {
        let _ = scratch;
        self.run(page, draft);
    }
}
