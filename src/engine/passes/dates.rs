//! Finds dates, times, durations and sets, resolved against the publication date.

use super::{FindingKind, Pass};
use crate::annotation::PassId;
use crate::engine::dates::find_dates;
use crate::engine::{Draft, Page};

/// Finds dates, times, durations and sets, resolved against the publication date.
pub struct Dates;

impl Pass for Dates {
    fn id(&self) -> PassId {
        PassId("dates")
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Dates]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        draft.dates = find_dates(page, self.id());
    }
}
