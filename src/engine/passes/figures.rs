//! Finds amounts with value, unit, bound, change and what they count.

use super::pass::Pass;
use crate::engine::draft::Draft;
use crate::engine::figures::{self, EarlierFindings, find_figures};
use crate::engine::page::Page;
use crate::engine::rule::{FindingKind, Rule};

/// Finds amounts with value, unit, bound, change and what they count.
pub struct Figures;

impl Pass for Figures {
    fn name(&self) -> &'static str {
        "figures"
    }

    fn rules(&self) -> &'static [&'static Rule] {
        figures::RULES
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[FindingKind::Dates, FindingKind::Names]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Figures]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        let sources = EarlierFindings {
            dates: &draft.dates,
            names: &draft.names,
        };
        draft.figures = find_figures(page, sources);
    }
}
