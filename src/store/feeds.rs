//! Feeds: subscriptions, fetch state, and which feeds are due.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Library, StoreError, Validators};
use crate::article::Link;
use crate::feeds::{Credentials, FeedRetention, Subscription};
use crate::library::{EntryId, FeedHealth, FeedId, FeedRow, LibraryTotals};

/// Value of the column `keep` for [`FeedRetention::Forever`]. Other values are days; NULL is the default.
pub(super) const KEEP_FOREVER: i64 = -1;

/// What is needed to fetch a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueFeed {
    /// The feed.
    pub id: FeedId,
    /// The feed's address and settings.
    pub subscription: Subscription,
    /// Validators from the last response, for a conditional request.
    pub validators: Validators,
    /// Number of consecutive failed fetches.
    pub n_failures: u32,
    /// True if the feed was last served from a private network address.
    pub is_private: bool,
}

/// Which feeds a refresh fetches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshScope {
    /// Feeds whose due time has passed.
    DueOnly,
    /// All subscribed feeds, except those that are gone.
    All,
    /// These feeds, whether due or not, including those that are gone.
    Only(Vec<FeedId>),
}

const FEED_COLUMNS: &str =
    "f.id, f.address, f.own_title, f.folder, f.interval, f.headers, f.credentials_kind,
    f.credentials, f.is_full_text, f.keep, f.keep_entries, f.is_private_pages";

/// Longest wait for a feed without an interval of its own, in seconds: the longest interval that the settings accept,
/// 100,000 minutes. A later due time was written while the clock was wrong.
const MAX_WAIT_SECONDS: i64 = 100_000 * 60;
/// How far in the future a feed's last check may be, in seconds, before it counts as written by a wrong clock. An hour,
/// because clocks are often corrected by some seconds.
const MAX_CLOCK_STEP_SECONDS: i64 = 3600;

impl Library {
    /// Returns the subscribed feeds, sorted by folder, then by title.
    pub fn feeds(&self) -> Result<Vec<FeedRow>, StoreError> {
        let mut feeds = self.feed_rows("f.is_subscribed = 1", None)?;
        feeds.sort_by_cached_key(|feed| {
            let folder = super::text_normalize::normalize_text(&feed.subscription.folder);
            (folder, super::text_normalize::normalize_text(&feed.title))
        });
        Ok(feeds)
    }

    /// Returns a feed. Unsubscribed feeds are found as long as they have entries.
    pub fn feed(&self, id: FeedId) -> Result<FeedRow, StoreError> {
        let found = self.feed_rows("f.id = ?1", Some(id))?;
        found.into_iter().next().ok_or(StoreError::NoFeed)
    }

    fn feed_rows(&self, which: &str, id: Option<FeedId>) -> Result<Vec<FeedRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {FEED_COLUMNS}, f.title, c.n_unread, c.n_entries, f.checked, f.succeeded, f.error, f.n_failures, f.due,
               f.remarks, f.link, f.gone IS NOT NULL, f.is_private
             FROM feed AS f JOIN counter AS c ON c.feed = f.id WHERE {which}"
        ))?;
        let id = id.map(|id| id.0);
        let rows = statement.query_and_then(rusqlite::params_from_iter(id), read_feed_row)?;
        rows.collect()
    }

    /// Returns the totals over all feeds.
    pub fn totals(&self) -> Result<LibraryTotals, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT coalesce(sum(n_entries), 0), coalesce(sum(n_unread), 0), coalesce(sum(n_starred), 0) FROM counter")?;
        Ok(statement.query_row([], |row| {
            Ok(LibraryTotals {
                n_entries: row.get::<_, i64>(0)?.cast_unsigned(),
                n_unread: row.get::<_, i64>(1)?.cast_unsigned(),
                n_starred: row.get::<_, i64>(2)?.cast_unsigned(),
            })
        })?)
    }

    /// Subscribes to a feed and returns its id.
    ///
    /// An address that is already subscribed returns the existing feed, unchanged. An unsubscribed one is restored with
    /// these settings and the entries that are still kept.
    pub fn subscribe(
        &mut self,
        subscription: &Subscription,
        now: Timestamp,
    ) -> Result<FeedId, StoreError> {
        let known = self.connection.query_row(
            "SELECT id, is_subscribed FROM feed WHERE address = ?1",
            [&subscription.address],
            |row| Ok((FeedId(row.get(0)?), row.get::<_, bool>(1)?)),
        );
        match known.optional()? {
            Some((id, true)) => return Ok(id),
            Some((id, false)) => {
                self.set_subscription(id, subscription)?;
                self.write_durably(|library| {
                    library.execute("UPDATE feed SET is_subscribed = 1, due = NULL, gone = NULL WHERE id = ?1", [id.0])?;
                    library.execute("UPDATE entry SET hidden = 0, hidden_since = NULL WHERE feed = ?1 AND hidden = 2", [id.0])
                })?;
                return Ok(id);
            }
            None => {}
        }
        self.write_durably(|library| {
            library.execute(
                "INSERT INTO feed (address, due) VALUES (?1, ?2)",
                params![subscription.address, now.as_second()],
            )?;
            Ok(())
        })?;
        let id = FeedId(self.connection.last_insert_rowid());
        self.set_subscription(id, subscription)?;
        Ok(id)
    }

    /// Unsubscribes from a feed. Its entries are hidden from all lists, except starred and tagged ones, and are deleted
    /// by the next `gc`.
    pub fn unsubscribe(&mut self, id: FeedId, now: Timestamp) -> Result<(), StoreError> {
        let n = self.write_durably(|library| {
            library.execute(
                "UPDATE entry SET hidden = 2, hidden_since = ?2 WHERE feed = ?1 AND hidden = 0 AND is_starred = 0
                   AND NOT EXISTS (SELECT 1 FROM entry_tag WHERE entry = entry.id)",
                params![id.0, now.as_second()],
            )?;
            library.execute("UPDATE feed SET is_subscribed = 0 WHERE id = ?1 AND is_subscribed = 1", [id.0])
        })?;
        require_change(n, StoreError::NoFeed)
    }

    /// Changes a subscription's settings and address.
    ///
    /// # Errors
    ///
    /// [`StoreError::Subscribed`] if another feed has the address, [`StoreError::NoFeed`] if the feed does not exist.
    pub fn set_subscription(
        &mut self,
        id: FeedId,
        subscription: &Subscription,
    ) -> Result<(), StoreError> {
        let other = self.connection.query_row(
            "SELECT 1 FROM feed WHERE address = ?1 AND id <> ?2",
            params![subscription.address, id.0],
            |_| Ok(()),
        );
        if other.optional()?.is_some() {
            let address = subscription.address.clone();
            return Err(StoreError::Subscribed { address });
        }
        let (kind, credentials) = match &subscription.credentials {
            None => (None, None),
            Some(Credentials::Command(command)) => (Some("command"), Some(command)),
            Some(Credentials::Environment(name)) => (Some("environment"), Some(name)),
        };
        let keep = match subscription.keep {
            FeedRetention::Default => None,
            FeedRetention::Forever => Some(KEEP_FOREVER),
            FeedRetention::Days(days) => Some(days.into()),
        };
        let headers = subscription.headers.iter();
        let headers: Vec<_> = headers
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        let n = self.write_durably(|library| {
            if subscription.is_private_pages {
                allow_private_pages(library, id)?;
            }
            library.execute(
                "UPDATE feed SET
                   etag = iif(address = ?2, etag, NULL), last_modified = iif(address = ?2, last_modified, NULL),
                   address = ?2, own_title = ?3, folder = ?4, interval = ?5, headers = ?6, credentials_kind = ?7,
                   credentials = ?8, is_full_text = ?9, keep = ?10, keep_entries = ?11, is_private_pages = ?12,
                   gone = iif(address = ?2, gone, NULL), is_private = iif(address = ?2, is_private, 0) WHERE id = ?1",
                params![
                    id.0,
                    subscription.address,
                    subscription.title,
                    subscription.folder,
                    subscription.interval,
                    headers.join("\n"),
                    kind,
                    credentials,
                    subscription.is_full_text,
                    keep,
                    subscription.keep_entries,
                    subscription.is_private_pages
                ],
            )
        })?;
        require_change(n, StoreError::NoFeed)
    }

    /// Returns the feeds to fetch now, longest overdue first.
    ///
    /// Feeds that are gone for good are included only by [`RefreshScope::Only`]. A feed with an impossible due or check
    /// time, from a wrong clock, counts as due.
    pub fn due_feeds(
        &self,
        now: Timestamp,
        forced: &RefreshScope,
    ) -> Result<Vec<DueFeed>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {FEED_COLUMNS}, f.etag, f.last_modified, f.n_failures, f.is_private FROM feed AS f
             WHERE f.is_subscribed = 1 AND f.address NOT GLOB 'saved:*' AND (?2 = 2 OR f.gone IS NULL) AND (
               ?2 > 0 OR f.due IS NULL OR f.due <= ?1 OR f.checked IS NULL OR f.checked > ?1 + ?3
               OR f.due > ?1 + max(coalesce(f.interval * 60, ?4), 86400)
             ) ORDER BY f.due, f.id"
        ))?;
        let which = match forced {
            RefreshScope::DueOnly => 0,
            RefreshScope::All => 1,
            RefreshScope::Only(_) => 2,
        };
        let values = [
            now.as_second(),
            which,
            MAX_CLOCK_STEP_SECONDS,
            MAX_WAIT_SECONDS,
        ];
        let rows = statement.query_and_then(values, |row| -> Result<DueFeed, StoreError> {
            Ok(DueFeed {
                id: FeedId(row.get(0)?),
                subscription: read_subscription(row)?,
                validators: Validators {
                    etag: row.get(12)?,
                    last_modified: row.get(13)?,
                },
                n_failures: row.get(14)?,
                is_private: row.get(15)?,
            })
        })?;
        let is_asked = |due: &DueFeed| match forced {
            RefreshScope::Only(ids) => ids.contains(&due.id),
            RefreshScope::DueOnly | RefreshScope::All => true,
        };
        rows.filter(|due| due.as_ref().map_or(true, is_asked))
            .collect()
    }
}

/// The command-line option that allows private pages. Remarks about refused pages contain it.
pub const PRIVATE_PAGES_OPTION: &str = "--private-pages";

/// Makes a feed due whose private pages were refused until now, so that the next refresh fetches them, and removes the
/// remarks about them. Does nothing if they were allowed before.
fn allow_private_pages(library: &Transaction, id: FeedId) -> rusqlite::Result<()> {
    let was_refused = library
        .prepare_cached("SELECT remarks FROM feed WHERE id = ?1 AND is_private_pages = 0")?
        .query_row([id.0], |row| row.get::<_, String>(0))
        .optional()?;
    let Some(remarks) = was_refused else {
        return Ok(());
    };
    let kept = remarks
        .lines()
        .filter(|line| !line.contains(PRIVATE_PAGES_OPTION));
    library.execute(
        "UPDATE feed SET due = NULL, remarks = ?2 WHERE id = ?1",
        params![id.0, kept.collect::<Vec<_>>().join("\n")],
    )?;
    library.execute(
        "INSERT OR REPLACE INTO state (key, value) VALUES (?1, '')",
        [retry_key(id)],
    )?;
    Ok(())
}

/// Returns the key in the `state` table that marks a feed whose missing pages are to be fetched again.
fn retry_key(id: FeedId) -> String {
    format!("retry-pages/{}", id.0)
}

impl Library {
    /// Returns true if the pages that are missing in a feed are to be fetched again, because private pages have been
    /// allowed since.
    pub fn needs_page_retry(&self, id: FeedId) -> Result<bool, StoreError> {
        Ok(self.state(&retry_key(id))?.is_some())
    }

    /// Records that the missing pages of a feed were fetched again.
    pub fn end_page_retry(&mut self, id: FeedId) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("DELETE FROM state WHERE key = ?1")?;
        statement.execute([retry_key(id)])?;
        Ok(())
    }

    /// Records whether a feed was served from a private address.
    pub fn note_private(&mut self, id: FeedId, is_private: bool) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("UPDATE feed SET is_private = ?2 WHERE id = ?1")?;
        statement.execute(params![id.0, is_private])?;
        Ok(())
    }

    /// Adds a line to the feed's remarks, unless it is there already.
    pub fn add_remark(&mut self, id: FeedId, remark: &str) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE feed SET remarks = remarks || char(10) || ?2 WHERE id = ?1 AND instr(remarks, ?2) = 0",
        )?;
        statement.execute(params![id.0, remark])?;
        Ok(())
    }

    /// Returns the feed of an entry.
    pub fn feed_of(&self, entry: EntryId) -> Result<FeedRow, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT feed FROM entry WHERE id = ?1")?;
        let feed = statement.query_row([entry.0], |row| row.get(0).map(FeedId));
        self.feed(feed.optional()?.ok_or(StoreError::NoEntry)?)
    }
}

/// Returns `missing` as an error if a statement changed no row.
pub(super) fn require_change(n_changed: usize, missing: StoreError) -> Result<(), StoreError> {
    if n_changed == 0 { Err(missing) } else { Ok(()) }
}

/// Returns the time of a column of seconds since 1970. An out-of-range value gives 1970.
pub(super) fn timestamp_of(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn read_subscription(row: &Row) -> Result<Subscription, StoreError> {
    let kind: Option<String> = row.get(6)?;
    let named: Option<String> = row.get(7)?;
    let headers: String = row.get(5)?;
    let headers = headers.lines().filter_map(|line| line.split_once(": "));
    Ok(Subscription {
        address: row.get(1)?,
        title: row.get(2)?,
        folder: row.get(3)?,
        interval: row.get(4)?,
        headers: headers
            .map(|(name, value)| (name.into(), value.into()))
            .collect(),
        credentials: match (kind.as_deref(), named) {
            (Some("command"), Some(command)) => Some(Credentials::Command(command)),
            (Some(_), Some(name)) => Some(Credentials::Environment(name)),
            _ => None,
        },
        is_full_text: row.get(8)?,
        keep: match row.get::<_, Option<i64>>(9)? {
            None => FeedRetention::Default,
            Some(days) => u32::try_from(days).map_or(FeedRetention::Forever, FeedRetention::Days),
        },
        keep_entries: row.get(10)?,
        is_private_pages: row.get(11)?,
    })
}

fn read_feed_row(row: &Row) -> Result<FeedRow, StoreError> {
    let subscription = read_subscription(row)?;
    let own: String = row.get(12)?;
    let remarks: String = row.get(20)?;
    let link: Option<String> = row.get(21)?;
    let time = |n| Ok::<_, StoreError>(row.get::<_, Option<i64>>(n)?.map(timestamp_of));
    Ok(FeedRow {
        id: FeedId(row.get(0)?),
        title: display_name(&subscription, &own, link.as_deref()),
        n_unread: row.get(13)?,
        n_entries: row.get(14)?,
        health: FeedHealth {
            checked: time(15)?,
            succeeded: time(16)?,
            error: row.get(17)?,
            n_failures: row.get(18)?,
            is_gone: row.get(22)?,
            is_private: row.get(23)?,
            due: time(19)?,
            remarks: remarks
                .lines()
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
        },
        subscription,
    })
}

/// Returns the feed's display name: the user's title, else the feed's own title, else its host with the path (several
/// feeds may share a host), else its address.
fn display_name(subscription: &Subscription, own: &str, link: Option<&str>) -> String {
    if let Some(title) = subscription
        .title
        .as_ref()
        .filter(|title| !title.is_empty())
    {
        return title.clone();
    }
    if !own.is_empty() {
        return own.to_owned();
    }
    let place = |link: &str| {
        let link = Link::parse(link)?;
        let (_, after) = link.as_str().split_once("//")?;
        let path = after.split_once('/').map_or("", |(_, path)| path);
        let path = path.trim_end_matches('/');
        Some(if path.is_empty() {
            link.site()
        } else {
            format!("{}/{path}", link.site())
        })
    };
    place(&subscription.address)
        .or_else(|| place(link?))
        .unwrap_or_else(|| subscription.address.clone())
}
