//! A view that is open: its rows, filter, order and cursor.

use super::model::{LibraryView, RowSubject, RowTarget, ViewAsk, ViewPage, ViewRow};
use super::row_lines::{ViewLine, ViewLineContent, push_row_lines};
use crate::library::{EntryBody, EntryRow};
use crate::reader::browser::{ActiveQuery, LocalTime};
use crate::reader::msg::Ticket;
use crate::text::group_thousands;

/// The rows that are requested first: several screens.
const FIRST_ROWS: usize = 200;
/// The maximum number of rows that are kept. Beyond them, the filter is the way to find something; it bounds the memory
/// of a view.
const MAX_VIEW_ROWS: usize = 10_000;
/// Further rows are requested when the cursor is nearer than this to the last known row.
const PREFETCH_ROWS: usize = 60;

/// What to do with rows when they arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reader) enum ViewGoal {
    /// Show them from the start.
    Fresh,
    /// Show them with the cursor on the row that leads to this, if it is there, else on the row with this index.
    Keep(RowTarget, usize),
    /// Append them.
    More,
    /// Append them, then go to the row with this index.
    Far(usize),
}

/// The article to return to from a view, with the text that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reader) struct ReturnArticle {
    pub(in crate::reader) row: EntryRow,
    pub(in crate::reader) body: EntryBody,
}

/// A view that is open.
#[derive(Debug)]
pub struct OpenView {
    /// The view.
    pub view: &'static LibraryView,
    /// The query that selects the rows.
    pub filter: ActiveQuery,
    /// The name from which the view was opened.
    pub(in crate::reader) subject: Option<RowSubject>,
    /// The filter with which the view was opened. Going back from another filter restores it.
    pub(in crate::reader) first_words: String,
    /// The filter and the cursor's row before the filter prompt was opened.
    pub(in crate::reader) filter_before: Option<(ActiveQuery, RowTarget)>,
    /// The index of the order in [`LibraryView::orders`].
    pub order: usize,
    /// The rows so far.
    rows: Vec<ViewRow>,
    /// True if no rows follow.
    is_complete: bool,
    /// The number of articles that are not annotated yet. 0 if there are rows.
    pub n_waiting: u32,
    /// The rows as lines, for the width of the pane.
    lines: Vec<ViewLine>,
    width: u16,
    /// The index of the row under the cursor.
    pub cursor: usize,
    /// The index of the first visible line.
    pub top: usize,
    /// The open request.
    pub(in crate::reader) asked: Option<(Ticket, ViewGoal)>,
    /// Why the rows could not be read.
    pub failure: Option<String>,
    /// The article from which the view was opened.
    pub(in crate::reader) return_to: Option<ReturnArticle>,
}

impl OpenView {
    /// Returns a view without rows.
    pub(in crate::reader) fn new(view: &'static LibraryView, filter: ActiveQuery) -> Self {
        Self {
            view,
            subject: None,
            first_words: filter.words.clone(),
            filter,
            filter_before: None,
            order: 0,
            rows: Vec::new(),
            is_complete: false,
            n_waiting: 0,
            lines: Vec::new(),
            width: 0,
            cursor: 0,
            top: 0,
            asked: None,
            failure: None,
            return_to: None,
        }
    }

    /// Returns the filter as typed, with the name in place of the key of the name from which the view was opened.
    pub fn shown_words(&self) -> String {
        let words = &self.filter.words;
        let subject = self.subject.as_ref();
        let key = subject.and_then(|subject| Some((subject.key.as_deref()?, &subject.name)));
        key.map_or_else(
            || words.clone(),
            |(key, name)| {
                let name = format!("\"{name}\"");
                words
                    .replace(&format!("\"{key}\""), &name)
                    .replace(key, &name)
            },
        )
    }

    /// Returns the rows so far.
    pub fn rows(&self) -> &[ViewRow] {
        &self.rows
    }

    /// Returns the lines of the rows so far.
    pub fn lines(&self) -> &[ViewLine] {
        &self.lines
    }

    /// Returns whether rows are being read and none are there yet.
    pub fn is_loading(&self) -> bool {
        self.asked.is_some() && self.rows.is_empty()
    }

    /// Returns the row under the cursor.
    pub fn current(&self) -> Option<&ViewRow> {
        self.rows.get(self.cursor)
    }

    /// Returns the number of rows: `1,204`, or `200+` if more follow.
    pub fn format_total(&self) -> String {
        let n = group_thousands(self.rows.len());
        if self.is_complete { n } else { format!("{n}+") }
    }

    /// Returns the request for the rows that `goal` needs.
    pub(in crate::reader) fn request(&self, goal: &ViewGoal, now: LocalTime) -> ViewAsk {
        let n_known = self.rows.len();
        let n_free = MAX_VIEW_ROWS.saturating_sub(n_known);
        let (skip, limit) = match goal {
            ViewGoal::Fresh => (0, FIRST_ROWS),
            ViewGoal::Keep(..) => (0, n_known.max(FIRST_ROWS)),
            // Twice as many rows each time, because those left out are read again.
            ViewGoal::More => (n_known, n_known.max(FIRST_ROWS).min(n_free)),
            ViewGoal::Far(_) => (n_known, n_free),
        };
        ViewAsk {
            view: self.view,
            query: self.filter.query.clone(),
            order: self.order,
            skip,
            limit,
            now,
        }
    }

    /// Returns whether further rows should be requested now.
    pub(in crate::reader) fn lacks_rows(&self) -> bool {
        let is_near = self.cursor + PREFETCH_ROWS >= self.rows.len();
        self.can_grow() && is_near && self.asked.is_none() && self.failure.is_none()
    }

    /// Returns whether there are rows beyond the known ones that may be kept.
    pub(in crate::reader) fn can_grow(&self) -> bool {
        !self.is_complete && !self.rows.is_empty() && self.rows.len() < MAX_VIEW_ROWS
    }

    /// Takes the rows that were requested.
    pub(in crate::reader) fn receive(&mut self, goal: &ViewGoal, page: ViewPage, height: u16) {
        self.asked = None;
        self.failure = None;
        self.is_complete = page.is_complete;
        self.n_waiting = page.n_waiting;
        match goal {
            ViewGoal::Fresh => {
                self.rows = page.rows;
                (self.cursor, self.top) = (0, 0);
            }
            ViewGoal::Keep(target, index) => {
                let at = page.rows.iter().position(|row| row.target == *target);
                let is_something = *target != RowTarget::Nothing;
                self.rows = page.rows;
                self.cursor = at.filter(|_| is_something).map_or(*index, |at| at);
            }
            ViewGoal::More | ViewGoal::Far(_) => {
                let first = self.rows.len();
                self.rows.extend(page.rows);
                push_row_lines(&self.rows, first, self.width, &mut self.lines);
                if let ViewGoal::Far(to) = goal {
                    self.cursor = *to;
                }
                self.go_to(self.cursor, height);
                return;
            }
        }
        self.build_lines();
        self.go_to(self.cursor, height);
    }

    /// Wraps the rows for a pane of this size.
    pub(in crate::reader) fn fit(&mut self, width: u16, height: u16) {
        if width != self.width {
            self.width = width;
            self.build_lines();
        }
        self.reveal(height);
    }

    fn build_lines(&mut self) {
        self.lines.clear();
        push_row_lines(&self.rows, 0, self.width, &mut self.lines);
    }

    /// Moves the cursor to a row, or to the last one, and scrolls to it.
    pub(in crate::reader) fn go_to(&mut self, at: usize, height: u16) {
        self.cursor = at.min(self.rows.len().saturating_sub(1));
        self.reveal(height);
    }

    /// Returns the indices of the first line of a row and of the line after its last.
    fn lines_of(&self, row: usize) -> (usize, usize) {
        let start = self.lines.partition_point(|line| line.row < row);
        let end = self.lines.partition_point(|line| line.row <= row);
        (start, end)
    }

    /// Scrolls as little as needed to show the row under the cursor, with its heading.
    pub(in crate::reader) fn reveal(&mut self, height: u16) {
        let height = usize::from(height).max(1);
        let (start, end) = self.lines_of(self.cursor);
        if end > self.top + height {
            self.top = end.saturating_sub(height);
        }
        let is_blank = self.lines.get(start);
        let is_blank = is_blank.is_some_and(|line| line.content == ViewLineContent::Blank);
        self.top = self.top.min(start + usize::from(is_blank));
        self.top = self.top.min(self.lines.len().saturating_sub(height));
    }

    /// Scrolls by lines; negative is up. The cursor moves only if it would leave the screen.
    pub(in crate::reader) fn scroll(&mut self, n_lines: i32, height: u16) {
        let height = usize::from(height).max(1);
        let distance = n_lines.unsigned_abs() as usize;
        let last = self.lines.len().saturating_sub(height);
        self.top = if n_lines < 0 {
            self.top.saturating_sub(distance)
        } else {
            self.top.saturating_add(distance).min(last)
        };
        let row_at = |line: usize| self.lines.get(line).map(|line| line.row);
        let first = row_at(self.top).map_or(0, |row| row);
        let end = self.top + height;
        let last = row_at(end - 1).map_or(self.rows.len().saturating_sub(1), |row| row);
        self.cursor = self.cursor.clamp(first, last.max(first));
    }

    /// Returns the row that is about a page of lines away from the cursor.
    pub(in crate::reader) fn row_after(&self, n_lines: usize, is_forward: bool) -> usize {
        let (start, _) = self.lines_of(self.cursor);
        let line = if is_forward {
            start.saturating_add(n_lines)
        } else {
            start.saturating_sub(n_lines)
        };
        let last = self.rows.len().saturating_sub(1);
        let row = self.lines.get(line).map_or(last, |line| line.row);
        // A page shorter than a row moves by a row.
        if is_forward {
            row.max(self.cursor + 1).min(last)
        } else {
            row.min(self.cursor.saturating_sub(1))
        }
    }
}
