//! The part of the library screen's state that is saved between runs, as JSON.

use serde::{Deserialize, Serialize};

use super::feed_tree::ListSource;
use super::geometry::BrowserPane;
use crate::invariant::ExpectOr;
use crate::layout::Anchor;
use crate::library::{CopyFolding, EntryBody, EntryId, EntryOrder, FeedId};
use crate::text::ByteOffset;

/// The saved state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reader) struct SavedState {
    /// What the list of entries shows.
    pub(in crate::reader) source: ListSource,
    /// The open entry, else the one under the cursor.
    pub(in crate::reader) entry: Option<EntryId>,
    /// The text being read (of the feed or of the page) if `entry` was open.
    pub(in crate::reader) open: Option<EntryBody>,
    /// The focused pane.
    pub(in crate::reader) focus: BrowserPane,
    /// The sort order of the list.
    pub(in crate::reader) order: EntryOrder,
    /// Whether copies of an article are folded into one line.
    pub(in crate::reader) folding: CopyFolding,
    /// The width of the feed tree, in columns. `None`: the default.
    pub(in crate::reader) feeds_width: Option<u16>,
    /// The paths of the closed folders.
    pub(in crate::reader) closed: Vec<String>,
    /// The query as typed. Empty: none.
    pub(in crate::reader) words: String,
    /// The index in `Tab::ALL` of the shown annotation list.
    pub(in crate::reader) tab: usize,
}

impl SavedState {
    /// Parses the output of [`SavedState::write`]. Any other text, such as that of an incompatible version, gives the
    /// default state.
    pub(in crate::reader) fn parse(text: &str) -> Self {
        let stored: StoredState = serde_json::from_str(text).unwrap_or_default();
        stored.into()
    }

    pub(in crate::reader) fn write(&self) -> String {
        // Cannot fail: the structure holds only strings, numbers and booleans.
        serde_json::to_string(&StoredState::from(self))
            .expect_or_default("strings, numbers and booleans can be written as JSON")
    }
}

/// The JSON form. Missing fields get defaults and unknown ones are ignored, so that versions can differ.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredState {
    source: StoredSource,
    entry: Option<i64>,
    open: Option<StoredBody>,
    is_in_feeds: bool,
    order: StoredOrder,
    shows_copies: bool,
    feeds_width: Option<u16>,
    closed: Vec<String>,
    query: String,
    tab: usize,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredSource {
    #[default]
    All,
    Unread,
    Starred,
    Saved(String),
    Folder(String),
    Feed(i64),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredBody {
    Feed,
    Page,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredOrder {
    #[default]
    Newest,
    Oldest,
    Rank,
}

impl From<&SavedState> for StoredState {
    fn from(kept: &SavedState) -> Self {
        Self {
            source: match &kept.source {
                ListSource::All => StoredSource::All,
                ListSource::Unread => StoredSource::Unread,
                ListSource::Starred => StoredSource::Starred,
                ListSource::Saved(name) => StoredSource::Saved(name.clone()),
                ListSource::Folder(name) => StoredSource::Folder(name.clone()),
                ListSource::Feed(id) => StoredSource::Feed(id.0),
            },
            entry: kept.entry.map(|id| id.0),
            open: kept.open.map(|body| match body {
                EntryBody::Feed => StoredBody::Feed,
                EntryBody::Page => StoredBody::Page,
            }),
            is_in_feeds: kept.focus == BrowserPane::Feeds,
            order: match kept.order {
                EntryOrder::Newest => StoredOrder::Newest,
                EntryOrder::Oldest => StoredOrder::Oldest,
                EntryOrder::Rank => StoredOrder::Rank,
            },
            shows_copies: kept.folding == CopyFolding::Apart,
            feeds_width: kept.feeds_width,
            closed: kept.closed.clone(),
            query: kept.words.clone(),
            tab: kept.tab,
        }
    }
}

impl From<StoredState> for SavedState {
    fn from(stored: StoredState) -> Self {
        let default = Self::default();
        Self {
            source: match stored.source {
                StoredSource::All => ListSource::All,
                StoredSource::Unread => ListSource::Unread,
                StoredSource::Starred => ListSource::Starred,
                StoredSource::Saved(name) => ListSource::Saved(name),
                StoredSource::Folder(name) => ListSource::Folder(name),
                StoredSource::Feed(id) => ListSource::Feed(FeedId(id)),
            },
            entry: stored.entry.map(EntryId),
            open: stored.open.map(|body| match body {
                StoredBody::Feed => EntryBody::Feed,
                StoredBody::Page => EntryBody::Page,
            }),
            focus: if stored.is_in_feeds {
                BrowserPane::Feeds
            } else {
                default.focus
            },
            order: match stored.order {
                StoredOrder::Newest => EntryOrder::Newest,
                StoredOrder::Oldest => EntryOrder::Oldest,
                StoredOrder::Rank => EntryOrder::Rank,
            },
            folding: if stored.shows_copies {
                CopyFolding::Apart
            } else {
                default.folding
            },
            feeds_width: stored.feeds_width,
            closed: stored.closed,
            words: stored.query,
            tab: stored.tab,
        }
    }
}

/// Returns the saved form of a reading position.
pub(in crate::reader) fn write_anchor(anchor: Anchor) -> String {
    format!("{} {}", anchor.offset.get(), anchor.n_above)
}

/// Parses a saved reading position. `None` if it is malformed.
pub(in crate::reader) fn parse_anchor(kept: &str) -> Option<Anchor> {
    let (offset, n_above) = kept.split_once(' ')?;
    Some(Anchor {
        offset: ByteOffset::new(offset.parse().ok()?),
        // A damaged value could move the position far from its text.
        n_above: n_above.parse().ok().filter(|n| *n < 10_000)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let kept = SavedState {
            source: ListSource::Folder("News/World desk".into()),
            entry: Some(EntryId(34)),
            open: Some(EntryBody::Page),
            focus: BrowserPane::Feeds,
            order: EntryOrder::Oldest,
            folding: CopyFolding::Apart,
            feeds_width: Some(31),
            closed: vec!["Sport".into(), "A b/c".into()],
            words: "tag:later \"grain deal\"".into(),
            tab: 2,
        };
        assert_eq!(SavedState::parse(&kept.write()), kept);
    }

    #[test]
    fn what_is_not_understood_is_the_state_at_the_first_start() {
        for text in [
            "",
            "source feed x\nentry 12 4",
            "{\"source\":{\"feed\":\"x\"}}",
            "[]",
        ] {
            assert_eq!(SavedState::parse(text), SavedState::default(), "{text}");
        }
        let partly = SavedState::parse("{\"entry\": 3, \"later\": true}");
        assert_eq!(partly.entry, Some(EntryId(3)));
    }

    #[test]
    fn a_place_that_is_damaged_is_none() {
        assert_eq!(parse_anchor("12 x"), None);
        let place = parse_anchor("120 2").map(write_anchor);
        assert_eq!(place.as_deref(), Some("120 2"));
    }
}
