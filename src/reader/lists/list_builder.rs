//! What the lists are built from, and the builder that collects their entries and rows.

use super::line_words::one_line;
use super::list_row::{EntryKey, ListEntry, ListRow, RowContent};
use crate::article::Article;
use crate::layout::{Cells, shorten_words, wrap_words};
use crate::reader::article_findings::ArticleFindings;
use crate::reader::filter::{Filter, VisibleParts, sentence_at};
use crate::reader::view_state::ListOptions;
use crate::text::{ByteOffset, ByteRange};

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

/// The entries and rows of a list under construction.
#[derive(Default)]
pub(super) struct ListBuilder {
    pub(super) entries: Vec<ListEntry>,
    pub(super) rows: Vec<ListRow>,
}

impl ListBuilder {
    pub(super) fn group(&mut self, title: String, n_entries: usize) {
        if !self.rows.is_empty() {
            self.row(None, RowContent::Blank);
        }
        self.row(None, RowContent::Group(title, n_entries));
    }

    /// Starts an entry. Rows added next belong to it.
    pub(super) fn entry(&mut self, key: EntryKey, range: ByteRange) {
        self.entries.push(ListEntry { key, range });
    }

    pub(super) fn part(&mut self, part: RowContent) {
        self.row(self.entries.len().checked_sub(1), part);
    }

    pub(super) fn row(&mut self, entry: Option<usize>, part: RowContent) {
        self.rows.push(ListRow { entry, part });
    }

    pub(super) fn details(&mut self, words: &str, width: u16, most: usize) {
        for line in wrap_to_rows(words, width, most) {
            self.part(RowContent::Detail(line));
        }
    }
}

impl ListInput<'_> {
    /// Returns the text at `range` in one line, without control characters.
    pub(super) fn words(&self, range: ByteRange) -> String {
        one_line(self.article.text().slice(range))
    }

    /// Returns the range of the sentence at the offset; `None` if no sentence is known there.
    pub(super) fn sentence_range(&self, offset: ByteOffset) -> Option<ByteRange> {
        sentence_at(&self.findings.sentences, offset)
    }

    /// Returns the sentence at the offset, or the whole paragraph if no sentence is known there.
    pub(super) fn sentence(&self, offset: ByteOffset) -> String {
        let sentence = self.sentence_range(offset);
        let block = self.article.block_at(offset);
        let block = block.and_then(|n| self.article.blocks().get(n));
        let range = sentence.or_else(|| block.map(|block| block.range));
        range.map(|range| self.words(range)).unwrap_or_default()
    }

    /// Returns the number of the paragraph at the offset, from 1.
    pub(super) fn paragraph(&self, offset: ByteOffset) -> usize {
        self.article.block_at(offset).map_or(1, |block| block + 1)
    }

    pub(super) fn is_opened(&self, key: EntryKey) -> bool {
        self.opened == Some(key)
    }
}

/// Returns the text wrapped to `width` columns. If it needs more than `most` lines, the last one ends in `…`.
pub(super) fn wrap_to_rows(words: &str, width: u16, most: usize) -> Vec<String> {
    let width = Cells(width.max(1));
    let mut lines = wrap_words(words, width);
    if lines.len() > most {
        let next = lines.get(most).cloned();
        lines.truncate(most);
        if let (Some(last), Some(next)) = (lines.last_mut(), next) {
            // With the first word of the next line it is too wide, and is cut at the end of a word.
            *last = shorten_words(&format!("{last} {next}"), width);
        }
    }
    lines
}
