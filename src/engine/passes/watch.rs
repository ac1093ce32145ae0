//! Finds the terms that the user watches.

use super::pass::Pass;
use crate::annotation::{Confidence, RuleEffect, RuleId};
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Found, Page};

/// Finds the terms that the user watches.
pub struct Watch;

static WATCH: Rule = Rule {
    id: RuleId("user/watch"),
    summary: "A term that the user watches.",
    needs: &[],
    finds: &[],
    silent: &[],
};

static RULES: &[&Rule] = &[&WATCH];

impl Pass for Watch {
    fn name(&self) -> &'static str {
        "watch"
    }

    fn rules(&self) -> &'static [&'static Rule] {
        RULES
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
            by: WATCH.id,
            confidence: Confidence::CERTAIN,
        }));
    }
}
