//! Tests of the index queue.

use super::*;
use crate::library::EntryChange;

fn library_of_two() -> (Library, FeedId) {
    let mut library = Library::in_memory().expect("a library");
    let feed = subscribe_feed(&mut library, "https://example.org/feed");
    let items = vec![
        sample_item("1", "One", "The ferry left at dawn.", 1),
        sample_item("2", "Two", "The ferry came back at noon.", 2),
    ];
    library
        .ingest(feed, &feed_outcome(items), minutes_after(0))
        .expect("taken");
    (library, feed)
}

#[test]
fn what_came_is_listed_at_once_and_found_when_it_is_indexed() {
    let (mut library, _) = library_of_two();
    assert_eq!(find_titles(&library, ""), ["One", "Two"]);
    check_counters(&library);
    assert!(find_titles(&library, "ferry").is_empty());
    assert_eq!(library.n_waiting().expect("a number"), 2);
    assert_eq!(
        library.index_waiting(1, minutes_after(1)).expect("indexed"),
        1
    );
    assert_eq!(find_titles(&library, "ferry"), ["One"], "the newest first");
    assert_eq!(library.index_all(minutes_after(1)).expect("indexed"), 1);
    assert_eq!(find_titles(&library, "ferry"), ["One", "Two"]);
    assert_eq!(library.index_all(minutes_after(1)).expect("indexed"), 0);
}

#[test]
fn a_text_that_changed_is_found_by_what_it_said_until_it_is_indexed_again() {
    let (mut library, feed) = library_of_two();
    library.index_all(minutes_after(1)).expect("indexed");
    let changed = feed_outcome(vec![sample_item("1", "One", "The barge left at dawn.", 1)]);
    library
        .ingest(feed, &changed, minutes_after(2))
        .expect("taken");
    assert_eq!(find_titles(&library, "barge or ferry"), ["One", "Two"]);
    library.index_all(minutes_after(2)).expect("indexed");
    assert_eq!(find_titles(&library, "ferry"), ["Two"]);
    assert_eq!(find_titles(&library, "barge"), ["One"]);
}

#[test]
fn an_author_who_is_no_longer_told_is_no_longer_found() {
    let mut library = Library::in_memory().expect("a library");
    let feed = subscribe_feed(&mut library, "https://example.org/feed");
    let mut one = sample_item("1", "One", "Text.", 1);
    one.author = Some("Una Brae".into());
    ingest_items(&mut library, feed, vec![one.clone()]);
    assert_eq!(find_titles(&library, "author:brae"), ["One"]);
    one.author = Some("Peter Wilk".into());
    ingest_items(&mut library, feed, vec![one]);
    assert!(find_titles(&library, "author:brae").is_empty());
    assert_eq!(find_titles(&library, "author:wilk"), ["One"]);
    let id = find_ids(&library, "")[0];
    library
        .apply_change(&EntryChange::Delete(vec![id]), minutes_after(1))
        .expect("deleted");
    let gone = library.collect_garbage(&Retention::default(), minutes_after(1));
    assert_eq!(gone.expect("thrown away").n_entries, 1);
    for finding in library.check_integrity().expect("checked") {
        assert!(finding.faults.is_empty(), "{finding:?}");
    }
}

#[test]
fn what_goes_while_it_waits_is_gone() {
    let (mut library, feed) = library_of_two();
    let first = find_ids(&library, "")[0];
    library
        .apply_change(&EntryChange::Delete(vec![first]), minutes_after(1))
        .expect("deleted");
    library
        .collect_garbage(&Retention::default(), minutes_after(1))
        .expect("thrown away");
    assert_eq!(library.n_waiting().expect("a number"), 1);
    library
        .unsubscribe(feed, minutes_after(1))
        .expect("unsubscribed");
    library
        .collect_garbage(&Retention::default(), minutes_after(1))
        .expect("thrown away");
    assert_eq!(library.index_all(minutes_after(1)).expect("nothing"), 0);
    for finding in library.check_integrity().expect("checked") {
        assert!(finding.faults.is_empty(), "{finding:?}");
    }
}

#[test]
fn an_entry_that_neither_waits_nor_is_indexed_is_found_by_the_check() {
    let (library, _) = library_of_two();
    let faults = |library: &Library| {
        let findings = library.check_integrity().expect("checked");
        findings
            .iter()
            .map(|finding| finding.faults.len())
            .sum::<usize>()
    };
    assert_eq!(faults(&library), 0);
    library
        .connection
        .execute_batch("DELETE FROM waiting")
        .expect("broken");
    assert_eq!(faults(&library), 2);
}
