//! The index queue: texts that wait to be indexed and compared with others.
//!
//! A refresh only enqueues texts, in the transaction that stores them, so that entries appear at once and none is lost.
//! Indexing happens later, in batches.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::authors_categories::write_labels;
use super::near_duplicates::{forget_old_marks, join_story};
use super::text_normalize::space_unspaced;
use super::vocabulary::NewWords;
use super::{Library, StoreError};
use crate::library::EntryId;

/// What is done with an enqueued text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IndexTask {
    /// Index the text.
    Index,
    /// Index the text, and look for near-duplicates in other feeds.
    Compare,
}

/// An entry taken from the queue.
struct WaitingText {
    entry: EntryId,
    place: i64,
    is_compared: bool,
    /// True if the index has an earlier version of the entry.
    was_there: bool,
}

/// Enqueues an entry whose text is new or has changed.
pub(super) fn enqueue_text(
    library: &Connection,
    id: EntryId,
    wait: IndexTask,
) -> Result<(), StoreError> {
    let mut statement = library.prepare_cached(
        "INSERT INTO waiting (entry, is_compared) VALUES (?1, ?2)
         ON CONFLICT (entry) DO UPDATE SET is_compared = max(is_compared, excluded.is_compared)",
    )?;
    statement.execute(params![id.0, wait == IndexTask::Compare])?;
    Ok(())
}

/// Texts per transaction in [`Library::index_all`]: some tenths of a second of work. Larger batches would block other
/// writers noticeably.
const BATCH_TEXTS: u32 = 2000;

impl Library {
    /// Indexes all enqueued texts. Returns how many there were. If interrupted, finished batches are kept.
    pub fn index_all(&mut self, now: Timestamp) -> Result<usize, StoreError> {
        let mut n_done = 0;
        loop {
            match self.index_waiting(BATCH_TEXTS, now)? {
                0 => return Ok(n_done),
                n => n_done += n,
            }
        }
    }

    /// Returns the number of entries in the queue. Searches by words, author or category do not find them before
    /// [`Library::index_waiting`] has indexed them.
    pub fn n_waiting(&self) -> Result<u32, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT count(*) FROM waiting")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Indexes up to `limit` enqueued texts, newest first, in one transaction. Returns how many there were; 0 if the
    /// queue is empty.
    pub fn index_waiting(&mut self, limit: u32, now: Timestamp) -> Result<usize, StoreError> {
        // The queue is usually empty. Skip the transaction, which would lock other processes out.
        if self.n_waiting()? == 0 {
            return Ok(0);
        }
        self.write_transaction(|library| {
            let turns = next_texts(library, limit)?;
            if turns.iter().any(|turn| turn.is_compared) {
                forget_old_marks(library, now)?;
            }
            let mut vocabulary = NewWords::default();
            for turn in &turns {
                index_entry(library, turn, &mut vocabulary, now)?;
            }
            vocabulary.write(library)?;
            for turn in &turns {
                library
                    .prepare_cached("DELETE FROM waiting WHERE entry = ?1")?
                    .execute([turn.entry.0])?;
            }
            Ok(turns.len())
        })
    }
}

/// Returns the newest enqueued texts, in ascending order of their sort keys: FTS5 flushes its pending data to disk
/// whenever a row id is smaller than the one before.
fn next_texts(library: &Connection, limit: u32) -> Result<Vec<WaitingText>, StoreError> {
    let mut statement = library.prepare_cached(
        "SELECT w.entry, e.place, w.is_compared, EXISTS (SELECT 1 FROM search_docsize WHERE id = e.place)
         FROM waiting AS w JOIN entry AS e ON e.id = w.entry ORDER BY e.place DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], |row| {
        Ok(WaitingText {
            entry: EntryId(row.get(0)?),
            place: row.get(1)?,
            is_compared: row.get(2)?,
            was_there: row.get(3)?,
        })
    })?;
    let mut turns = rows.collect::<Result<Vec<_>, _>>()?;
    turns.reverse();
    Ok(turns)
}

/// Indexes the title and the current text of an entry, replacing its earlier index record.
fn index_entry(
    library: &Connection,
    turn: &WaitingText,
    vocabulary: &mut NewWords,
    now: Timestamp,
) -> Result<(), StoreError> {
    if turn.was_there {
        library
            .prepare_cached("DELETE FROM search WHERE rowid = ?1")?
            .execute([turn.place])?;
    }
    let mut texts = library.prepare_cached(
        "SELECT e.title, plain_text(b.text) FROM entry AS e JOIN body AS b ON b.id = 2 * e.id + e.has_page WHERE e.id = ?1",
    )?;
    let mut rows = texts.query([turn.entry.0])?;
    // An entry without a text is damaged, which `doctor` reports. It must not block the queue.
    let Some(row) = rows.next()? else {
        return Ok(());
    };
    let title = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
    let mut statement =
        library.prepare_cached("INSERT INTO search (rowid, title, text) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![
        turn.place,
        space_unspaced(title),
        space_unspaced(text)
    ])?;
    vocabulary.gather(title);
    vocabulary.gather(text);
    write_labels(library, turn.entry, turn.place)?;
    if turn.is_compared {
        join_story(library, turn.entry, title, text, now)?;
    }
    Ok(())
}
