//! Lengths of time and parts of the day, as TIMEX3 writes them.

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine) enum Period {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Period {
    /// Each with its names in the singular and the plural.
    pub(in crate::engine) const NAMES: [(Self, &'static str, &'static str); 19] = [
        (Self::Second, "second", "seconds"),
        (Self::Second, "sec", "secs"),
        (Self::Minute, "minute", "minutes"),
        (Self::Minute, "min", "mins"),
        (Self::Hour, "hour", "hours"),
        (Self::Hour, "hr", "hrs"),
        (Self::Day, "day", "days"),
        (Self::Night, "night", "nights"),
        (Self::Weekend, "weekend", "weekends"),
        (Self::Week, "week", "weeks"),
        (Self::Fortnight, "fortnight", "fortnights"),
        (Self::Month, "month", "months"),
        (Self::Quarter, "quarter", "quarters"),
        (Self::Year, "year", "years"),
        (Self::Year, "yr", "yrs"),
        (Self::Decade, "decade", "decades"),
        (Self::Century, "century", "centuries"),
        (Self::Millennium, "millennium", "millennia"),
        (Self::Season, "semester", "semesters"),
    ];

    /// Returns how a duration of so many is written: `P3W`, `PT90M`.
    pub(in crate::engine) fn duration(self, count: &str) -> String {
        match self {
            Self::Second => format!("PT{count}S"),
            Self::Minute => format!("PT{count}M"),
            Self::Hour => format!("PT{count}H"),
            Self::Day | Self::Night => format!("P{count}D"),
            Self::Weekend => format!("P{count}WE"),
            Self::Week => format!("P{count}W"),
            Self::Fortnight => format!("P{count}F"),
            Self::Month => format!("P{count}M"),
            Self::Quarter => format!("P{count}Q"),
            Self::Season => format!("P{count}S"),
            Self::Year => format!("P{count}Y"),
            Self::Decade => format!("P{count}DE"),
            Self::Century => format!("P{count}CE"),
            Self::Millennium => format!("P{count}MI"),
        }
    }

    /// Returns how many smaller periods make one, for counting in years or weeks.
    pub(in crate::engine) const fn in_smaller(self) -> (Self, u32) {
        match self {
            Self::Fortnight => (Self::Week, 2),
            Self::Decade => (Self::Year, 10),
            Self::Century => (Self::Year, 100),
            Self::Millennium => (Self::Year, 1000),
            Self::Quarter => (Self::Month, 3),
            Self::Night => (Self::Day, 1),
            other => (other, 1),
        }
    }

    /// Returns the name of a measure of that length.
    pub(in crate::engine) const fn measure(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Night => "night",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Fortnight => "fortnight",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Millennium => "millennium",
        }
    }
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    /// Each with its names.
    pub(in crate::engine) const NAMES: [(Self, &'static str); 5] = [
        (Self::Morning, "morning mornings dawn daybreak"),
        (Self::Midday, "noon midday"),
        (Self::Afternoon, "afternoon afternoons"),
        (Self::Evening, "evening evenings dusk"),
        (Self::Night, "night nights midnight"),
    ];

    /// Returns how TIMEX3 writes it behind a day.
    pub(in crate::engine) const fn suffix(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Midday => "T12:00",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
        }
    }
}
