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
    /// It rose by or to this.
    Up,
    /// It fell by or to this.
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

/// What an amount is measured in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A currency by its ISO 4217 code.
    Currency(String),
    /// A measure by its canonical name in the singular: "kilometre", "percent", "percentage point", "year".
    Measure(String),
    /// The head noun of what is counted, as written: "troops".
    Noun(String),
    /// One measure for each of another: (US dollar, barrel).
    Rate(Box<Unit>, Box<Unit>),
}

impl Unit {
    /// Returns the unit in the form of the exports: `USD`, `kilometre`, `troops`, `USD/barrel`.
    pub fn name(&self) -> String {
        match self {
            Self::Currency(name) | Self::Measure(name) | Self::Noun(name) => name.clone(),
            Self::Rate(one, each) => format!("{}/{}", one.name(), each.name()),
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
    /// The words for what is counted: "North Korean troops".
    pub of: Option<ByteRange>,
    /// Whether it rose or fell by or to this.
    pub change: Option<Change>,
}
