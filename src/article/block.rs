//! The structure of an article's text: a sequence of blocks (paragraphs, headings, lists), with links and emphasis
//! inside.

use super::Link;
use crate::text::ByteRange;

/// Identifies a table within its article; see [`super::Article::table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TableId(pub u32);

/// The type of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading of level 1 to 6. The article's title is not a block.
    Heading(u8),
    /// A paragraph of running text.
    Paragraph,
    /// A list item.
    Item {
        /// The nesting depth of the list, from 0.
        depth: u8,
        /// The number of the item in an ordered list; `None` in an unordered list.
        ordinal: Option<u32>,
    },
    /// A block quotation.
    Quotation {
        /// The nesting depth of the quotation, from 0.
        depth: u8,
    },
    /// The caption of a picture or table, or the alternative text of a picture.
    Caption,
    /// Text whose line ends and spaces are significant.
    Preformatted,
    /// A table. Its cells are ranges of the block's text.
    Table(TableId),
    /// A horizontal rule. Its range is empty.
    Rule,
}

/// A block of text.
///
/// Invariants: blocks are in text order and do not overlap, and their ends are grapheme boundaries. Their inlines are
/// inside the block, properly nested, and sorted by start, longest first where starts are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The range in the text, without the line ends around the block.
    pub range: ByteRange,
    /// The type of the block, such as a heading or a paragraph.
    pub kind: BlockKind,
    /// The links, emphasis and code inside the block.
    pub inlines: Box<[Inline]>,
}

/// A range inside a block with its own style or behaviour, such as emphasis or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// The range in the text.
    pub range: ByteRange,
    /// The style or behaviour of the range.
    pub kind: InlineKind,
}

/// The style or behaviour of a range inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Emphasis, usually italic.
    Emphasis,
    /// Strong emphasis, usually bold.
    Strong,
    /// Code or a keyboard key.
    Code,
    /// Deleted text, usually struck out.
    Deleted,
    /// A web link.
    Link(Link),
}

/// A table: rows of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows, from top to bottom.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Whether the row contains column names.
    pub is_header: bool,
    /// The cells, from left to right, as ranges inside the table's block.
    pub cells: Vec<ByteRange>,
}
