//! Several programs on one library at once, as where two readers are open and a refresh runs: each on a connection of its
//! own, nothing of any lost, nobody sent away.

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use jiff::Timestamp;
use pullquote::feeds::{Feed, Item, Subscription};
use pullquote::library::{Body, Change, EntryId, FeedId, Folding, Order, Query};
use pullquote::store::{Answer, Library, Outcome, StoreError, Validators};
use tempfile::TempDir;

/// How many entries are there at first, and how many come while others read.
const N_FIRST: usize = 120;
const N_LATER: usize = 80;

fn now() -> Timestamp {
    "2026-03-10T12:00:00Z".parse().expect("a time")
}

fn answer(n_items: usize) -> Outcome {
    let items = (0..n_items).map(|n| Item {
        id: format!("{n}"),
        title: format!("Tide {n}"),
        content: format!("<p>Entry {n} tells of the harbour."),
        ..Item::default()
    });
    Outcome {
        answer: Answer::Feed {
            feed: Box::new(Feed {
                title: "The Gazette".into(),
                items: items.collect(),
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: now(),
        moved: None,
    }
}

fn ids(library: &Library, words: &str) -> Vec<EntryId> {
    let query = Query::parse(words, jiff::civil::Date::constant(2026, 3, 10)).expect(words);
    let listed = library.list(&query, Order::Newest, Folding::Apart, usize::MAX);
    listed.expect("a list").ids
}

/// A reader: opens one article after another, marks it as read, and tags every third.
fn reads(path: &Path, own: &[EntryId], tag: &str) -> Result<(), StoreError> {
    let mut writing = Library::open(path)?;
    let asking = Library::open_reading(path)?;
    for (n, id) in own.iter().enumerate() {
        assert!(
            asking.article(*id, Body::Feed)?.is_some(),
            "{id:?} is there"
        );
        let inverse = writing.apply(&Change::Read(vec![*id], true), now())?;
        if n % 3 == 0 {
            writing.apply(&Change::Tag(vec![*id], tag.to_owned()), now())?;
        }
        if n % 10 == 9 {
            writing.apply(&inverse, now())?;
        }
        asking.rows(&[*id])?;
    }
    Ok(())
}

/// A refresh that brings the same feed again and again, each time with more.
fn refreshes(path: &Path, feed: FeedId) -> Result<(), StoreError> {
    let mut library = Library::open(path)?;
    for n in (N_FIRST..=N_FIRST + N_LATER).step_by(8) {
        library.take(feed, &answer(n), now())?;
        library.index_waiting(5, now())?;
    }
    library.index_all(now())?;
    Ok(())
}

#[test]
fn two_readers_and_a_refresh_lose_nothing_of_each_other() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).expect("a library");
    let subscription = Subscription::of("https://example.org/feed");
    let feed = library.subscribe(&subscription, now()).expect("a feed");
    library.take(feed, &answer(N_FIRST), now()).expect("taken");
    let all = ids(&library, "");
    // Both read the middle third.
    let (first, second) = (&all[..N_FIRST * 2 / 3], &all[N_FIRST / 3..]);
    thread::scope(|scope| {
        let one = scope.spawn(|| reads(&path, first, "one"));
        let other = scope.spawn(|| reads(&path, second, "other"));
        let refresh = scope.spawn(|| refreshes(&path, feed));
        one.join().expect("no panic").expect("no error");
        other.join().expect("no panic").expect("no error");
        refresh.join().expect("no panic").expect("no error");
    });
    assert_eq!(ids(&library, "").len(), N_FIRST + N_LATER);
    let tagged = |tag: &str| {
        ids(&library, &format!("tag:{tag}"))
            .into_iter()
            .collect::<BTreeSet<_>>()
    };
    let every_third = |own: &[EntryId]| own.iter().step_by(3).copied().collect::<BTreeSet<_>>();
    assert_eq!(tagged("one"), every_third(first));
    assert_eq!(tagged("other"), every_third(second));
    let undone = |own: &[EntryId]| {
        own.iter()
            .skip(9)
            .step_by(10)
            .copied()
            .collect::<BTreeSet<_>>()
    };
    let left: BTreeSet<_> = ids(&library, "is:unread")
        .into_iter()
        .filter(|id| all.contains(id))
        .collect();
    let may_be: BTreeSet<_> = undone(first).union(&undone(second)).copied().collect();
    assert!(left.is_subset(&may_be), "{left:?} were read");
    assert_eq!(
        ids(&library, "harbour").len(),
        N_FIRST + N_LATER,
        "all are indexed"
    );
    for finding in library.check().expect("checked") {
        assert!(finding.faults.is_empty(), "{finding:?}");
    }
}
