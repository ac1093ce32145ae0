//! How sure a finding is.

/// The confidence in a finding, from 0 to 100 percent: how often findings of that rule are right on development data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u8);

impl Confidence {
    /// Full confidence, for matches of the user's rules.
    pub const CERTAIN: Self = Self(100);

    /// Returns a confidence of `percent`, clamped to 100.
    pub const fn percent(percent: u8) -> Self {
        Self(if percent > 100 { 100 } else { percent })
    }

    /// Returns the percentage.
    pub const fn get(self) -> u8 {
        self.0
    }
}
