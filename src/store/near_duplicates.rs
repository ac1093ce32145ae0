//! Near-duplicate detection: one agency story that several outlets print.
//!
//! Texts are compared by their shingles (runs of four words). Candidates are found by min-hashing: a few hashes per
//! text, in bands, the `marks`; they are then compared shingle by shingle. A story is a set of entries, numbered by its
//! first entry.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use super::text_normalize::{is_unspaced, is_word, normalize_text, split_words, word_spans};
use crate::invariant::ExpectOr;
use crate::library::EntryId;

/// Texts with fewer words are briefs. They may share a template rather than a story, so more of them must be equal.
const MIN_COMPARED_WORDS: usize = 60;
/// Texts with fewer words are not compared: teasers and weather reports resemble each other without being copies. Two
/// sentences of an agency report have about 25 words.
const MIN_BRIEF_WORDS: usize = 20;
/// For briefs: the share of the shorter text's shingles that must be in the longer one, and the share of the union that
/// must be in both, in percent. Changing two words of 45 leaves 80 and 66.
const BRIEF_SHORTER_SHARES: usize = 80;
const BRIEF_BOTH_SHARE: usize = 65;
/// Longest time between the publication of two copies of a brief, in seconds. Less than a day, because a daily column
/// may have the same title and introduction every morning.
const MAX_BRIEF_GAP_SECONDS: u64 = 18 * 3600;
/// Longer texts are compared by their first 2,000 words only, which bounds the cost of one comparison.
const MAX_COMPARED_WORDS: usize = 2000;
/// Words per shingle.
const SHINGLE_WORDS: usize = 4;
/// Bands per text, and hashes per band. Two texts that share two thirds of their shingles share a band with 98 %
/// probability; two that share a tenth, with 6 %.
const N_BANDS: usize = 6;
const HASHES_PER_BAND: usize = 2;
/// The share of the shorter text's shingles that must be in the longer one, and the share of the union that must be in
/// both, in percent. Lower values join different reports on one event; higher ones miss copies that an editor
/// shortened.
const MIN_CONTAINMENT_PERCENT: usize = 70;
const MIN_OVERLAP_PERCENT: usize = 45;
/// The share of the numbers in either text that must be in both, in percent.
const MIN_SHARED_NUMBERS_PERCENT: usize = 60;
/// How long a text's marks are kept, in seconds: copies that are published later are not found.
const WINDOW_SECONDS: i64 = 4 * SECONDS_PER_DAY;
const SECONDS_PER_DAY: i64 = 24 * 3600;
/// Entries looked up per mark of a new text, and entries compared in full. Both bound the cost of texts made from one
/// template, which share many marks.
const MAX_ENTRIES_PER_MARK: i64 = 20;
const MAX_COMPARED_ENTRIES: usize = 8;
/// Key in the `state` table for the day on which old marks were last removed.
const PRUNED_DAY_KEY: &str = "marks/day";

/// The shingles of a text.
struct ShingleSet {
    /// Sorted, without duplicates.
    hashes: Vec<u64>,
    /// Words of the text, at most [`MAX_COMPARED_WORDS`].
    n_words: usize,
}

/// A text prepared for comparison.
struct ComparedText<'a> {
    title: &'a str,
    text: &'a str,
    /// Seconds since 1970.
    published: i64,
}

/// Adds an entry to the story of a near-duplicate in another feed, if there is one, and stores the entry's marks so
/// that later copies find it.
pub(super) fn join_story(
    library: &Connection,
    id: EntryId,
    title: &str,
    text: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    library
        .prepare_cached("UPDATE entry SET story = NULL WHERE id = ?1 AND story IS NOT NULL")?
        .execute([id.0])?;
    let Some(marks) = text_marks(text) else {
        return Ok(());
    };
    let candidates = find_candidates(library, id, &marks, now)?;
    let published = library
        .prepare_cached("SELECT published FROM entry WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))?;
    let piece = ComparedText {
        title,
        text,
        published,
    };
    if let Some(other) = find_original(library, &piece, &candidates)? {
        library
            .prepare_cached(
                "UPDATE entry SET story = (SELECT coalesce(story, id) FROM entry WHERE id = ?2) WHERE id IN (?1, ?2)",
            )?
            .execute([id.0, other])?;
    }
    let mut statement =
        library.prepare_cached("INSERT OR IGNORE INTO mark (mark, entry) VALUES (?1, ?2)")?;
    for mark in marks {
        statement.execute([mark, id.0])?;
    }
    Ok(())
}

/// Removes the marks of texts that are older than [`WINDOW_SECONDS`]. Does so at most once a day, because it scans the
/// table.
pub(super) fn forget_old_marks(library: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let day = (now.as_second() / SECONDS_PER_DAY).to_string();
    let is_new_day = library
        .prepare_cached(
            "INSERT INTO state (key, value) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
        )?
        .execute([PRUNED_DAY_KEY, &day])?
        > 0;
    if is_new_day {
        // Ids ascend in the order of arrival, so one comparison bounds all old entries.
        library.execute(
            "DELETE FROM mark WHERE entry <=
               (SELECT id FROM entry WHERE arrived < ?1 ORDER BY id DESC LIMIT 1)",
            [now.as_second().saturating_sub(WINDOW_SECONDS)],
        )?;
    }
    Ok(())
}

/// Returns recent entries of other feeds that share marks, ordered by the number and rarity of the shared marks.
fn find_candidates(
    library: &Connection,
    id: EntryId,
    marks: &[i64],
    now: Timestamp,
) -> Result<Vec<i64>, StoreError> {
    let mut marked = library.prepare_cached("SELECT entry FROM mark WHERE mark = ?1 LIMIT ?2")?;
    let mut found: BTreeMap<i64, i64> = BTreeMap::new();
    for mark in marks {
        let rows = marked.query_map([*mark, MAX_ENTRIES_PER_MARK], |row| row.get::<_, i64>(0))?;
        let others = rows.collect::<Result<Vec<_>, _>>()?;
        // Texts made from one template all share some marks, so a mark counts more the fewer texts have it.
        let n_others = i64::try_from(others.len()).unwrap_or(MAX_ENTRIES_PER_MARK);
        for other in others {
            *found.entry(other).or_default() += MAX_ENTRIES_PER_MARK / n_others.max(1);
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(other, weight)| (Reverse(*weight), *other));
    let mut is_meant = library.prepare_cached(
        "SELECT 1 FROM entry WHERE id = ?1 AND hidden = 0 AND arrived >= ?3
           AND feed <> (SELECT feed FROM entry WHERE id = ?2)",
    )?;
    let since = now.as_second().saturating_sub(WINDOW_SECONDS);
    let mut meant = Vec::new();
    for (other, _) in found {
        if meant.len() < MAX_COMPARED_ENTRIES && is_meant.exists([other, id.0, since])? {
            meant.push(other);
        }
    }
    Ok(meant)
}

/// Returns the first candidate that is a near-duplicate of the text.
fn find_original(
    library: &Connection,
    piece: &ComparedText<'_>,
    candidates: &[i64],
) -> Result<Option<i64>, StoreError> {
    if candidates.is_empty() {
        return Ok(None);
    }
    let (runs, numbers) = (
        ShingleSet::of(piece.text),
        numbers_in_text(piece.title, piece.text),
    );
    let mut texts = library.prepare_cached(
        "SELECT e.title, plain_text(b.text), e.published FROM entry AS e JOIN body AS b ON b.id = 2 * e.id + e.has_page WHERE e.id = ?1",
    )?;
    for other in candidates {
        let is_copy = texts.query_row([other], |row| {
            let other = ComparedText {
                title: row.get_ref(0)?.as_str()?,
                text: row.get_ref(1)?.as_str()?,
                published: row.get(2)?,
            };
            let other_runs = ShingleSet::of(other.text);
            let other_numbers = numbers_in_text(other.title, other.text);
            if runs.n_words.min(other_runs.n_words) < MIN_COMPARED_WORDS {
                return Ok(
                    runs.are_those_of(&other_runs, BRIEF_SHORTER_SHARES, BRIEF_BOTH_SHARE)
                        && numbers == other_numbers
                        && are_one_brief(piece, &other),
                );
            }
            Ok(
                runs.are_those_of(&other_runs, MIN_CONTAINMENT_PERCENT, MIN_OVERLAP_PERCENT)
                    && has_same_numbers(&numbers, &other_numbers),
            )
        });
        // An entry whose text is gone is no copy.
        if is_copy.optional()? == Some(true) {
            return Ok(Some(*other));
        }
    }
    Ok(None)
}

/// Returns the marks of a text; `None` if it is too short to be compared.
///
/// Shingles are distributed over one bucket per hash, and the smallest hash of each bucket is kept (one-permutation
/// min-hashing). Texts that share most of their shingles share most of these minima.
fn text_marks(text: &str) -> Option<[i64; N_BANDS]> {
    let mut smallest = [u64::MAX; N_BANDS * HASHES_PER_BAND];
    let mut last = [0; SHINGLE_WORDS];
    let mut n_words = 0;
    for_each_word_hash(text, |word| {
        last.rotate_left(1);
        last[SHINGLE_WORDS - 1] = word;
        n_words += 1;
        if n_words >= SHINGLE_WORDS {
            let run = hash_shingle(last);
            let n_heaps =
                u64::try_from(smallest.len()).expect_or(1, "a length has at most 64 bits");
            let heap = usize::try_from(run % n_heaps)
                .expect_or_default("a remainder is less than the number of heaps");
            if let Some(least) = smallest.get_mut(heap) {
                *least = run.min(*least);
            }
        }
        n_words < MAX_COMPARED_WORDS
    });
    let mut marks = [0; N_BANDS];
    for (n, (mark, band)) in (0_u64..).zip(marks.iter_mut().zip(smallest.chunks(HASHES_PER_BAND))) {
        *mark = band
            .iter()
            .fold(n, |hash, run| mix_bits(hash ^ run))
            .cast_signed();
    }
    (n_words >= MIN_BRIEF_WORDS).then_some(marks)
}

/// Calls `take` with a hash of each word, ignoring case, until it returns false. Words are those of [`word_spans`]; the
/// hash is FNV-1a over characters. Libraries store what is made of it, so it is not a seeded hash of a crate.
fn for_each_word_hash(text: &str, mut take: impl FnMut(u64) -> bool) {
    const FNV_OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let with = |hash: u64, c: char| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    let mut word = None;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word = Some(with(
                word.unwrap_or(FNV_OFFSET_BASIS),
                c.to_ascii_lowercase(),
            ));
            continue;
        }
        let is_part = is_word(c);
        if is_part && !is_unspaced(c) {
            let begun = word.unwrap_or(FNV_OFFSET_BASIS);
            word = Some(c.to_lowercase().fold(begun, with));
            continue;
        }
        if word.take().is_some_and(|hash| !take(hash))
            || (is_part && !take(with(FNV_OFFSET_BASIS, c)))
        {
            return;
        }
    }
    if let Some(hash) = word {
        take(hash);
    }
}

/// Returns the hash of a shingle. The rotations make it depend on the order of the words.
const fn hash_shingle(words: [u64; SHINGLE_WORDS]) -> u64 {
    let [first, second, third, fourth] = words;
    mix_bits(first ^ second.rotate_left(16) ^ third.rotate_left(32) ^ fourth.rotate_left(48))
}

impl ShingleSet {
    fn of(text: &str) -> Self {
        let mut words = Vec::new();
        for_each_word_hash(text, |word| {
            words.push(word);
            words.len() < MAX_COMPARED_WORDS
        });
        let runs = words
            .windows(SHINGLE_WORDS)
            .filter_map(|run| run.try_into().ok());
        let mut runs: Vec<u64> = runs.map(hash_shingle).collect();
        runs.sort_unstable();
        runs.dedup();
        Self {
            hashes: runs,
            n_words: words.len(),
        }
    }

    /// True if the shared shingles are at least `of_shorter` percent of the shorter text's and `of_all` percent of the
    /// union.
    fn are_those_of(&self, other: &Self, of_shorter: usize, of_all: usize) -> bool {
        let is_shared = |run: &&u64| other.hashes.binary_search(run).is_ok();
        let n_shared = self.hashes.iter().filter(is_shared).count();
        let n_shorter = self.hashes.len().min(other.hashes.len());
        let n_all = self.hashes.len() + other.hashes.len() - n_shared;
        n_shared > 0 && n_shared * 100 >= n_shorter * of_shorter && n_shared * 100 >= n_all * of_all
    }
}

/// True if two briefs with nearly the same words are about the same thing: they have the same title, were published
/// within [`MAX_BRIEF_GAP_SECONDS`], and the capitalized words of one include those of the other.
///
/// Without the last condition, an outlet's own template ("Follow our live coverage of …") would match for every
/// subject.
fn are_one_brief(one: &ComparedText<'_>, other: &ComparedText<'_>) -> bool {
    let title_of = |piece: &ComparedText<'_>| -> Vec<String> {
        let words = split_words(piece.title).into_iter();
        words.map(normalize_text).collect()
    };
    let title = title_of(one);
    let is_named_alike = !title.is_empty() && title == title_of(other);
    let is_near = one.published.abs_diff(other.published) <= MAX_BRIEF_GAP_SECONDS;
    if !is_named_alike || !is_near {
        return false;
    }
    let (names, others) = (names_of(one.text), names_of(other.text));
    names.is_subset(&others) || others.is_subset(&names)
}

/// Returns the capitalized words that do not start a sentence.
fn names_of(text: &str) -> BTreeSet<&str> {
    let is_name = |span: &std::ops::Range<usize>| {
        let word = text
            .get(span.clone())
            .expect_or_default("a word lies in its text");
        let before = text
            .get(..span.start)
            .expect_or_default("a word lies in its text");
        let before =
            before.trim_end_matches(|c: char| c.is_whitespace() || "“”\"'‘’(«".contains(c));
        // A word at the start of a sentence is capitalized whatever it is.
        let is_inside = !before.is_empty() && !before.ends_with(['.', '!', '?', ':', '…']);
        is_inside && word.starts_with(char::is_uppercase)
    };
    word_spans(text)
        .filter(is_name)
        .filter_map(|span| text.get(span))
        .collect()
}

/// Returns the words of a title and a text that start with a digit.
fn numbers_in_text<'a>(title: &'a str, text: &'a str) -> BTreeSet<&'a str> {
    let of = |text: &'a str, n| {
        word_spans(text)
            .take(n)
            .filter_map(move |span| str::get(text, span))
    };
    let words = of(text, MAX_COMPARED_WORDS).chain(of(title, usize::MAX));
    words
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// True if at least [`MIN_SHARED_NUMBERS_PERCENT`] of the numbers are in both texts. Tables of results and weather
/// reports share their words but not their numbers.
fn has_same_numbers(numbers: &BTreeSet<&str>, others: &BTreeSet<&str>) -> bool {
    let n_all = numbers.union(others).count();
    let n_same = numbers.intersection(others).count();
    n_same * 100 >= n_all * MIN_SHARED_NUMBERS_PERCENT
}

/// Mixes the bits of a number: the 64-bit finalizer of `MurmurHash3`.
const fn mix_bits(mut number: u64) -> u64 {
    number = (number ^ (number >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    number = (number ^ (number >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ (number >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_those_of_the_index(text in "[a-cA-C0-9éÉ選\u{301} .-]{0,80}") {
            let mut hashes = Vec::new();
            for_each_word_hash(&text, |word| {
                hashes.push(word);
                true
            });
            let mut alone = Vec::new();
            for span in word_spans(&text) {
                for_each_word_hash(text.get(span).unwrap_or_default(), |word| {
                    alone.push(word);
                    true
                });
            }
            prop_assert_eq!(hashes.len(), word_spans(&text).count());
            prop_assert_eq!(hashes, alone);
        }
    }
}
