//! The input and output of an ingest: what a fetch returned, and what changed in the library.

use jiff::Timestamp;

use crate::feeds::Feed;

/// The result of one fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedOutcome {
    /// The server's response.
    pub answer: FeedResponse,
    /// The feed is not fetched again before this time.
    pub due: Timestamp,
    /// The feed's new address, if the server redirected permanently.
    pub moved: Option<String>,
}

/// A response to a feed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedResponse {
    /// A feed document.
    Feed {
        /// The parsed feed.
        feed: Box<Feed>,
        /// Validators for the next request.
        validators: Validators,
        /// Oddities found while parsing, one line each.
        remarks: Vec<String>,
    },
    /// The feed has not changed since the last fetch (304).
    Unchanged,
    /// The fetch failed. Holds the reason as a sentence for the user.
    Failed(String),
    /// The feed was not requested, because its host has too many requests. Holds the reason, a sentence for the user.
    Postponed(String),
    /// The feed is gone for good (410). Holds a sentence for the user. It is fetched again only on the user's request.
    Gone(String),
}

impl FeedResponse {
    /// Returns why there is no feed, as a sentence for the user; `None` if the server returned a feed or reported no
    /// change.
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Failed(why) | Self::Postponed(why) | Self::Gone(why) => Some(why),
            Self::Feed { .. } | Self::Unchanged => None,
        }
    }
}

/// Validators of an HTTP response, sent back in a conditional request (RFC 9110, section 13).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// Value of the `ETag` header.
    pub etag: Option<String>,
    /// Value of the `Last-Modified` header.
    pub last_modified: Option<String>,
}

/// The number of entries that an ingest changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IngestCounts {
    /// New entries.
    pub n_new: usize,
    /// Entries whose title, link, author or content changed.
    pub n_updated: usize,
}
