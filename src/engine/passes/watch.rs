//! Finds the terms that the user watches.

use super::{FindingKind, Pass};
use crate::annotation::{Confidence, PassId, RuleEffect};
use crate::engine::{Draft, Found, Page};

/// Finds the terms that the user watches.
pub struct Watch;

impl Pass for Watch {
    fn id(&self) -> PassId {
        PassId("watch")
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Watches]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        if page.rules().is_empty() {
            return;
        }
        let hits = page.rules().matches_in(page.text(), page.annotated_end());
        let watched = hits
            .iter()
            .filter(|hit| matches!(hit.effect, RuleEffect::Watch(_)));
        draft.watches.extend(watched.map(|hit| Found {
            range: hit.range,
            what: hit.id,
            by: self.id(),
            confidence: Confidence::CERTAIN,
        }));
    }
}
