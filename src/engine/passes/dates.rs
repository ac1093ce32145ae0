//! Finds dates, times, durations and sets, resolved against the publication date.

use super::Pass;
use crate::annotation::RuleId;
use crate::engine::dates::find_dates;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Page};

/// Finds dates, times, durations and sets, resolved against the publication date.
pub struct Dates;

static EXPRESSION: Rule = Rule {
    id: RuleId("dates/expression"),
    summary: "A date, a time of day, a duration or a repetition by the grammar of date expressions.",
    needs: &[],
    finds: &["It opens on ⟦12 May 2024⟧."],
    silent: &["The bill may pass."],
};

static RULES: &[&Rule] = &[&EXPRESSION];

impl Pass for Dates {
    fn name(&self) -> &'static str {
        "dates"
    }

    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Dates]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        draft.dates = find_dates(page, EXPRESSION.id);
    }
}
