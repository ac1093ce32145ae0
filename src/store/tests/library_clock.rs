//! Tests of retention under a machine clock that jumps.

use super::*;

/// Minutes per day.
const DAY: i64 = 24 * 60;
/// Minutes per year.
const YEAR: i64 = 365 * DAY;

fn retention() -> Retention {
    Retention {
        days: Some(30),
        entries: None,
    }
}

/// Returns a library with an entry that left its feed at `minutes`, by the machine's clock. The first refresh is at 0.
fn library_with_dropped_entry(minutes: i64) -> (Library, FeedId) {
    let (mut library, feed) = library_with(vec![sample_item("1", "One", "Text.", 1)]);
    refresh_at(&mut library, feed, minutes);
    (library, feed)
}

fn refresh_at(library: &mut Library, feed: FeedId, minutes: i64) {
    library
        .ingest(feed, &feed_outcome(vec![]), minutes_after(minutes))
        .expect("taken");
}

#[track_caller]
fn check_gc(library: &mut Library, minutes: i64, n_entries: usize, n_held: usize) {
    let freed = library
        .collect_garbage(&retention(), minutes_after(minutes))
        .expect("collected");
    assert_eq!((freed.n_entries, freed.n_held), (n_entries, n_held));
    assert_eq!(freed.n_uncounted_days > 0, n_held > 0);
}

#[test]
fn time_that_passes_in_steps_of_a_day_expires_entries() {
    let (mut library, _) = library_with_dropped_entry(0);
    for day in 1..=30 {
        check_gc(&mut library, day * DAY, 0, 0);
    }
    check_gc(&mut library, 31 * DAY, 1, 0);
}

#[test]
fn a_clock_that_jumps_ahead_deletes_nothing() {
    for jump in [31 * DAY, 3 * YEAR, 70 * YEAR] {
        let (mut library, feed) = library_with_dropped_entry(0);
        check_gc(&mut library, jump, 0, 1);
        refresh_at(&mut library, feed, jump + 5);
        check_gc(&mut library, jump + DAY, 0, 1);
        // It is right again.
        check_gc(&mut library, 2 * DAY, 0, 0);
        assert_eq!(find_titles(&library, ""), ["One"]);
    }
}

#[test]
fn a_clock_that_was_years_slow_deletes_nothing_when_it_is_right_again() {
    for slow in [-31 * DAY, -3 * YEAR, -56 * YEAR] {
        // The entry is noted as dropped while the clock is slow.
        let (mut library, feed) = library_with_dropped_entry(slow);
        refresh_at(&mut library, feed, slow + DAY);
        check_gc(&mut library, 2 * DAY, 0, 0);
        library
            .confirm_clock(minutes_after(2 * DAY))
            .expect("confirmed");
        check_gc(&mut library, 2 * DAY, 0, 0);
        assert_eq!(find_titles(&library, ""), ["One"]);
    }
}

#[test]
fn a_library_that_began_by_a_slow_clock_keeps_its_entries() {
    let mut library = Library::in_memory().expect("a library");
    let feed = subscribe_feed(&mut library, "https://example.org/feed");
    let items = vec![sample_item("1", "One", "Text.", 1)];
    let slow = -40 * YEAR;
    library
        .ingest(feed, &feed_outcome(items), minutes_after(slow))
        .expect("taken");
    refresh_at(&mut library, feed, slow + 10);
    check_gc(&mut library, 0, 0, 1);
    library.confirm_clock(minutes_after(0)).expect("confirmed");
    check_gc(&mut library, 1, 0, 0);
    for day in 1..30 {
        check_gc(&mut library, day * DAY, 0, 0);
    }
    check_gc(&mut library, 30 * DAY, 1, 0);
}

#[test]
fn weeks_without_a_refresh_count_if_servers_confirm_the_clock_before_and_after() {
    let (mut library, feed) = library_with_dropped_entry(0);
    library.confirm_clock(minutes_after(0)).expect("confirmed");
    check_gc(&mut library, 40 * DAY, 0, 1);
    refresh_at(&mut library, feed, 40 * DAY);
    library
        .confirm_clock(minutes_after(40 * DAY))
        .expect("confirmed");
    check_gc(&mut library, 40 * DAY, 1, 0);
}

#[test]
fn an_entry_dropped_after_a_jump_ages_from_the_confirmation() {
    let (mut library, feed) = library_with(vec![sample_item("1", "One", "Text.", 1)]);
    library.confirm_clock(minutes_after(0)).expect("confirmed");
    // Forty days later, the refresh notes it as dropped before it knows that the clock is right.
    refresh_at(&mut library, feed, 40 * DAY);
    library
        .confirm_clock(minutes_after(40 * DAY))
        .expect("confirmed");
    for day in 40..70 {
        check_gc(&mut library, day * DAY, 0, 0);
    }
    check_gc(&mut library, 70 * DAY, 1, 0);
}

#[test]
fn the_user_may_trust_a_clock_that_no_server_confirms() {
    let (mut library, _) = library_with_dropped_entry(0);
    check_gc(&mut library, 45 * DAY, 0, 1);
    library
        .trust_clock(minutes_after(45 * DAY))
        .expect("trusted");
    check_gc(&mut library, 45 * DAY, 1, 0);
}

#[test]
fn a_number_to_keep_counts_the_last_to_arrive_whatever_the_clock_was() {
    let undated = |id: &str, title: &str| FeedItem {
        published: None,
        ..sample_item(id, title, "Text.", 0)
    };
    let mut library = Library::in_memory().expect("a library");
    let feed = subscribe_feed(&mut library, "https://example.org/feed");
    for (title, minutes) in [("First", 10 * YEAR), ("Second", 0), ("Third", -10 * YEAR)] {
        let items = vec![undated(title, title)];
        library
            .ingest(feed, &feed_outcome(items), minutes_after(minutes))
            .expect("taken");
    }
    refresh_at(&mut library, feed, 0);
    let retention = Retention {
        days: None,
        entries: Some(2),
    };
    library
        .collect_garbage(&retention, minutes_after(0))
        .expect("collected");
    assert_eq!(find_titles(&library, ""), ["Second", "Third"]);
}
