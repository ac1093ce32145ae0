//! Near-identical articles: a story of an agency that several outlets print.
//!
//! Texts are compared by the runs of four words in them. Those that may be alike are found by a few hashes of each text
//! (minima over its runs, in bands), then compared run by run. A story is a set of entries; it has the number of its first.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use super::fold::word_spans;
use crate::library::EntryId;
use crate::text::hash_of;

/// Texts of fewer words are not compared: tickers and weather reports are alike without being copies.
const FEWEST_WORDS: usize = 60;
/// Texts of more words are compared by their beginning.
const MOST_WORDS: usize = 2000;
/// How many words a run has.
const RUN: usize = 4;
/// How many bands of hashes a text has, and how many hashes a band: two texts that share two thirds of their runs share
/// a band in 98 of 100 cases, two that share a tenth in 6.
const BANDS: usize = 6;
const PER_BAND: usize = 2;
/// How many of a hundred of the runs of the shorter text must be in the longer one too, and of all runs in both.
const SHORTER_SHARES: usize = 70;
const BOTH_SHARE: usize = 45;
/// How many of a hundred of their numbers must be the same.
const NUMBERS_SHARED: usize = 60;
/// For how long a text waits for its copies.
const WINDOW: i64 = 4 * 24 * 3600;
/// How many texts are compared with a new one at most.
const MOST_COMPARED: i64 = 20;

/// What a text is compared by.
struct Runs {
    /// Hashes of its runs, sorted, each once.
    runs: Vec<u64>,
    numbers: BTreeSet<String>,
}

/// Joins an entry to a story where another feed has nearly the same text, and leaves its marks for those to come.
pub(super) fn join_story(
    library: &Connection,
    id: EntryId,
    title: &str,
    text: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    library
        .prepare_cached("DELETE FROM mark WHERE entry = ?1")?
        .execute([id.0])?;
    library
        .prepare_cached("UPDATE entry SET story = NULL WHERE id = ?1 AND story IS NOT NULL")?
        .execute([id.0])?;
    let Some(runs) = Runs::of(title, text) else {
        return Ok(());
    };
    let marks = runs.marks();
    if let Some(other) = original(library, id, &runs, &marks)? {
        library
            .prepare_cached(
                "UPDATE entry SET story = (SELECT coalesce(story, id) FROM entry WHERE id = ?2) WHERE id IN (?1, ?2)",
            )?
            .execute([id.0, other])?;
    }
    let mut statement = library
        .prepare_cached("INSERT OR IGNORE INTO mark (mark, entry, since) VALUES (?1, ?2, ?3)")?;
    for mark in marks {
        statement.execute(params![mark, id.0, now.as_second()])?;
    }
    Ok(())
}

/// Forgets the marks of texts that have waited long enough.
pub(super) fn forget_old_marks(library: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let mut statement = library.prepare_cached("DELETE FROM mark WHERE since < ?1")?;
    statement.execute([now.as_second().saturating_sub(WINDOW)])?;
    Ok(())
}

/// Returns the entry of another feed that a text is nearly the same as.
fn original(
    library: &Connection,
    id: EntryId,
    runs: &Runs,
    marks: &[i64],
) -> Result<Option<i64>, StoreError> {
    let mut candidates = library.prepare_cached(
        "SELECT m.entry FROM mark AS m JOIN entry AS e ON e.id = m.entry
         WHERE m.mark = ?1 AND e.hidden = 0 AND e.feed <> (SELECT feed FROM entry WHERE id = ?2) LIMIT ?3",
    )?;
    let mut text = library.prepare_cached(
        "SELECT e.title, b.text FROM entry AS e JOIN body AS b ON b.id = 2 * e.id + e.has_page WHERE e.id = ?1",
    )?;
    let mut seen = BTreeSet::new();
    for mark in marks {
        let rows = candidates.query_map(params![mark, id.0, MOST_COMPARED], |row| row.get(0))?;
        for other in rows.collect::<Result<Vec<i64>, _>>()? {
            if !seen.insert(other) {
                continue;
            }
            let other_runs = text.query_row([other], |row| {
                Ok(Runs::of(
                    row.get_ref(0)?.as_str()?,
                    row.get_ref(1)?.as_str()?,
                ))
            });
            let other_runs = other_runs.optional()?.flatten();
            if other_runs.is_some_and(|other| runs.is_copy_of(&other)) {
                return Ok(Some(other));
            }
        }
    }
    Ok(None)
}

impl Runs {
    /// Returns what a text is compared by; nothing where it is too short.
    fn of(title: &str, text: &str) -> Option<Self> {
        let words: Vec<&str> = word_spans(text)
            .take(MOST_WORDS)
            .filter_map(|span| text.get(span))
            .collect();
        if words.len() < FEWEST_WORDS {
            return None;
        }
        let hashes: Vec<u64> = words.iter().map(|word| hash_of_word(word)).collect();
        let joined = |run: &[u64]| run.iter().fold(0, |hash, word| mixed(hash ^ word));
        let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        let in_title = word_spans(title).filter_map(|span| title.get(span));
        let numbers = words.iter().copied().chain(in_title).filter(is_number);
        let mut runs: Vec<u64> = hashes.windows(RUN).map(joined).collect();
        runs.sort_unstable();
        runs.dedup();
        Some(Self {
            runs,
            numbers: numbers.map(str::to_owned).collect(),
        })
    }

    /// Returns the marks that texts are found by: for each band a hash of the smallest runs in so many orders.
    fn marks(&self) -> Vec<i64> {
        let smallest = |order: usize| {
            let salt = mixed(u64::try_from(order).unwrap_or_default() + 1);
            let runs = self.runs.iter().map(|run| mixed(run ^ salt));
            runs.min().unwrap_or_default()
        };
        let band = |band: usize| {
            let orders = band * PER_BAND..(band + 1) * PER_BAND;
            let seed = u64::try_from(band).unwrap_or_default();
            orders
                .map(smallest)
                .fold(seed, |hash, run| mixed(hash ^ run))
                .cast_signed()
        };
        (0..BANDS).map(band).collect()
    }

    /// Returns whether the two tell the same in the same words. Tables of results and the like share their words and
    /// not their numbers.
    fn is_copy_of(&self, other: &Self) -> bool {
        let is_shared = |run: &&u64| other.runs.binary_search(run).is_ok();
        let n_shared = self.runs.iter().filter(is_shared).count();
        let n_shorter = self.runs.len().min(other.runs.len());
        let n_all = self.runs.len() + other.runs.len() - n_shared;
        let n_numbers = self.numbers.union(&other.numbers).count();
        let n_same_numbers = self.numbers.intersection(&other.numbers).count();
        n_shared * 100 >= n_shorter * SHORTER_SHARES
            && n_shared * 100 >= n_all * BOTH_SHARE
            && n_same_numbers * 100 >= n_numbers * NUMBERS_SHARED
    }
}

fn hash_of_word(word: &str) -> u64 {
    if word
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    {
        return hash_of(word.as_bytes());
    }
    hash_of(word.to_lowercase().as_bytes())
}

/// Returns a number as far from its neighbours' as chance would have it (the end of `MurmurHash3`).
const fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    number = (number ^ (number >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ (number >> 33)
}
