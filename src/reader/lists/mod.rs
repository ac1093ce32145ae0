//! The lists of the annotation pane: sorted entries, laid out in rows for the width of the pane.
//!
//! Rows contain everything needed to draw a list except colours. They are rebuilt when the annotations, the filter,
//! the options, the width or the opened entry change, but not when the cursor moves.
//!
//! [`AnnotationList`] is the list; `entities.rs`, `quotes.rs` and `figures.rs` fill it through a `ListBuilder`.

mod entities;
mod figure_order;
mod figure_rows;
mod figures;
mod line_words;
mod list_builder;
mod list_row;
mod quotes;

use std::collections::HashMap;

use super::view_state::Tab;

pub use figure_order::FigureOrder;
pub use line_words::one_line;
use list_builder::ListBuilder;
pub(super) use list_builder::ListInput;
pub use list_row::{EntryKey, ListEntry, ListRow, RowContent};

/// A list laid out in rows, with its cursor.
#[derive(Clone, Debug, Default)]
pub struct AnnotationList {
    entries: Vec<ListEntry>,
    rows: Vec<ListRow>,
    /// The index of the first row of each entry.
    first_rows: Vec<usize>,
    positions: HashMap<EntryKey, usize>,
    /// The index of the entry under the cursor.
    pub cursor: usize,
    /// The index of the first visible row.
    pub top: usize,
    /// The entry whose details are shown.
    pub opened: Option<EntryKey>,
}

impl AnnotationList {
    /// Rebuilds the entries and rows. The cursor stays on its entry if that is still in the list.
    pub fn rebuild(&mut self, tab: Tab, source: &ListInput<'_>) {
        let under_cursor = self.current().map(|entry| entry.key);
        let mut draft = ListBuilder::default();
        match tab {
            Tab::Entities => entities::build_entity_list(source, &mut draft),
            Tab::Quotes => quotes::build_quote_list(source, &mut draft),
            Tab::Figures => figures::build_figure_list(source, &mut draft),
        }
        self.first_rows = vec![0; draft.entries.len()];
        for (n, row) in draft.rows.iter().enumerate().rev() {
            if let Some(first) = row.entry.and_then(|entry| self.first_rows.get_mut(entry)) {
                *first = n;
            }
        }
        let keys = draft.entries.iter().enumerate();
        self.positions = keys.map(|(n, entry)| (entry.key, n)).collect();
        self.entries = draft.entries;
        self.rows = draft.rows;
        self.cursor = under_cursor
            .and_then(|key| self.position(key))
            .unwrap_or(self.cursor)
            .min(self.entries.len().saturating_sub(1));
    }

    /// Returns the entries, in list order.
    pub fn entries(&self) -> &[ListEntry] {
        &self.entries
    }

    /// Returns the rows.
    pub fn rows(&self) -> &[ListRow] {
        &self.rows
    }

    /// Returns the entry under the cursor.
    pub fn current(&self) -> Option<ListEntry> {
        self.entries.get(self.cursor).copied()
    }

    /// Returns the index of the entry with this key.
    pub fn position(&self, key: EntryKey) -> Option<usize> {
        self.positions.get(&key).copied()
    }

    /// Returns the rows of an entry.
    pub fn rows_of(&self, entry: usize) -> std::ops::Range<usize> {
        let first = self.first_rows.get(entry).copied().unwrap_or(0);
        let n_rows = self
            .rows
            .iter()
            .skip(first)
            .take_while(|row| row.entry == Some(entry))
            .count();
        first..first + n_rows
    }

    /// Returns the index of the entry at a row, or of the nearest one above, or 0.
    pub fn entry_near(&self, row: usize) -> usize {
        let behind = self.first_rows.partition_point(|first| *first <= row);
        behind.saturating_sub(1)
    }

    /// Scrolls as little as needed to show the entry under the cursor. For the first entry of a group, the heading is
    /// shown too.
    pub fn reveal(&mut self, height: u16) {
        let height = usize::from(height).max(1);
        let rows = self.rows_of(self.cursor);
        let first = if self.is_first_of_group(rows.start) {
            rows.start.saturating_sub(1)
        } else {
            rows.start
        };
        if self.top + height < rows.end {
            self.top = rows.end - height;
        }
        if first < self.top {
            self.top = first;
        }
        self.clamp(height);
    }

    /// Scrolls by this number of rows, limited by the ends of the list; negative is up.
    pub fn scroll(&mut self, rows: i32, height: u16) {
        let distance = rows.unsigned_abs() as usize;
        self.top = if rows < 0 {
            self.top.saturating_sub(distance)
        } else {
            self.top + distance
        };
        self.clamp(usize::from(height).max(1));
    }

    fn clamp(&mut self, height: usize) {
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }

    fn is_first_of_group(&self, row: usize) -> bool {
        row.checked_sub(1)
            .and_then(|before| self.rows.get(before))
            .is_some_and(|row| matches!(row.part, RowContent::Group(..)))
    }
}
