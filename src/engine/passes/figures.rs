//! Finds amounts with value, unit, bound, change and what they count.

use super::{FindingKind, Pass};
use crate::annotation::PassId;
use crate::engine::figures::{Sources, find_figures};
use crate::engine::{Draft, Page};

/// Finds amounts with value, unit, bound, change and what they count.
pub struct Figures;

impl Pass for Figures {
    fn id(&self) -> PassId {
        PassId("figures")
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[FindingKind::Dates, FindingKind::Names]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Figures]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        let sources = Sources {
            dates: &draft.dates,
            names: &draft.names,
        };
        draft.figures = find_figures(page, &sources, self.id());
    }
}
