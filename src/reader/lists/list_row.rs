//! The entries and rows of the annotation lists.

use crate::annotation::{AnnotationId, EntityId, EntityKind};
use crate::text::ByteRange;

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
        /// The speaker's name or description. `None` if it is unresolved.
        name: Option<String>,
        /// True for indirect speech, which has no quotation marks.
        is_indirect: bool,
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
    /// A row of a figure or date.
    Value {
        /// A line of the value: the figure as the article writes it, the date in words.
        value: String,
        /// A line of what it is about: what is counted, and the clause around it.
        about: String,
        /// The name of its kind. Empty if the list has no column for it, and in all but the first row.
        kind: &'static str,
        /// True for dates, times and durations.
        is_date: bool,
        /// The width of the column of values, the same in the whole list.
        value_columns: u16,
    },
    /// A line of details in an opened entry.
    Detail(String),
}
