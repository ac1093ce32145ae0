//! Finds amounts with value, unit, bound, change and what they count.

use super::{Layer, Pass};
use crate::annotation::PassId;
use crate::engine::{Draft, Page};

/// Finds amounts with value, unit, bound, change and what they count.
pub struct Figures;

impl Pass for Figures {
    fn id(&self) -> PassId {
        PassId("figures")
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Dates]
    }

    fn makes(&self) -> &'static [Layer] {
        &[Layer::Figures]
    }

    fn run(&self, _page: &Page<'_>, _draft: &mut Draft) {}
}
