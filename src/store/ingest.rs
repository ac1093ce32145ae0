//! Ingest: writing the result of a fetch to the library, one transaction per feed, so that no partial state is ever
//! visible.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::feeds::require_change;
use super::index_queue::{IndexTask, enqueue_text};
use super::item_matching::{ItemMatch, KeyedItem, match_items};
use super::library_clock::LibraryClock;
use super::sort_key::{Import, PlaceAllocator, moment_of, sort_moments};
use super::texts::write_text;
use super::{FeedOutcome, FeedResponse, IngestCounts, Library, StoreError, Validators};
use crate::article::read::parse_date;
use crate::article::{Article, Link};
use crate::feeds::{Feed, FeedItem, read_item_article, read_item_metadata};
use crate::invariant::ExpectOr;
use crate::library::{EntryBody, EntryId, FeedId};

/// Number of earlier texts kept per entry. Older ones are deleted when the entry changes again.
const MAX_VERSIONS: i64 = 5;

impl Library {
    /// Writes the result of fetching a feed at `now`.
    ///
    /// New items become entries. Changed items are updated in place and keep their read state. Entries that left the
    /// feed are kept.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoFeed`] if the feed no longer exists.
    pub fn ingest(
        &mut self,
        id: FeedId,
        outcome: &FeedOutcome,
        now: Timestamp,
    ) -> Result<IngestCounts, StoreError> {
        // Parsing HTML is slow, so it happens before the write transaction locks other processes out.
        let arrivals = match &outcome.answer {
            FeedResponse::Feed {
                feed, validators, ..
            } => self.read_incoming(id, feed, validators, now)?,
            FeedResponse::Unchanged
            | FeedResponse::Failed(_)
            | FeedResponse::Postponed(_)
            | FeedResponse::Gone(_) => IncomingItems::default(),
        };
        self.write_outcome(id, outcome, arrivals, now)
    }

    /// Writes an outcome and the items read from it, in one transaction.
    pub(super) fn write_outcome(
        &mut self,
        id: FeedId,
        outcome: &FeedOutcome,
        mut arrivals: IncomingItems<'_>,
        now: Timestamp,
    ) -> Result<IngestCounts, StoreError> {
        self.write_transaction(|library| {
            arrivals.recheck(library, id)?;
            let n = write_fetch_state(library, id, outcome, now)?;
            require_change(n, StoreError::NoFeed)?;
            match &outcome.answer {
                FeedResponse::Feed {
                    feed,
                    validators,
                    remarks,
                } => {
                    write_feed_details(library, id, feed, validators, remarks)?;
                    arrivals.write(library, id, now)
                }
                FeedResponse::Unchanged
                | FeedResponse::Failed(_)
                | FeedResponse::Postponed(_)
                | FeedResponse::Gone(_) => Ok(IngestCounts::default()),
            }
        })
    }

    /// Returns the new and changed items of a feed, with their articles parsed. Does not write.
    pub(super) fn read_incoming<'a>(
        &self,
        id: FeedId,
        feed: &'a Feed,
        validators: &Validators,
        now: Timestamp,
    ) -> Result<IncomingItems<'a>, StoreError> {
        // One read transaction for all queries: otherwise each would lock the file again.
        let transaction = self.connection.unchecked_transaction()?;
        let keyed: Vec<_> = feed.items.iter().map(KeyedItem::of).collect();
        let mut arrivals = IncomingItems {
            seen: read_data_version(&transaction)?,
            present: keyed.iter().map(|keyed| keyed.key).collect(),
            ..IncomingItems::default()
        };
        let matches = match_items(&transaction, id, &keyed, &arrivals.present)?;
        let published_times: Vec<_> = feed
            .items
            .iter()
            .map(|item| item.published.and_then(moment_of))
            .collect();
        let sorted = sort_moments(&published_times, self.import_of(id, feed, validators)?, now);
        let times = published_times.iter().zip(sorted);
        for ((keyed, found), (published, sorted)) in keyed.iter().zip(matches).zip(times) {
            let known = match found {
                ItemMatch::Ignored => continue,
                ItemMatch::New => None,
                ItemMatch::Known(entry) => Some(entry),
            };
            if let Some(entry) = known.filter(|entry| entry.is_dropped) {
                arrivals.returned.push(entry.id);
            }
            if let Some(entry) = known.filter(|entry| entry.has_other_key) {
                arrivals.renamed.push((entry.id, keyed.key));
            }
            if known.is_some_and(|entry| entry.hash == keyed.hash) {
                continue;
            }
            let item = keyed.item;
            arrivals.items.push(IncomingItem {
                known: known.map(|entry| entry.id),
                keyed: *keyed,
                published: *published,
                sorted,
                article: read_item_article(item, feed).or_else(|_| headline_article(item, feed))?,
            });
        }
        // Feeds list their newest item first. The index is written fastest in ascending order.
        arrivals.items.reverse();
        arrivals.items.sort_by_key(|arrival| arrival.sorted);
        Ok(arrivals)
    }

    /// Returns whether this is the feed's first import, and when the feed says that it changed.
    fn import_of(
        &self,
        id: FeedId,
        feed: &Feed,
        validators: &Validators,
    ) -> Result<Import, StoreError> {
        let mut earlier_items = self.connection.prepare_cached(
            "SELECT 1 FROM entry WHERE feed = ?1 UNION ALL SELECT 1 FROM tombstone WHERE feed = ?1",
        )?;
        if earlier_items.exists([id.0])? {
            return Ok(Import::Again);
        }
        let of_server = || parse_date(validators.last_modified.as_deref()?)?.instant;
        let changed = feed.changed().and_then(moment_of).or_else(of_server);
        Ok(Import::First(changed))
    }
}

/// The items of a feed that are not in the library in their current form.
#[derive(Default)]
pub(super) struct IncomingItems<'a> {
    items: Vec<IncomingItem<'a>>,
    /// Keys of all items in the feed.
    present: HashSet<i64>,
    /// Entries that had left the feed and are in it again.
    returned: Vec<EntryId>,
    /// Entries whose item has a new key.
    renamed: Vec<(EntryId, i64)>,
    /// The library's `data_version` when the items were compared with it.
    seen: i64,
}

pub(super) struct IncomingItem<'a> {
    /// The entry to update; `None` for a new item.
    pub(super) known: Option<EntryId>,
    pub(super) keyed: KeyedItem<'a>,
    /// When the item was published, according to the feed.
    pub(super) published: Option<Timestamp>,
    /// The time by which the entry is sorted: see [`sort_moments`].
    pub(super) sorted: Timestamp,
    pub(super) article: Article,
}

impl IncomingItems<'_> {
    /// Compares the items with the library again if it has changed: another process may have ingested them since they
    /// were read.
    fn recheck(&mut self, library: &Connection, feed: FeedId) -> Result<(), StoreError> {
        if read_data_version(library)? == self.seen {
            return Ok(());
        }
        let keyed: Vec<_> = self.items.iter().map(|arrival| arrival.keyed).collect();
        let matches = match_items(library, feed, &keyed, &self.present)?;
        let mut kept = Vec::with_capacity(self.items.len());
        for (mut arrival, found) in self.items.drain(..).zip(matches) {
            arrival.known = match found {
                ItemMatch::Ignored => continue,
                ItemMatch::New => None,
                ItemMatch::Known(entry) if entry.hash == arrival.keyed.hash => continue,
                ItemMatch::Known(entry) => Some(entry.id),
            };
            kept.push(arrival);
        }
        self.items = kept;
        Ok(())
    }

    fn write(
        self,
        library: &Connection,
        feed: FeedId,
        now: Timestamp,
    ) -> Result<IngestCounts, StoreError> {
        // IGNORE: another process may have stored an entry with the key.
        let mut renamed =
            library.prepare_cached("UPDATE OR IGNORE entry SET key = ?2 WHERE id = ?1")?;
        for (id, key) in &self.renamed {
            renamed.execute([id.0, *key])?;
        }
        let mut taken = IngestCounts::default();
        let mut places = PlaceAllocator::default();
        let mut hosts = HostNumbers::default();
        for arrival in &self.items {
            let id = if let Some(id) = arrival.known {
                update_entry(library, id, arrival, &mut hosts, now)?;
                taken.n_updated += 1;
                id
            } else {
                taken.n_new += 1;
                insert_entry(library, feed, arrival, &mut places, &mut hosts, now)?
            };
            write_text(library, id, EntryBody::Feed, &arrival.article)?;
            write_enclosures(library, id, arrival)?;
            enqueue_text(library, id, IndexTask::Compare)?;
        }
        let mut counted = library.prepare_cached(
            "UPDATE counter SET n_entries = n_entries + ?2, n_unread = n_unread + ?2 WHERE feed = ?1",
        )?;
        counted.execute([
            feed.0,
            i64::try_from(taken.n_new).expect_or(i64::MAX, "a feed has fewer than 2^63 entries"),
        ])?;
        self.note_presence(library, feed, now)?;
        Ok(taken)
    }

    /// Records which entries have left the feed; their retention time starts now, by the library's clock.
    fn note_presence(
        &self,
        library: &Connection,
        feed: FeedId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut statement = library
            .prepare_cached("SELECT id, key FROM entry WHERE feed = ?1 AND dropped IS NULL")?;
        let rows = statement.query_map([feed.0], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })?;
        let there = rows.collect::<Result<Vec<_>, _>>()?;
        let clock = LibraryClock::read(library, now)?;
        clock.write(library)?;
        let mut statement =
            library.prepare_cached("UPDATE entry SET dropped = ?2 WHERE id = ?1")?;
        for (id, _) in there.iter().filter(|(_, key)| !self.present.contains(key)) {
            statement.execute(params![id, clock.counted()])?;
        }
        for id in &self.returned {
            statement.execute(params![id.0, None::<i64>])?;
        }
        // An earlier version may have recorded a time by a clock that was ahead, which would keep the entry for too
        // long.
        library
            .prepare_cached("UPDATE entry SET dropped = ?2 WHERE feed = ?1 AND dropped > ?2")?
            .execute([feed.0, clock.counted()])?;
        Ok(())
    }
}

/// Returns SQLite's `data_version`, which changes when another connection commits.
fn read_data_version(library: &Connection) -> Result<i64, StoreError> {
    let mut statement = library.prepare_cached("PRAGMA data_version")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Returns the article for an item without content: only its metadata.
fn headline_article(item: &FeedItem, feed: &Feed) -> Result<Article, StoreError> {
    let about = read_item_metadata(item, feed);
    Article::verbatim("", about).map_err(|error| StoreError::damaged(error.to_string()))
}

/// Records the fetch's result in the feed's row. Returns the number of rows changed: 0 if the feed does not exist.
fn write_fetch_state(
    library: &Connection,
    id: FeedId,
    outcome: &FeedOutcome,
    now: Timestamp,
) -> Result<usize, StoreError> {
    if let FeedResponse::Postponed(why) = &outcome.answer {
        // It was not asked: neither its failures nor the time of the last answer change.
        return Ok(library.execute(
            "UPDATE feed SET due = ?2, error = ?3 WHERE id = ?1",
            params![id.0, outcome.due.as_second(), why],
        )?);
    }
    let (failure, is_gone) = match &outcome.answer {
        FeedResponse::Failed(why) => (Some(why), false),
        FeedResponse::Gone(why) => (Some(why), true),
        FeedResponse::Feed { .. } | FeedResponse::Unchanged | FeedResponse::Postponed(_) => {
            (None, false)
        }
    };
    let n = library.execute(
        "UPDATE feed SET checked = ?2, due = ?3, error = ?4, succeeded = iif(?4 IS NULL, ?2, succeeded),
           n_failures = iif(?4 IS NULL, 0, n_failures + 1),
           gone = iif(?4 IS NULL, NULL, iif(?5, coalesce(gone, ?2), gone)) WHERE id = ?1",
        params![id.0, now.as_second(), outcome.due.as_second(), failure, is_gone],
    )?;
    if let Some(address) = &outcome.moved {
        // IGNORE: if another feed already has the new address, this one keeps its own.
        library.execute(
            "UPDATE OR IGNORE feed SET address = ?2 WHERE id = ?1",
            params![id.0, address],
        )?;
    }
    Ok(n)
}

/// Records the feed's own metadata and validators.
fn write_feed_details(
    library: &Connection,
    id: FeedId,
    feed: &Feed,
    validators: &Validators,
    remarks: &[String],
) -> Result<(), StoreError> {
    library.execute(
        "UPDATE feed SET title = ?2, link = ?3, language = ?4, etag = ?5, last_modified = ?6, remarks = ?7
         WHERE id = ?1",
        params![
            id.0,
            feed.title,
            feed.link.as_ref().map(Link::as_str),
            feed.language.as_ref().map(crate::article::Language::code),
            validators.etag,
            validators.last_modified,
            remarks.join("\n")
        ],
    )?;
    Ok(())
}

pub(super) fn insert_entry(
    library: &Connection,
    feed: FeedId,
    arrival: &IncomingItem,
    places: &mut PlaceAllocator,
    hosts: &mut HostNumbers,
    now: Timestamp,
) -> Result<EntryId, StoreError> {
    let place = places.allocate(library, arrival.sorted.as_second())?;
    let published = arrival.published.unwrap_or(now).as_second();
    let mut statement = library.prepare_cached(
        "INSERT INTO entry (feed, key, place, published, arrived, hash, title, author, link, host,
           categories, is_dated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    let item = arrival.keyed.item;
    statement.execute(params![
        feed.0,
        arrival.keyed.key,
        place,
        published,
        now.as_second(),
        arrival.keyed.hash,
        item.title,
        item.author,
        item.link.as_ref().map(Link::as_str),
        hosts.number(library, item.link.as_ref())?,
        item.tags.join("\n"),
        arrival.published.is_some()
    ])?;
    Ok(EntryId(library.last_insert_rowid()))
}

/// Updates an entry to the feed's current item, and stores the previous text as a version. The publication date and the
/// sort key stay, so that lists do not jump.
pub(super) fn update_entry(
    library: &Connection,
    id: EntryId,
    arrival: &IncomingItem,
    hosts: &mut HostNumbers,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut statement = library.prepare_cached(
        "INSERT INTO version (entry, until, title, text)
         SELECT e.id, ?2, e.title, plain_text(b.text) FROM entry AS e JOIN body AS b ON b.id = 2 * e.id WHERE e.id = ?1",
    )?;
    statement.execute(params![id.0, now.as_second()])?;
    let mut statement = library.prepare_cached(
        "DELETE FROM version WHERE entry = ?1 AND id NOT IN
           (SELECT id FROM version WHERE entry = ?1 ORDER BY id DESC LIMIT ?2)",
    )?;
    statement.execute(params![id.0, MAX_VERSIONS])?;
    let item = arrival.keyed.item;
    let mut statement = library.prepare_cached(
        "UPDATE entry SET hash = ?2, title = ?3, author = ?4, link = ?5, host = ?6, categories = ?7,
           engine = 0 WHERE id = ?1",
    )?;
    statement.execute(params![
        id.0,
        arrival.keyed.hash,
        item.title,
        item.author,
        item.link.as_ref().map(Link::as_str),
        hosts.number(library, item.link.as_ref())?,
        item.tags.join("\n")
    ])?;
    Ok(())
}

/// Replaces the enclosures of an entry.
fn write_enclosures(
    library: &Connection,
    id: EntryId,
    arrival: &IncomingItem,
) -> Result<(), StoreError> {
    if arrival.known.is_some() {
        library
            .prepare_cached("DELETE FROM enclosure WHERE entry = ?1")?
            .execute([id.0])?;
    }
    let enclosures = &arrival.keyed.item.enclosures;
    if enclosures.is_empty() {
        return Ok(());
    }
    let mut statement = library.prepare_cached(
        "INSERT INTO enclosure (entry, n, address, media_type, n_bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (n, enclosure) in (0_i64..).zip(enclosures) {
        let n_bytes = enclosure.n_bytes.and_then(|n| i64::try_from(n).ok());
        statement.execute(params![
            id.0,
            n,
            enclosure.link.as_str(),
            enclosure.kind,
            n_bytes
        ])?;
    }
    Ok(())
}

/// Cache of host row ids: most items of a feed share one host.
#[derive(Default)]
pub(super) struct HostNumbers(HashMap<String, i64>);

impl HostNumbers {
    /// Returns the row id of a link's host, inserting it if needed; `None` without a link or a host.
    fn number(
        &mut self,
        library: &Connection,
        link: Option<&Link>,
    ) -> Result<Option<i64>, StoreError> {
        let Some(site) = link.map(Link::site).filter(|site| !site.is_empty()) else {
            return Ok(None);
        };
        if let Some(id) = self.0.get(&site) {
            return Ok(Some(*id));
        }
        let mut known = library.prepare_cached("SELECT id FROM host WHERE name = ?1")?;
        let id = match known.query_row([&site], |row| row.get(0)).optional()? {
            Some(id) => id,
            None => library
                .prepare_cached("INSERT INTO host (name) VALUES (?1)")?
                .insert([&site])?,
        };
        self.0.insert(site, id);
        Ok(Some(id))
    }
}
