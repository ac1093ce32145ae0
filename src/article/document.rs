//! The article itself and what is known about it.

use jiff::{Timestamp, civil};

use super::{Block, Link, Table, TableId};
use crate::text::{ByteOffset, Text, hash_of};

/// The identity of an article: a hash of its canonical link, or of its text where it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(u64);

impl ArticleId {
    /// Returns the identity whose number is known, for reading it back from a store.
    pub const fn from_u64(hash: u64) -> Self {
        Self(hash)
    }

    /// Returns the hash as a number.
    pub const fn to_u64(self) -> u64 {
        self.0
    }
}

/// When an article was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day where it was published, what "yesterday" in its text counts from.
    pub date: civil::Date,
    /// The moment, where the source tells it.
    pub instant: Option<Timestamp>,
}

/// A language by its ISO 639-1 code, in lower case: `en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language([u8; 2]);

impl Language {
    /// English: the language that the engine has lexicons and models for.
    pub const ENGLISH: Self = Self(*b"en");

    /// Returns the language of a tag such as `en`, `en-GB` or `pt_BR`, if it begins with a two-letter code.
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

/// What is known about an article. All strings are cleaned for a screen (see [`crate::text::clean`]), without line ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The headline; empty where there is none.
    pub title: String,
    /// Who wrote it, without "By".
    pub byline: Option<String>,
    /// The outlet's name or host; empty where it is not known.
    pub site: String,
    /// The canonical link.
    pub link: Option<Link>,
    /// When it was published.
    pub published: Option<Published>,
    /// The language it is written in, as declared or detected.
    pub language: Option<Language>,
}

/// An article: one immutable text, cut into blocks, and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The identity.
    pub id: ArticleId,
    /// What is known about it.
    pub about: About,
    text: Text,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    notes: Vec<String>,
}

impl Article {
    /// Returns the article of these parts.
    ///
    /// Blocks that break the invariants of [`Block`] (outside the text, out of order, overlapping) are left out, so
    /// that whatever reads an article may rely on them.
    pub fn new(about: About, text: Text, blocks: Vec<Block>, tables: Vec<Table>) -> Self {
        let hash = about
            .link
            .as_ref()
            .map_or(text.id().to_u64(), |link| hash_of(link.as_str().as_bytes()));
        let mut end = ByteOffset::ZERO;
        let blocks = blocks.into_iter().filter(|block| {
            let indices = block.range.indices();
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

    /// Returns the article with these notes in place of those that it had.
    pub fn with_notes(mut self, notes: Vec<String>) -> Self {
        self.notes = notes;
        self
    }

    /// Returns what of the source is not in the text because it was too much to read: a sentence each, safe for a
    /// screen. Mostly there is none.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Returns the text.
    pub const fn text(&self) -> &Text {
        &self.text
    }

    /// Returns the blocks in the order of the text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns the table of a block.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0 as usize)
    }

    /// Returns the index of the block that holds `offset`, or of the last one that begins before it.
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
