//! Finds dates, times, durations and sets, resolved against the publication date.

use super::pass::Pass;
use crate::engine::dates::{RULES, find_dates};
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Page};

/// Finds dates, times, durations and sets, resolved against the publication date.
pub struct Dates;

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
        draft.dates = find_dates(page);
    }
}
