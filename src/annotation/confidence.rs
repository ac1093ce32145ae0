//! How sure a finding is.

/// The confidence in a finding, from 0 to 100 percent: the share of findings of the same rule that are right on
/// development data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "f32", from = "f32"))]
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

    /// Returns the confidence as a fraction from 0 to 1, as exports have it.
    pub fn fraction(self) -> f32 {
        f32::from(self.0) / 100.0
    }
}

impl From<Confidence> for f32 {
    fn from(confidence: Confidence) -> Self {
        confidence.fraction()
    }
}

impl From<f32> for Confidence {
    /// Returns the nearest percentage. Below 0 and not a number: 0; above 1: 100.
    fn from(fraction: f32) -> Self {
        (0..=100)
            .rev()
            .map(Self)
            .find(|confidence| confidence.fraction() <= fraction + ROUNDING)
            .map_or(Self(0), |confidence| confidence)
    }
}

/// Half a percent: a fraction between two percentages becomes the nearer one.
const ROUNDING: f32 = 0.005;
