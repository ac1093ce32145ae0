//! A whole article set in rows, and the way from bytes to cells and back.

use std::borrow::Cow;
use std::ops::Range;

use super::Cells;
use super::cluster::drawn_in;
use super::cluster::width_of;
use crate::article::Article;
use crate::text::ByteOffset;
use crate::text::ByteRange;
use crate::text::Graphemes;
use crate::text::graphemes;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A line of the article's title. It is not part of the text: its words are an [`Ornament`].
    Title,
    /// Byline, site and date, likewise.
    Byline,
    /// Words on what was left out of the article, likewise.
    Note,
    /// The link, likewise.
    Link,
    /// A space between blocks.
    Space,
    /// A line of text.
    Text,
    /// A line of a table; it may show several pieces of the text.
    Table,
    /// The line below the head of a table.
    TableRule,
    /// A rule across.
    Rule,
    /// So many blocks that are folded away.
    Fold(usize),
}

/// A row of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The text that is shown; of a table's row the smallest range that holds all its pieces. Empty where no text is shown:
    /// it then says where in the text the row stands.
    pub range: ByteRange,
    /// How far the text stands from the left edge of the column (not of the pane).
    pub indent: Cells,
    /// Which block it shows; nothing for the head of the page and the spaces. Of a fold it is the first block.
    pub block: Option<usize>,
    /// What it is.
    pub kind: RowKind,
    pub(super) pieces: Range<u32>,
    pub(super) ornaments: Range<u32>,
}

/// What an ornament is for; a theme says how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Words of the title.
    Title,
    /// Words of the byline.
    Byline,
    /// The link below the title.
    Link,
    /// Words on what was left out of the article.
    Note,
    /// The bullet or number of an item.
    Bullet,
    /// The bar beside a quotation.
    Bar,
    /// A rule across the page or below the head of a table.
    Rule,
    /// The sign that a line of code goes on.
    Continued,
    /// The name of a column, told again in a table that is too narrow for columns.
    Label,
    /// How much is folded away.
    Fold,
}

/// Something that is drawn on a row and is not part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ornament {
    /// Where it begins, from the left edge of the pane.
    pub column: Cells,
    /// What it is for.
    pub role: Role,
    /// What is drawn: safe for a screen, and no wider than the row.
    pub text: Cow<'static, str>,
}

/// A piece of a table's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) range: ByteRange,
    pub(super) column: Cells,
    pub(super) capacity: Cells,
}

/// A grapheme cluster in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Which bytes of the text it shows.
    pub range: ByteRange,
    /// What is drawn: the cluster, or what is left of it after simplifying.
    pub text: Cow<'a, str>,
    /// Where it begins, from the left edge of the pane.
    pub column: Cells,
    /// How many columns it takes; never none.
    pub width: Cells,
}

/// A place on a sheet that outlives it: a position in the text, and how many rows above that.
///
/// Rows without text (title, spaces, rules) have no position of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// A position in the text.
    pub offset: ByteOffset,
    /// How many rows without text lie between the place and the row that shows it.
    pub n_above: usize,
}

/// The anchor of rows that no text follows. No text is as long as that.
const BEHIND_THE_TEXT: ByteOffset = ByteOffset::new(u32::MAX);

/// Where the rows of a block lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: ByteOffset,
    pub(super) rows: Range<usize>,
    pub(super) is_table: bool,
}

/// An article set in rows at a width.
///
/// It holds no text: what asks for words takes the article, which must be the one that the sheet was set from (another
/// one gives wrong words, never a panic).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub(super) left: Cells,
    pub(super) column: Cells,
    pub(super) rows: Vec<Row>,
    pub(super) pieces: Vec<Piece>,
    pub(super) ornaments: Vec<Ornament>,
    /// One for each block of the article, in order.
    pub(super) places: Vec<Place>,
}

impl Sheet {
    /// Returns how many rows there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there is no row at all.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns a row.
    pub fn row(&self, row_index: usize) -> Option<&Row> {
        self.rows.get(row_index)
    }

    /// Returns all rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns how far the text's column stands from the left edge of the pane.
    pub const fn left(&self) -> Cells {
        self.left
    }

    /// Returns how wide the text's column is.
    pub const fn column(&self) -> Cells {
        self.column
    }

    /// Returns the rows of a block; for a folded one the row of the fold.
    pub fn rows_of(&self, block_index: usize) -> Range<usize> {
        let place = self.places.get(block_index);
        place.map_or(0..0, |place| place.rows.clone())
    }

    /// Returns the range of the text that these rows show, for what is computed of the visible part only.
    pub fn range_of(&self, rows: Range<usize>) -> ByteRange {
        let rows = self.rows.get(rows.start..rows.end.min(self.rows.len()));
        let ranges = rows.unwrap_or_default().iter().map(|row| row.range);
        ranges.reduce(ByteRange::hull).unwrap_or_default()
    }

    /// Returns the row that shows the position, or the last one of the text before it: white space at the end of a line
    /// belongs to that line. Positions before the text belong to its first row, those in a fold to the fold.
    pub fn row_of(&self, offset: ByteOffset) -> usize {
        let n = self.places.partition_point(|place| place.start <= offset);
        let Some(place) = self.places.get(n.saturating_sub(1)) else {
            return 0;
        };
        if place.is_table {
            return self.piece_before(place, offset).unwrap_or(place.rows.start);
        }
        let rows = self.rows.get(place.rows.clone()).unwrap_or_default();
        let n = rows.partition_point(|row| row.range.start() <= offset);
        place.rows.start + n.saturating_sub(1)
    }

    /// Returns the row of the table's piece that begins last before the position.
    fn piece_before(&self, place: &Place, offset: ByteOffset) -> Option<usize> {
        let starts = place.rows.clone().flat_map(|row_index| {
            let pieces = self.row(row_index).map(|row| self.pieces_of(row));
            let starts = pieces.unwrap_or_default().iter();
            starts.map(move |piece| (piece.range.start(), row_index))
        });
        let before = starts.filter(|(start, _)| *start <= offset);
        before
            .max_by_key(|(start, _)| *start)
            .map(|(_, row_index)| row_index)
    }

    /// Returns the position of the first byte that the row shows; of a row without text, where in the text it stands.
    pub fn first_offset(&self, row_index: usize) -> ByteOffset {
        let row = self.row(row_index).or_else(|| self.rows.last());
        row.map_or(ByteOffset::ZERO, |row| row.range.start())
    }

    /// Returns the row as a place that outlives this sheet.
    pub fn anchor(&self, row_index: usize) -> Anchor {
        let rows = self.rows.get(row_index..).unwrap_or_default();
        match rows.iter().position(Row::shows_text) {
            Some(n_above) => Anchor {
                offset: self.first_offset(row_index + n_above),
                n_above,
            },
            None => Anchor {
                offset: BEHIND_THE_TEXT,
                n_above: rows.len(),
            },
        }
    }

    /// Returns the row at a place of this or another sheet of the same article.
    pub fn row_at(&self, anchor: Anchor) -> usize {
        let row_index = match anchor.offset {
            BEHIND_THE_TEXT => self.len(),
            offset => self.row_of(offset),
        };
        let above = self.rows.get(..row_index).unwrap_or_default();
        let n_free = above.iter().rev().take_while(|row| !row.shows_text());
        row_index - n_free.take(anchor.n_above).count()
    }

    /// Returns the row and the column, from the left edge of the pane, of the cluster at the position.
    ///
    /// White space that hangs at the end of a line has the column behind its last cluster. A position in a fold has
    /// none.
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

    /// Returns where the cluster begins that is drawn at the column of the row; nothing where no text is.
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

    /// Returns the clusters of a row in the order of the text, each in its place.
    pub fn glyphs<'a>(&'a self, article: &'a Article, row_index: usize) -> Glyphs<'a> {
        let whole = self
            .row(row_index)
            .filter(|row| row.pieces.is_empty() && !row.range.is_empty())
            .map(|row| Piece {
                range: row.range,
                column: self.left + row.indent,
                capacity: self.column.less(row.indent),
            });
        let pieces = self.row(row_index).map(|row| self.pieces_of(row));
        Glyphs {
            article,
            whole,
            pieces: pieces.unwrap_or_default().iter(),
            clusters: graphemes("", ByteOffset::ZERO),
            column: Cells::ZERO,
            capacity: Cells::ZERO,
        }
    }

    /// Returns what is drawn on a row beside its text.
    pub fn ornaments(&self, row_index: usize) -> &[Ornament] {
        self.row(row_index)
            .and_then(|row| self.ornaments.get(as_indices(&row.ornaments)))
            .unwrap_or_default()
    }

    /// Returns the row as plain text, without spaces at its end.
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
        if n_ornaments > 0 {
            parts.sort_by_key(|(column, _)| *column);
        }
        let mut line = String::new();
        let mut at = 0;
        for (column, text) in parts {
            line.extend(std::iter::repeat_n(' ', column.index().saturating_sub(at)));
            at = column.index().max(at) + width_of(&text);
            line.push_str(&text);
        }
        line.truncate(line.trim_end().len());
        line
    }

    /// Returns the pieces of the text that a row shows.
    #[cfg(test)]
    pub(super) fn ranges(&self, row_index: usize) -> impl Iterator<Item = ByteRange> {
        let row = self.row(row_index);
        let pieces = row.map(|row| self.pieces_of(row)).unwrap_or_default();
        let whole = row.filter(|_| pieces.is_empty()).map(|row| row.range);
        whole
            .into_iter()
            .chain(pieces.iter().map(|piece| piece.range))
    }

    fn pieces_of(&self, row: &Row) -> &[Piece] {
        let pieces = self.pieces.get(as_indices(&row.pieces));
        pieces.unwrap_or_default()
    }
}

impl Row {
    /// Returns whether the row has a position of its own: whether it shows text or stands for some.
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

const fn as_indices(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// The clusters of a row, see [`Sheet::glyphs`].
pub struct Glyphs<'a> {
    article: &'a Article,
    whole: Option<Piece>,
    pieces: std::slice::Iter<'a, Piece>,
    clusters: Graphemes<'a>,
    column: Cells,
    capacity: Cells,
}

impl<'a> Iterator for Glyphs<'a> {
    type Item = Glyph<'a>;

    fn next(&mut self) -> Option<Glyph<'a>> {
        loop {
            for (range, cluster) in self.clusters.by_ref() {
                let drawn = drawn_in(cluster, self.capacity.get());
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
            self.clusters = graphemes(words, piece.range.start());
            self.column = piece.column;
            self.capacity = piece.capacity;
        }
    }
}
