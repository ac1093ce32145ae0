//! The passes and their order. A new pass is one file here and one line in [`PASSES`].

use super::rule::{FindingKind, Rule};
use super::{Draft, Page, Scratch};

pub mod dates;
pub mod entities;
pub mod figures;
pub mod names;
pub mod quotes;
pub mod watch;

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

/// All passes, in the order in which they run: a pass comes after those that make what it needs.
pub const PASSES: &[&dyn Pass] = &[
    &names::Names,
    &dates::Dates,
    &figures::Figures,
    &entities::Entities,
    &quotes::Quotes,
    &watch::Watch,
];

/// Returns the rules of all passes, in the order of the passes.
pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
    PASSES.iter().flat_map(|pass| pass.rules()).copied()
}

/// Returns the rule with this id.
pub fn find_rule(id: &str) -> Option<&'static Rule> {
    all_rules().find(|rule| rule.id.0 == id)
}

#[cfg(test)]
mod tests;
