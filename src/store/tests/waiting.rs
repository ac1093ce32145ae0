//! Cases of texts that wait to be indexed.

use super::*;
use crate::library::Change;

fn two() -> (Library, FeedId) {
    let mut library = Library::in_memory().expect("a library");
    let feed = subscribed(&mut library, "https://example.org/feed");
    let items = vec![
        item("1", "One", "The ferry left at dawn.", 1),
        item("2", "Two", "The ferry came back at noon.", 2),
    ];
    library.take(feed, &answer(items), at(0)).expect("taken");
    (library, feed)
}

#[test]
fn what_came_is_listed_at_once_and_found_when_it_is_indexed() {
    let (mut library, _) = two();
    assert_eq!(titles(&library, ""), ["One", "Two"]);
    counts_are_right(&library);
    assert!(titles(&library, "ferry").is_empty());
    assert_eq!(library.n_waiting().expect("a number"), 2);
    assert_eq!(library.index_waiting(1, at(1)).expect("indexed"), 1);
    assert_eq!(titles(&library, "ferry"), ["One"], "the newest first");
    assert_eq!(library.index_all(at(1)).expect("indexed"), 1);
    assert_eq!(titles(&library, "ferry"), ["One", "Two"]);
    assert_eq!(library.index_all(at(1)).expect("indexed"), 0);
}

#[test]
fn a_text_that_changed_is_found_by_what_it_said_until_it_is_indexed_again() {
    let (mut library, feed) = two();
    library.index_all(at(1)).expect("indexed");
    let changed = answer(vec![item("1", "One", "The barge left at dawn.", 1)]);
    library.take(feed, &changed, at(2)).expect("taken");
    assert_eq!(titles(&library, "barge or ferry"), ["One", "Two"]);
    library.index_all(at(2)).expect("indexed");
    assert_eq!(titles(&library, "ferry"), ["Two"]);
    assert_eq!(titles(&library, "barge"), ["One"]);
}

#[test]
fn an_author_who_is_no_longer_told_is_no_longer_found() {
    let mut library = Library::in_memory().expect("a library");
    let feed = subscribed(&mut library, "https://example.org/feed");
    let mut one = item("1", "One", "Text.", 1);
    one.author = Some("Una Brae".into());
    take(&mut library, feed, vec![one.clone()]);
    assert_eq!(titles(&library, "author:brae"), ["One"]);
    one.author = Some("Peter Wilk".into());
    take(&mut library, feed, vec![one]);
    assert!(titles(&library, "author:brae").is_empty());
    assert_eq!(titles(&library, "author:wilk"), ["One"]);
    let id = ids(&library, "")[0];
    library
        .apply(&Change::Delete(vec![id]), at(1))
        .expect("deleted");
    let gone = library.gc(&Retention::default(), at(1));
    assert_eq!(gone.expect("thrown away").n_entries, 1);
    for finding in library.check().expect("checked") {
        assert!(finding.faults.is_empty(), "{finding:?}");
    }
}

#[test]
fn what_goes_while_it_waits_is_gone() {
    let (mut library, feed) = two();
    let first = ids(&library, "")[0];
    library
        .apply(&Change::Delete(vec![first]), at(1))
        .expect("deleted");
    library
        .gc(&Retention::default(), at(1))
        .expect("thrown away");
    assert_eq!(library.n_waiting().expect("a number"), 1);
    library.unsubscribe(feed, at(1)).expect("unsubscribed");
    library
        .gc(&Retention::default(), at(1))
        .expect("thrown away");
    assert_eq!(library.index_all(at(1)).expect("nothing"), 0);
    for finding in library.check().expect("checked") {
        assert!(finding.faults.is_empty(), "{finding:?}");
    }
}

#[test]
fn an_entry_that_neither_waits_nor_is_indexed_is_found_by_the_check() {
    let (library, _) = two();
    let faults = |library: &Library| {
        let findings = library.check().expect("checked");
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
