//! Finds the stored entry of each item of a feed.
//!
//! An item is the entry with its key. An item with an unknown key is the entry with its link and title, if that one is
//! absent from the document: some feeds write new ids at every fetch, and an id that several items share is replaced by
//! one made of link and title. The order of the items never matters.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use super::addresses::key_of;
use crate::article::Link;
use crate::feeds::FeedItem;
use crate::library::{EntryId, FeedId};
use crate::text::content_hash;

/// An item with its key in its feed and the hash of its content.
#[derive(Clone, Copy)]
pub(super) struct KeyedItem<'a> {
    pub(super) key: i64,
    pub(super) hash: i64,
    pub(super) item: &'a FeedItem,
}

impl<'a> KeyedItem<'a> {
    pub(super) fn of(item: &'a FeedItem) -> Self {
        Self {
            key: key_of(&item.id),
            hash: hash_item(item),
            item,
        }
    }

    /// Returns a hash of link and title.
    fn twin_key(&self) -> u64 {
        let link = self.item.link.as_ref().map_or("", Link::as_str);
        hash_twin(link, &self.item.title)
    }
}

/// An entry that is in the library.
#[derive(Clone, Copy)]
pub(super) struct StoredEntry {
    pub(super) id: EntryId,
    pub(super) hash: i64,
    /// True if it had left its feed.
    pub(super) is_dropped: bool,
    /// True if its key is not that of the item.
    pub(super) has_other_key: bool,
}

/// What the library has of an item.
#[derive(Clone, Copy)]
pub(super) enum ItemMatch {
    /// The item has the key of another one in the document, or was deleted for good.
    Ignored,
    /// Nothing.
    New,
    /// An entry.
    Known(StoredEntry),
}

/// Returns what the library has of each item. `present`: the keys of all items in the document.
pub(super) fn match_items(
    library: &Connection,
    feed: FeedId,
    items: &[KeyedItem<'_>],
    present: &HashSet<i64>,
) -> Result<Vec<ItemMatch>, StoreError> {
    let mut known = library
        .prepare_cached("SELECT id, hash, dropped FROM entry WHERE feed = ?1 AND key = ?2")?;
    let mut is_gone =
        library.prepare_cached("SELECT 1 FROM tombstone WHERE feed = ?1 AND key = ?2")?;
    let mut seen = HashSet::with_capacity(items.len());
    let mut matches = Vec::with_capacity(items.len());
    for keyed in items {
        if !seen.insert(keyed.key) || is_gone.exists([feed.0, keyed.key])? {
            matches.push(ItemMatch::Ignored);
            continue;
        }
        let found = known.query_row([feed.0, keyed.key], |row| {
            Ok(StoredEntry {
                id: EntryId(row.get(0)?),
                hash: row.get(1)?,
                is_dropped: row.get::<_, Option<i64>>(2)?.is_some(),
                has_other_key: false,
            })
        });
        matches.push(found.optional()?.map_or(ItemMatch::New, ItemMatch::Known));
    }
    match_twins(library, feed, items, present, &mut matches)?;
    Ok(matches)
}

/// Replaces [`ItemMatch::New`] where an entry that is absent from the document has the link and title of the item.
fn match_twins(
    library: &Connection,
    feed: FeedId,
    items: &[KeyedItem<'_>],
    present: &HashSet<i64>,
    matches: &mut [ItemMatch],
) -> Result<(), StoreError> {
    let unknown = items.iter().zip(matches.iter()).enumerate();
    let unknown = unknown.filter(|(_, (_, found))| matches!(found, ItemMatch::New));
    let mut unknown: Vec<(usize, KeyedItem<'_>, u64)> = unknown
        .map(|(n, (keyed, _))| (n, *keyed, keyed.twin_key()))
        .collect();
    let wanted: HashSet<u64> = unknown.iter().map(|(.., twin)| *twin).collect();
    let mut absent = AbsentEntries::read(library, feed, present, &wanted)?;
    // The same content first: of several items with one link and title, each stays what it was.
    unknown.retain(|(n, keyed, twin)| {
        let found = absent.take(*twin, |entry| entry.hash == keyed.hash);
        set_known(matches, *n, found).is_none()
    });
    let mut n_same: HashMap<u64, usize> = HashMap::new();
    for (.., twin) in &unknown {
        *n_same.entry(*twin).or_default() += 1;
    }
    for (n, keyed, twin) in unknown {
        // Without a link, the same title alone does not make two texts one: it may be that of a column.
        if keyed.item.link.is_some() && n_same.get(&twin) == Some(&1) {
            set_known(matches, n, absent.take(twin, |_| true));
        }
    }
    Ok(())
}

/// Sets the match at place `n` to a found entry. Returns the entry.
fn set_known(
    matches: &mut [ItemMatch],
    n: usize,
    found: Option<StoredEntry>,
) -> Option<StoredEntry> {
    if let (Some(found), Some(place)) = (found, matches.get_mut(n)) {
        *place = ItemMatch::Known(found);
    }
    found
}

/// The entries of a feed that are absent from a document, by the hash of link and title.
#[derive(Default)]
struct AbsentEntries(HashMap<u64, Vec<StoredEntry>>);

impl AbsentEntries {
    /// Returns the entries with one of the `wanted` hashes of link and title.
    fn read(
        library: &Connection,
        feed: FeedId,
        present: &HashSet<i64>,
        wanted: &HashSet<u64>,
    ) -> Result<Self, StoreError> {
        let mut absent = Self::default();
        if wanted.is_empty() {
            return Ok(absent);
        }
        let mut entries = library.prepare_cached(
            "SELECT id, hash, dropped, key, coalesce(link, ''), title FROM entry WHERE feed = ?1",
        )?;
        let mut rows = entries.query([feed.0])?;
        while let Some(row) = rows.next()? {
            let (link, title): (String, String) = (row.get(4)?, row.get(5)?);
            let twin = hash_twin(&link, &title);
            if wanted.contains(&twin) && !present.contains(&row.get(3)?) {
                absent.0.entry(twin).or_default().push(StoredEntry {
                    id: EntryId(row.get(0)?),
                    hash: row.get(1)?,
                    is_dropped: row.get::<_, Option<i64>>(2)?.is_some(),
                    has_other_key: true,
                });
            }
        }
        Ok(absent)
    }

    /// Removes and returns the newest of the entries that `is_wanted` selects.
    fn take(&mut self, twin: u64, is_wanted: impl Fn(&StoredEntry) -> bool) -> Option<StoredEntry> {
        let entries = self.0.get_mut(&twin)?;
        let places = entries.iter().enumerate();
        let places = places.filter(|(_, entry)| is_wanted(entry));
        let (at, _) = places.max_by_key(|(_, entry)| entry.id.0)?;
        Some(entries.swap_remove(at))
    }
}

fn hash_twin(link: &str, title: &str) -> u64 {
    content_hash(format!("{link}\n{title}").as_bytes())
}

/// Returns a hash of the item's title, link, author and content, which detects changes.
fn hash_item(item: &FeedItem) -> i64 {
    let link = item.link.as_ref().map_or("", Link::as_str);
    let author = item.author.as_deref().unwrap_or_default();
    content_hash(
        [&item.title, link, author, &item.content]
            .join("\n")
            .as_bytes(),
    )
    .cast_signed()
}
