//! The user's library as the reader shows it: feeds, entries, preview, what was asked and what can be undone.

mod entry_list;
mod feed_tree;
#[cfg(test)]
pub(crate) mod fixture;
mod geometry;
mod number_format;
mod query_completion;
mod relative_time;
mod requests;
mod saved_state;

use std::collections::{BTreeMap, HashMap};

use super::app::ViewState;
use super::document::OpenArticle;
use super::geometry::Size;
use super::msg::Ticket;
use crate::layout::Anchor;
use crate::library::{
    CopyFolding, EntryBody, EntryChange, EntryId, EntryOrder, EntryRow, FeedId, Query,
};

pub use entry_list::EntryList;
pub use feed_tree::{FeedTree, ListSource, TreeNode};
pub use geometry::{BrowserGeometry, BrowserPane};
pub use number_format::group_thousands;
pub use relative_time::{age_of, format_age};
pub use requests::{
    LibraryRequest, LibraryResponse, LocalTime, ManageRequest, Overview, RefreshState,
};

pub(super) use geometry::BrowserGeometryInput;
pub(super) use query_completion::complete_query;
pub(super) use saved_state::{SavedState, parse_anchor, write_anchor};

/// The most changes that can be undone.
const MAX_UNDO_STEPS: usize = 100;

/// What the list is narrowed to by the line of the query language.
#[derive(Clone, Debug, Default)]
pub struct ActiveQuery {
    /// The query as it was typed; empty where there is none.
    pub words: String,
    /// What it asks.
    pub query: Query,
    /// What is wrong with what is being typed.
    pub error: Option<String>,
}

/// The entry under the cursor, beside or below the list.
#[derive(Debug)]
pub struct EntryPreview {
    /// Which entry.
    pub id: EntryId,
    /// The question for it.
    pub(super) ticket: Ticket,
    /// The article, once it is there; why not, where it cannot be shown.
    pub state: Option<Result<Box<OpenArticle>, String>>,
}

/// The entry that is read.
#[derive(Clone, Debug)]
pub struct OpenEntry {
    /// What the list shows of it.
    pub row: EntryRow,
    /// Which of its texts is shown.
    pub body: EntryBody,
    /// Whether it was marked as read since it was opened: it is done once, so that it can be undone.
    pub(super) was_marked: bool,
    /// The words at the top of the other text, to find the place again.
    pub(super) words: Option<String>,
    /// The page that is being fetched.
    pub(super) fetching: Option<Ticket>,
}

/// What a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListGoal {
    /// To be shown from its start.
    Fresh,
    /// To be shown with the cursor on this entry.
    Keep(Option<EntryId>),
    /// To go on behind what is there.
    More,
    /// The same, and to go to an entry behind it then, if the cursor is still where it was.
    Far {
        /// Where the cursor was.
        from: usize,
        /// Where it goes.
        to: usize,
    },
    /// To find an entry in it that is not read, and to open it where an article was open.
    Unread(Sought),
    /// The same, in a list that is shown from its start first.
    FirstUnread(Sought),
}

/// Which unread entry is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sought {
    /// Whether the search goes down the list.
    pub(super) is_forward: bool,
    /// The how-manieth it is, from 1.
    pub(super) n: usize,
    /// How many feeds were looked through already.
    pub(super) n_feeds: usize,
}

/// A change that the store is carrying out.
#[derive(Clone, Debug)]
pub(super) struct PendingChange {
    /// What it is called in "Undone: …"; nothing where it is not to be undone.
    pub(super) says: Option<String>,
    /// Whether lists must be asked for afresh when it is done.
    pub(super) relists: bool,
}

/// Something that can be undone.
#[derive(Clone, Debug)]
pub(super) struct UndoStep {
    /// What undoes it.
    pub(super) change: EntryChange,
    /// What it is called.
    pub(super) says: String,
}

/// A question that waits for yes or no.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// The question.
    pub words: String,
    pub(super) then: ConfirmedAction,
}

/// What happens at yes.
#[derive(Clone, Debug)]
pub(super) enum ConfirmedAction {
    /// Everything that matches is marked as read.
    ReadAll(Query, String),
    /// The subscription ends.
    Unsubscribe(FeedId),
}

/// The user's library on the screen.
#[derive(Debug, Default)]
pub struct BrowserState {
    /// Which pane has the keys.
    pub focus: BrowserPane,
    /// The list of feeds.
    pub tree: FeedTree,
    /// What the list of entries is of.
    pub source: ListSource,
    /// The list of entries.
    pub list: EntryList,
    /// What it is narrowed to.
    pub active_query: ActiveQuery,
    /// In which order it stands.
    pub order: EntryOrder,
    /// Whether copies of one story stand as one line.
    pub folding: CopyFolding,
    /// The entry under the cursor.
    pub preview: Option<EntryPreview>,
    /// The entry that is read.
    pub open_entry: Option<OpenEntry>,
    /// The time.
    pub now: LocalTime,
    /// All tags.
    pub tags: Vec<String>,
    /// Whether what ships with the program is shown, nothing being subscribed.
    pub is_welcome: bool,
    /// Whether the first answer came.
    pub is_ready: bool,
    /// The refresh that runs.
    pub refresh: Option<RefreshState>,
    /// How many entries came since the list was made.
    pub n_new: usize,
    /// Columns of the list of feeds.
    pub feeds_width: u16,
    /// The list of entries alone.
    pub is_zoomed: bool,
    pub(super) asked_overview: Ticket,
    pub(super) asked_count: Ticket,
    pub(super) asked_list: Option<(Ticket, ListGoal)>,
    pub(super) pending: BTreeMap<Ticket, PendingChange>,
    pub(super) undo: Vec<UndoStep>,
    /// How many changes are to be undone that are not written yet.
    pub(super) n_to_undo: usize,
    pub(super) places: HashMap<(EntryId, EntryBody), Anchor>,
    pub(super) saved_state: Option<SavedState>,
    pub(super) query_before: Option<(ActiveQuery, Option<EntryId>)>,
}

impl BrowserState {
    /// Returns a library of which nothing is known yet.
    pub fn new(kept: Option<&str>) -> Self {
        let restore = kept.map(SavedState::parse);
        let feeds_width = restore.as_ref().and_then(|kept| kept.feeds_width);
        Self {
            feeds_width: feeds_width.unwrap_or(geometry::DEFAULT_FEEDS_COLUMNS),
            saved_state: restore,
            ..Self::default()
        }
    }

    /// Returns where the panes stand on a screen of this size.
    pub fn geometry(&self, size: Size) -> BrowserGeometry {
        BrowserGeometry::new(BrowserGeometryInput {
            size,
            focus: self.focus,
            feeds_width: self.feeds_width,
            is_zoomed: self.is_zoomed,
        })
    }

    /// Returns what the list shows of the entry that commands are about: the one that is read, else the one under the
    /// cursor.
    pub fn entry(&self) -> Option<&EntryRow> {
        match &self.open_entry {
            Some(reading) => Some(&reading.row),
            None => self.list.row(self.list.current()?),
        }
    }

    /// Returns what the list of entries is called.
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

    /// Returns the query of the list: of its source and of what it is narrowed to.
    pub(super) fn query(&self) -> Result<Query, String> {
        let today = self.now.today();
        let source = self.tree.query(&self.source, today);
        let source = source.map_err(|error| error.to_string())?;
        Ok(match (source, self.active_query.query.clone()) {
            (Query::All, only) | (only, Query::All) => only,
            (source, narrowing) => Query::And(vec![source, narrowing]),
        })
    }

    /// Returns whether something is being written that can be undone afterwards.
    pub(super) fn is_writing(&self) -> bool {
        self.pending.values().any(|pending| pending.says.is_some())
    }

    /// Remembers what can be undone; the oldest is forgotten.
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
    /// Returns the article, once it is there.
    pub fn document(&self) -> Option<&OpenArticle> {
        self.state.as_ref()?.as_ref().ok().map(Box::as_ref)
    }

    pub(super) fn fit(&mut self, size: Size, view: &ViewState) {
        if let Some(Ok(document)) = &mut self.state {
            document.set_rows(size.width, size.height, view);
        }
    }
}
