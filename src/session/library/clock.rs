//! The current time.

use jiff::{Timestamp, Zoned};

use crate::reader::LocalTime;

/// Returns the current local time.
pub(in crate::session) fn local_time() -> LocalTime {
    let now = Zoned::now();
    LocalTime {
        at: now.timestamp(),
        offset: now.offset(),
    }
}

/// Returns the current time.
pub(super) fn current_time() -> Timestamp {
    Timestamp::now()
}
