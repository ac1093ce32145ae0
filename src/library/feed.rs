//! A feed as lists show it.

use jiff::Timestamp;

use crate::feeds::Subscription;

/// Which feed of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedId(pub i64);

/// A feed: what is subscribed, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// Which feed.
    pub id: FeedId,
    /// What is subscribed.
    pub subscription: Subscription,
    /// What to call it: the user's name for it, else its own title, else its host.
    pub title: String,
    /// How many of its entries are not read.
    pub n_unread: u32,
    /// How many entries it has.
    pub n_entries: u32,
    /// How the last fetch went.
    pub health: FeedHealth,
}

/// How the last fetch of a feed went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedHealth {
    /// When it was last asked; nothing where it never was.
    pub checked: Option<Timestamp>,
    /// When it last answered with a feed, changed or not.
    pub succeeded: Option<Timestamp>,
    /// Why the last fetch failed: a sentence for the user; nothing where it did not.
    pub error: Option<String>,
    /// How many fetches failed in a row.
    pub n_failures: u32,
    /// Not before this is it asked again: its interval, `Retry-After`, or back-off.
    pub due: Option<Timestamp>,
    /// What was odd about what came: items skipped and why, broken XML that was mended, an empty feed. A line each.
    pub remarks: Vec<String>,
}

/// Numbers of the whole library. Kept, not counted: asking costs the same for any size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All entries that are not deleted.
    pub n_entries: u64,
    /// Those that are not read.
    pub n_unread: u64,
    /// Those that are starred.
    pub n_starred: u64,
}
