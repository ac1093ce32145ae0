//! Builds an article block by block, in the order of its text.

use super::{Article, ArticleMetadata, Block, BlockKind, Inline, InlineKind, Row, Table, TableId};
use crate::invariant::ExpectOr;
use crate::text::{ByteOffset, ByteRange, Text, TextTooLong, clean_text, snap_to_graphemes};

/// The separator between two blocks in the text.
const BLOCK_SEPARATOR: &str = "\n\n";
/// The separator between two cells of a row.
const CELL_SEPARATOR: &str = " | ";

/// The maximum number of blocks of an article. A long book has 20,000 paragraphs. Without a limit, a text of empty
/// lines would take 20 times its size in memory. Further blocks are joined into one, and keep their lines.
pub(super) const MAX_BLOCKS: usize = 100_000;

/// The minimum size of a block that joins paragraphs beyond the limit, in bytes, before a new block begins. The layout
/// works block by block, so blocks must not grow without bound.
const MIN_JOINED_BYTES: u32 = 64_000;

/// The maximum number of links, emphasised words and similar ranges of an article, to bound memory as above. Further
/// ones become plain text.
const MAX_INLINES: usize = 100_000;

const BLOCKS_NOTE: &str = "The article has more than 100,000 paragraphs: the rest are joined";
const INLINES_NOTE: &str =
    "The article has more than 100,000 links and emphasised words: the rest are plain text";

/// The initial capacity for the text of a block, in bytes.
const BLOCK_CAPACITY_BYTES: usize = 512;

/// Collects blocks and maintains the invariants of [`Block`]. All readers (HTML, Markdown, plain text, feeds) write
/// into it.
///
/// ```
/// use pullquote::article::{ArticleBuilder, ArticleMetadata, BlockKind, InlineKind};
/// let mut builder = ArticleBuilder::new();
/// builder.open(BlockKind::Paragraph);
/// builder.push("A ");
/// builder.begin(InlineKind::Strong);
/// builder.push("word");
/// builder.end();
/// let article = builder.finish(ArticleMetadata::default())?;
/// assert_eq!(article.text().as_str(), "A word");
/// assert_eq!(article.blocks().len(), 1);
/// # Ok::<(), pullquote::text::TextTooLong>(())
/// ```
#[derive(Debug, Default)]
pub struct ArticleBuilder {
    content: String,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    notes: Vec<String>,
    open: Option<OpenBlock>,
    n_inlines: usize,
}

/// The block in progress.
#[derive(Debug)]
struct OpenBlock {
    kind: BlockKind,
    /// The text so far, before white space is collapsed.
    raw: String,
    /// Finished inlines: start and end in `raw`, in bytes.
    inlines: Vec<(usize, usize, InlineKind)>,
    /// Inlines in progress: start in `raw`, in bytes.
    unclosed: Vec<(usize, InlineKind)>,
}

impl ArticleBuilder {
    /// Returns an empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reserves capacity for a text of `n_bytes` bytes.
    pub fn reserve(&mut self, n_bytes: usize) {
        self.content.reserve(n_bytes);
    }

    /// Closes the block in progress, if any, and opens one of this kind.
    pub fn open(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some(OpenBlock {
            kind,
            raw: String::with_capacity(BLOCK_CAPACITY_BYTES),
            inlines: Vec::new(),
            unclosed: Vec::new(),
        });
    }

    /// Returns the text of the closed blocks.
    pub fn text(&self) -> &str {
        &self.content
    }

    /// Returns whether a block is open.
    pub const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Appends text to the open block. Opens a paragraph if no block is open.
    ///
    /// White space is collapsed when the block is closed, except in [`BlockKind::Preformatted`]. A `\n` remains a line
    /// end.
    pub fn push(&mut self, words: &str) {
        self.ensure_open_block().raw.push_str(&clean_text(words));
    }

    /// Begins an inline at the current end of the text.
    pub fn begin(&mut self, kind: InlineKind) {
        let block = self.ensure_open_block();
        block.unclosed.push((block.raw.len(), kind));
    }

    /// Ends the innermost inline. Does nothing if there is none.
    pub fn end(&mut self) {
        let is_full = self.n_inlines >= MAX_INLINES;
        let block = self.ensure_open_block();
        let Some((start, kind)) = block.unclosed.pop() else {
            return;
        };
        if is_full {
            self.add_note(INLINES_NOTE);
        } else {
            block.inlines.push((start, block.raw.len(), kind));
            self.n_inlines += 1;
        }
    }

    /// Closes the open block. An empty block is dropped, unless it is a [`BlockKind::Rule`].
    pub fn close(&mut self) {
        while self
            .open
            .as_ref()
            .is_some_and(|block| !block.unclosed.is_empty())
        {
            self.end();
        }
        let Some(block) = self.open.take() else {
            return;
        };
        let borders = block.inlines.iter();
        let mut borders: Vec<usize> = borders.flat_map(|(start, end, _)| [*start, *end]).collect();
        borders.sort_unstable();
        borders.dedup();
        let mut place = borders.clone();
        let words = match block.kind {
            BlockKind::Preformatted => trim_blank_lines(&block.raw, &mut place),
            _ if is_collapsed(&block.raw) => block.raw,
            _ => collapse_white_space(&block.raw, &mut place),
        };
        if words.is_empty() && block.kind != BlockKind::Rule {
            return;
        }
        let base = self.start_block();
        self.content.push_str(&words);
        let range = ByteRange::of(base, self.content.len());
        let mut inlines: Vec<_> = block
            .inlines
            .into_iter()
            .filter_map(|(start, end, kind)| {
                let at = |border: usize| {
                    let n = borders.binary_search(&border).ok();
                    base + n.and_then(|n| place.get(n)).map_or(words.len(), |at| *at)
                };
                let range = trim_range(&self.content, ByteRange::of(at(start), at(end)));
                (!range.is_empty()).then_some(Inline { range, kind })
            })
            .collect();
        nest_inlines(&mut inlines);
        self.add_block(Block {
            range,
            kind: block.kind,
            inlines: inlines.into_boxed_slice(),
        });
    }

    /// Adds a block whose text is already written. If the article has its maximum number of blocks, the text is joined
    /// to the last one.
    fn add_block(&mut self, block: Block) {
        if self.blocks.len() + 1 < MAX_BLOCKS {
            self.blocks.push(block);
            return;
        }
        self.add_note(BLOCKS_NOTE);
        let is_joined = self.blocks.len() >= MAX_BLOCKS;
        match self.blocks.last_mut() {
            Some(rest) if is_joined && rest.range.len() < MIN_JOINED_BYTES => {
                rest.range = rest.range.hull(block.range);
            }
            _ => self.blocks.push(Block {
                range: block.range,
                kind: BlockKind::Paragraph,
                inlines: Box::default(),
            }),
        }
    }

    /// Adds a table. The flag of each row says whether it contains column names. Line ends in cells become spaces.
    pub fn add_table(&mut self, rows: &[(bool, Vec<String>)]) {
        self.close();
        if rows
            .iter()
            .all(|(_, cells)| cells.iter().all(|cell| cell.trim().is_empty()))
        {
            return;
        }
        let base = self.start_block();
        let mut table = Table::default();
        for (n, (is_header, cells)) in rows.iter().enumerate() {
            if n > 0 {
                self.content.push('\n');
            }
            let mut row = Row {
                is_header: *is_header,
                cells: Vec::new(),
            };
            for (n, cell) in cells.iter().enumerate() {
                if n > 0 {
                    self.content.push_str(CELL_SEPARATOR);
                }
                let start = self.content.len();
                self.content
                    .push_str(&collapse_white_space(&clean_text(cell), &mut []).replace('\n', " "));
                row.cells.push(ByteRange::of(start, self.content.len()));
            }
            table.rows.push(row);
        }
        let id = TableId(
            u32::try_from(self.tables.len())
                .expect_or(u32::MAX, "an article has fewer tables than bytes"),
        );
        let range = ByteRange::of(base, self.content.len());
        if self.blocks.len() + 1 < MAX_BLOCKS {
            self.tables.push(table);
        }
        self.add_block(Block {
            range,
            kind: BlockKind::Table(id),
            inlines: Box::default(),
        });
    }

    /// Adds a note about an omitted part of the source; see [`Article::notes`]. Duplicates are ignored.
    pub fn add_note(&mut self, sentence: &str) {
        if !self.notes.iter().any(|known| known == sentence) {
            self.notes.push(clean_text(sentence).into_owned());
        }
    }

    /// Returns whether there is no text yet.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
            && self
                .open
                .as_ref()
                .is_none_or(|block| block.raw.trim().is_empty())
    }

    /// Returns the length of the text so far, in bytes.
    pub fn len(&self) -> usize {
        self.content.len() + self.open.as_ref().map_or(0, |block| block.raw.len())
    }

    /// Returns the finished article.
    ///
    /// # Errors
    ///
    /// [`TextTooLong`] if the text exceeds [`crate::text::MAX_TEXT_BYTES`].
    pub fn finish(mut self, about: ArticleMetadata) -> Result<Article, TextTooLong> {
        self.close();
        let text = Text::verbatim(self.content)?;
        let article = Article::new(about, text, self.blocks, self.tables);
        Ok(article.with_notes(self.notes))
    }

    fn ensure_open_block(&mut self) -> &mut OpenBlock {
        self.open.get_or_insert_with(|| OpenBlock {
            kind: BlockKind::Paragraph,
            raw: String::with_capacity(BLOCK_CAPACITY_BYTES),
            inlines: Vec::new(),
            unclosed: Vec::new(),
        })
    }

    fn start_block(&mut self) -> usize {
        if !self.content.is_empty() {
            self.content.push_str(BLOCK_SEPARATOR);
        }
        self.content.len()
    }
}

/// Returns whether [`collapse_white_space`] would change nothing.
fn is_collapsed(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return true;
    };
    let is_gap = |byte: u8| byte == b' ' || byte == b'\n';
    if is_gap(*first) || is_gap(*last) {
        return false;
    }
    // A branch-free pass over the bytes decides most cases. Decoding characters takes about ten times as long.
    let is_odd = |byte: u8| (byte < b' ' && byte != b'\n') || byte == b'\x7f';
    // The first and second byte of the UTF-8 encodings of white space beyond ASCII.
    let is_wide = |one: u8, next: u8| {
        matches!(
            (one, next),
            (0x80, 0x80..=0x8a | 0xa8 | 0xa9) | (0xc2, 0x85) | (0x9a, 0x80) | (0x81, 0x9f)
        )
    };
    let pairs = bytes.iter().zip(
        bytes
            .get(1..)
            .expect_or_default("the text has a first byte"),
    );
    let is_sure = pairs.fold(!is_odd(*first), |is_so, (one, next)| {
        is_so & !is_odd(*next) & !(is_gap(*one) & is_gap(*next)) & !is_wide(*one, *next)
    });
    if is_sure {
        return true;
    }
    let mut was_space = true;
    for c in raw.chars() {
        let is_space = c == ' ' || c == '\n';
        if (is_space && was_space) || (!is_space && is_collapsible(c)) {
            return false;
        }
        was_space = is_space;
    }
    !was_space
}

/// Returns whether a character is white space that can be collapsed, that is, not a no-break space.
fn is_collapsible(c: char) -> bool {
    // This first comparison decides most characters.
    c <= ' ' && c.is_whitespace()
        || c > '~' && c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}'
}

/// Sorts inlines, and shortens those that extend beyond the inline in which they begin. This can happen when a
/// combining mark joins the letter before it and moves a boundary.
fn nest_inlines(inlines: &mut [Inline]) {
    let key = |inline: &Inline| (inline.range.start(), std::cmp::Reverse(inline.range.end()));
    inlines.sort_by_key(key);
    let mut open: Vec<ByteOffset> = Vec::new();
    for inline in inlines.iter_mut() {
        open.retain(|end| *end > inline.range.start());
        let end = open
            .iter()
            .fold(inline.range.end(), |end, outer| end.min(*outer));
        inline.range = ByteRange::new(inline.range.start(), end);
        open.push(end);
    }
    inlines.sort_by_key(key);
}

/// Returns the text in Unicode normalization form C, trimmed, with each run of white space replaced by one space, or by
/// one `\n` if the run contains a line end.
///
/// `borders` are ascending byte positions in `raw`; they are replaced by the corresponding positions in the result.
fn collapse_white_space(raw: &str, borders: &mut [usize]) -> String {
    let mut words = String::with_capacity(raw.len());
    let mut borders = borders.iter_mut().peekable();
    // The start of the current run of white space or of words.
    let mut start = 0;
    let mut gap = None;
    let mut rest = raw;
    while !rest.is_empty() {
        let n_gap = rest.len() - rest.trim_start_matches(is_collapsible).len();
        let (spaces, after) = rest.split_at_checked(n_gap).unwrap_or((rest, ""));
        if !spaces.is_empty() {
            gap = Some(if spaces.contains('\n') { '\n' } else { ' ' });
        }
        start += n_gap;
        while let Some(border) = borders.next_if(|border| **border < start) {
            *border = words.len();
        }
        let n_words = after.find(is_collapsible).unwrap_or(after.len());
        let (run, after) = after.split_at_checked(n_words).unwrap_or((after, ""));
        if let Some(gap) = gap.take()
            && !words.is_empty()
            && !run.is_empty()
        {
            words.push(gap);
        }
        while let Some(border) = borders.next_if(|border| **border < start + n_words) {
            *border = words.len() + (*border - start);
        }
        words.push_str(run);
        start += n_words;
        rest = after;
    }
    for border in borders {
        *border = words.len();
    }
    words
}

/// Returns preformatted text without the empty lines around it. Adjusts `borders` as [`collapse_white_space`] does.
fn trim_blank_lines(raw: &str, borders: &mut [usize]) -> String {
    let body = raw.trim_end();
    let lead = body.len() - body.trim_start_matches('\n').len();
    let words = body
        .get(lead..)
        .expect_or_default("the empty lines are at the start")
        .to_owned();
    for border in borders {
        *border = border.saturating_sub(lead).min(words.len());
    }
    words
}

/// Returns the range without white space at its ends, ending at grapheme boundaries.
fn trim_range(text: &str, range: ByteRange) -> ByteRange {
    let words = text
        .get(range.indices())
        .expect_or_default("a block lies in its text");
    let start = range.start().index() + (words.len() - words.trim_start().len());
    let end = ByteOffset::from_usize(start + words.trim().len());
    snap_to_graphemes(text, ByteRange::new(ByteOffset::from_usize(start), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build_article(fill: impl FnOnce(&mut ArticleBuilder)) -> Article {
        let mut builder = ArticleBuilder::new();
        fill(&mut builder);
        builder.finish(ArticleMetadata::default()).expect("short")
    }

    #[test]
    fn white_space_collapses_and_inlines_follow() {
        let article = build_article(|b| {
            b.push("  One \n\t  two ");
            b.begin(InlineKind::Emphasis);
            b.push("  three  ");
            b.end();
            b.push(" four\n");
        });
        assert_eq!(article.text().as_str(), "One\ntwo three four");
        let inline = &article.blocks()[0].inlines[0];
        assert_eq!(article.text().slice(inline.range), "three");
    }

    #[test]
    fn blocks_beyond_the_limit_are_one_with_all_their_text() {
        let article = build_article(|b| {
            for n in 0..MAX_BLOCKS + 10 {
                b.open(BlockKind::Heading(2));
                b.push(&format!("b{n}"));
                if n > MAX_BLOCKS {
                    b.add_table(&[(true, vec!["x".to_owned(), "y".to_owned()])]);
                }
            }
        });
        assert_eq!(article.blocks().len(), MAX_BLOCKS);
        assert_eq!(article.notes(), [BLOCKS_NOTE]);
        let last = article.blocks().last().expect("a block");
        let rest = article.text().slice(last.range);
        assert_eq!(last.kind, BlockKind::Paragraph);
        assert!(rest.starts_with("b99999\n\nb100000\n\n"), "{rest}");
        assert!(rest.ends_with("b100009\n\nx | y"), "{rest}");
        assert_eq!(article.table(TableId(0)), None);
    }

    #[test]
    fn inlines_beyond_the_limit_are_plain_text() {
        let article = build_article(|b| {
            for _ in 0..MAX_INLINES + 10 {
                b.begin(InlineKind::Strong);
                b.push("a");
                b.end();
            }
        });
        let [block] = article.blocks() else {
            panic!("one block")
        };
        assert_eq!(block.inlines.len(), MAX_INLINES);
        assert_eq!(block.range.len() as usize, MAX_INLINES + 10);
        assert_eq!(article.notes(), [INLINES_NOTE]);
    }

    #[test]
    fn inlines_nest_even_where_a_mark_joins_the_letter_before_it() {
        let article = build_article(|b| {
            b.begin(InlineKind::Strong);
            b.push("ax");
            b.end();
            b.begin(InlineKind::Emphasis);
            b.push("\u{301}y");
            b.end();
        });
        let text = article.text();
        let inlines = &article.blocks()[0].inlines;
        let words: Vec<_> = inlines.iter().map(|one| text.slice(one.range)).collect();
        assert_eq!(words, ["ax\u{301}", "x\u{301}"]);
    }

    #[test]
    fn what_is_collapsed_is_told_quickly_and_rightly() {
        for c in '\0'..='\u{ffff}' {
            for raw in [
                format!("a{c}b"),
                format!("{c}"),
                format!("“{c}”"),
                format!("a {c}"),
            ] {
                assert_eq!(
                    is_collapsed(&raw),
                    collapse_white_space(&raw, &mut []) == raw,
                    "{raw:?}"
                );
            }
        }
    }

    #[test]
    fn blocks_without_words_vanish_but_rules_stay() {
        let article = build_article(|b| {
            b.open(BlockKind::Heading(2));
            b.open(BlockKind::Rule);
            b.open(BlockKind::Paragraph);
            b.push("x");
        });
        let kinds: Vec<_> = article.blocks().iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Rule, BlockKind::Paragraph]);
    }

    #[test]
    fn cells_point_into_the_text() {
        let article = build_article(|b| {
            b.add_table(&[
                (true, vec!["Team".into(), "Pts".into()]),
                (false, vec!["A".into(), "3".into()]),
            ]);
        });
        assert_eq!(article.text().as_str(), "Team | Pts\nA | 3");
        let table = article.table(TableId(0)).expect("a table");
        assert_eq!(article.text().slice(table.rows[1].cells[1]), "3");
    }

    #[test]
    fn preformatted_lines_stay() {
        let article = build_article(|b| {
            b.open(BlockKind::Preformatted);
            b.push("\n  a\n    b\n\n");
        });
        assert_eq!(article.text().as_str(), "  a\n    b");
    }
}
