//! The state of the library screen: feed tree, list of entries, preview, open requests and undo history.
//!
//! [`BrowserState`] is a snapshot of what the library has answered. Commands (`update::browser`) return requests
//! (`requests.rs`) instead of reading the library, and the answers update the snapshot. Nothing here knows the store.
//!
//! Start with [`BrowserState`] in this file, then `feed_tree.rs` and `entry_list.rs`.

mod active_query;
mod entry_list;
mod feed_tree;
#[cfg(test)]
pub(crate) mod fixture;
mod geometry;
mod local_time;
mod query_completion;
mod relative_time;
mod requests;
mod saved_state;

use std::collections::{BTreeMap, HashMap};

use super::document::OpenArticle;
use super::geometry::Size;
use super::library_view::OpenView;
use super::msg::Ticket;
use super::view_state::ViewState;
use crate::article::Link;
use crate::layout::Anchor;
use crate::library::{
    CopyFolding, EntryBody, EntryChange, EntryId, EntryOrder, EntryRow, FeedId, Query, ScalarEnds,
};

pub use active_query::ActiveQuery;
pub use entry_list::EntryList;
pub use feed_tree::{FeedTree, ListSource, TreeNode};
pub use geometry::{BrowserGeometry, BrowserPane};
pub use local_time::LocalTime;
pub use relative_time::{age_of, format_age};
pub use requests::{LibraryRequest, LibraryResponse, ManageRequest, Overview, RefreshState};

use geometry::DEFAULT_FEEDS_COLUMNS;
pub(super) use geometry::{BrowserGeometryInput, clamp_feeds_width};
pub(super) use query_completion::complete_query;
pub(super) use saved_state::{SavedState, parse_anchor, write_anchor};

/// The maximum number of undo steps. A step keeps the IDs that it changes, which can be a whole list.
const MAX_UNDO_STEPS: usize = 100;

/// The preview of the entry under the cursor.
#[derive(Debug)]
pub struct EntryPreview {
    /// The id of the previewed entry.
    pub id: EntryId,
    /// The ticket of the request for it.
    pub(super) ticket: Ticket,
    /// The article, or why it cannot be shown. `None` while loading.
    pub state: Option<Result<Box<OpenArticle>, String>>,
}

/// The entry that is open for reading.
#[derive(Clone, Debug)]
pub struct OpenEntry {
    /// The row of the entry, which may no longer be in the list.
    pub row: EntryRow,
    /// Whether the text from the feed or from the page is shown.
    pub body: EntryBody,
    /// True once the entry was marked as read after opening. It is not marked again, so that the user can undo that.
    pub(super) was_marked: bool,
    /// The first words on the screen before switching to the other text, used to find the place there.
    pub(super) words: Option<String>,
    /// The ticket of the request for the page's full text, while it is being fetched.
    pub(super) fetching: Option<Ticket>,
    /// The passage to go to once the article is there, in Unicode scalar values.
    pub(super) passage: Option<ScalarEnds>,
}

/// An entry to open when its row arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AwaitedEntry {
    /// The entry.
    pub(super) id: EntryId,
    /// The passage to go to in it, in Unicode scalar values of its current text.
    pub(super) passage: Option<ScalarEnds>,
}

/// What to do with a list when it arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListGoal {
    /// Show it from the start.
    Fresh,
    /// Show it with the cursor on this entry.
    Keep(Option<EntryId>),
    /// Append its further entries to the present list.
    More,
    /// Append its further entries, then go to one of them if the cursor has not moved since.
    Far {
        /// The index of the cursor at the time of the request.
        from: usize,
        /// The index to go to.
        to: usize,
    },
    /// Find an unread entry, given a list of the unread ones only.
    Unread(Sought),
    /// Show it from the start, then go to an unread entry.
    FirstUnread(Sought),
}

/// Which unread entry to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sought {
    /// True for the next entries, false for the previous ones.
    pub(super) is_forward: bool,
    /// The number of unread entries to move by, from 1.
    pub(super) n: usize,
    /// The number of feeds already searched and left.
    pub(super) n_feeds: usize,
}

/// A change sent to the library whose response has not arrived.
#[derive(Clone, Debug)]
pub(super) struct PendingChange {
    /// The description of the change for `Undone: …`. `None` if it cannot be undone, because it is itself an undo.
    pub(super) says: Option<String>,
    /// True if the list must be requested again once the change is stored.
    pub(super) relists: bool,
}

/// A step of the undo history.
#[derive(Clone, Debug)]
pub(super) struct UndoStep {
    /// The change that undoes it.
    pub(super) change: EntryChange,
    /// The description of what is undone.
    pub(super) says: String,
}

/// A yes/no question to the user.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// The question.
    pub words: String,
    /// What to do if the user answers yes.
    pub(super) then: ConfirmedAction,
}

/// What to do if the user answers yes.
#[derive(Clone, Debug)]
pub(super) enum ConfirmedAction {
    /// Mark all entries that match as read, and report it with this text.
    ReadAll(Query, String),
    /// Unsubscribe from the feed.
    Unsubscribe(FeedId),
}

/// The state of the library screen.
#[derive(Debug, Default)]
pub struct BrowserState {
    /// The focused pane.
    pub focus: BrowserPane,
    /// The feed tree.
    pub tree: FeedTree,
    /// What the list of entries shows.
    pub source: ListSource,
    /// The list of entries.
    pub list: EntryList,
    /// The query that narrows the list.
    pub active_query: ActiveQuery,
    /// The sort order of the list.
    pub order: EntryOrder,
    /// Whether copies of an article are folded into one line.
    pub folding: CopyFolding,
    /// The preview of the entry under the cursor. `None` if there is no room or no entry.
    pub preview: Option<EntryPreview>,
    /// The entry that is open for reading.
    pub open_entry: Option<OpenEntry>,
    /// The current time, for relative dates.
    pub now: LocalTime,
    /// All tags, sorted.
    pub tags: Vec<String>,
    /// True if the user has no subscriptions, so the built-in welcome feed is shown.
    pub is_welcome: bool,
    /// True once the library has answered.
    pub is_ready: bool,
    /// The progress of the running refresh.
    pub refresh: Option<RefreshState>,
    /// The number of entries added since the list was requested.
    pub n_new: usize,
    /// The width of the feed tree, in columns.
    pub feeds_width: u16,
    /// True if the focused pane fills the screen.
    pub is_zoomed: bool,
    /// The ticket of the latest overview request. Older responses are dropped.
    pub(super) asked_overview: Ticket,
    /// The ticket of the latest count request. Older responses are dropped.
    pub(super) asked_count: Ticket,
    /// The open list request and what to do with its response.
    pub(super) asked_list: Option<(Ticket, ListGoal)>,
    /// The changes sent to the library whose responses have not arrived.
    pub(super) pending: BTreeMap<Ticket, PendingChange>,
    /// The undo history, oldest first.
    pub(super) undo: Vec<UndoStep>,
    /// The number of undo commands to perform once the pending changes are stored.
    pub(super) n_to_undo: usize,
    /// The reading positions of this run, by entry and text.
    pub(super) places: HashMap<(EntryId, EntryBody), Anchor>,
    /// The saved state until it is restored; later, the entry to open when its row arrives.
    pub(super) saved_state: Option<SavedState>,
    /// The views over the library that are open, the topmost last.
    pub views: Vec<OpenView>,
    /// The entry to open when its row arrives, and the passage to go to in it.
    pub(super) awaited: Option<AwaitedEntry>,
    /// The query and the entry under the cursor before the query prompt was opened.
    pub(super) query_before: Option<(ActiveQuery, Option<EntryId>)>,
}

impl BrowserState {
    /// Returns an empty state. `kept` is the saved state of the previous run (see
    /// [`crate::reader::App::saved_state`]).
    pub fn new(kept: Option<&str>) -> Self {
        let restore = kept.map(SavedState::parse);
        let feeds_width = restore.as_ref().and_then(|kept| kept.feeds_width);
        Self {
            feeds_width: feeds_width.map_or(DEFAULT_FEEDS_COLUMNS, clamp_feeds_width),
            saved_state: restore,
            ..Self::default()
        }
    }

    /// Returns the state to store for the next run. `tab` is the index in `Tab::ALL` of the shown annotation list.
    pub(super) fn saved_state(&self, tab: usize) -> SavedState {
        let reading = self.open_entry.as_ref();
        SavedState {
            source: self.source.clone(),
            entry: reading
                .map(|reading| reading.row.id)
                .or(self.list.current()),
            open: reading.map(|reading| reading.body),
            focus: self.focus,
            order: self.order,
            folding: self.folding,
            feeds_width: Some(self.feeds_width),
            closed: self.tree.closed().map(str::to_owned).collect(),
            words: Link::without_users(&self.active_query.words),
            tab,
        }
    }

    /// Returns the areas of the panes on a screen of this size.
    pub fn geometry(&self, size: Size) -> BrowserGeometry {
        BrowserGeometry::new(BrowserGeometryInput {
            size,
            focus: self.focus,
            feeds_width: self.feeds_width,
            is_zoomed: self.is_zoomed,
        })
    }

    /// Returns the row of the entry that commands act on: the open entry, else the one under the cursor.
    pub fn entry(&self) -> Option<&EntryRow> {
        match &self.open_entry {
            Some(reading) => Some(&reading.row),
            None => self.list.row(self.list.current()?),
        }
    }

    /// Returns the title of the list of entries.
    pub fn title(&self) -> String {
        match &self.source {
            ListSource::All => "All articles".to_owned(),
            ListSource::Unread => "Unread".to_owned(),
            ListSource::Starred => "Starred".to_owned(),
            ListSource::Saved(name) | ListSource::Folder(name) => name.clone(),
            ListSource::Feed(id) => {
                let feed = self.tree.feed(*id);
                feed.map_or_else(String::new, |feed| feed.title.clone())
            }
        }
    }

    /// Returns the query for the list: the conjunction of the source and the active query.
    pub(super) fn query(&self) -> Result<Query, String> {
        let today = self.now.today();
        let source = self.tree.query(&self.source, today);
        let source = source.map_err(|error| error.to_string())?;
        Ok(match (source, self.active_query.query.clone()) {
            (Query::All, only) | (only, Query::All) => only,
            (source, narrowing) => Query::And(vec![source, narrowing]),
        })
    }

    /// Returns whether a change is pending that can be undone once it is stored.
    pub(super) fn is_writing(&self) -> bool {
        self.pending.values().any(|pending| pending.says.is_some())
    }

    /// Adds an undo step. If the history is full, the oldest step is dropped.
    pub(super) fn push_undo(&mut self, change: EntryChange, says: String) {
        if change.is_empty() {
            return;
        }
        self.undo.push(UndoStep { change, says });
        if self.undo.len() > MAX_UNDO_STEPS {
            self.undo.remove(0);
        }
    }
}

impl EntryPreview {
    /// Returns the article, once it is loaded.
    pub fn document(&self) -> Option<&OpenArticle> {
        self.state.as_ref()?.as_ref().ok().map(Box::as_ref)
    }

    pub(super) fn fit(&mut self, size: Size, view: &ViewState) {
        if let Some(Ok(document)) = &mut self.state {
            document.set_rows(size.width, size.height, view);
        }
    }
}
