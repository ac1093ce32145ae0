//! Finds amounts with value, unit, bound, change and what they count.

use super::Pass;
use crate::annotation::RuleId;
use crate::engine::figures::{Sources, find_figures};
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Page};

/// Finds amounts with value, unit, bound, change and what they count.
pub struct Figures;

static AMOUNT: Rule = Rule {
    id: RuleId("figures/amount"),
    summary: "A number with its unit, bound, change and counted thing by the grammar of amounts.",
    needs: &[FindingKind::Dates, FindingKind::Names],
    finds: &["It cost ⟦$12 million⟧ to build."],
    silent: &["The boat sank near the pier."],
};

static RULES: &[&Rule] = &[&AMOUNT];

impl Pass for Figures {
    fn name(&self) -> &'static str {
        "figures"
    }

    fn rules(&self) -> &'static [&'static Rule] {
        RULES
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
        draft.figures = find_figures(page, &sources, AMOUNT.id);
    }
}
