//! The requests of the reader to the library, and the responses.

use std::sync::Arc;

use crate::article::Article;
use crate::feeds::Subscription;
use crate::library::{
    CopyFolding, EntityPage, EntryBody, EntryChange, EntryId, EntryListing, EntryOrder, EntryRow,
    FeedId, FeedRow, LibraryTotals, Query, SavedQuery, Snippet,
};
use crate::reader::library_view::{ViewAsk, ViewPage};

/// A query to the library. Queries change nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryRequest {
    /// The feeds, saved queries, totals and tags.
    Overview,
    /// The IDs of the entries that match.
    List {
        /// What the entries must match.
        query: Query,
        /// The sort order.
        order: EntryOrder,
        /// Whether copies of an article are folded into one line.
        folding: CopyFolding,
        /// The maximum number of IDs.
        limit: usize,
        /// The number of entries, from the first, whose rows are returned too. It saves a second request before
        /// drawing.
        n_rows: usize,
    },
    /// The total number of lines in the list of all entries that match.
    Count(Query, CopyFolding),
    /// The rows of these entries.
    Rows(Vec<EntryId>),
    /// The text around the matches of the query in these entries.
    Snippets(Query, Vec<EntryId>),
    /// The article of an entry, with the saved reading position.
    Article(EntryId, EntryBody),
    /// The rows of a view.
    View(Box<ViewAsk>),
    /// Everything about the entity that has the sense with this key.
    EntityPage(String),
}

/// Everything that the library screen shows besides the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The feeds.
    pub feeds: Vec<FeedRow>,
    /// The saved queries, in display order.
    pub saved: Vec<SavedQuery>,
    /// The totals of the whole library.
    pub totals: LibraryTotals,
    /// All tags, sorted.
    pub tags: Vec<String>,
    /// True if there are no subscriptions, so that the built-in welcome feed is shown.
    pub is_welcome: bool,
}

/// A response of the library.
#[derive(Clone, Debug)]
pub enum LibraryResponse {
    /// Answers [`LibraryRequest::Overview`].
    Overview(Overview),
    /// Answers [`LibraryRequest::List`].
    List(EntryListing, Vec<EntryRow>),
    /// Answers [`LibraryRequest::Count`].
    Count(usize),
    /// Answers [`LibraryRequest::Rows`]. Entries that no longer exist are missing.
    Rows(Vec<EntryRow>),
    /// Answers [`LibraryRequest::Snippets`].
    Snippets(Vec<(EntryId, Snippet)>),
    /// Answers [`LibraryRequest::Article`] and [`super::super::Effect::FullText`]: the article, and the saved reading
    /// position.
    Article(Arc<Article>, Option<String>),
    /// Answers [`LibraryRequest::View`].
    View(ViewPage),
    /// Answers [`LibraryRequest::EntityPage`]: `None` if the library does not have it.
    EntityPage(Option<Box<EntityPage>>),
    /// Answers [`super::super::Effect::Change`] and [`super::super::Effect::ReadAll`]: the change that undoes it.
    Changed(EntryChange),
    /// Answers [`ManageRequest`]: a message for the user.
    Managed(String),
    /// Answers [`ManageRequest::Subscribe`]: the new feed, and a message for the user.
    Subscribed(FeedId, String),
}

/// A change of subscriptions or saved queries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManageRequest {
    /// Subscribe to the feed at this address, or to the one linked from the page there. The second field is the
    /// folder.
    Subscribe(String, String),
    /// Unsubscribe from the feed and delete its entries.
    Unsubscribe(FeedId),
    /// Replace the settings of a subscription.
    Set(FeedId, Subscription),
    /// Save a query, replacing the one with the same name.
    SaveQuery(SavedQuery),
    /// Delete the saved query with this name.
    DropQuery(String),
}

/// The progress of a refresh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefreshState {
    /// The number of feeds fetched so far, including failed ones.
    pub n_done: usize,
    /// The number of feeds to fetch.
    pub n_feeds: usize,
    /// The number of feeds that failed.
    pub n_failed: usize,
    /// The number of new entries.
    pub n_new: usize,
    /// True if the refresh has ended.
    pub is_over: bool,
    /// True if the refresh was cancelled before all feeds were fetched.
    pub is_cancelled: bool,
}
