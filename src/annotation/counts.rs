//! How many findings an article has: the one definition for lists, tabs and exports.

use super::{Annotations, EntityId, MentionForm};

/// How many findings of each kind an article has.
///
/// Every row of an export is counted once: the list of articles, the titles of the annotation tabs, `list --json` and
/// the exports show the same numbers for the same article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCounts {
    /// Entities that are named: what the tab of names lists, and the entities of an export.
    pub n_names: usize,
    /// Quotes, indirect ones among them.
    pub n_quotes: usize,
    /// Figures, dates not among them.
    pub n_figures: usize,
    /// Dates, times and durations.
    pub n_dates: usize,
}

impl Annotations {
    /// Returns how many findings of each kind there are.
    pub fn count_findings(&self) -> FindingCounts {
        FindingCounts {
            n_names: self.count_mentions().iter().filter(|n| **n > 0).count(),
            n_quotes: self.quotes().count(),
            n_figures: self.figures().count(),
            n_dates: self.dates().count(),
        }
    }

    /// Returns how often each entity is named, in the order of the entities. A pronoun names nobody.
    pub fn count_mentions(&self) -> Vec<usize> {
        let mut counts = vec![0; self.entities().len()];
        for (_, mention) in self.mentions() {
            let EntityId(n) = mention.entity;
            let count = usize::try_from(n).ok().and_then(|n| counts.get_mut(n));
            if let Some(count) = count.filter(|_| mention.form != MentionForm::Pronoun) {
                *count += 1;
            }
        }
        counts
    }
}
