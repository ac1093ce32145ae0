//! The schedule: when a feed is fetched next.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Longest wait after failures, in minutes: a day. The feed's own interval may be longer.
const MAX_BACK_OFF_MINUTES: u64 = 24 * 60;

/// Returns when a feed is due after a successful fetch.
pub(super) fn due_after_success(now: Timestamp, minutes: u32) -> Timestamp {
    add_minutes(now, minutes.into())
}

/// Returns when a feed is due after a failed fetch.
///
/// Each of the `n_failures` earlier failures in a row doubles the interval, up to [`MAX_BACK_OFF_MINUTES`]. The result
/// is never before the time that the server asked to wait.
pub(super) fn due_after_failure(
    now: Timestamp,
    minutes: u32,
    n_failures: u32,
    wait: Option<Duration>,
) -> Timestamp {
    let minutes = u64::from(minutes);
    let doubled = minutes.saturating_mul(1 << n_failures.min(16));
    let back_off = doubled.min(MAX_BACK_OFF_MINUTES.max(minutes));
    let wanted = wait.map_or(0, |wait| wait.as_secs().div_ceil(60));
    add_minutes(now, back_off.max(wanted))
}

fn add_minutes(now: Timestamp, minutes: u64) -> Timestamp {
    let minutes = i64::try_from(minutes).unwrap_or(i64::MAX / 60);
    now.saturating_add(SignedDuration::from_mins(minutes))
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_due(due: Timestamp, minutes: i64) {
        assert_eq!(
            due,
            Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
        );
    }

    #[test]
    fn failures_double_the_time_up_to_a_day() {
        let now = Timestamp::UNIX_EPOCH;
        check_due(due_after_success(now, 30), 30);
        check_due(due_after_failure(now, 30, 0, None), 30);
        check_due(due_after_failure(now, 30, 3, None), 240);
        check_due(due_after_failure(now, 30, 400, None), 24 * 60);
        check_due(due_after_failure(now, 3 * 24 * 60, 5, None), 3 * 24 * 60);
    }

    #[test]
    fn a_server_that_asks_to_wait_is_heard() {
        let wait = Some(Duration::from_secs(2 * 3600 + 1));
        check_due(due_after_failure(Timestamp::UNIX_EPOCH, 30, 0, wait), 121);
        check_due(due_after_failure(Timestamp::UNIX_EPOCH, 300, 0, wait), 300);
    }
}
