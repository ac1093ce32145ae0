//! The lists of the annotation pane: sorted entries, laid out in rows for the width of the pane.
//!
//! Rows contain everything needed to draw a list except colours. They are rebuilt when the annotations, the filter,
//! the options, the width or the opened entry change, but not when the cursor moves.
//!
//! [`AnnotationList`] is the list; `entities.rs`, `quotes.rs` and `figures.rs` fill it through a `ListBuilder`.

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

/// What an entry of a list represents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKey {
    /// An entity of the article.
    Entity(EntityId),
    /// A quote, figure or date.
    Item(AnnotationId),
}

/// An entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// What the entry represents.
    pub key: EntryKey,
    /// The range of the text that the entry leads to. For an entity, its first mention that the filter keeps.
    pub range: ByteRange,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The index of the entry that the row belongs to. `None` for headings and blank rows.
    pub entry: Option<usize>,
    /// The content.
    pub part: RowContent,
}

/// The content of a row. Strings contain no control characters. Quoted text and details fit the width of the list;
/// names and values may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowContent {
    /// An empty row.
    Blank,
    /// The heading of a group, and the number of entries in it.
    Group(String, usize),
    /// An entity.
    Entity {
        /// Its kind.
        kind: EntityKind,
        /// Its fullest name.
        name: String,
        /// The number of mentions that the filter keeps.
        count: usize,
        /// Its role as stated in the text ("the harbour minister"). Empty if none is stated.
        role: String,
        /// True if the entity is a term of the filter.
        is_filtered: bool,
    },
    /// The speaker of the quote in the following rows.
    Speaker {
        /// The speaker's name or description. `None` if the text does not name one.
        name: Option<String>,
        /// The number of the paragraph, from 1.
        paragraph: usize,
    },
    /// A line of a quote.
    Words {
        /// The text of the line.
        line: String,
        /// True for indirect speech, which has no quotation marks.
        is_indirect: bool,
        /// The number of the paragraph, from 1. Set only in the first line of a quote without a
        /// [`RowContent::Speaker`] row.
        paragraph: Option<usize>,
    },
    /// A figure or date.
    Value {
        /// The normalised value.
        value: String,
        /// What the figure counts or measures, or else the words of the text.
        of: String,
        /// The name of its kind.
        kind: &'static str,
        /// True for dates, times and durations.
        is_date: bool,
    },
    /// A line of details in an opened entry.
    Detail(String),
}

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

/// The input from which a list is built.
pub struct ListInput<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its findings.
    pub findings: &'a ArticleFindings,
    /// The filter.
    pub filter: &'a Filter,
    /// The parts of the article that the filter keeps.
    pub kept: &'a VisibleParts,
    /// The sort orders and kinds.
    pub options: &'a ListOptions,
    /// The width of the pane, in columns.
    pub width: u16,
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

/// The entries and rows of a list under construction.
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

    /// Starts an entry. Rows added next belong to it.
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
    /// Returns the text at `range` in one line, without control characters.
    fn words(&self, range: ByteRange) -> String {
        one_line(self.article.text().slice(range))
    }

    /// Returns the sentence at the offset, or the whole paragraph if no sentence is known there.
    fn sentence(&self, offset: ByteOffset) -> String {
        let sentence = super::filter::sentence_at(&self.findings.sentences, offset);
        let block = self.article.block_at(offset);
        let block = block.and_then(|n| self.article.blocks().get(n));
        let range = sentence.or_else(|| block.map(|block| block.range));
        range.map(|range| self.words(range)).unwrap_or_default()
    }

    /// Returns the number of the paragraph at the offset, from 1.
    fn paragraph(&self, offset: ByteOffset) -> usize {
        self.article.block_at(offset).map_or(1, |block| block + 1)
    }

    fn is_opened(&self, key: EntryKey) -> bool {
        self.opened == Some(key)
    }
}

/// Returns the text in one line: without control characters, with whitespace collapsed.
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

/// Returns the text wrapped to `width` columns. If it needs more than `most` lines, the last one ends in `…`.
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
