//! The numbers of findings in an article, counted in one place for lists, tabs and exports.

use super::{Annotations, EntityId, MentionForm};

/// The number of findings of each kind in an article.
///
/// Each finding counts as one, as in the rows of an export. The list of articles, the titles of the annotation tabs,
/// `list --json` and the exports show these numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCounts {
    /// Entities with at least one name, as the entity tab and the exports list them.
    pub n_names: usize,
    /// Quotes, including indirect ones.
    pub n_quotes: usize,
    /// Figures, without dates.
    pub n_figures: usize,
    /// Dates, times and durations.
    pub n_dates: usize,
}

impl Annotations {
    /// Counts the findings of each kind.
    pub fn count_findings(&self) -> FindingCounts {
        FindingCounts {
            n_names: self.count_mentions().iter().filter(|n| **n > 0).count(),
            n_quotes: self.quotes().count(),
            n_figures: self.figures().count(),
            n_dates: self.dates().count(),
        }
    }

    /// Returns the number of mentions of each entity, in the order of the entities. Pronouns are not counted.
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
