//! The score of a report that sums the others up.

use super::counts::ItemCounts;
use crate::invariant::ExpectOr;

/// The score of a report that sums the others up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MainScore {
    /// What it is.
    pub name: &'static str,
    /// Its parts: agreements on both sides, and items on both sides. Their quotient is the F1.
    pub counts: ItemCounts,
}

impl MainScore {
    /// Returns the F1 in hundredths of a percent; 0 if there is nothing to score.
    pub fn basis_points(self) -> i64 {
        // Where there is neither gold nor a finding, there is nothing to lose.
        let points = self.counts.f1_of(10_000).map_or(0, |points| points);
        i64::try_from(points).expect_or(i64::MAX, "it is at most 10,000")
    }
}
