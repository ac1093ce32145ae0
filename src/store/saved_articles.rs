//! Saved articles: entries that come from no feed. Each folder of them is a feed that is never fetched.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::annotation_index::write_annotations;
use super::index_queue::{IndexTask, enqueue_text};
use super::ingest::{HostNumbers, IncomingItem, insert_entry, update_entry};
use super::item_matching::KeyedItem;
use super::sort_key::{Import, PlaceAllocator, moment_of, sort_moments};
use super::texts::write_text;
use super::{Library, StoreError};
use crate::annotation::Annotations;
use crate::article::{Article, Link};
use crate::feeds::{FeedItem, Subscription};
use crate::invariant::ExpectOr;
use crate::library::{EntryBody, EntryId, FeedId};
use crate::text::{clean_text, content_hash};

/// The longest headline made from the first words of a text, in characters: about what a list shows.
const MAX_MADE_TITLE_CHARS: usize = 80;

/// An article to save.
pub struct SavedArticle {
    /// Its id in the corpus that it comes from.
    pub source_id: Option<String>,
    /// The article.
    pub article: Article,
    /// Its annotations; without them, the reader annotates it later.
    pub annotations: Option<Annotations>,
}

/// What saving an article did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// There is a new entry.
    New(EntryId),
    /// The entry with the same id or link has this text now; the earlier text is kept as a version.
    Updated(EntryId),
    /// The article was in the library as it is.
    Unchanged(EntryId),
}

impl SaveOutcome {
    /// Returns the entry.
    pub const fn entry(self) -> EntryId {
        match self {
            Self::New(id) | Self::Updated(id) | Self::Unchanged(id) => id,
        }
    }
}

impl Library {
    /// Saves articles in a folder, with their annotations, in one transaction. An article with the same id, or else the
    /// same link, or else the same text is the same entry; a deleted one is restored.
    ///
    /// # Errors
    ///
    /// If the library cannot be written. Then no article is saved.
    pub fn save_articles(
        &mut self,
        folder: &str,
        articles: &[SavedArticle],
        now: Timestamp,
    ) -> Result<Vec<SaveOutcome>, StoreError> {
        self.write_transaction(|library| {
            let feed = saved_feed(library, folder)?;
            let mut places = PlaceAllocator::default();
            let mut hosts = HostNumbers::default();
            let mut outcomes = Vec::with_capacity(articles.len());
            for saved in articles {
                let outcome = save_article(library, feed, saved, &mut places, &mut hosts, now)?;
                if let Some(found) = &saved.annotations
                    && !matches!(outcome, SaveOutcome::Unchanged(_))
                {
                    let id = outcome.entry();
                    write_annotations(library, id, &saved.article, found)?;
                }
                outcomes.push(outcome);
            }
            let n_new = outcomes
                .iter()
                .filter(|outcome| matches!(outcome, SaveOutcome::New(_)));
            let n_new = i64::try_from(n_new.count()).expect_or(i64::MAX, "a batch is small");
            library.execute(
                "UPDATE counter SET n_entries = n_entries + ?2, n_unread = n_unread + ?2 WHERE feed = ?1",
                params![feed.0, n_new],
            )?;
            Ok(outcomes)
        })
    }
}

/// Returns the feed that holds the saved articles of a folder, and makes it if there is none.
fn saved_feed(library: &Connection, folder: &str) -> Result<FeedId, StoreError> {
    let address = Subscription::saved_address(folder);
    let known = library.query_row(
        "SELECT id FROM feed WHERE address = ?1",
        [&address],
        |row| row.get(0).map(FeedId),
    );
    if let Some(id) = known.optional()? {
        library.execute("UPDATE feed SET is_subscribed = 1 WHERE id = ?1", [id.0])?;
        return Ok(id);
    }
    library.execute(
        "INSERT INTO feed (address, folder, title, keep) VALUES (?1, ?2, 'Saved articles', -1)",
        params![address, folder],
    )?;
    Ok(FeedId(library.last_insert_rowid()))
}

fn save_article(
    library: &Connection,
    feed: FeedId,
    saved: &SavedArticle,
    places: &mut PlaceAllocator,
    hosts: &mut HostNumbers,
    now: Timestamp,
) -> Result<SaveOutcome, StoreError> {
    let item = item_of(saved);
    let about = &saved.article.about;
    let published = about.published.and_then(moment_of);
    let sorted = sort_moments(&[published], Import::Again, now);
    let keyed = KeyedItem::of(&item);
    let key = keyed.key;
    let known = library
        .prepare_cached("SELECT id, hash, hidden FROM entry WHERE feed = ?1 AND key = ?2")?
        .query_row([feed.0, key], |row| {
            Ok((
                EntryId(row.get(0)?),
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
            ))
        })
        .optional()?;
    library
        .prepare_cached("DELETE FROM tombstone WHERE feed = ?1 AND key = ?2")?
        .execute([feed.0, key])?;
    let arrival = IncomingItem {
        known: known.map(|(id, ..)| id),
        keyed,
        published,
        sorted: sorted.into_iter().next().map_or(now, |sorted| sorted),
        article: saved.article.clone(),
    };
    let outcome = match known {
        Some((id, hash, hidden)) => {
            // 1 deleted by the user, 2 unsubscribed with its folder.
            if matches!(hidden, 1 | 2) {
                library.execute(
                    "UPDATE entry SET hidden = 0, hidden_since = NULL WHERE id = ?1",
                    [id.0],
                )?;
            }
            if hash == keyed.hash {
                return Ok(SaveOutcome::Unchanged(id));
            }
            update_entry(library, id, &arrival, hosts, now)?;
            SaveOutcome::Updated(id)
        }
        None => SaveOutcome::New(insert_entry(library, feed, &arrival, places, hosts, now)?),
    };
    let id = outcome.entry();
    library
        .prepare_cached("UPDATE entry SET source_id = ?2, outlet = nullif(?3, '') WHERE id = ?1")?
        .execute(params![id.0, saved.source_id, single_line(&about.site)])?;
    write_text(library, id, EntryBody::Feed, &saved.article)?;
    enqueue_text(library, id, IndexTask::Compare)?;
    Ok(outcome)
}

/// Returns the article as the item of a feed.
fn item_of(saved: &SavedArticle) -> FeedItem {
    let article = &saved.article;
    let text = article.text().as_str();
    let title = single_line(&article.about.title);
    let link = article.about.link.as_ref().map(Link::as_str);
    let id = match (&saved.source_id, link) {
        (Some(id), _) => format!("id {id}"),
        (None, Some(link)) => format!("link {link}"),
        (None, None) => format!("text {:x}", content_hash(text.as_bytes())),
    };
    FeedItem {
        title: if title.is_empty() {
            first_words(text)
        } else {
            title
        },
        link: article.about.link.clone(),
        id,
        author: article.about.byline.clone(),
        content: text.to_owned(),
        published: article.about.published,
        ..FeedItem::default()
    }
}

/// Returns words without control characters, on one line.
fn single_line(words: &str) -> String {
    let cleaned = clean_text(words);
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the first words of a text as a headline.
fn first_words(text: &str) -> String {
    let start: String = text
        .trim_start()
        .chars()
        .take(4 * MAX_MADE_TITLE_CHARS)
        .collect();
    let line = single_line(start.lines().next().unwrap_or_default());
    match line.char_indices().nth(MAX_MADE_TITLE_CHARS) {
        Some((at, _)) => {
            let cut = line.get(..at).expect_or_default("an index of a character");
            let words = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
            format!("{words} …")
        }
        None => line,
    }
}
