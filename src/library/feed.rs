//! Feeds, as shown in lists.

use jiff::Timestamp;

use crate::feeds::Subscription;

/// Identifies a feed of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedId(pub i64);

/// A subscribed feed with its counts and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// Identifies the feed.
    pub id: FeedId,
    /// The subscription.
    pub subscription: Subscription,
    /// The displayed title: the user's name for it, else its own title, else its host.
    pub title: String,
    /// The number of unread entries.
    pub n_unread: u32,
    /// The number of entries.
    pub n_entries: u32,
    /// The result of the last fetch.
    pub health: FeedHealth,
}

/// The result of the last fetch of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedHealth {
    /// The time of the last request; `None` if it was never requested.
    pub checked: Option<Timestamp>,
    /// The time of the last successful response, changed or not.
    pub succeeded: Option<Timestamp>,
    /// Why the last fetch failed, as a sentence for the user; `None` if it succeeded.
    pub error: Option<String>,
    /// The number of consecutive failures.
    pub n_failures: u32,
    /// Whether the server said that the feed is gone for good (410). It is then requested only when the user asks.
    pub is_gone: bool,
    /// Whether the feed came from a private address, so that its pages may be on that host too.
    pub is_private: bool,
    /// The earliest time of the next request, from the feed's interval, `Retry-After` or back-off.
    pub due: Option<Timestamp>,
    /// Oddities of the last response, one line each: skipped items with reasons, repaired XML, an empty feed.
    pub remarks: Vec<String>,
}

/// Totals of the whole library. Maintained incrementally, so reading them takes the same time for any library size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LibraryTotals {
    /// Entries that are not deleted.
    pub n_entries: u64,
    /// Unread entries.
    pub n_unread: u64,
    /// Starred entries.
    pub n_starred: u64,
}
