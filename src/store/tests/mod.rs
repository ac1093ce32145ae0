//! Cases of the library as a whole: feeds come in, lists come out.

mod backup;
mod copies;
mod dates;
mod feeds;
mod found;
mod lists;
mod marks;
mod opening;
mod upkeep;
mod waiting;

use jiff::Timestamp;

use super::{Answer, Library, Outcome, Retention, Taken, Validators};
use crate::article::{Link, Published};
use crate::feeds::{Feed, Item, Subscription};
use crate::library::{EntryId, FeedId, Folding, Order, Query};

/// The time of all cases, `minutes` later.
fn at(minutes: i64) -> Timestamp {
    let start: Timestamp = "2026-03-10T12:00:00Z".parse().expect("a time");
    start + jiff::SignedDuration::from_mins(minutes)
}

/// An item published `minutes` before the cases' time.
fn item(id: &str, title: &str, text: &str, minutes: i64) -> Item {
    let instant = at(-minutes);
    Item {
        id: id.into(),
        title: title.into(),
        link: Link::parse(&format!("https://news.example.org/{id}")),
        content: format!("<p>{text}</p>"),
        published: Some(Published {
            date: instant.to_zoned(jiff::tz::TimeZone::UTC).date(),
            instant: Some(instant),
        }),
        ..Item::default()
    }
}

/// What a server answers that has these items.
fn answer(items: Vec<Item>) -> Outcome {
    Outcome {
        answer: Answer::Feed {
            feed: Box::new(Feed {
                title: "The Gazette".into(),
                items,
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: at(60),
        moved: None,
    }
}

fn subscribed(library: &mut Library, address: &str) -> FeedId {
    library
        .subscribe(&Subscription::of(address), at(0))
        .expect("a feed")
}

/// A library with one feed that has these items.
fn with(items: Vec<Item>) -> (Library, FeedId) {
    let mut library = Library::in_memory().expect("a library");
    let feed = subscribed(&mut library, "https://example.org/feed");
    take(&mut library, feed, items);
    (library, feed)
}

fn take(library: &mut Library, feed: FeedId, items: Vec<Item>) -> Taken {
    let taken = library.take(feed, &answer(items), at(0)).expect("taken");
    indexed(library, at(0));
    taken
}

/// Indexes all that waits for it.
fn indexed(library: &mut Library, now: Timestamp) {
    while library.index_waiting(3, now).expect("indexed") > 0 {}
}

fn query(words: &str) -> Query {
    Query::parse(words, jiff::civil::Date::constant(2026, 3, 10)).expect(words)
}

fn ids(library: &Library, words: &str) -> Vec<EntryId> {
    let listed = library.list(&query(words), Order::Newest, Folding::Folded, 1000);
    listed.expect("a list").ids
}

/// The headlines that a query finds, the newest first.
fn titles(library: &Library, words: &str) -> Vec<String> {
    let rows = library.rows(&ids(library, words)).expect("rows");
    rows.into_iter().map(|row| row.title).collect()
}

/// Checks that the counters say what counting says.
#[track_caller]
fn counts_are_right(library: &Library) {
    let totals = library.totals().expect("totals");
    let count = |words| ids(library, words).len() as u64;
    assert_eq!(totals.n_entries, count(""));
    assert_eq!(totals.n_unread, count("is:unread"));
    assert_eq!(totals.n_starred, count("is:starred"));
}
