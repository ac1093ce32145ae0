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
