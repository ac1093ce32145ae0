//! Precision, recall and F1, computed in integers.

use std::collections::BTreeMap;

use super::report_table::ReportTable;

/// The number of gold items, of found items, and of agreements.
///
/// `right` counts found items and `matched` counts gold items. They differ where the matching is not one to one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemCounts {
    /// Items in the gold corpus.
    pub gold: u64,
    /// Items that the engine found.
    pub found: u64,
    /// Found items that are right.
    pub right: u64,
    /// Gold items that were found.
    pub matched: u64,
}

impl ItemCounts {
    /// Counts one gold item.
    pub fn gold(&mut self, is_matched: bool) {
        self.gold += 1;
        self.matched += u64::from(is_matched);
    }

    /// Counts one found item.
    pub fn found(&mut self, is_right: bool) {
        self.found += 1;
        self.right += u64::from(is_right);
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
        self.matched += other.matched;
    }

    /// Returns the precision, the share of found items that are right, in tenths of a percent. `None` if nothing was
    /// found.
    pub fn precision(self) -> Option<u64> {
        permille_of(self.right, self.found)
    }

    /// Returns the recall, the share of gold items that were found, in tenths of a percent. `None` if there are no gold
    /// items.
    pub fn recall(self) -> Option<u64> {
        permille_of(self.matched, self.gold)
    }

    /// Returns the harmonic mean of precision and recall, in tenths of a percent. `None` if there are neither gold nor
    /// found items.
    pub fn f1(self) -> Option<u64> {
        self.f1_of(1000)
    }

    /// Returns the harmonic mean of precision and recall as a part of `scale`, which is all of it.
    pub fn f1_of(self, scale: u64) -> Option<u64> {
        // 2PR / (P + R) with P = right / found and R = matched / gold, as a single fraction: rounding P and R first
        // would change the last digit.
        let over = self.right * self.gold + self.matched * self.found;
        if over == 0 {
            return (self.gold + self.found > 0).then_some(0);
        }
        ratio_of(2 * self.right * self.matched, over, scale)
    }
}

/// Returns `part` of `whole` in tenths of a percent, rounded to nearest. `None` if `whole` is 0.
fn permille_of(part: u64, whole: u64) -> Option<u64> {
    ratio_of(part, whole, 1000)
}

/// Returns `part` of `whole` as a part of `scale`, rounded to nearest. `None` if `whole` is 0.
fn ratio_of(part: u64, whole: u64, scale: u64) -> Option<u64> {
    (2 * scale * part + whole).checked_div(2 * whole)
}

/// Returns `part` of `whole` as a percentage with one decimal, `81.3`, or `–` if `whole` is 0.
pub fn percent_of(part: u64, whole: u64) -> String {
    format_permille(permille_of(part, whole))
}

fn format_permille(permille: Option<u64>) -> String {
    permille.map_or_else(
        || "–".to_owned(),
        |tenths| format!("{}.{}", tenths / 10, tenths % 10),
    )
}

/// Counts per kind, with their sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindScores {
    by_kind: BTreeMap<String, ItemCounts>,
}

impl KindScores {
    /// Returns the counts of a kind, created on first use.
    pub fn of(&mut self, kind: &str) -> &mut ItemCounts {
        self.by_kind.entry(kind.to_owned()).or_default()
    }

    /// Returns the sum over all kinds.
    pub fn overall(&self) -> ItemCounts {
        let mut sum = ItemCounts::default();
        for counts in self.by_kind.values() {
            sum.add(*counts);
        }
        sum
    }

    /// Returns the table for the report: the sum, then each kind.
    pub fn table(&self, title: &str) -> ReportTable {
        let mut table =
            ReportTable::new(title, &["kind", "gold", "found", "right", "P", "R", "F1"]);
        let all = [("all", self.overall())];
        let kinds = self.by_kind.iter().map(|(kind, c)| (kind.as_str(), *c));
        for (kind, c) in all.into_iter().chain(kinds) {
            table.push(vec![
                kind.to_owned(),
                c.gold.to_string(),
                c.found.to_string(),
                c.right.to_string(),
                format_permille(c.precision()),
                format_permille(c.recall()),
                format_permille(c.f1()),
            ]);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_to_a_tenth_of_a_percent() {
        let counts = ItemCounts {
            gold: 3,
            found: 4,
            right: 2,
            matched: 2,
        };
        assert_eq!(counts.precision(), Some(500));
        assert_eq!(counts.recall(), Some(667));
        assert_eq!(counts.f1(), Some(571));
    }

    #[test]
    fn nothing_to_divide_by_is_no_score() {
        assert_eq!(ItemCounts::default().f1(), None);
        assert_eq!(percent_of(1, 0), "–");
        let mut only_found = ItemCounts::default();
        only_found.found(false);
        assert_eq!((only_found.recall(), only_found.f1()), (None, Some(0)));
    }

    #[test]
    fn the_sum_stands_before_the_kinds() {
        let mut scores = KindScores::default();
        scores.of("person").gold(true);
        scores.of("place").found(false);
        let printed = scores.table("").to_string();
        let firsts: Vec<_> = printed
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        assert_eq!(firsts, ["kind", "all", "person", "place"]);
    }
}
