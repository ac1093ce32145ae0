//! Dates, times, durations and recurring times, with TIMEX3 values (ISO-TimeML, ISO 24617-1).

/// The TIMEX3 type of a temporal expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum DateKind {
    /// A day, week, month, quarter, year or decade.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time: "every Monday".
    Set,
}

impl DateKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Date, Self::Time, Self::Duration, Self::Set];

    /// Returns the kind's name in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Set => "set",
        }
    }
}

/// The TIMEX3 `mod` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum DateModifier {
    /// "about".
    Approx,
    /// "early", "the start of".
    Start,
    /// "mid-".
    Mid,
    /// "late", "the end of".
    End,
    /// "before", "more than … ago".
    Before,
    /// "after", "less than … ago".
    After,
    /// "more than".
    MoreThan,
    /// "at least".
    #[cfg_attr(feature = "serde", serde(rename = "at_least"))]
    EqualOrMore,
    /// "less than".
    LessThan,
    /// "at most".
    #[cfg_attr(feature = "serde", serde(rename = "at_most"))]
    EqualOrLess,
}

impl DateModifier {
    /// Returns the modifier's name in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approx => "approx",
            Self::Start => "start",
            Self::Mid => "mid",
            Self::End => "end",
            Self::Before => "before",
            Self::After => "after",
            Self::MoreThan => "more_than",
            Self::EqualOrMore => "at_least",
            Self::LessThan => "less_than",
            Self::EqualOrLess => "at_most",
        }
    }
}

/// A temporal expression in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DateExpression {
    /// The TIMEX3 type.
    pub kind: DateKind,
    /// The TIMEX3 value: `2013-03-22`, `2013-W12`, `P3W`, `2013-Q1`, `199`, `PRESENT_REF`, `XXXX-WXX-1`. A range is
    /// given by both ends, in ISO 8601 notation: `2023/2024`, `P3W/P4W`.
    pub value: String,
    /// The modifier; `None` if the value is the whole of what the text states.
    pub modifier: Option<DateModifier>,
    /// Whether the value is relative because the expression depends on a publication date that is unknown.
    pub is_unresolved: bool,
    /// For a duration that ends or begins at a known day ("in the past two years"): the first and the last day, in ISO
    /// 8601 notation, `2011-03-22/2013-03-22`.
    pub anchor: Option<String>,
}
