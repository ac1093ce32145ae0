//! Groups the names of a document into entities: full name, surname alone, acronym, role.

use super::pass::Pass;
use crate::engine::entities::{self, resolve_entities};
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Page, Scratch};

/// Groups the names of a document into entities: full name, surname alone, acronym, role.
pub struct Entities;

impl Pass for Entities {
    fn name(&self) -> &'static str {
        "entities"
    }

    fn rules(&self) -> &'static [&'static Rule] {
        entities::RULES
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[FindingKind::Names]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Entities]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        self.run_with(page, draft, &mut Scratch::default());
    }

    fn run_with(&self, page: &Page<'_>, draft: &mut Draft, scratch: &mut Scratch) {
        let resolved = resolve_entities(page, &draft.names, &mut scratch.names);
        draft.entities = resolved.entities;
        draft.entity_traits = resolved.traits;
        draft.mentions = resolved.mentions;
    }
}
