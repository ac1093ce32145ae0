//! Builds a sheet row by row: empty rows, folds, ornaments, running text and code.

use std::borrow::Cow;
use std::ops::Range;

use super::Cells;
use super::LayoutOptions;
use super::sheet::BlockPlacement;
use super::sheet::Ornament;
use super::sheet::OrnamentRole;
use super::sheet::RowKind;
use super::sheet::Sheet;
use super::sheet::SheetRow;
use super::sheet::TablePiece;
use super::wrap::Continuation;
use super::wrap::LineEnds;
use super::wrap::WrappedLine;
use super::wrap::cut_lines;
use super::wrap::wrap_lines;
use crate::article::Article;
use crate::article::Block;
use crate::article::BlockKind;
use crate::invariant::ExpectOr;
use crate::text::ByteOffset;
use crate::text::ByteRange;
use crate::text::count_with_noun;

/// The indent per nesting level of lists and quotations, in columns.
pub(super) const NESTING_INDENT_CELLS: u16 = 2;

/// The indent of code.
const CODE_INDENT: Cells = Cells(2);

/// The upper limit for lines wrapped by hand, in bytes. Longer lines are paragraphs; their line ends are kept.
const MAX_WRAPPED_BYTES: usize = 100;

/// The lower limit for such lines, except the last. Verse and addresses have shorter lines, and their line ends must be
/// kept.
const MIN_WRAPPED_BYTES: usize = 45;

/// Returns whether the words were wrapped by hand, that is, whether every line except the last is nearly full.
fn is_wrapped_by_hand(words: &str) -> bool {
    let Some((above, last)) = words.rsplit_once('\n') else {
        return false;
    };
    let is_filled =
        |line: &str| (MIN_WRAPPED_BYTES..=MAX_WRAPPED_BYTES).contains(&line.trim().len());
    above.lines().all(is_filled) && last.trim().len() <= MAX_WRAPPED_BYTES
}

/// A sheet under construction.
///
/// Ornaments and pieces are added first and belong to the row that is pushed next.
pub(super) struct SheetBuilder<'a> {
    pub(super) article: &'a Article,
    sheet: Sheet,
    /// The index of the block in progress; `None` between blocks.
    block: Option<usize>,
    /// The first row of the block in progress.
    first_row: usize,
    /// The first ornament that belongs to the next row.
    first_ornament: usize,
    /// The first piece that belongs to the next row.
    first_piece: usize,
    /// The number of quotation bars on each row of the block in progress.
    pub(super) n_bars: u16,
}

impl<'a> SheetBuilder<'a> {
    /// Returns an empty sheet with room for `n_blocks` of the article's blocks.
    pub(super) fn new(article: &'a Article, setting: &LayoutOptions, n_blocks: usize) -> Self {
        let n_bytes = article.text().as_str().len() / article.blocks().len().max(1) * n_blocks;
        // An estimate of the number of rows: full lines, plus a quarter for short ones. Only saves reallocations.
        let n_rows = n_bytes / setting.column().index().max(20) * 5 / 4;
        Self {
            article,
            sheet: Sheet {
                left: setting.left(),
                column: setting.column(),
                rows: Vec::with_capacity(n_rows + n_blocks * 2),
                pieces: Vec::new(),
                ornaments: Vec::new(),
                places: Vec::with_capacity(n_blocks),
            },
            block: None,
            first_row: 0,
            first_ornament: 0,
            first_piece: 0,
            n_bars: 0,
        }
    }

    /// Returns the finished sheet.
    pub(super) fn finish(self) -> Sheet {
        self.sheet
    }

    pub(super) const fn article(&self) -> &'a Article {
        self.article
    }

    pub(super) const fn column(&self) -> Cells {
        self.sheet.column
    }

    pub(super) const fn n_rows(&self) -> usize {
        self.sheet.rows.len()
    }

    /// Starts a block.
    pub(super) fn begin(&mut self, block_index: usize, block: &Block) {
        self.block = Some(block_index);
        self.first_row = self.n_rows();
        self.sheet.places.push(BlockPlacement {
            start: block.range.start(),
            rows: self.first_row..self.first_row,
            is_table: matches!(block.kind, BlockKind::Table(_)),
        });
    }

    /// Ends the block in progress.
    pub(super) fn end(&mut self) {
        let n_rows = self.n_rows();
        if n_rows == self.first_row {
            // A block of white space only; every block needs a row, so that its positions can be found.
            let at = self.sheet.places.last().map(|place| place.start);
            self.push(
                RowKind::Text,
                ByteRange::empty_at(at.expect_or_default("a block is ended after it was begun")),
                Cells::ZERO,
            );
        }
        let rows = self.first_row..self.n_rows();
        if let Some(place) = self.sheet.places.last_mut() {
            place.rows = rows;
        }
        self.block = None;
    }

    /// Adds an empty row.
    pub(super) fn space(&mut self) {
        let at = ByteRange::empty_at(self.last_end());
        self.push(RowKind::Space, at, Cells::ZERO);
    }

    /// Adds an empty row between two blocks. Between two quotations it continues their common bars.
    pub(super) fn space_between(&mut self, above: BlockKind, below: BlockKind) {
        if let (BlockKind::Quotation { depth: one }, BlockKind::Quotation { depth: other }) =
            (above, below)
        {
            self.n_bars = u16::from(one.min(other)).saturating_add(1);
            self.bars(self.limit_indent(Cells(NESTING_INDENT_CELLS.saturating_mul(self.n_bars))));
            self.n_bars = 0;
        }
        self.space();
    }

    /// Adds a row of words outside the text.
    pub(super) fn push_ornament_row(&mut self, kind: RowKind, role: OrnamentRole, words: String) {
        self.ornament(Cells::ZERO, role, words);
        self.push(kind, ByteRange::default(), Cells::ZERO);
    }

    /// Adds one row for `n_blocks` folded blocks from `block_index` on.
    pub(super) fn fold(&mut self, block_index: usize, n_blocks: usize) {
        let blocks = self.article.blocks();
        let folded = blocks.iter().skip(block_index).take(n_blocks);
        let row = self.n_rows();
        let mut start = None;
        for block in folded {
            start.get_or_insert(block.range.start());
            self.sheet.places.push(BlockPlacement {
                start: block.range.start(),
                rows: row..row + 1,
                is_table: false,
            });
        }
        self.block = Some(block_index);
        let words = format!("⋯ {}", count_with_noun(n_blocks, "paragraph"));
        // In a very narrow pane only the sign fits.
        if words.chars().count() <= self.column().index() {
            self.ornament(Cells::ZERO, OrnamentRole::Fold, words);
        } else {
            self.ornament(Cells::ZERO, OrnamentRole::Fold, "⋯");
        }
        let at = ByteRange::empty_at(start.expect_or_default("a fold covers a block"));
        self.push(RowKind::Fold(n_blocks), at, Cells::ZERO);
        self.block = None;
    }

    /// Adds an ornament to the next row; `at` is relative to the left edge of the column.
    pub(super) fn ornament(
        &mut self,
        at: Cells,
        role: OrnamentRole,
        text: impl Into<Cow<'static, str>>,
    ) {
        self.sheet.ornaments.push(Ornament {
            column: self.sheet.left + at,
            role,
            text: text.into(),
        });
    }

    /// Adds an ornament in front of text at `indent`, unless the column is too narrow for the indent.
    pub(super) fn lead(
        &mut self,
        at: Cells,
        role: OrnamentRole,
        text: Cow<'static, str>,
        indent: Cells,
    ) {
        // Without the indent the ornament would overlap the text.
        if self.limit_indent(indent) == indent {
            self.ornament(at, role, text);
        }
    }

    /// Returns the indent; zero if it would take more than half of the column.
    fn limit_indent(&self, indent: Cells) -> Cells {
        if indent.get() > self.column().get() / 2 {
            return Cells::ZERO;
        }
        indent
    }

    /// Adds a piece of text to the next row; `at` is relative to the left edge of the column.
    pub(super) fn piece(&mut self, range: ByteRange, at: Cells, capacity: Cells) {
        self.sheet.pieces.push(TablePiece {
            range,
            column: self.sheet.left + at,
            capacity,
        });
    }

    /// Adds a row with the pending ornaments and pieces.
    pub(super) fn push(&mut self, kind: RowKind, range: ByteRange, indent: Cells) {
        let pieces = u32_range(self.first_piece, self.sheet.pieces.len());
        let ornaments = u32_range(self.first_ornament, self.sheet.ornaments.len());
        self.first_piece = self.sheet.pieces.len();
        self.first_ornament = self.sheet.ornaments.len();
        self.sheet.rows.push(SheetRow {
            range,
            indent,
            block: self.block,
            kind,
            pieces,
            ornaments,
        });
    }

    /// Returns whether there are pending ornaments or pieces.
    pub(super) const fn has_pending(&self) -> bool {
        self.first_piece < self.sheet.pieces.len()
            || self.first_ornament < self.sheet.ornaments.len()
    }

    /// Adds a row with the pending ornaments and pieces. Its range is the hull of the pieces.
    pub(super) fn push_pending(&mut self, kind: RowKind) {
        let pieces = self.sheet.pieces.get(self.first_piece..);
        let ranges = pieces
            .expect_or_default("pending pieces are at the end of the list")
            .iter()
            .map(|piece| piece.range);
        let range = ranges.reduce(ByteRange::hull);
        let range = range.unwrap_or_else(|| ByteRange::empty_at(self.last_end()));
        self.push(kind, range, Cells::ZERO);
    }

    fn last_end(&self) -> ByteOffset {
        let last = self.sheet.rows.last();
        last.map_or(ByteOffset::ZERO, |row| row.range.end())
    }

    /// Sets running text at an indent.
    pub(super) fn lines(&mut self, range: ByteRange, indent: Cells) {
        let indent = self.limit_indent(indent);
        let article = self.article;
        let words = article.text().slice(range);
        let line_ends = if is_wrapped_by_hand(words) {
            LineEnds::Soft
        } else {
            LineEnds::Meant
        };
        let width = self.column().less(indent);
        wrap_lines(
            words,
            range.start(),
            width,
            line_ends,
            &mut |line: WrappedLine| {
                self.bars(indent);
                self.push(RowKind::Text, line.range, indent);
            },
        );
    }

    /// Adds the quotation bars to the next row, unless the indent was dropped for lack of room.
    fn bars(&mut self, indent: Cells) {
        if indent > Cells::ZERO {
            for n in 0..self.n_bars {
                self.ornament(
                    Cells(NESTING_INDENT_CELLS.saturating_mul(n)),
                    OrnamentRole::Bar,
                    "│",
                );
            }
        }
    }

    /// Sets code, keeping its white space.
    pub(super) fn code(&mut self, range: ByteRange) {
        let article = self.article;
        let indent = self.limit_indent(CODE_INDENT);
        let width = self.column().less(indent);
        let words = article.text().slice(range);
        cut_lines(words, range.start(), width, &mut |line, continued| {
            if continued == Continuation::Yes && indent > Cells::ZERO {
                self.ornament(Cells::ZERO, OrnamentRole::Continued, "↪");
            }
            self.push(RowKind::Text, line.range, indent);
        });
    }
}

fn u32_range(start: usize, end: usize) -> Range<u32> {
    let cut = |n| u32::try_from(n).expect_or(u32::MAX, "a text of the largest size has fewer rows");
    cut(start)..cut(end)
}
