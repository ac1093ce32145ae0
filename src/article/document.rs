//! [`Article`] and its metadata.

use jiff::{Timestamp, civil};

use super::authors::split_byline;
use super::{Block, BlockKind, Link, Table, TableId};
use crate::text::{ByteOffset, Text, content_hash};

/// The identity of an article: a hash of its canonical link, or of its text if there is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(u64);

impl ArticleId {
    /// Returns the identity with this hash. Used to load a stored identity.
    pub const fn from_u64(hash: u64) -> Self {
        Self(hash)
    }

    /// Returns the hash.
    pub const fn to_u64(self) -> u64 {
        self.0
    }
}

/// The publication time of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicationDate {
    /// The local date at the place of publication. "Yesterday" in the text is relative to it.
    pub date: civil::Date,
    /// The exact time; `None` if the source gives only a date.
    pub instant: Option<Timestamp>,
}

/// A language, by lower-case ISO 639-1 code: `en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language([u8; 2]);

impl Language {
    /// English, the only language with lexicons and models.
    pub const ENGLISH: Self = Self(*b"en");

    /// Returns the language of a tag such as `en`, `en-GB` or `pt_BR`; `None` if the tag does not begin with a
    /// two-letter code.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        let [a, b] = *primary.as_bytes() else {
            return None;
        };
        (a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
            .then(|| Self([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
    }

    /// Returns the two-letter code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("en")
    }
}

/// The metadata of an article. All strings are sanitized (see [`crate::text::clean_text`]) and single-line, except the
/// title of an article whose text was taken verbatim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleMetadata {
    /// The headline; empty if there is none.
    pub title: String,
    /// The authors, without "By".
    pub byline: Option<String>,
    /// The name or host of the outlet; empty if unknown.
    pub site: String,
    /// The canonical link.
    pub link: Option<Link>,
    /// The publication time.
    pub published: Option<PublicationDate>,
    /// The time of the last change, if it is later than the publication.
    pub updated: Option<PublicationDate>,
    /// The section of the outlet: "Transport".
    pub section: Option<String>,
    /// The language, as declared or detected.
    pub language: Option<Language>,
}

/// An article: an immutable text divided into blocks, with metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The identity of the article.
    pub id: ArticleId,
    /// The title, authors, site, dates and language.
    pub about: ArticleMetadata,
    text: Text,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    notes: Vec<String>,
}

impl ArticleMetadata {
    /// Returns the names in the byline, in order: "Ana Ruiz and Bo Lind, Transport Editor" names two people. Empty without
    /// a byline.
    pub fn authors(&self) -> Vec<&str> {
        self.byline.as_deref().map_or_else(Vec::new, split_byline)
    }
}

impl Article {
    /// Creates an article.
    ///
    /// Blocks that violate the invariants of [`Block`] (outside the text, out of order, overlapping) are dropped, so
    /// that all other modules can rely on them.
    pub fn new(about: ArticleMetadata, text: Text, blocks: Vec<Block>, tables: Vec<Table>) -> Self {
        let hash = about.link.as_ref().map_or(text.id().to_u64(), |link| {
            content_hash(link.as_str().as_bytes())
        });
        let mut end = ByteOffset::ZERO;
        let blocks = blocks.into_iter().filter(|block| {
            let indices = block.range.indices();
            // `get` is `None` for a range that is outside the text or splits a character.
            let fits = block.range.start() >= end && text.as_str().get(indices).is_some();
            if fits {
                end = block.range.end();
            }
            fits
        });
        let blocks = blocks.collect();
        Self {
            id: ArticleId(hash),
            about,
            text,
            blocks,
            tables,
            notes: Vec::new(),
        }
    }

    /// Replaces the notes about parts of the source that were not read.
    pub fn with_notes(mut self, notes: Vec<String>) -> Self {
        self.notes = notes;
        self
    }

    /// Returns notes about parts of the source that were too large to read, one sanitized sentence each. Usually empty.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Returns the text.
    pub const fn text(&self) -> &Text {
        &self.text
    }

    /// Returns whether the first block is the title. Text files and Markdown have it in their text, so that it is
    /// annotated; the titles of pages are only metadata.
    pub fn has_title_block(&self) -> bool {
        self.blocks.first().is_some_and(|block| {
            let words = self.text.slice(block.range).split_whitespace();
            block.kind == BlockKind::Heading(1) && words.eq(self.about.title.split_whitespace())
        })
    }

    /// Returns the blocks in text order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns a table by its id.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0 as usize)
    }

    /// Returns the index of the last block that begins at or before `offset`; `None` if there is none.
    pub fn block_at(&self, offset: ByteOffset) -> Option<usize> {
        self.blocks
            .partition_point(|block| block.range.start() <= offset)
            .checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_begins_with_the_language() {
        assert_eq!(Language::from_tag("en-GB"), Some(Language::ENGLISH));
        assert_eq!(
            Language::from_tag("PT_br").map(|l| l.code().to_owned()),
            Some("pt".into())
        );
        assert_eq!(Language::from_tag("english"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
