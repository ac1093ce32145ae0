//! The gold of a feed.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A feed and what is right of it, with the keys and values of `pullquote feeds FILE --json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoldFeed {
    /// The name of the feed in the report.
    pub(super) id: String,
    /// The file, relative to the gold corpus.
    pub(super) file: String,
    /// What the feed tests.
    pub(super) kind: String,
    /// The address that the feed was read from.
    #[serde(default)]
    pub(super) url: Option<String>,
    /// The `Content-Type` header.
    #[serde(default)]
    pub(super) content_type: Option<String>,
    /// Fields of the feed.
    #[serde(default)]
    pub(super) feed: Map<String, Value>,
    /// All entries in the order of the feed, each with some of its fields.
    #[serde(default)]
    pub(super) entries: Option<Vec<Map<String, Value>>>,
    /// The number of entries, where they are not listed.
    #[serde(default)]
    pub(super) n_entries: Option<usize>,
    /// Segments of the remarks; an empty list asks that there are none.
    #[serde(default)]
    pub(super) remarks: Option<Vec<String>>,
    /// True if it is not a feed and must not be read as one.
    #[serde(default)]
    pub(super) refused: bool,
    /// Segments of the message of the refusal.
    #[serde(default)]
    pub(super) says: Vec<String>,
}
