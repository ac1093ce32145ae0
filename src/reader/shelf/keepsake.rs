//! What is kept of the library's screen from one run to the next, as JSON.

use serde::{Deserialize, Serialize};

use super::geometry::ShelfPane;
use super::tree::Source;
use super::{Reading, Shelf};
use crate::layout::Anchor;
use crate::library::{Body, EntryId, FeedId, Folding, Order};
use crate::text::ByteOffset;

/// What is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reader) struct Keepsake {
    pub(in crate::reader) source: Source,
    pub(in crate::reader) entry: Option<EntryId>,
    /// Whether that entry was being read, and which of its texts.
    pub(in crate::reader) open: Option<Body>,
    pub(in crate::reader) focus: ShelfPane,
    pub(in crate::reader) order: Order,
    pub(in crate::reader) folding: Folding,
    pub(in crate::reader) feeds_width: Option<u16>,
    pub(in crate::reader) closed: Vec<String>,
    pub(in crate::reader) words: String,
    pub(in crate::reader) tab: usize,
}

impl Keepsake {
    pub(in crate::reader) fn of(shelf: &Shelf, tab: usize) -> Self {
        let reading = shelf.reading.as_ref();
        Self {
            source: shelf.source.clone(),
            entry: reading
                .map(|reading| reading.row.id)
                .or(shelf.list.current()),
            open: reading.map(|reading: &Reading| reading.body),
            focus: shelf.focus,
            order: shelf.order,
            folding: shelf.folding,
            feeds_width: Some(shelf.feeds_width),
            closed: shelf.tree.closed().map(str::to_owned).collect(),
            words: shelf.narrowing.words.clone(),
            tab,
        }
    }

    /// Reads what [`Keepsake::write`] wrote. Anything else, such as the state of an earlier version, is the state at
    /// the first start.
    pub(in crate::reader) fn parse(text: &str) -> Self {
        let stored: StoredState = serde_json::from_str(text).unwrap_or_default();
        stored.into()
    }

    pub(in crate::reader) fn write(&self) -> String {
        // A structure of strings and numbers always has a JSON form.
        serde_json::to_string(&StoredState::from(self)).unwrap_or_default()
    }
}

/// The state in JSON. Missing fields have their defaults, so that a later version can add some.
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

impl From<&Keepsake> for StoredState {
    fn from(kept: &Keepsake) -> Self {
        Self {
            source: match &kept.source {
                Source::All => StoredSource::All,
                Source::Unread => StoredSource::Unread,
                Source::Starred => StoredSource::Starred,
                Source::Saved(name) => StoredSource::Saved(name.clone()),
                Source::Folder(name) => StoredSource::Folder(name.clone()),
                Source::Feed(id) => StoredSource::Feed(id.0),
            },
            entry: kept.entry.map(|id| id.0),
            open: kept.open.map(|body| match body {
                Body::Feed => StoredBody::Feed,
                Body::Page => StoredBody::Page,
            }),
            is_in_feeds: kept.focus == ShelfPane::Feeds,
            order: match kept.order {
                Order::Newest => StoredOrder::Newest,
                Order::Oldest => StoredOrder::Oldest,
                Order::Rank => StoredOrder::Rank,
            },
            shows_copies: kept.folding == Folding::Apart,
            feeds_width: kept.feeds_width,
            closed: kept.closed.clone(),
            query: kept.words.clone(),
            tab: kept.tab,
        }
    }
}

impl From<StoredState> for Keepsake {
    fn from(stored: StoredState) -> Self {
        let default = Self::default();
        Self {
            source: match stored.source {
                StoredSource::All => Source::All,
                StoredSource::Unread => Source::Unread,
                StoredSource::Starred => Source::Starred,
                StoredSource::Saved(name) => Source::Saved(name),
                StoredSource::Folder(name) => Source::Folder(name),
                StoredSource::Feed(id) => Source::Feed(FeedId(id)),
            },
            entry: stored.entry.map(EntryId),
            open: stored.open.map(|body| match body {
                StoredBody::Feed => Body::Feed,
                StoredBody::Page => Body::Page,
            }),
            focus: if stored.is_in_feeds {
                ShelfPane::Feeds
            } else {
                default.focus
            },
            order: match stored.order {
                StoredOrder::Newest => Order::Newest,
                StoredOrder::Oldest => Order::Oldest,
                StoredOrder::Rank => Order::Rank,
            },
            folding: if stored.shows_copies {
                Folding::Apart
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

/// Returns a place in an article as it is kept.
pub(in crate::reader) fn write_place(anchor: Anchor) -> String {
    format!("{} {}", anchor.offset.get(), anchor.n_above)
}

/// Returns the place that was kept.
pub(in crate::reader) fn parse_place(kept: &str) -> Option<Anchor> {
    let (offset, n_above) = kept.split_once(' ')?;
    Some(Anchor {
        offset: ByteOffset::new(offset.parse().ok()?),
        n_above: n_above.parse().ok().filter(|n| *n < 10_000)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let kept = Keepsake {
            source: Source::Folder("News/World desk".into()),
            entry: Some(EntryId(34)),
            open: Some(Body::Page),
            focus: ShelfPane::Feeds,
            order: Order::Oldest,
            folding: Folding::Apart,
            feeds_width: Some(31),
            closed: vec!["Sport".into(), "A b/c".into()],
            words: "tag:later \"grain deal\"".into(),
            tab: 2,
        };
        assert_eq!(Keepsake::parse(&kept.write()), kept);
    }

    #[test]
    fn what_is_not_understood_is_the_state_at_the_first_start() {
        for text in [
            "",
            "source feed x\nentry 12 4",
            "{\"source\":{\"feed\":\"x\"}}",
            "[]",
        ] {
            assert_eq!(Keepsake::parse(text), Keepsake::default(), "{text}");
        }
        let partly = Keepsake::parse("{\"entry\": 3, \"later\": true}");
        assert_eq!(partly.entry, Some(EntryId(3)));
    }

    #[test]
    fn a_place_that_is_damaged_is_none() {
        assert_eq!(parse_place("12 x"), None);
        let place = parse_place("120 2").map(write_place);
        assert_eq!(place.as_deref(), Some("120 2"));
    }
}
