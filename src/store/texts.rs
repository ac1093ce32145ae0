//! The texts of an entry: the one from the feed and the one from the linked page.

use rusqlite::{Connection, OptionalExtension, params};

use super::article_codec::{about_of, decode_article, encode_article};
use super::index_queue::{IndexTask, enqueue_text};
use super::packed_text::{pack_text, unpack_text};
use super::{Library, StoreError};
use crate::article::read::detect_article_language;
use crate::article::{Article, ArticleMetadata, Link};
use crate::feeds::Enclosure;
use crate::library::{EntryBody, EntryId};

impl Library {
    /// Returns one of an entry's texts as an article; `None` if the entry has no such text.
    ///
    /// Metadata missing from a page is filled in from the feed item: see
    /// [`crate::article::ArticleMetadata::completed_by`].
    pub fn article(&self, id: EntryId, body: EntryBody) -> Result<Option<Article>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT shape, text FROM body WHERE id = ?1")?;
        let found = statement.query_row([body_row(id, body)], |row| Ok((row.get(0)?, row.get(1)?)));
        let found: Option<(Vec<u8>, Vec<u8>)> = found.optional()?;
        let Some((shape, text)) = found else {
            return Ok(None);
        };
        let mut article = decode_article(&shape, unpack_text(&text)?)?;
        if body == EntryBody::Page
            && let Some(item) = self.item_about(id)?
        {
            article.about = article.about.completed_by(&item);
        }
        // Detected here and not on ingest: most texts are never opened, and detection costs more than decoding.
        detect_article_language(&mut article);
        Ok(Some(article))
    }

    /// Returns the metadata that the feed gives for an entry.
    fn item_about(&self, id: EntryId) -> Result<Option<ArticleMetadata>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT shape FROM body WHERE id = ?1")?;
        let found = statement.query_row([body_row(id, EntryBody::Feed)], |row| row.get(0));
        let shape: Option<Vec<u8>> = found.optional()?;
        shape.map(|shape| about_of(&shape)).transpose()
    }

    /// Returns the files attached to an entry, in the feed's order.
    pub fn enclosures(&self, id: EntryId) -> Result<Vec<Enclosure>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT address, media_type, n_bytes FROM enclosure WHERE entry = ?1 ORDER BY n",
        )?;
        let rows = statement.query_map([id.0], |row| {
            let address: String = row.get(0)?;
            let kind: Option<String> = row.get(1)?;
            let n_bytes: Option<i64> = row.get(2)?;
            Ok(Link::parse(&address).map(|link| Enclosure {
                link,
                kind: kind.unwrap_or_default(),
                n_bytes: n_bytes.map(i64::cast_unsigned),
            }))
        })?;
        Ok(rows
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()?)
    }

    /// Stores the text of the page that an entry links to, in addition to the feed's text. From then on the page's text
    /// is the one that is searched and annotated.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoEntry`] if the entry no longer exists.
    pub fn put_page(&mut self, id: EntryId, page: &Article) -> Result<(), StoreError> {
        self.write_transaction(|library| {
            let n = library.execute(
                "UPDATE entry SET has_page = 1, engine = 0 WHERE id = ?1",
                [id.0],
            )?;
            super::feeds::require_change(n, StoreError::NoEntry)?;
            write_text(library, id, EntryBody::Page, page)?;
            enqueue_text(library, id, IndexTask::Index)
        })
    }
}

/// Returns the row id in `body` of an entry's text.
pub(super) const fn body_row(id: EntryId, body: EntryBody) -> i64 {
    id.0.saturating_mul(2).saturating_add(match body {
        EntryBody::Feed => 0,
        EntryBody::Page => 1,
    })
}

/// Inserts or replaces one text of an entry.
pub(super) fn write_text(
    library: &Connection,
    id: EntryId,
    body: EntryBody,
    article: &Article,
) -> Result<(), StoreError> {
    let mut statement = library
        .prepare_cached("INSERT OR REPLACE INTO body (id, shape, text) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![
        body_row(id, body),
        encode_article(article),
        pack_text(article.text().as_str())
    ])?;
    Ok(())
}
