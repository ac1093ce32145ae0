//! What the text says that people and organisations are: "the U.S. secretary of state", "German Chancellor".

use super::lexicon;
use super::spots::{Spot, Spots, bare};
use super::{Cluster, Gender};
use crate::engine::Page;
use crate::text::ByteRange;

/// A role where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoleAt {
    /// Where it stands, without an article before it.
    pub(super) range: ByteRange,
    /// What its head tells of the gender.
    pub(super) gender: Gender,
}

/// Gives each cluster the first role that the text gives it.
pub(super) fn read(_page: &Page<'_>, _spots: &Spots<'_>, _clusters: &mut [Cluster]) {}

/// Returns whether a name comes right after "his wife", "their son" and the like: somebody else's relative.
pub(super) fn is_relative(page: &Page<'_>, spot: &Spot<'_>) -> bool {
    let Some(mut before) = spot.tokens.start.checked_sub(1) else {
        return false;
    };
    if page.word(before) == ","
        && let Some(earlier) = before.checked_sub(1)
    {
        before = earlier;
    }
    lexicon::is_relative(bare(page, before))
}
