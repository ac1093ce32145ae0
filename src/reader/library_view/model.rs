//! What a view over the library is, what it asks for, and the rows that it gets.

use std::fmt::{self, Debug, Formatter};
use std::ops::ControlFlow;

use crate::highlight::Tag;
use crate::library::{
    EntityList, EntityOrder, EntryId, LibraryQuestions, Query, QueryKind, QuerySort, QueryTerm,
    ScalarEnds,
};
use crate::reader::browser::LocalTime;

/// A view: what it lists, and how its rows are read.
pub struct LibraryView {
    /// The name of the command that opens it.
    pub command: &'static str,
    /// What that command does, for the help.
    pub says: &'static str,
    /// The title.
    pub title: &'static str,
    /// One row, for counts.
    pub noun: &'static str,
    /// The name of the data that `pullquote export` writes for it.
    pub data: &'static str,
    /// The field of the query that a selected name is put into. `None`: the view does not start from a name.
    pub name_field: Option<&'static str>,
    /// The orders of the rows, the first one at the start.
    pub orders: &'static [ViewOrder],
    /// What would be listed in an empty library, after "Here would be".
    pub would_be: &'static str,
    /// Reads rows into a page.
    pub load: ViewLoader,
}

/// Reads the rows of a view, until the page is full. The error is a sentence for the user.
pub type ViewLoader =
    fn(&dyn LibraryQuestions, &ViewAsk, &mut PageBuilder<'_>) -> Result<(), String>;

/// An order of the rows.
#[derive(Clone, Copy, Debug)]
pub struct ViewOrder {
    /// The order of the query.
    pub sort: QuerySort,
    /// The words next to the title; empty for the usual order.
    pub words: &'static str,
    /// The notice when the user changes to it.
    pub says: &'static str,
}

impl Debug for LibraryView {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LibraryView").field(&self.command).finish()
    }
}

impl PartialEq for LibraryView {
    fn eq(&self, other: &Self) -> bool {
        self.command == other.command
    }
}

impl Eq for LibraryView {}

/// What a view asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewAsk {
    /// The view.
    pub view: &'static LibraryView,
    /// The filter.
    pub query: Query,
    /// The index of the order in [`LibraryView::orders`].
    pub order: usize,
    /// The number of rows to leave out at the start, because they are known.
    pub skip: usize,
    /// The maximum number of rows.
    pub limit: usize,
    /// The time, for relative dates.
    pub now: LocalTime,
}

impl ViewAsk {
    /// Returns the order of the rows: that of the query, if it has one.
    pub fn sort(&self) -> QuerySort {
        let order = self.view.orders.get(self.order);
        let chosen = order.map_or(QuerySort::Newest, |order| order.sort);
        self.query.sort().map_or(chosen, |sort| sort)
    }

    /// Returns the list of entities that the filter means: words without a field are words of the name, a kind is that of
    /// the name, and all else selects the articles.
    pub fn entity_list(&self) -> EntityList {
        let mut list = EntityList {
            order: match self.sort() {
                QuerySort::Newest => EntityOrder::LastSeen,
                QuerySort::Speaker => EntityOrder::Name,
                _ => EntityOrder::Entries,
            },
            ..EntityList::default()
        };
        let parts = match &self.query {
            Query::All => Vec::new(),
            Query::And(parts) => parts.clone(),
            other => vec![other.clone()],
        };
        let mut entries = Vec::new();
        for part in parts {
            match part {
                Query::Term(QueryTerm::Word(words)) => {
                    let gap = if list.name.is_empty() { "" } else { " " };
                    list.name = format!("{}{gap}{}", list.name, words.words);
                }
                Query::Term(QueryTerm::Kind(QueryKind::Entity(kind))) => list.kind = Some(kind),
                Query::Term(QueryTerm::Sort(_)) => {}
                other => entries.push(other),
            }
        }
        if !entries.is_empty() {
            list.entries = Query::And(entries);
        }
        list
    }

    /// Returns the query with the order of the rows.
    pub fn sorted_query(&self) -> Query {
        let sort = Query::Term(QueryTerm::Sort(self.sort()));
        match &self.query {
            Query::All => sort,
            query => Query::And(vec![sort, query.clone()]),
        }
    }
}

/// The files to write from a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewFiles {
    /// The rows.
    pub ask: ViewAsk,
    /// The filter as typed.
    pub words: String,
    /// The path of the files without their extension. `None`: a name from view, filter and day.
    pub path: Option<String>,
}

/// A row of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewRow {
    /// The heading that the row stands under. Rows with one heading follow each other.
    pub group: Option<String>,
    /// The first words: who spoke, an amount, a name.
    pub head: String,
    /// What the head is, for its style.
    pub head_tag: Option<Tag>,
    /// Words after the head, less important.
    pub aside: String,
    /// The columns at the right edge.
    pub columns: Vec<String>,
    /// The words below the head.
    pub words: String,
    /// True if the words are reported speech, not a quotation.
    pub is_reported: bool,
    /// What the row leads to.
    pub target: RowTarget,
    /// The name that the row is about.
    pub subject: Option<RowSubject>,
}

/// The name that a row is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSubject {
    /// The name.
    pub name: String,
    /// The key of the entity; `None` if the library has none for it.
    pub key: Option<String>,
}

/// What a row leads to. It also identifies the row when the rows are read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RowTarget {
    /// Nothing: a line of text.
    #[default]
    Nothing,
    /// A passage in the current text of an entry, in Unicode scalar values.
    Passage(EntryId, ScalarEnds),
    /// The page of the entity with this key.
    Entity(String),
}

/// The rows of a view, from those left out to the limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewPage {
    /// The rows.
    pub rows: Vec<ViewRow>,
    /// True if no rows follow.
    pub is_complete: bool,
    /// The number of articles that are not annotated yet, if there are no rows.
    pub n_waiting: u32,
}

/// Collects the rows of a page.
pub struct PageBuilder<'a> {
    page: ViewPage,
    n_left_out: usize,
    skip: usize,
    limit: usize,
    is_cancelled: bool,
    /// Returns false once a newer request makes this one needless.
    goes_on: &'a mut dyn FnMut() -> bool,
}

impl<'a> PageBuilder<'a> {
    /// Returns an empty page for a request. `goes_on` is asked before each row, and returns false to give up.
    pub fn new(ask: &ViewAsk, goes_on: &'a mut dyn FnMut() -> bool) -> Self {
        Self {
            page: ViewPage {
                is_complete: true,
                ..ViewPage::default()
            },
            n_left_out: 0,
            skip: ask.skip,
            limit: ask.limit,
            is_cancelled: false,
            goes_on,
        }
    }

    /// Adds a row, or counts it as one of those left out. Breaks if no more rows are needed.
    pub fn take(&mut self, build: impl FnOnce() -> ViewRow) -> ControlFlow<()> {
        if !(self.goes_on)() {
            self.is_cancelled = true;
            return ControlFlow::Break(());
        }
        if self.n_left_out < self.skip {
            self.n_left_out += 1;
            return ControlFlow::Continue(());
        }
        if self.page.rows.len() == self.limit {
            self.page.is_complete = false;
            return ControlFlow::Break(());
        }
        self.page.rows.push(build());
        ControlFlow::Continue(())
    }

    /// Returns the page; `None` if it was given up.
    pub fn finish(self) -> Option<ViewPage> {
        (!self.is_cancelled).then_some(self.page)
    }
}
