//! The comparison of one case with what the engine found.

/// The comparison of one case with what the engine found.
#[derive(Clone, Debug, Default)]
pub(super) struct CaseResult {
    /// How many items the case lists.
    pub(super) n_expected: u64,
    /// How many of them were found as they are listed.
    pub(super) n_right: u64,
    /// What was expected and not found so.
    pub(super) missed: Vec<String>,
    /// What was found and not expected.
    pub(super) extra: Vec<String>,
}

impl CaseResult {
    /// Returns whether everything was found, and nothing else.
    pub(super) fn is_passed(&self) -> bool {
        self.missed.is_empty() && self.extra.is_empty()
    }

    /// Adds what another comparison of the same case gave.
    pub(super) fn add(&mut self, other: Self) {
        self.n_expected += other.n_expected;
        self.n_right += other.n_right;
        self.missed.extend(other.missed);
        self.extra.extend(other.extra);
    }
}
