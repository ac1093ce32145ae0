//! Ties the names of a document to its entities: full name, surname alone, acronym, role.

use super::{FindingKind, Pass};
use crate::annotation::PassId;
use crate::engine::entities::resolve;
use crate::engine::{Draft, Page};

/// Ties the names of a document to its entities: full name, surname alone, acronym, role.
pub struct Entities;

impl Pass for Entities {
    fn id(&self) -> PassId {
        PassId("entities")
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[FindingKind::Names]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Entities]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        let resolved = resolve(page, &draft.names);
        draft.entities = resolved.entities;
        draft.entity_traits = resolved.traits;
        draft.mentions = resolved.mentions;
    }
}
