//! Several programs on one library at once, for example two readers and a refresh, each with its own connection. No
//! change may be lost, and no program may fail because of the others.

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use jiff::Timestamp;
use pullquote::feeds::{Feed, FeedItem, Subscription};
use pullquote::library::{CopyFolding, EntryBody, EntryChange, EntryId, EntryOrder, FeedId, Query};
use pullquote::store::{FeedOutcome, FeedResponse, Library, StoreError, Validators};
use tempfile::TempDir;

/// The number of entries at the start.
const N_FIRST: usize = 120;
/// The number of entries added while the readers work.
const N_LATER: usize = 80;

fn test_time() -> Timestamp {
    "2026-03-10T12:00:00Z".parse().expect("a time")
}

fn feed_outcome(n_items: usize) -> FeedOutcome {
    let items = (0..n_items).map(|n| FeedItem {
        id: format!("{n}"),
        title: format!("Tide {n}"),
        content: format!("<p>Entry {n} tells of the harbour."),
        ..FeedItem::default()
    });
    FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(Feed {
                title: "The Gazette".into(),
                items: items.collect(),
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: test_time(),
        moved: None,
    }
}

fn find_ids(library: &Library, words: &str) -> Vec<EntryId> {
    let query = Query::parse(words, jiff::civil::Date::constant(2026, 3, 10)).expect(words);
    let listed = library.list(&query, EntryOrder::Newest, CopyFolding::Apart, usize::MAX);
    listed.expect("a list").ids
}

/// Acts as a reader: opens the articles one after another, marks each as read, and tags every third.
fn read_and_tag(path: &Path, own: &[EntryId], tag: &str) -> Result<(), StoreError> {
    let mut writing = Library::open(path)?;
    let asking = Library::open_reading(path)?;
    for (n, id) in own.iter().enumerate() {
        assert!(
            asking.article(*id, EntryBody::Feed)?.is_some(),
            "{id:?} is there"
        );
        let inverse = writing.apply_change(&EntryChange::Read(vec![*id], true), test_time())?;
        if n % 3 == 0 {
            writing.apply_change(&EntryChange::Tag(vec![*id], tag.to_owned()), test_time())?;
        }
        if n % 10 == 9 {
            writing.apply_change(&inverse, test_time())?;
        }
        asking.rows(&[*id])?;
    }
    Ok(())
}

/// Acts as a refresh: stores the same feed repeatedly, each time with more entries.
fn refresh_repeatedly(path: &Path, feed: FeedId) -> Result<(), StoreError> {
    let mut library = Library::open(path)?;
    for n in (N_FIRST..=N_FIRST + N_LATER).step_by(8) {
        library.ingest(feed, &feed_outcome(n), test_time())?;
        library.index_waiting(5, test_time())?;
    }
    library.index_all(test_time())?;
    Ok(())
}

#[test]
fn two_readers_and_a_refresh_lose_nothing_of_each_other() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).expect("a library");
    let subscription = Subscription::of("https://example.org/feed");
    let feed = library
        .subscribe(&subscription, test_time())
        .expect("a feed");
    library
        .ingest(feed, &feed_outcome(N_FIRST), test_time())
        .expect("taken");
    let all = find_ids(&library, "");
    // The two readers overlap, so that both change the same entries.
    let (first, second) = (&all[..N_FIRST * 2 / 3], &all[N_FIRST / 3..]);
    thread::scope(|scope| {
        let one = scope.spawn(|| read_and_tag(&path, first, "one"));
        let other = scope.spawn(|| read_and_tag(&path, second, "other"));
        let refresh = scope.spawn(|| refresh_repeatedly(&path, feed));
        one.join().expect("no panic").expect("no error");
        other.join().expect("no panic").expect("no error");
        refresh.join().expect("no panic").expect("no error");
    });
    assert_eq!(find_ids(&library, "").len(), N_FIRST + N_LATER);
    let tagged = |tag: &str| {
        find_ids(&library, &format!("tag:{tag}"))
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
    let left: BTreeSet<_> = find_ids(&library, "is:unread")
        .into_iter()
        .filter(|id| all.contains(id))
        .collect();
    let may_be: BTreeSet<_> = undone(first).union(&undone(second)).copied().collect();
    assert!(left.is_subset(&may_be), "{left:?} were read");
    assert_eq!(
        find_ids(&library, "harbour").len(),
        N_FIRST + N_LATER,
        "all are indexed"
    );
    for finding in library.check_integrity().expect("checked") {
        assert!(finding.faults.is_empty(), "{finding:?}");
    }
}
