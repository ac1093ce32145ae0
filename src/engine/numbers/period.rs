//! Lengths of time and parts of the day, as TIMEX3 writes them.

use super::named_enum::named_enum;

named_enum! {
    /// A unit of the calendar or the clock.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub(in crate::engine) enum Period {
        /// A second.
        Second,
        /// A minute.
        Minute,
        /// An hour.
        Hour,
        /// A day.
        Day,
        /// A night.
        Night,
        /// A weekend.
        Weekend,
        /// A week.
        Week,
        /// Two weeks.
        Fortnight,
        /// A month.
        Month,
        /// Three months.
        Quarter,
        /// Half a year of study.
        Season,
        /// A year.
        Year,
        /// Ten years.
        Decade,
        /// A hundred years.
        Century,
        /// A thousand years.
        Millennium,
    }
}

impl Period {
    /// Returns the TIMEX3 value of a duration of `count` such periods: `P3W`, `PT90M`.
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

    /// Returns a smaller period and how many of it make this one, so that fractions can be written in whole numbers.
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
}

named_enum! {
    /// A part of the day.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(in crate::engine) enum DayPart {
        /// Before noon.
        Morning,
        /// Noon.
        Midday,
        /// After noon.
        Afternoon,
        /// Before night.
        Evening,
        /// The night.
        Night,
    }
}

impl DayPart {
    /// Returns its TIMEX3 code after a day.
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

named_enum! {
    /// A season of the year.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(in crate::engine) enum Season {
        /// Spring.
        Spring,
        /// Summer.
        Summer,
        /// Autumn.
        Fall,
        /// Winter.
        Winter,
    }
}

impl Season {
    /// Returns its TIMEX3 code.
    pub(in crate::engine) const fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Fall => "FA",
            Self::Winter => "WI",
        }
    }
}
