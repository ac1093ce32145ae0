//! Tests of subscriptions and of ingesting fetched feeds.

use super::super::RefreshScope;
use super::*;
use crate::feeds::{Credentials, FeedRetention};
use crate::library::{EntryBody, EntryChange};
use crate::store::StoreError;

#[test]
fn a_subscription_comes_back_as_it_was_set() {
    let mut library = Library::in_memory().expect("a library");
    let wanted = Subscription {
        address: "https://example.org/feed".into(),
        title: Some("Mine".into()),
        folder: "News/World".into(),
        interval: Some(30),
        headers: vec![("Accept-Language".into(), "de, en".into())],
        credentials: Some(Credentials::Command("pass show feed".into())),
        is_private_pages: true,
        is_full_text: true,
        keep: FeedRetention::Days(9),
        keep_entries: Some(40),
    };
    let id = library
        .subscribe(&wanted, minutes_after(0))
        .expect("a feed");
    let feed = library.feed(id).expect("the feed");
    assert_eq!(feed.subscription, wanted);
    assert_eq!(feed.title, "Mine");
    let again = library.subscribe(
        &Subscription::of("https://example.org/feed"),
        minutes_after(1),
    );
    assert_eq!(again.expect("the same"), id);
    assert_eq!(library.feed(id).expect("the feed").subscription, wanted);
}

#[test]
fn two_feeds_never_share_an_address() {
    let mut library = Library::in_memory().expect("a library");
    subscribe_feed(&mut library, "https://example.org/a");
    let other = subscribe_feed(&mut library, "https://example.org/b");
    let moved = library.set_subscription(other, &Subscription::of("https://example.org/a"));
    assert!(matches!(moved, Err(StoreError::Subscribed { .. })));
}

#[test]
fn a_feed_is_due_when_its_time_has_come_or_it_is_asked_for() {
    let (library, feed) = library_with(vec![]);
    let due = |minutes, forced: &RefreshScope| {
        library
            .due_feeds(minutes_after(minutes), forced)
            .expect("due")
            .len()
    };
    assert_eq!(due(59, &RefreshScope::DueOnly), 0);
    assert_eq!(due(60, &RefreshScope::DueOnly), 1);
    assert_eq!(due(0, &RefreshScope::All), 1);
    assert_eq!(due(0, &RefreshScope::Only(vec![feed])), 1);
    assert_eq!(due(60, &RefreshScope::Only(vec![FeedId(99)])), 0);
}

#[test]
fn a_due_time_that_a_wrong_clock_set_is_due_now() {
    const YEARS: i64 = 3 * 365 * 24 * 60;
    let (mut library, feed) = library_with(vec![]);
    let never = subscribe_feed(&mut library, "https://example.org/never");
    let due = |library: &Library, minutes| {
        let due = library
            .due_feeds(minutes_after(minutes), &RefreshScope::DueOnly)
            .expect("due");
        due.into_iter().map(|due| due.id).collect::<Vec<_>>()
    };
    // The clock was ahead while both were checked, and is right again.
    let ahead = FeedOutcome {
        due: minutes_after(YEARS + 60),
        ..feed_outcome(vec![])
    };
    library
        .ingest(feed, &ahead, minutes_after(YEARS))
        .expect("taken");
    assert!(due(&library, 1).contains(&feed));
    // The due time is far away, although the feed was checked by a correct clock.
    library
        .ingest(feed, &ahead, minutes_after(0))
        .expect("taken");
    assert!(due(&library, 1).contains(&feed));
    let waits = FeedOutcome {
        due: minutes_after(5 * 24 * 60),
        ..feed_outcome(vec![])
    };
    library
        .ingest(feed, &waits, minutes_after(0))
        .expect("taken");
    assert!(!due(&library, 1).contains(&feed), "some wait for days");
    let subscription = Subscription {
        interval: Some(60),
        ..library.feed(feed).expect("a feed").subscription
    };
    library.set_subscription(feed, &subscription).expect("set");
    assert!(due(&library, 1).contains(&feed), "this one never does");
    // Correcting the clock by some seconds makes nothing due.
    library
        .ingest(feed, &feed_outcome(vec![]), minutes_after(1))
        .expect("taken");
    assert!(!due(&library, 0).contains(&feed));
    assert!(
        due(&library, -YEARS).contains(&never),
        "never asked, whenever it was added"
    );
}

#[test]
fn a_feed_that_is_gone_is_asked_only_where_it_is_named_and_comes_back() {
    let (mut library, feed) = library_with(vec![sample_item("1", "Kept", "Text.", 1)]);
    let gone = FeedOutcome {
        answer: FeedResponse::Gone("the feed is gone for good".into()),
        due: minutes_after(30),
        moved: None,
    };
    library
        .ingest(feed, &gone, minutes_after(0))
        .expect("taken");
    let n_due = |library: &Library, forced| {
        library
            .due_feeds(minutes_after(900), &forced)
            .expect("due")
            .len()
    };
    assert!(library.feed(feed).expect("a feed").health.is_gone);
    assert_eq!(n_due(&library, RefreshScope::DueOnly), 0);
    assert_eq!(n_due(&library, RefreshScope::All), 0);
    assert_eq!(n_due(&library, RefreshScope::Only(vec![feed])), 1);
    let failed = FeedOutcome {
        answer: FeedResponse::Failed("cannot connect".into()),
        ..gone.clone()
    };
    library
        .ingest(feed, &failed, minutes_after(10))
        .expect("taken");
    assert_eq!(
        n_due(&library, RefreshScope::All),
        0,
        "a failure brings nothing back"
    );
    library
        .ingest(feed, &feed_outcome(vec![]), minutes_after(20))
        .expect("taken");
    assert!(!library.feed(feed).expect("a feed").health.is_gone);
    assert_eq!(n_due(&library, RefreshScope::All), 1);
    library
        .ingest(feed, &gone, minutes_after(30))
        .expect("taken");
    let moved = Subscription::of("https://example.org/other");
    library.set_subscription(feed, &moved).expect("set");
    assert_eq!(
        n_due(&library, RefreshScope::All),
        1,
        "another address is another feed"
    );
}

#[test]
fn what_a_clock_ahead_of_time_noted_as_dropped_is_noted_anew() {
    let (mut library, feed) = library_with(vec![sample_item("1", "One", "Text.", 1)]);
    library
        .ingest(feed, &feed_outcome(vec![]), minutes_after(90_000))
        .expect("taken");
    library
        .ingest(feed, &feed_outcome(vec![]), minutes_after(10))
        .expect("taken");
    let retention = Retention {
        days: Some(1),
        entries: None,
    };
    assert_eq!(
        library
            .expire_entries(&retention, minutes_after(24 * 60))
            .expect("kept"),
        0
    );
    assert_eq!(
        library
            .expire_entries(&retention, minutes_after(24 * 60 + 11))
            .expect("gone"),
        1
    );
}

#[test]
fn a_failure_is_kept_with_its_reason_until_the_feed_answers_again() {
    let (mut library, feed) = library_with(vec![sample_item("1", "Kept", "Text.", 1)]);
    let failed = FeedOutcome {
        answer: FeedResponse::Failed("the server answers 503".into()),
        due: minutes_after(30),
        moved: None,
    };
    library
        .ingest(feed, &failed, minutes_after(10))
        .expect("taken");
    library
        .ingest(feed, &failed, minutes_after(20))
        .expect("taken");
    let health = library.feed(feed).expect("the feed").health;
    assert_eq!(health.n_failures, 2);
    assert_eq!(health.error.as_deref(), Some("the server answers 503"));
    assert_eq!(
        (health.succeeded, health.checked),
        (Some(minutes_after(0)), Some(minutes_after(20)))
    );
    assert_eq!(find_titles(&library, ""), ["Kept"]);
    // A feed that was not asked did not fail.
    let postponed = FeedOutcome {
        answer: FeedResponse::Postponed("its host has too many questions".into()),
        due: minutes_after(90),
        moved: None,
    };
    library
        .ingest(feed, &postponed, minutes_after(25))
        .expect("taken");
    let health = library.feed(feed).expect("the feed").health;
    assert_eq!(
        (health.n_failures, health.checked),
        (2, Some(minutes_after(20)))
    );
    assert_eq!(health.due, Some(minutes_after(90)));
    let unchanged = FeedOutcome {
        answer: FeedResponse::Unchanged,
        ..failed
    };
    library
        .ingest(feed, &unchanged, minutes_after(30))
        .expect("taken");
    assert_eq!(library.feed(feed).expect("the feed").health.error, None);
}

#[test]
fn a_moved_feed_keeps_its_entries_and_gets_the_new_address() {
    let (mut library, feed) = library_with(vec![sample_item("1", "Kept", "Text.", 1)]);
    let mut moved = feed_outcome(vec![sample_item("1", "Kept", "Text.", 1)]);
    moved.moved = Some("https://example.org/new".into());
    assert_eq!(
        library
            .ingest(feed, &moved, minutes_after(1))
            .expect("taken"),
        IngestCounts::default()
    );
    let address = library.feed(feed).expect("the feed").subscription.address;
    assert_eq!(address, "https://example.org/new");
}

#[test]
fn the_same_items_again_are_not_new() {
    let items = || {
        vec![
            sample_item("1", "One", "Text.", 1),
            sample_item("2", "Two", "Text.", 2),
        ]
    };
    let (mut library, feed) = library_with(items());
    assert_eq!(
        ingest_items(&mut library, feed, items()),
        IngestCounts::default()
    );
    assert_eq!(find_titles(&library, ""), ["One", "Two"]);
}

#[test]
fn a_changed_item_changes_in_place_and_stays_read() {
    let (mut library, feed) = library_with(vec![sample_item("1", "Early", "Two boats.", 1)]);
    let id = find_ids(&library, "")[0];
    library
        .apply_change(&EntryChange::Read(vec![id], true), minutes_after(1))
        .expect("read");
    let taken = ingest_items(
        &mut library,
        feed,
        vec![sample_item("1", "Late", "Three boats.", 1)],
    );
    assert_eq!(
        taken,
        IngestCounts {
            n_new: 0,
            n_updated: 1
        }
    );
    assert_eq!(find_ids(&library, "is:read three"), [id]);
    assert_eq!(find_ids(&library, "two"), []);
    let article = library
        .article(id, EntryBody::Feed)
        .expect("read")
        .expect("there");
    assert_eq!(article.text().as_str(), "Three boats.");
    assert_eq!(article.about.title, "Late");
}

#[test]
fn files_that_come_with_an_item_are_kept() {
    let sound = crate::feeds::Enclosure {
        link: Link::parse("https://example.org/a.mp3").expect("a link"),
        kind: "audio/mpeg".into(),
        n_bytes: Some(12_345),
    };
    let mut one = sample_item("1", "One", "Text.", 1);
    one.enclosures = vec![sound.clone()];
    let (library, _) = library_with(vec![one]);
    let id = find_ids(&library, "")[0];
    assert_eq!(library.enclosures(id).expect("read"), [sound]);
}

#[test]
fn an_item_without_text_or_date_is_listed_when_it_came() {
    let empty = FeedItem {
        id: "x".into(),
        title: "Only a headline".into(),
        ..FeedItem::default()
    };
    let mut future = sample_item("f", "From tomorrow", "Text.", -3000);
    future.link = None;
    let (library, _) = library_with(vec![empty, future]);
    let rows = library.rows(&find_ids(&library, "")).expect("rows");
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.seen == minutes_after(0)));
    let said: Vec<_> = rows.iter().map(|row| row.published).collect();
    assert_eq!(said, [None, Some(minutes_after(3000))]);
    let bare = find_ids(&library, "headline")[0];
    let article = library.article(bare, EntryBody::Feed).expect("read");
    assert!(article.expect("an article").text().is_empty());
}

#[test]
fn unsubscribing_keeps_what_the_user_marked() {
    let (mut library, feed) = library_with(vec![
        sample_item("1", "Starred", "Text.", 1),
        sample_item("2", "Tagged", "Text.", 2),
        sample_item("3", "Plain", "Text.", 3),
    ]);
    let all = find_ids(&library, "");
    library
        .apply_change(&EntryChange::Star(vec![all[0]], true), minutes_after(1))
        .expect("starred");
    library
        .apply_change(
            &EntryChange::Tag(vec![all[1]], "keep".into()),
            minutes_after(1),
        )
        .expect("tagged");
    library
        .unsubscribe(feed, minutes_after(2))
        .expect("unsubscribed");
    assert_eq!(find_titles(&library, ""), ["Starred", "Tagged"]);
    assert!(library.feeds().expect("feeds").is_empty());
    assert!(
        library
            .due_feeds(minutes_after(900), &RefreshScope::All)
            .expect("due")
            .is_empty()
    );
    check_counters(&library);
    assert_eq!(
        subscribe_feed(&mut library, "https://example.org/feed"),
        feed
    );
    assert_eq!(find_titles(&library, ""), ["Starred", "Tagged", "Plain"]);
}

#[test]
fn two_programs_that_take_the_same_items_at_once_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let mut one = Library::open(&path).expect("a library");
    let feed = subscribe_feed(&mut one, "https://example.org/feed");
    let mut other = Library::open(&path).expect("the same library");
    let old = feed_outcome(vec![
        sample_item("a", "Ferry", "The ferry runs again.", 1),
        sample_item("b", "Bridge", "The bridge is shut.", 2),
    ]);
    let new = feed_outcome(vec![
        sample_item("a", "Ferry", "The ferry runs again.", 1),
        sample_item("b", "Bridge", "The bridge is open.", 2),
        sample_item("c", "Tunnel", "The tunnel is wet.", 3),
    ]);
    let FeedResponse::Feed { feed: read, .. } = &new.answer else {
        panic!("a feed");
    };
    let arrivals = one
        .read_incoming(feed, read, &Validators::default(), minutes_after(5))
        .expect("items");
    assert_eq!(
        other
            .ingest(feed, &old, minutes_after(5))
            .expect("taken")
            .n_new,
        2
    );
    let taken = one
        .write_outcome(feed, &new, arrivals, minutes_after(6))
        .expect("taken");
    assert_eq!((taken.n_new, taken.n_updated), (1, 1));
    assert_eq!(find_titles(&other, ""), ["Ferry", "Bridge", "Tunnel"]);
    index_all_waiting(&mut one, minutes_after(6));
    assert_eq!(find_titles(&other, "open"), ["Bridge"]);
    check_counters(&other);
}
