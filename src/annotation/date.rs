//! Dates, times, durations and sets, with TIMEX3 values (ISO-TimeML, ISO 24617-1).

/// What a temporal expression tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// A day, week, month, quarter, year, decade.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that comes again.
    Set,
}

impl DateKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Date, Self::Time, Self::Duration, Self::Set];

    /// Returns the name in the exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Set => "set",
        }
    }
}

/// TIMEX3 `mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    EqualOrMore,
    /// "less than".
    LessThan,
    /// "at most".
    EqualOrLess,
}

impl DateModifier {
    /// Returns the name in the exports.
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

/// A date, time, duration or set in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateExpression {
    /// What it tells.
    pub kind: DateKind,
    /// The TIMEX3 value: `2013-03-22`, `2013-W12`, `P3W`, `2013-Q1`, `199`, `PRESENT_REF`, `XXXX-WXX-1`. A stretch that
    /// one expression names has both ends, as ISO 8601 writes them: `2023/2024`, `P3W/P4W`.
    pub value: String,
    /// Whether the value is a bound or a part.
    pub modifier: Option<DateModifier>,
    /// Whether it needed the publication date, and there was none: its value is then relative.
    pub is_unresolved: bool,
    /// Where a duration that is tied to a day lies, from the first to the last day: "in the past two years". As ISO
    /// 8601 writes it: `2011-03-22/2013-03-22`.
    pub anchor: Option<String>,
}
