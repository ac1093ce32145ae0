//! Amounts, normalised.

use rust_decimal::Decimal;

use crate::text::ByteRange;

/// What an amount is of. The names are those of the exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKind {
    /// A bare number.
    Number,
    /// A number of things: "41 people".
    Count,
    /// A place in an order: "third".
    Ordinal,
    /// A part of a whole: "one in five", "two-thirds".
    Fraction,
    /// Per cent.
    Percent,
    /// Percentage points or basis points.
    Points,
    /// Money.
    Money,
    /// A measure with a unit: "41.2C", "300 miles".
    Quantity,
    /// An age in years.
    Age,
    /// A result: "2-1", "52 votes to 48".
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

    /// Returns the name in the exports.
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

/// How much, exactly. Never a floating-point number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// One value.
    Exact(Decimal),
    /// From the first to the second, both included.
    Between(Decimal, Decimal),
    /// So many out of so many.
    Ratio(u64, u64),
    /// A place in an order, from 1.
    Ordinal(u32),
    /// One side's points and the other's.
    Score(u32, u32),
}

/// Which side of the value the truth may lie on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// Returns the lowest and the highest value it may have; for a score both sides.
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
                let share = Decimal::from(part)
                    .checked_div(Decimal::from(whole))
                    .unwrap_or_default();
                (share, share)
            }
            Self::Ordinal(place) => (place.into(), place.into()),
            Self::Score(one, other) => (one.into(), other.into()),
        }
    }

    /// Returns whether it is two numbers rather than one.
    pub const fn is_pair(self) -> bool {
        matches!(self, Self::Between(..) | Self::Score(..))
    }
}

impl Modifier {
    /// Returns the name in the exports.
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

/// Which way an amount moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It rose.
    Up,
    /// It fell.
    Down,
}

impl Change {
    /// Returns the name in the exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// Where a change that the text tells of began or ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// It rose or fell from this.
    From(Change),
    /// It rose or fell to this.
    To(Change),
}

impl Level {
    /// Returns the name in the exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::From(_) => "from",
            Self::To(_) => "to",
        }
    }

    /// Returns which way it moved.
    pub const fn change(self) -> Change {
        match self {
            Self::From(change) | Self::To(change) => change,
        }
    }
}

/// What an amount is measured in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A currency by its ISO 4217 code.
    Currency(String),
    /// A measure by its canonical name in the singular: "kilometre", "percent", "percentage point", "year".
    Measure(String),
    /// The head noun of what is counted, as written: "troops".
    Noun(String),
}

impl Unit {
    /// Returns the unit in the form of the exports: `USD`, `kilometre`, `troops`.
    pub fn name(&self) -> &str {
        match self {
            Self::Currency(name) | Self::Measure(name) | Self::Noun(name) => name,
        }
    }
}

/// An amount that a reader could want to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is an amount of.
    pub kind: FigureKind,
    /// How much.
    pub amount: Amount,
    /// Whether it is a bound or an estimate.
    pub modifier: Option<Modifier>,
    /// What it is measured in.
    pub unit: Option<Unit>,
    /// What it is for each of: the barrel of "$83 a barrel", the day of "400 cars a day".
    pub per: Option<Unit>,
    /// The words for what is counted, "North Korean troops"; for an age, whose it is.
    pub of: Option<ByteRange>,
    /// Whether something rose or fell by this.
    pub change: Option<Change>,
    /// Whether something rose or fell from or to this.
    pub level: Option<Level>,
}

impl Figure {
    /// Returns the figure of that kind and amount, with nothing else known about it.
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
