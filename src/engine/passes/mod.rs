//! The passes and their order. A new pass is one file here and one line in [`PASSES`].

use super::{Draft, Page};
use crate::annotation::PassId;

pub mod dates;
pub mod entities;
pub mod figures;
pub mod names;
pub mod quotes;
pub mod watch;

/// A kind of finding that passes make and need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// [`Draft::names`].
    Names,
    /// [`Draft::entities`] and [`Draft::mentions`].
    Entities,
    /// [`Draft::figures`].
    Figures,
    /// [`Draft::dates`].
    Dates,
    /// [`Draft::quotes`].
    Quotes,
    /// [`Draft::watches`].
    Watches,
}

/// One step of the engine: from a page and earlier findings to new ones. It cannot fail, and looks at nothing else.
pub trait Pass: Sync {
    /// Returns the pass's name.
    fn id(&self) -> PassId;
    /// Returns what must have been made before.
    fn needs(&self) -> &'static [FindingKind];
    /// Returns what it makes.
    fn makes(&self) -> &'static [FindingKind];
    /// Adds what it finds to `draft`.
    fn run(&self, page: &Page<'_>, draft: &mut Draft);
}

/// All passes, in the order in which they run: a pass comes after those that make what it needs.
pub const PASSES: &[&dyn Pass] = &[
    &names::Names,
    &dates::Dates,
    &figures::Figures,
    &entities::Entities,
    &quotes::Quotes,
    &watch::Watch,
];
