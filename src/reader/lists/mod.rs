//! The lists of the annotations' pane: entries in an order, set in rows of the pane's width.
//!
//! What a list needs to be drawn stands in its rows; colours do not. Rows are made anew when the annotations, the
//! filter, the order, the width or the opened entry change, never when a cursor moves.

mod entities;
mod figures;
mod quotes;
mod value_format;

use std::collections::HashMap;

use super::filter::{Filter, VisibleParts};
use super::{ArticleFindings, ListOptions, Tab};
use crate::annotation::{AnnotationId, EntityId, EntityKind};
use crate::article::Article;
use crate::layout::{Cells, shorten_words, wrap_words};
use crate::text::{ByteOffset, ByteRange, clean_text};

pub use figures::FigureOrder;
pub(super) use figures::figure_kind;

/// What an entry stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKey {
    /// An entity of the document.
    Entity(EntityId),
    /// A quote, figure or date.
    Item(AnnotationId),
}

/// An entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// What it stands for.
    pub key: EntryKey,
    /// The place in the text that it leads to.
    pub range: ByteRange,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The entry that it belongs to.
    pub entry: Option<usize>,
    /// What stands in it.
    pub part: RowContent,
}

/// What stands in a row of a list. Strings are clean and fit the width they were set for, titles and names may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowContent {
    /// Nothing.
    Blank,
    /// The heading of a group, and how many entries it has.
    Group(String, usize),
    /// An entity: its name, how often it is named, its role, whether it is filtered by.
    Entity {
        /// What it is.
        kind: EntityKind,
        /// The fullest name.
        name: String,
        /// How often it is named.
        count: usize,
        /// What the text says it is; empty where it does not.
        role: String,
        /// Whether the filter names it.
        is_filtered: bool,
    },
    /// Who says the words below, and where: a paragraph's number.
    Speaker {
        /// The speaker's name or words; none where the text does not tell.
        name: Option<String>,
        /// The paragraph, from 1.
        paragraph: usize,
    },
    /// A line of what was said.
    Words {
        /// The line.
        line: String,
        /// Whether the writer reports it without marks.
        is_indirect: bool,
        /// The paragraph, from 1, in the first line of a quote without a speaker's row.
        paragraph: Option<usize>,
    },
    /// A figure or date: its value, what it counts or what the text says, its kind.
    Value {
        /// The normalised value.
        value: String,
        /// What it is of, or the words of the text.
        of: String,
        /// The kind's name.
        kind: &'static str,
        /// Whether it is a date or time.
        is_date: bool,
    },
    /// A line of explanation.
    Detail(String),
}

/// A list in rows, with its cursor.
#[derive(Clone, Debug, Default)]
pub struct AnnotationList {
    entries: Vec<ListEntry>,
    rows: Vec<ListRow>,
    /// The first row of each entry.
    first_rows: Vec<usize>,
    positions: HashMap<EntryKey, usize>,
    /// The entry under the cursor.
    pub cursor: usize,
    /// The first row that is shown.
    pub top: usize,
    /// The entry whose details are shown.
    pub opened: Option<EntryKey>,
}

/// What a list is made from.
pub struct ListInput<'a> {
    /// The article.
    pub article: &'a Article,
    /// What was found in it.
    pub findings: &'a ArticleFindings,
    /// What it is narrowed to.
    pub filter: &'a Filter,
    /// What that leaves.
    pub kept: &'a VisibleParts,
    /// Orders and kinds.
    pub options: &'a ListOptions,
    /// Columns of the pane.
    pub width: u16,
    /// The entry whose details are shown.
    pub opened: Option<EntryKey>,
}

impl AnnotationList {
    /// Makes entries and rows anew. The cursor stays on its entry where that is still there.
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

    /// Returns the entries in the list's order.
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

    /// Returns where the entry stands in the list.
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

    /// Returns the entry at a row, or the nearest one above it, or the first.
    pub fn entry_near(&self, row: usize) -> usize {
        let behind = self.first_rows.partition_point(|first| *first <= row);
        behind.saturating_sub(1)
    }

    /// Scrolls as little as needed to show the entry under the cursor, with its group's heading where that is near.
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

    /// Moves the rows by so many, as far as there are any.
    pub fn scroll(&mut self, rows: i32, height: u16) {
        let distance = usize::try_from(rows.unsigned_abs()).unwrap_or(0);
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

/// Entries and rows in the making.
#[derive(Default)]
struct ListBuilder {
    entries: Vec<ListEntry>,
    rows: Vec<ListRow>,
}

impl ListBuilder {
    fn group(&mut self, title: String, n_entries: usize) {
        if !self.rows.is_empty() {
            self.row(None, RowContent::Blank);
        }
        self.row(None, RowContent::Group(title, n_entries));
    }

    /// Begins an entry; rows that are added next belong to it.
    fn entry(&mut self, key: EntryKey, range: ByteRange) {
        self.entries.push(ListEntry { key, range });
    }

    fn part(&mut self, part: RowContent) {
        self.row(self.entries.len().checked_sub(1), part);
    }

    fn row(&mut self, entry: Option<usize>, part: RowContent) {
        self.rows.push(ListRow { entry, part });
    }

    fn details(&mut self, words: &str, width: u16, most: usize) {
        for line in wrap_to_rows(words, width, most) {
            self.part(RowContent::Detail(line));
        }
    }
}

impl ListInput<'_> {
    /// The words at `range`, safe for a screen, in one line.
    fn words(&self, range: ByteRange) -> String {
        one_line(self.article.text().slice(range))
    }

    /// The sentence that holds the place; its paragraph where there is none.
    fn sentence(&self, offset: ByteOffset) -> String {
        let sentence = super::filter::sentence_at(&self.findings.sentences, offset);
        let block = self.article.block_at(offset);
        let block = block.and_then(|n| self.article.blocks().get(n));
        let range = sentence.or_else(|| block.map(|block| block.range));
        range.map(|range| self.words(range)).unwrap_or_default()
    }

    /// The number of the paragraph that holds the place, from 1.
    fn paragraph(&self, offset: ByteOffset) -> usize {
        self.article.block_at(offset).map_or(1, |block| block + 1)
    }

    fn is_opened(&self, key: EntryKey) -> bool {
        self.opened == Some(key)
    }
}

/// Returns words safe for a screen and without line ends or runs of spaces.
pub fn one_line(words: &str) -> String {
    let cleaned = clean_text(words);
    let mut line = String::with_capacity(cleaned.len());
    for word in cleaned.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Returns the words broken into lines of at most `width` columns, at most so many; the last then ends in `…`.
fn wrap_to_rows(words: &str, width: u16, most: usize) -> Vec<String> {
    let width = Cells(width.max(1));
    let mut lines = wrap_words(words, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = shorten_words(&format!("{last} …"), width);
        }
    }
    lines
}
