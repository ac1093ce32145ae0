//! The passes and their order. A new pass is one file here and one line in [`PASSES`].

use super::rule::Rule;

pub mod dates;
pub mod entities;
pub mod figures;
pub mod names;
mod pass;
pub mod quotes;
pub mod watch;

pub use pass::Pass;

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
