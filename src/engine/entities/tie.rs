//! The assignment of a name to an entity by a rule.

use super::mention_table::MentionTable;
use crate::engine::{Evidence, Page, Rule};

/// The assignment of a name to an entity, with the reason.
#[derive(Clone, Copy, Debug)]
pub(super) struct EntityTie {
    /// The index of the entity, among the people or among the others.
    pub(super) entity: usize,
    /// The rule that assigned it; `None` if the name is written like an earlier one, or is the first.
    pub(super) by: Option<&'static Rule>,
    /// The earlier name that it stands for, an index into [`MentionTable::items`].
    pub(super) because: Option<usize>,
}

impl EntityTie {
    /// Returns an assignment that needs no rule.
    pub(super) const fn plain(entity: usize) -> Self {
        Self {
            entity,
            by: None,
            because: None,
        }
    }
}

/// Stores in each name the rule that assigned it.
pub(super) fn mark_ties(
    page: &Page<'_>,
    mentions: &mut MentionTable<'_>,
    ties: &[Option<EntityTie>],
) {
    for (at, tie) in ties.iter().enumerate() {
        let Some((tie, rule)) = tie.and_then(|tie| Some((tie, tie.by?))) else {
            continue;
        };
        let because = tie.because.filter(|because| *because != at);
        let because = because.and_then(|because| mentions.items.get(because));
        let because = because.map(|mention| mention.range);
        if let Some(mention) = mentions.items.get_mut(at) {
            mention.by = rule.id;
            page.record(rule, mention.range, || {
                let label = "other name";
                let evidence = because.map(|range| Evidence { label, range });
                evidence.into_iter().collect()
            });
        }
    }
}
