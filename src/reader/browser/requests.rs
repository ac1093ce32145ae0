//! What the reader asks of the library and orders there, and what comes back.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::article::Article;
use crate::feeds::Subscription;
use crate::library::{
    CopyFolding, EntryBody, EntryChange, EntryId, EntryListing, EntryOrder, EntryRow, FeedId,
    FeedRow, LibraryTotals, Query, SavedQuery, Snippet,
};

/// The time, as the user's clock shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The moment.
    pub at: Timestamp,
    /// How far the user's clock is from UTC.
    pub offset: Offset,
}

impl Default for LocalTime {
    fn default() -> Self {
        Self {
            at: Timestamp::UNIX_EPOCH,
            offset: Offset::UTC,
        }
    }
}

impl LocalTime {
    /// Returns the user's day at a moment.
    pub fn day(self, at: Timestamp) -> Date {
        self.offset.to_datetime(at).date()
    }

    /// Returns the user's day now.
    pub fn today(self) -> Date {
        self.day(self.at)
    }
}

/// A question to the library. Asking changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryRequest {
    /// Feeds, saved queries, numbers, tags.
    Overview,
    /// Which entries match, at most `limit`.
    List {
        /// What they must match.
        query: Query,
        /// In which order.
        order: EntryOrder,
        /// Whether copies stand as one.
        folding: CopyFolding,
        /// How many are wanted at most.
        limit: usize,
        /// Of how many of the first what the list shows is wanted too, so that nothing flickers.
        n_rows: usize,
    },
    /// How many lines the list has of all that match.
    Count(Query, CopyFolding),
    /// What the list shows of these.
    Rows(Vec<EntryId>),
    /// The words around what the query found in these.
    Snippets(Query, Vec<EntryId>),
    /// The article, and where it was left.
    Article(EntryId, EntryBody),
}

/// What is there, but for the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The feeds.
    pub feeds: Vec<FeedRow>,
    /// The saved queries, in their order.
    pub saved: Vec<SavedQuery>,
    /// The numbers of the whole library.
    pub totals: LibraryTotals,
    /// All tags, sorted.
    pub tags: Vec<String>,
    /// Whether nothing is subscribed, so that what ships with the program is shown instead.
    pub is_welcome: bool,
}

/// What the library answers.
#[derive(Clone, Debug)]
pub enum LibraryResponse {
    /// To [`LibraryRequest::Overview`].
    Overview(Overview),
    /// To [`LibraryRequest::List`].
    List(EntryListing, Vec<EntryRow>),
    /// To [`LibraryRequest::Count`].
    Count(usize),
    /// To [`LibraryRequest::Rows`]; entries that are gone are left out.
    Rows(Vec<EntryRow>),
    /// To [`LibraryRequest::Snippets`].
    Snippets(Vec<(EntryId, Snippet)>),
    /// To [`LibraryRequest::Article`] and to [`super::super::Effect::FullText`]: the article, and where it was left.
    Article(Arc<Article>, Option<String>),
    /// To a change: what undoes it.
    Changed(EntryChange),
    /// To [`ManageRequest`]: a sentence about what was done.
    Managed(String),
    /// To [`ManageRequest::Subscribe`]: the feed, and a sentence.
    Subscribed(FeedId, String),
}

/// A change of what is subscribed or kept beside the feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManageRequest {
    /// Subscribe to the feed at this address, or to the one that the page there names; in this folder.
    Subscribe(String, String),
    /// End a subscription; its entries go.
    Unsubscribe(FeedId),
    /// Set a subscription anew.
    Set(FeedId, Subscription),
    /// Keep a query under its name, in place of one that has it.
    SaveQuery(SavedQuery),
    /// Forget the query of this name.
    DropQuery(String),
}

/// How far a refresh is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefreshState {
    /// Feeds that were asked.
    pub n_done: usize,
    /// All feeds of this refresh.
    pub n_feeds: usize,
    /// Those of the asked that failed.
    pub n_failed: usize,
    /// Entries that came.
    pub n_new: usize,
    /// Whether it is over.
    pub is_over: bool,
    /// Whether it was ended before all were asked.
    pub is_cancelled: bool,
}
