//! Figures: normalized amounts.

use rust_decimal::Decimal;

use crate::text::ByteRange;

/// The type of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum FigureKind {
    /// A bare number.
    Number,
    /// A number of things: "41 people".
    Count,
    /// A rank: "third".
    Ordinal,
    /// A part of a whole: "one in five", "two-thirds".
    Fraction,
    /// A percentage.
    Percent,
    /// Percentage points or basis points.
    Points,
    /// Money.
    Money,
    /// A measure with a unit: "41.2C", "300 miles".
    Quantity,
    /// An age, in years.
    Age,
    /// A result of two sides: "2-1", "52 votes to 48".
    Score,
}

impl FigureKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Number,
        Self::Count,
        Self::Ordinal,
        Self::Fraction,
        Self::Percent,
        Self::Points,
        Self::Money,
        Self::Quantity,
        Self::Age,
        Self::Score,
    ];

    /// Returns the kind's name in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Count => "count",
            Self::Ordinal => "ordinal",
            Self::Fraction => "fraction",
            Self::Percent => "percent",
            Self::Points => "points",
            Self::Money => "money",
            Self::Quantity => "quantity",
            Self::Age => "age",
            Self::Score => "score",
        }
    }
}

/// An exact value. Decimals and integers only: floating point would change the digits of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Amount {
    /// One value.
    Exact(Decimal),
    /// A range; both ends are inclusive.
    Between(Decimal, Decimal),
    /// A numerator and a denominator: 1 and 5 for "one in five".
    Ratio(u64, u64),
    /// A rank, from 1.
    Ordinal(u32),
    /// The points of both sides, in the order of the text.
    Score(u32, u32),
}

/// How the true value relates to the stated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Modifier {
    /// "about", "nearly", "some".
    Approx,
    /// "more than".
    MoreThan,
    /// "at least", "no fewer than".
    AtLeast,
    /// "less than", "under".
    LessThan,
    /// "up to", "as many as".
    AtMost,
}

impl Amount {
    /// Returns the lowest and the highest possible value; for a score, both sides. A ratio is divided out, and is 0 if
    /// its denominator is 0.
    ///
    /// ```
    /// use pullquote::annotation::{Amount, Decimal};
    /// assert_eq!(Amount::Ratio(1, 4).bounds(), (Decimal::new(25, 2), Decimal::new(25, 2)));
    /// ```
    pub fn bounds(self) -> (Decimal, Decimal) {
        match self {
            Self::Exact(value) => (value, value),
            Self::Between(low, high) => (low, high),
            Self::Ratio(part, whole) => {
                // A ratio to nothing has no value; such a ratio may be in a stored annotation.
                let share = Decimal::from(part).checked_div(Decimal::from(whole));
                let share = share.map_or(Decimal::ZERO, |share| share);
                (share, share)
            }
            Self::Ordinal(place) => (place.into(), place.into()),
            Self::Score(one, other) => (one.into(), other.into()),
        }
    }

    /// Returns whether the amount consists of two numbers: a range or a score.
    pub const fn is_pair(self) -> bool {
        matches!(self, Self::Between(..) | Self::Score(..))
    }
}

impl Modifier {
    /// Returns the modifier's name in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approx => "approx",
            Self::MoreThan => "more_than",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::AtMost => "at_most",
        }
    }
}

/// The direction of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Change {
    /// The value rose.
    Up,
    /// The value fell.
    Down,
}

impl Change {
    /// Returns the direction's name in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// Marks an amount as the start or the end of a change: "from 3 percent", "to 5 percent".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Level {
    /// The value before the change.
    From(Change),
    /// The value after the change.
    To(Change),
}

impl Level {
    /// Returns the level's name in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::From(_) => "from",
            Self::To(_) => "to",
        }
    }

    /// Returns the direction of the change.
    pub const fn change(self) -> Change {
        match self {
            Self::From(change) | Self::To(change) => change,
        }
    }
}

/// The unit of an amount.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Unit {
    /// A currency, by ISO 4217 code.
    Currency(String),
    /// A unit of measure, by its canonical singular name: "kilometre", "percent", "percentage point", "year".
    Measure(String),
    /// The head noun of the things counted, as written: "troops".
    Noun(String),
}

impl Unit {
    /// Returns the unit as in exports: `USD`, `kilometre`, `troops`.
    pub fn name(&self) -> &str {
        match self {
            Self::Currency(name) | Self::Measure(name) | Self::Noun(name) => name,
        }
    }
}

/// An amount in the text that may interest a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Figure {
    /// The type of the amount.
    pub kind: FigureKind,
    /// The value.
    pub amount: Amount,
    /// Whether the value is a bound or an estimate; `None` if the text gives it as exact.
    pub modifier: Option<Modifier>,
    /// The unit; `None` for a bare number.
    pub unit: Option<Unit>,
    /// The denominator of a rate: the barrel of "$83 a barrel", the day of "400 cars a day".
    pub per: Option<Unit>,
    /// The phrase for the things counted, "North Korean troops"; for an age, the phrase for the person.
    pub of: Option<ByteRange>,
    /// The direction, if the amount is the size of a change.
    pub change: Option<Change>,
    /// The level, if the amount is the start or the end of a change.
    pub level: Option<Level>,
}

impl Figure {
    /// Returns a figure with this kind and amount and all other fields `None`.
    pub const fn new(kind: FigureKind, amount: Amount) -> Self {
        Self {
            kind,
            amount,
            modifier: None,
            unit: None,
            per: None,
            of: None,
            change: None,
            level: None,
        }
    }
}
