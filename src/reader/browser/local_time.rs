//! The time of the user's clock.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// The current time in the user's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The instant.
    pub at: Timestamp,
    /// The offset of the user's time zone from UTC.
    pub offset: Offset,
}

impl Default for LocalTime {
    fn default() -> Self {
        Self {
            at: Timestamp::UNIX_EPOCH,
            offset: Offset::UTC,
        }
    }
}

impl LocalTime {
    /// Returns the local date of an instant.
    pub fn day(self, at: Timestamp) -> Date {
        self.offset.to_datetime(at).date()
    }

    /// Returns the local date of the current time.
    pub fn today(self) -> Date {
        self.day(self.at)
    }
}
