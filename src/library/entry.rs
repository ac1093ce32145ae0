//! Entries, as shown in lists.

use jiff::Timestamp;

use super::{FeedId, QuerySort};
use crate::article::Link;

/// Identifies an entry of the library. Never reused, and stable for the lifetime of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub i64);

/// Which text of an entry is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EntryBody {
    /// The text from the feed.
    #[default]
    Feed,
    /// The main text of the linked page.
    Page,
}

/// The order of a list of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EntryOrder {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// Best match first (BM25 over title and text); newest first if the query has no words.
    Rank,
}

impl EntryOrder {
    /// Returns the order of entries for the order that a query names. An order of findings is the default here.
    pub const fn of_sort(sort: QuerySort) -> Self {
        match sort {
            QuerySort::Oldest => Self::Oldest,
            QuerySort::Rank => Self::Rank,
            QuerySort::Newest | QuerySort::Size | QuerySort::Speaker | QuerySort::Article => {
                Self::Newest
            }
        }
    }
}

/// Whether near-identical articles (wire copy of one story in several feeds) are grouped into one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CopyFolding {
    /// One line per group, with the number of copies.
    #[default]
    Folded,
    /// One line per article.
    Apart,
}

/// The result of a query: a snapshot of matching entries, in order. Entries that arrive later are not added, so that
/// the list does not move while the user reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryListing {
    /// The matching entries, in the requested order.
    pub ids: Vec<EntryId>,
    /// Whether this is the complete result; false if it was cut at the requested limit.
    pub is_complete: bool,
}

/// A line of text around a match, with the match positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text; sanitized, one line.
    pub text: String,
    /// The matches, as byte ranges in `text`; sorted and disjoint.
    pub matches: Vec<std::ops::Range<usize>>,
}

/// The data of an entry that lists show. All strings are sanitized and single-line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something else of an entry"
)]
pub struct EntryRow {
    /// Identifies the entry.
    pub id: EntryId,
    /// The feed that it came from.
    pub feed: FeedId,
    /// The headline; empty if there is none.
    pub title: String,
    /// The outlet: the user's name for the feed, else the feed's title.
    pub site: String,
    /// The address of the article's page.
    pub link: Option<Link>,
    /// The publication time as the feed gives it, even if it is in the future; `None` if the feed gives none.
    pub published: Option<Timestamp>,
    /// When the entry was first seen.
    pub seen: Timestamp,
    /// Whether the user has read it.
    pub is_read: bool,
    /// Whether it is starred.
    pub is_starred: bool,
    /// Whether it is archived.
    pub is_archived: bool,
    /// Its tags, sorted.
    pub tags: Vec<String>,
    /// The names of its most mentioned entities, most mentioned first, at most three. Empty until it is annotated.
    pub entities: Vec<String>,
    /// The number of quotes, indirect ones included; `None` until it is annotated.
    pub n_quotes: Option<u32>,
    /// The number of figures, without dates; `None` until it is annotated.
    pub n_figures: Option<u32>,
    /// The number of dates; `None` until it is annotated.
    pub n_dates: Option<u32>,
    /// The number of near-identical entries grouped under this line, not counting itself.
    pub n_copies: u32,
    /// Whether the page's full text is stored in addition to the feed's text.
    pub has_page: bool,
}
