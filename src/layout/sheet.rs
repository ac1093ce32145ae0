//! [`Sheet`], an article set in rows, with the mapping between bytes and cells.

use std::borrow::Cow;
use std::ops::Range;

use super::Cells;
use super::cluster::count_columns;
use super::cluster::draw_cluster_within;
use crate::article::Article;
use crate::invariant::ExpectOr;
use crate::text::ByteOffset;
use crate::text::ByteRange;
use crate::text::Graphemes;
use crate::text::grapheme_clusters;

/// The content of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A line of the title. The title is not part of the text, so its words are an [`Ornament`].
    Title,
    /// A line of byline, site and date; an ornament.
    Byline,
    /// A line about parts that were left out of the article; an ornament.
    Note,
    /// The article's link; an ornament.
    Link,
    /// An empty row between blocks.
    Space,
    /// A line of text.
    Text,
    /// A line of a table. May show several ranges of the text.
    Table,
    /// The line under a table header.
    TableRule,
    /// A horizontal rule.
    Rule,
    /// The number of folded blocks in place of this row.
    Fold(usize),
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The text shown; for a table row, the hull of its pieces. An empty range gives the row's position in the text.
    pub range: ByteRange,
    /// The indent of the text from the left edge of the column (not of the pane).
    pub indent: Cells,
    /// The index of the block shown; `None` for the head and for empty rows. For a fold, the first folded block.
    pub block: Option<usize>,
    /// The content of the row.
    pub kind: RowKind,
    /// Indices into [`Sheet::pieces`].
    pub(super) pieces: Range<u32>,
    /// Indices into [`Sheet::ornaments`].
    pub(super) ornaments: Range<u32>,
}

/// The function of an ornament. A theme maps it to a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrnamentRole {
    /// The title.
    Title,
    /// Byline, site and date.
    Byline,
    /// The link under the title.
    Link,
    /// A note about parts that were left out of the article.
    Note,
    /// The bullet or number of a list item.
    Bullet,
    /// The bar next to a quotation.
    Bar,
    /// A horizontal rule, or the line under a table header.
    Rule,
    /// The sign that a line of code continues.
    Continued,
    /// The column name, repeated in a table that is too narrow for columns.
    Label,
    /// The number of folded blocks.
    Fold,
}

/// Something drawn on a row that is not part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ornament {
    /// The first column, from the left edge of the pane.
    pub column: Cells,
    /// The function.
    pub role: OrnamentRole,
    /// The characters drawn. Safe for a terminal, and no wider than the row.
    pub text: Cow<'static, str>,
}

/// A range of the text shown on a table row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TablePiece {
    pub(super) range: ByteRange,
    /// The first column, from the left edge of the pane.
    pub(super) column: Cells,
    /// The columns available to it.
    pub(super) capacity: Cells,
}

/// A grapheme cluster and its position on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// The bytes shown.
    pub range: ByteRange,
    /// The drawn form: the cluster, simplified where terminals disagree.
    pub text: Cow<'a, str>,
    /// The first column, from the left edge of the pane.
    pub column: Cells,
    /// The width, in columns; at least 1.
    pub width: Cells,
}

/// A row position that survives a new layout: a position in the text, and the number of rows above it.
///
/// Rows without text (title, empty rows, rules) are identified by the next row that shows text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The first position of the next row that shows text.
    pub offset: ByteOffset,
    /// The number of rows from the identified row down to the row that shows `offset`.
    pub n_above: usize,
}

/// The anchor of rows after the last text. Larger than [`crate::text::MAX_TEXT_BYTES`], so no text position equals it.
const AFTER_TEXT_OFFSET: ByteOffset = ByteOffset::new(u32::MAX);

/// The rows of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BlockPlacement {
    pub(super) start: ByteOffset,
    pub(super) rows: Range<usize>,
    pub(super) is_table: bool,
}

/// An article set in rows at a given width.
///
/// A sheet holds no text. Methods that need words take the article, which must be the one that the sheet was made from.
/// Another article gives wrong words, but no panic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub(super) left: Cells,
    pub(super) column: Cells,
    pub(super) rows: Vec<SheetRow>,
    pub(super) pieces: Vec<TablePiece>,
    pub(super) ornaments: Vec<Ornament>,
    /// One per block of the article, in order.
    pub(super) places: Vec<BlockPlacement>,
}

impl Sheet {
    /// Returns the number of rows.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there are no rows.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns a row by index.
    pub fn row(&self, row_index: usize) -> Option<&SheetRow> {
        self.rows.get(row_index)
    }

    /// Returns all rows.
    pub fn rows(&self) -> &[SheetRow] {
        &self.rows
    }

    /// Returns the distance of the text column from the left edge of the pane.
    pub const fn left(&self) -> Cells {
        self.left
    }

    /// Returns the width of the text column.
    pub const fn column(&self) -> Cells {
        self.column
    }

    /// Returns the rows of a block; for a folded block, the row of the fold.
    pub fn rows_of(&self, block_index: usize) -> Range<usize> {
        let place = self.places.get(block_index);
        place.map_or(0..0, |place| place.rows.clone())
    }

    /// Returns the range of text shown by these rows, for work that covers only the visible part.
    pub fn range_of(&self, rows: Range<usize>) -> ByteRange {
        let shown = self.rows.iter().take(rows.end).skip(rows.start);
        let ranges = shown.map(|row| row.range);
        // No rows show no text.
        ranges.reduce(ByteRange::hull).unwrap_or_default()
    }

    /// Returns the row that shows a position.
    ///
    /// White space at the end of a line belongs to that line. A position between blocks belongs to the last row before
    /// it, a position before the text to its first row, and a position in a fold to the fold.
    pub fn row_of(&self, offset: ByteOffset) -> usize {
        let n = self.places.partition_point(|place| place.start <= offset);
        let Some(place) = self.places.get(n.saturating_sub(1)) else {
            return 0;
        };
        if place.is_table {
            return self.piece_before(place, offset).unwrap_or(place.rows.start);
        }
        let rows = self
            .rows
            .get(place.rows.clone())
            .expect_or_default("the rows of a block are on its sheet");
        let n = rows.partition_point(|row| row.range.start() <= offset);
        place.rows.start + n.saturating_sub(1)
    }

    /// Returns the row of the last piece of a table that begins at or before the position.
    fn piece_before(&self, place: &BlockPlacement, offset: ByteOffset) -> Option<usize> {
        let starts = place.rows.clone().flat_map(|row_index| {
            let pieces = self.row(row_index).map(|row| self.pieces_of(row));
            let starts = pieces
                .expect_or_default("the rows of a block are on its sheet")
                .iter();
            starts.map(move |piece| (piece.range.start(), row_index))
        });
        let before = starts.filter(|(start, _)| *start <= offset);
        before
            .max_by_key(|(start, _)| *start)
            .map(|(_, row_index)| row_index)
    }

    /// Returns the first position shown by the row; for a row without text, its position in the text. An index past the
    /// end is taken as the last row.
    pub fn first_offset(&self, row_index: usize) -> ByteOffset {
        let row = self.row(row_index).or_else(|| self.rows.last());
        row.map_or(ByteOffset::ZERO, |row| row.range.start())
    }

    /// Returns an anchor for the row, which can be resolved on another sheet of the same article.
    pub fn anchor(&self, row_index: usize) -> Anchor {
        // A row past the end has none after it.
        let rows = self
            .rows
            .get(row_index..)
            .expect_or_default("the row is one of the sheet");
        match rows.iter().position(SheetRow::shows_text) {
            Some(n_above) => Anchor {
                offset: self.first_offset(row_index + n_above),
                n_above,
            },
            None => Anchor {
                offset: AFTER_TEXT_OFFSET,
                n_above: rows.len(),
            },
        }
    }

    /// Returns the row that an anchor identifies on this sheet.
    pub fn row_at(&self, anchor: Anchor) -> usize {
        let row_index = match anchor.offset {
            AFTER_TEXT_OFFSET => self.len(),
            offset => self.row_of(offset),
        };
        let above = self
            .rows
            .get(..row_index)
            .expect_or_default("a position has a row on the sheet");
        let n_free = above.iter().rev().take_while(|row| !row.shows_text());
        row_index - n_free.take(anchor.n_above).count()
    }

    /// Returns the row and column (from the left edge of the pane) of the cluster at a position.
    ///
    /// White space at the end of a line has the column after the last cluster. `None` for a position in a fold.
    pub fn cell_of(&self, article: &Article, offset: ByteOffset) -> Option<(usize, Cells)> {
        let row_index = self.row_of(offset);
        let row = self.row(row_index)?;
        if matches!(row.kind, RowKind::Fold(_)) {
            return None;
        }
        let mut behind = self.left + row.indent;
        for glyph in self.glyphs(article, row_index) {
            if glyph.range.contains(offset) {
                return Some((row_index, glyph.column));
            }
            if glyph.range.start() <= offset {
                behind = glyph.column + glyph.width;
            }
        }
        Some((row_index, behind))
    }

    /// Returns the start of the cluster drawn at a column of a row; `None` if no text is drawn.
    pub fn offset_at(
        &self,
        article: &Article,
        row_index: usize,
        column: Cells,
    ) -> Option<ByteOffset> {
        self.glyphs(article, row_index)
            .find(|glyph| glyph.column <= column && column < glyph.column + glyph.width)
            .map(|glyph| glyph.range.start())
    }

    /// Returns the clusters of a row, in text order, with their positions.
    pub fn glyphs<'a>(&'a self, article: &'a Article, row_index: usize) -> Glyphs<'a> {
        let whole = self
            .row(row_index)
            .filter(|row| row.pieces.is_empty() && !row.range.is_empty())
            .map(|row| TablePiece {
                range: row.range,
                column: self.left + row.indent,
                capacity: self.column.less(row.indent),
            });
        let pieces = match self.row(row_index) {
            Some(row) => self.pieces_of(row),
            None => &[],
        };
        Glyphs {
            article,
            whole,
            pieces: pieces.iter(),
            clusters: grapheme_clusters("", ByteOffset::ZERO),
            column: Cells::ZERO,
            capacity: Cells::ZERO,
        }
    }

    /// Returns the ornaments of a row.
    pub fn ornaments(&self, row_index: usize) -> &[Ornament] {
        let Some(row) = self.row(row_index) else {
            return &[];
        };
        self.ornaments
            .get(usize_range(&row.ornaments))
            .expect_or_default("the ornaments of a row are on its sheet")
    }

    /// Returns the row as plain text, without trailing spaces.
    pub fn line(&self, article: &Article, row_index: usize) -> String {
        let ornaments = self.ornaments(row_index).iter();
        let mut parts: Vec<(Cells, Cow<str>)> = ornaments
            .map(|ornament| (ornament.column, Cow::Borrowed(ornament.text.as_ref())))
            .collect();
        let n_ornaments = parts.len();
        parts.extend(
            self.glyphs(article, row_index)
                .map(|glyph| (glyph.column, glyph.text)),
        );
        // Without ornaments the glyphs are already ordered by column.
        if n_ornaments > 0 {
            parts.sort_by_key(|(column, _)| *column);
        }
        let mut line = String::new();
        let mut at = 0;
        for (column, text) in parts {
            line.extend(std::iter::repeat_n(' ', column.index().saturating_sub(at)));
            at = column.index().max(at) + count_columns(&text);
            line.push_str(&text);
        }
        line.truncate(line.trim_end().len());
        line
    }

    /// Returns the ranges of text that a row shows.
    #[cfg(test)]
    pub(super) fn ranges(&self, row_index: usize) -> impl Iterator<Item = ByteRange> {
        let row = self.row(row_index);
        let pieces = row.map(|row| self.pieces_of(row)).unwrap_or_default();
        let whole = row.filter(|_| pieces.is_empty()).map(|row| row.range);
        whole
            .into_iter()
            .chain(pieces.iter().map(|piece| piece.range))
    }

    fn pieces_of(&self, row: &SheetRow) -> &[TablePiece] {
        let pieces = self.pieces.get(usize_range(&row.pieces));
        pieces.expect_or_default("the pieces of a row are on its sheet")
    }
}

impl SheetRow {
    /// Returns whether the row shows text or a fold, that is, has a position of its own.
    const fn shows_text(&self) -> bool {
        match self.kind {
            RowKind::Text | RowKind::Fold(_) => true,
            RowKind::Table => !self.range.is_empty(),
            RowKind::Title
            | RowKind::Byline
            | RowKind::Link
            | RowKind::Note
            | RowKind::Space
            | RowKind::TableRule
            | RowKind::Rule => false,
        }
    }
}

const fn usize_range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// Iterator over the clusters of a row; see [`Sheet::glyphs`].
pub struct Glyphs<'a> {
    article: &'a Article,
    whole: Option<TablePiece>,
    pieces: std::slice::Iter<'a, TablePiece>,
    clusters: Graphemes<'a>,
    column: Cells,
    capacity: Cells,
}

impl<'a> Iterator for Glyphs<'a> {
    type Item = Glyph<'a>;

    fn next(&mut self) -> Option<Glyph<'a>> {
        loop {
            for (range, cluster) in self.clusters.by_ref() {
                let drawn = draw_cluster_within(cluster, self.capacity.get());
                if drawn.width > 0 {
                    let column = self.column;
                    let width = Cells(drawn.width);
                    self.column = column + width;
                    return Some(Glyph {
                        range,
                        text: drawn.text,
                        column,
                        width,
                    });
                }
            }
            let piece = self.whole.take().or_else(|| self.pieces.next().copied())?;
            let words = self.article.text().slice(piece.range);
            self.clusters = grapheme_clusters(words, piece.range.start());
            self.column = piece.column;
            self.capacity = piece.capacity;
        }
    }
}
