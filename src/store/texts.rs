//! The texts of an entry: what the feed brought and what its page holds.

use rusqlite::{Connection, OptionalExtension, params};

use super::shape::{about_of, article_of, shape_of};
use super::waiting::{Wait, wait};
use super::{Library, StoreError};
use crate::article::read::tell_language;
use crate::article::{About, Article, Link};
use crate::feeds::Enclosure;
use crate::library::{Body, EntryId};

impl Library {
    /// Returns one of an entry's texts as an article; nothing where it has no such text. What is known about a page is
    /// completed by what the feed says of it, see [`crate::article::About::completed_by`].
    pub fn article(&self, id: EntryId, body: Body) -> Result<Option<Article>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT shape, text FROM body WHERE id = ?1")?;
        let found = statement.query_row([row_of(id, body)], |row| Ok((row.get(0)?, row.get(1)?)));
        let found: Option<(Vec<u8>, String)> = found.optional()?;
        let Some((shape, text)) = found else {
            return Ok(None);
        };
        let mut article = article_of(&shape, text)?;
        if body == Body::Page
            && let Some(item) = self.item_about(id)?
        {
            article.about = article.about.completed_by(&item);
        }
        // Looked for here and not where it is taken in: most texts are never opened, and looking costs more than reading.
        tell_language(&mut article);
        Ok(Some(article))
    }

    /// Returns what the feed says about an entry.
    fn item_about(&self, id: EntryId) -> Result<Option<About>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT shape FROM body WHERE id = ?1")?;
        let found = statement.query_row([row_of(id, Body::Feed)], |row| row.get(0));
        let shape: Option<Vec<u8>> = found.optional()?;
        shape.map(|shape| about_of(&shape)).transpose()
    }

    /// Returns the files that come with an entry, in the feed's order.
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

    /// Keeps the text of the page that an entry links to beside that of the feed. From now on it is what is searched
    /// and annotated.
    pub fn put_page(&mut self, id: EntryId, page: &Article) -> Result<(), StoreError> {
        self.writing(|library| {
            let n = library.execute(
                "UPDATE entry SET has_page = 1, engine = 0 WHERE id = ?1",
                [id.0],
            )?;
            super::feeds::found(n, StoreError::NoEntry)?;
            put_text(library, id, Body::Page, page)?;
            wait(library, id, Wait::Index)
        })
    }
}

/// Returns the row of a text in `body`.
pub(super) const fn row_of(id: EntryId, body: Body) -> i64 {
    id.0.saturating_mul(2).saturating_add(match body {
        Body::Feed => 0,
        Body::Page => 1,
    })
}

/// Writes a text over the one that was there.
pub(super) fn put_text(
    library: &Connection,
    id: EntryId,
    body: Body,
    article: &Article,
) -> Result<(), StoreError> {
    let mut statement = library
        .prepare_cached("INSERT OR REPLACE INTO body (id, shape, text) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![
        row_of(id, body),
        shape_of(article),
        article.text().as_str()
    ])?;
    Ok(())
}
