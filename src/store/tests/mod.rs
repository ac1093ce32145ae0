//! Tests of the library as a whole: feeds are ingested, lists are queried.

mod annotation_index;
mod backup;
mod connection;
mod dates;
mod entry_changes;
mod feeds;
mod index_queue;
mod item_identity;
mod library_clock;
mod lists;
mod maintenance;
mod near_duplicates;

use jiff::Timestamp;

use super::{FeedOutcome, FeedResponse, IngestCounts, Library, Retention, Validators};
use crate::article::{Link, PublicationDate};
use crate::feeds::{Feed, FeedItem, Subscription};
use crate::library::{CopyFolding, EntryId, EntryOrder, FeedId, Query};

/// Returns the tests' fixed time plus `minutes`.
fn minutes_after(minutes: i64) -> Timestamp {
    let start: Timestamp = "2026-03-10T12:00:00Z".parse().expect("a time");
    start + jiff::SignedDuration::from_mins(minutes)
}

/// Returns an item published `minutes` before the tests' time.
fn sample_item(id: &str, title: &str, text: &str, minutes: i64) -> FeedItem {
    let instant = minutes_after(-minutes);
    FeedItem {
        id: id.into(),
        title: title.into(),
        link: Link::parse(&format!("https://news.example.org/{id}")),
        content: format!("<p>{text}</p>"),
        published: Some(PublicationDate {
            date: instant.to_zoned(jiff::tz::TimeZone::UTC).date(),
            instant: Some(instant),
        }),
        ..FeedItem::default()
    }
}

/// Returns the outcome of fetching a feed with these items.
fn feed_outcome(items: Vec<FeedItem>) -> FeedOutcome {
    FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(Feed {
                title: "The Gazette".into(),
                items,
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: minutes_after(60),
        moved: None,
    }
}

fn subscribe_feed(library: &mut Library, address: &str) -> FeedId {
    library
        .subscribe(&Subscription::of(address), minutes_after(0))
        .expect("a feed")
}

/// Returns a library with one feed that has these items.
fn library_with(items: Vec<FeedItem>) -> (Library, FeedId) {
    let mut library = Library::in_memory().expect("a library");
    let feed = subscribe_feed(&mut library, "https://example.org/feed");
    ingest_items(&mut library, feed, items);
    (library, feed)
}

fn ingest_items(library: &mut Library, feed: FeedId, items: Vec<FeedItem>) -> IngestCounts {
    let taken = library
        .ingest(feed, &feed_outcome(items), minutes_after(0))
        .expect("taken");
    index_all_waiting(library, minutes_after(0));
    taken
}

/// Indexes all queued texts.
fn index_all_waiting(library: &mut Library, now: Timestamp) {
    while library.index_waiting(3, now).expect("indexed") > 0 {}
}

fn parse_query(words: &str) -> Query {
    Query::parse(words, jiff::civil::Date::constant(2026, 3, 10)).expect(words)
}

fn find_ids(library: &Library, words: &str) -> Vec<EntryId> {
    let listed = library.list(
        &parse_query(words),
        EntryOrder::Newest,
        CopyFolding::Folded,
        1000,
    );
    listed.expect("a list").ids
}

/// Returns the headlines of a query's matches, newest first.
fn find_titles(library: &Library, words: &str) -> Vec<String> {
    let rows = library.rows(&find_ids(library, words)).expect("rows");
    rows.into_iter().map(|row| row.title).collect()
}

/// Checks the counters against a count of the entries.
#[track_caller]
fn check_counters(library: &Library) {
    let totals = library.totals().expect("totals");
    let count = |words| find_ids(library, words).len() as u64;
    assert_eq!(totals.n_entries, count(""));
    assert_eq!(totals.n_unread, count("is:unread"));
    assert_eq!(totals.n_starred, count("is:starred"));
}
