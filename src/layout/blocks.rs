//! Sets the blocks of an article one after another.

use std::borrow::Cow;
use std::ops::Range;

use super::Cells;
use super::LayoutOptions;
use super::header;
use super::sheet::OrnamentRole;
use super::sheet::RowKind;
use super::sheet::Sheet;
use super::sheet_builder::NESTING_INDENT_CELLS;
use super::sheet_builder::SheetBuilder;
use super::table;
use crate::article::Article;
use crate::article::Block;
use crate::article::BlockKind;
use crate::invariant::ExpectOr;
use crate::text::ByteRange;

/// The indent of captions.
const CAPTION_INDENT: Cells = Cells(4);

/// The text, in bytes, after which a part of an article takes in no further block: a row takes 100 bytes, and a text of
/// empty lines has one in every two bytes.
const MAX_PART_BYTES: u32 = 100_000;

impl Sheet {
    /// Sets an article in rows: title, byline, link and notes, an empty row, then the text.
    pub fn set(article: &Article, setting: &LayoutOptions) -> Self {
        let mut parts = SheetParts::new(article, setting, article.blocks().len());
        parts.set_part(0..article.blocks().len())
    }
}

/// The sheets of an article, some blocks each, of about 100 kB of text at most, so that a long article can be written without holding all its rows. In
/// order they have the rows of the whole; the first one has the title and what follows it. There is always one.
/// [`Sheet::rows_of`] counts blocks from the start of the part.
pub struct SheetParts<'a> {
    article: &'a Article,
    setting: &'a LayoutOptions<'a>,
    n_blocks: usize,
    /// The block at which the next part begins; `None` after the last one.
    next: Option<usize>,
    /// The digits of the largest number of the list that goes on into the next part.
    digits: usize,
}

impl<'a> SheetParts<'a> {
    /// Returns the parts of an article, of at most `n_blocks` blocks.
    pub fn new(article: &'a Article, setting: &'a LayoutOptions<'a>, n_blocks: usize) -> Self {
        Self {
            article,
            setting,
            n_blocks: n_blocks.max(1),
            next: Some(0),
            digits: 0,
        }
    }

    /// Returns the block after the part that begins at a block: fewer where they are long.
    fn end_of_part(&self, start: usize) -> usize {
        let blocks = self.article.blocks();
        let blocks = blocks
            .get(start..)
            .expect_or_default("the start is at most the end");
        let first = blocks.first().map_or(0, |block| block.range.start().get());
        let is_in_part = |block: &&Block| block.range.start().get() - first < MAX_PART_BYTES;
        let n_blocks = blocks.iter().take(self.n_blocks).take_while(is_in_part);
        start + n_blocks.count()
    }

    fn set_part(&mut self, part: Range<usize>) -> Sheet {
        let (article, setting) = (self.article, self.setting);
        let all = article.blocks();
        let blocks = all.get(..part.end).unwrap_or(all);
        let mut page = SheetBuilder::new(article, setting, part.len());
        if part.start == 0 {
            header::set_head(article, &mut page);
        }
        let previous = part.start.checked_sub(1).and_then(|n| blocks.get(n));
        let mut before: Option<BlockKind> = previous.map(|block| block.kind);
        let mut block_index = part.start;
        while let Some(block) = blocks.get(block_index) {
            if !matches!(before, Some(BlockKind::Item { .. })) {
                self.digits = count_list_digits(
                    all.get(block_index..)
                        .expect_or_default("the index is that of a block"),
                );
            }
            let n_folded = (block_index..blocks.len())
                .take_while(|n| setting.is_folded(*n))
                .count();
            if let Some(before) = before.filter(|before| !is_tight(*before, block.kind)) {
                page.space_between(before, block.kind);
            }
            if n_folded > 0 {
                page.fold(block_index, n_folded);
                // A fold is separated like a paragraph, whatever it hides.
                before = Some(BlockKind::Paragraph);
                block_index += n_folded;
                continue;
            }
            page.begin(block_index, block);
            set_block(block, self.digits, &mut page);
            page.end();
            before = Some(block.kind);
            block_index += 1;
        }
        page.finish()
    }
}

impl Iterator for SheetParts<'_> {
    type Item = Sheet;

    fn next(&mut self) -> Option<Sheet> {
        let start = self.next?;
        let n_all = self.article.blocks().len();
        let end = self.end_of_part(start);
        self.next = Some(end).filter(|end| *end < n_all);
        Some(self.set_part(start..end))
    }
}

/// Returns whether two blocks follow each other without an empty row.
const fn is_tight(above: BlockKind, below: BlockKind) -> bool {
    matches!(
        (above, below),
        (BlockKind::Item { .. }, BlockKind::Item { .. })
    )
}

/// Returns the number of digits of the largest number in the list that begins here. All numbers are aligned to it.
fn count_list_digits(blocks: &[Block]) -> usize {
    let numbers = blocks.iter().map_while(|block| match block.kind {
        BlockKind::Item { ordinal, .. } => Some(ordinal.unwrap_or(0)),
        _ => None,
    });
    numbers.fold(0, Ord::max).to_string().len()
}

fn set_block(block: &Block, digits: usize, page: &mut SheetBuilder) {
    match block.kind {
        BlockKind::Heading(_) | BlockKind::Paragraph => page.lines(block.range, Cells::ZERO),
        BlockKind::Caption => page.lines(block.range, CAPTION_INDENT),
        BlockKind::Item { depth, ordinal } => {
            let bullet = ordinal.map_or(Cow::Borrowed(bullet_text(depth)), |n| {
                Cow::Owned(format!("{n:>digits$}. "))
            });
            let at = NESTING_INDENT_CELLS.saturating_mul(u16::from(depth));
            let indent = Cells(at) + Cells::from_usize(bullet.chars().count());
            page.lead(Cells(at), OrnamentRole::Bullet, bullet, indent);
            page.lines(block.range, indent);
        }
        BlockKind::Quotation { depth } => {
            let n_bars = u16::from(depth).saturating_add(1);
            page.n_bars = n_bars;
            page.lines(
                block.range,
                Cells(NESTING_INDENT_CELLS.saturating_mul(n_bars)),
            );
            page.n_bars = 0;
        }
        BlockKind::Preformatted => page.code(block.range),
        BlockKind::Table(id) => match page.article.table(id) {
            Some(table) => table::set_table(table, page),
            None => page.code(block.range),
        },
        BlockKind::Rule => {
            let line = "─".repeat(page.column().index());
            page.ornament(Cells::ZERO, OrnamentRole::Rule, line);
            page.push(
                RowKind::Rule,
                ByteRange::empty_at(block.range.start()),
                Cells::ZERO,
            );
        }
    }
}

const fn bullet_text(depth: u8) -> &'static str {
    match depth {
        0 => "• ",
        1 => "◦ ",
        _ => "▪ ",
    }
}
