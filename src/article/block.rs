//! What an article's text is made of: blocks in order, and inlines inside them.

use super::Link;
use crate::text::ByteRange;

/// Which table of the article: an index into [`super::Article::table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TableId(pub u32);

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading of level 1 to 6. The article's title is not a block.
    Heading(u8),
    /// A paragraph of running text.
    Paragraph,
    /// A list item; `depth` counts from 0, `ordinal` is its number in an ordered list.
    Item {
        /// How many lists it lies in, less one.
        depth: u8,
        /// Its number in an ordered list.
        ordinal: Option<u32>,
    },
    /// A block quotation; `depth` counts from 0.
    Quotation {
        /// How many quotations it lies in, less one.
        depth: u8,
    },
    /// What stands below a picture or a table, or the picture's own words.
    Caption,
    /// Text whose line ends and spaces are meant.
    Preformatted,
    /// A table, laid out from its rows; its cells point into the block's text.
    Table(TableId),
    /// A line across. It has no text: its range is empty.
    Rule,
}

/// A block of text.
///
/// Invariants: blocks stand in the order of the text, are disjoint, and lie on grapheme borders; inlines are sorted by
/// start, then by longest first, nest properly, and lie inside their block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, without the line ends around it.
    pub range: ByteRange,
    /// What it is.
    pub kind: BlockKind,
    /// Links, emphasis and code inside it.
    pub inlines: Vec<Inline>,
}

/// A stretch of a block that looks or acts differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Where it stands.
    pub range: ByteRange,
    /// What it is.
    pub kind: InlineKind,
}

/// What an inline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Stressed, usually italic.
    Emphasis,
    /// Strong, usually bold.
    Strong,
    /// Code or a keyboard key.
    Code,
    /// Text that is no longer true.
    Deleted,
    /// A link on the web.
    Link(Link),
}

/// A table: rows of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// From top to bottom.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Whether it names the columns.
    pub is_header: bool,
    /// The cells' text, from left to right, each a range inside the table's block.
    pub cells: Vec<ByteRange>,
}
