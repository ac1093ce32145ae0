//! What came of asking a server for a feed, and what the library made of it.

use jiff::Timestamp;

use crate::feeds::Feed;

/// What came of asking for a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedOutcome {
    /// What was answered.
    pub answer: FeedResponse,
    /// Not before this is it asked again.
    pub due: Timestamp,
    /// Its new address, where the server says that it moved for good.
    pub moved: Option<String>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedResponse {
    /// A feed.
    Feed {
        /// What it holds.
        feed: Box<Feed>,
        /// What shows next time whether it changed.
        validators: Validators,
        /// What was odd about it, a line each.
        remarks: Vec<String>,
    },
    /// That nothing changed since the last time.
    Unchanged,
    /// Nothing of use: why, as a sentence for the user.
    Failed(String),
    /// Nothing, since it was not asked: its host has too many questions already. Why, as a sentence for the user.
    Postponed(String),
    /// That the feed is gone for good: a sentence for the user. It is asked for again only when the user says so.
    Gone(String),
}

impl FeedResponse {
    /// Returns why nothing of use came, as a sentence for the user; `None` where the server answered with a feed or that
    /// nothing changed.
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Failed(why) | Self::Postponed(why) | Self::Gone(why) => Some(why),
            Self::Feed { .. } | Self::Unchanged => None,
        }
    }
}

/// What a server is asked with whether a feed changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What the library made of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IngestCounts {
    /// Entries that were not there.
    pub n_new: usize,
    /// Entries whose text or headline changed.
    pub n_updated: usize,
}
