//! Tests of deleting expired entries and of integrity checks.

use super::*;
use crate::feeds::FeedRetention;
use crate::library::EntryChange;

fn check_sound(library: &Library) {
    for finding in library.check_integrity().expect("checked") {
        assert!(finding.faults.is_empty(), "{finding:?}");
    }
    check_counters(library);
}

/// Collects garbage `after` days later, by a clock that servers confirm.
fn collect_garbage(library: &mut Library, days: Option<u32>, after: i64) -> usize {
    library
        .confirm_clock(minutes_after(after * 24 * 60))
        .expect("confirmed");
    let freed = library
        .collect_garbage(
            &Retention {
                days,
                entries: None,
            },
            minutes_after(after * 24 * 60),
        )
        .expect("thrown away");
    check_sound(library);
    freed.n_entries
}

#[test]
fn what_the_user_keeps_is_never_deleted_and_by_default_nothing_is() {
    let all = || (0..5).map(|n| sample_item(&n.to_string(), &format!("N{n}"), "Text.", n));
    let (mut library, feed) = library_with(all().collect());
    let ids = find_ids(&library, "");
    for change in [
        EntryChange::Star(vec![ids[0]], true),
        EntryChange::Tag(vec![ids[1]], "kept".into()),
        EntryChange::Archive(vec![ids[2]], true),
    ] {
        library
            .apply_change(&change, minutes_after(0))
            .expect("changed");
    }
    // All leave the feed but one that is new.
    ingest_items(
        &mut library,
        feed,
        vec![sample_item("new", "New", "Text.", 9)],
    );
    library.confirm_clock(minutes_after(0)).expect("confirmed");
    let later = minutes_after(4000 * 24 * 60);
    library.confirm_clock(later).expect("confirmed");
    let by_default = library.collect_garbage(&Retention::default(), later);
    assert_eq!(by_default.expect("collected").n_entries, 0);
    let strict = Retention {
        days: Some(1),
        entries: Some(1),
    };
    let by_limits = library.collect_garbage(&strict, later);
    assert_eq!(by_limits.expect("collected").n_entries, 2);
    let kept = [find_ids(&library, ""), find_ids(&library, "is:archived")].concat();
    for id in &ids[..3] {
        assert!(kept.contains(id), "{id:?}");
    }
    check_sound(&library);
}

#[test]
fn entries_go_when_their_time_after_leaving_the_feed_is_over() {
    let all = || (0..4).map(|n| sample_item(&n.to_string(), &format!("N{n}"), "Text.", n));
    let (mut library, feed) = library_with(all().collect());
    let old = find_ids(&library, "");
    library
        .apply_change(&EntryChange::Star(vec![old[1]], true), minutes_after(0))
        .expect("starred");
    library
        .apply_change(
            &EntryChange::Tag(vec![old[2]], "kept".into()),
            minutes_after(0),
        )
        .expect("tagged");
    ingest_items(&mut library, feed, all().take(1).collect());
    library.confirm_clock(minutes_after(0)).expect("confirmed");
    assert_eq!(collect_garbage(&mut library, Some(900), 899), 0, "not yet");
    assert_eq!(collect_garbage(&mut library, None, 5000), 0, "for ever");
    assert_eq!(collect_garbage(&mut library, Some(900), 5001), 1);
    assert_eq!(find_titles(&library, ""), ["N0", "N1", "N2"]);
    ingest_items(&mut library, feed, all().collect());
    assert_eq!(
        find_titles(&library, ""),
        ["N0", "N1", "N2"],
        "it does not come back"
    );
}

#[test]
fn the_newest_of_a_feed_and_what_is_still_in_it_are_kept() {
    let all = || (0..6).map(|n| sample_item(&n.to_string(), &format!("N{n}"), "Text.", n));
    let (mut library, feed) = library_with(all().collect());
    let old = find_ids(&library, "");
    library
        .apply_change(&EntryChange::Star(vec![old[4]], true), minutes_after(0))
        .expect("starred");
    library
        .apply_change(&EntryChange::Delete(vec![old[1]]), minutes_after(0))
        .expect("deleted");
    let three = Retention {
        days: None,
        entries: Some(2),
    };
    assert_eq!(
        library
            .expire_entries(&three, minutes_after(1))
            .expect("kept"),
        0,
        "all are in the feed"
    );
    ingest_items(&mut library, feed, all().skip(5).collect());
    assert_eq!(
        library
            .expire_entries(&three, minutes_after(1))
            .expect("thrown away"),
        1
    );
    assert_eq!(find_titles(&library, ""), ["N0", "N2", "N4", "N5"]);
    assert_eq!(
        find_titles(&library, "is:deleted"),
        ["N1"],
        "it can be brought back"
    );
    check_sound(&library);
}

#[test]
fn the_feeds_own_setting_comes_first() {
    let (mut library, feed) = library_with(vec![sample_item("1", "One", "Text.", 1)]);
    ingest_items(
        &mut library,
        feed,
        vec![sample_item("2", "Two", "Text.", 0)],
    );
    library.confirm_clock(minutes_after(0)).expect("confirmed");
    let mut subscription = library.feed(feed).expect("a feed").subscription;
    subscription.keep = FeedRetention::Forever;
    library.set_subscription(feed, &subscription).expect("set");
    assert_eq!(collect_garbage(&mut library, Some(1), 500), 0);
    subscription.keep = FeedRetention::Days(3);
    library.set_subscription(feed, &subscription).expect("set");
    assert_eq!(collect_garbage(&mut library, None, 504), 1);
}

#[test]
fn a_feed_may_keep_a_number_of_its_own() {
    let all = || (0..6).map(|n| sample_item(&n.to_string(), &format!("N{n}"), "Text.", n));
    let (mut library, feed) = library_with(all().collect());
    let other = subscribe_feed(&mut library, "https://other.example.net/rss");
    ingest_items(&mut library, other, all().collect());
    let old = find_ids(&library, "feed:example.org");
    library
        .apply_change(
            &EntryChange::Tag(vec![old[5]], "kept".into()),
            minutes_after(0),
        )
        .expect("tagged");
    ingest_items(&mut library, feed, vec![]);
    ingest_items(&mut library, other, vec![]);
    let mut keeps = |keep, keep_entries, by_default, expected| {
        let mut subscription = library.feed(feed).expect("a feed").subscription;
        subscription.keep = keep;
        subscription.keep_entries = keep_entries;
        library.set_subscription(feed, &subscription).expect("set");
        let set = library.feed(feed).expect("a feed").subscription;
        assert_eq!(set.keep_entries, keep_entries);
        let retention = Retention {
            days: None,
            entries: by_default,
        };
        let n = library
            .expire_entries(&retention, minutes_after(1))
            .expect("thrown away");
        assert_eq!(n, expected, "{keep:?} {keep_entries:?} {by_default:?}");
    };
    keeps(FeedRetention::Default, None, None, 0);
    keeps(FeedRetention::Default, Some(0), Some(6), 0);
    keeps(FeedRetention::Forever, None, Some(6), 0);
    keeps(FeedRetention::Forever, Some(4), None, 1);
    keeps(FeedRetention::Default, Some(2), Some(6), 2);
    // Keeps two entries of the feed with the tagged one; the other feed uses the number from the settings.
    keeps(FeedRetention::Default, None, Some(3), 3);
    assert_eq!(find_ids(&library, "feed:example.org").len(), 3);
    check_sound(&library);
}

#[test]
fn an_entry_that_returns_to_its_feed_is_kept() {
    let one = || sample_item("1", "One", "Text.", 1);
    let (mut library, feed) = library_with(vec![one()]);
    ingest_items(&mut library, feed, vec![]);
    ingest_items(&mut library, feed, vec![one()]);
    library.confirm_clock(minutes_after(0)).expect("confirmed");
    assert_eq!(collect_garbage(&mut library, Some(1), 500), 0);
}

#[test]
fn what_was_deleted_or_unsubscribed_is_gone_afterwards() {
    let items = || {
        vec![
            sample_item("1", "One", "Text.", 1),
            sample_item("2", "Two", "Text.", 2),
        ]
    };
    let (mut library, feed) = library_with(items());
    let first = find_ids(&library, "")[0];
    library
        .apply_change(&EntryChange::Delete(vec![first]), minutes_after(1))
        .expect("deleted");
    assert_eq!(collect_garbage(&mut library, None, 0), 1);
    assert!(
        library
            .article(first, crate::library::EntryBody::Feed)
            .expect("read")
            .is_none()
    );
    library
        .unsubscribe(feed, minutes_after(2))
        .expect("unsubscribed");
    assert_eq!(collect_garbage(&mut library, None, 0), 1);
    library.feed(feed).expect_err("gone");
    library.vacuum().expect("vacuumed");
    check_sound(&library);
}

#[test]
fn a_counter_that_is_wrong_and_a_missing_text_are_found() {
    let (library, _) = library_with(vec![sample_item("1", "One", "Text.", 1)]);
    library
        .connection
        .execute_batch("UPDATE counter SET n_unread = 7; DELETE FROM body")
        .expect("broken");
    let findings = library.check_integrity().expect("checked");
    let wrong: Vec<_> = findings
        .iter()
        .filter(|finding| !finding.faults.is_empty())
        .collect();
    let names: Vec<_> = wrong.iter().map(|finding| finding.what).collect();
    assert_eq!(names, ["counters", "texts"]);
    assert_eq!(
        wrong[0].faults,
        ["feed 1 counts 1 entries, 7 unread, 0 starred; there are 1, 1, 0"]
    );
}
