//! Finds dates, times, durations and sets, resolved against the publication date.

use super::{Layer, Pass};
use crate::annotation::PassId;
use crate::engine::dates::find;
use crate::engine::{Draft, Page};

/// Finds dates, times, durations and sets, resolved against the publication date.
pub struct Dates;

impl Pass for Dates {
    fn id(&self) -> PassId {
        PassId("dates")
    }

    fn needs(&self) -> &'static [Layer] {
        &[]
    }

    fn makes(&self) -> &'static [Layer] {
        &[Layer::Dates]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        draft.dates = find(page, self.id());
    }
}
