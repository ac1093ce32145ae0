//! Shared by the commands about entries: parsing of queries and entry numbers, and output of entries.

use std::collections::HashSet;
use std::io::{self, Write};

use anyhow::anyhow;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::context::current_time;
use super::exit_status::{UsageError, print_error};
use super::input::printable_line;
use super::library_access::{describe_store_error, index_before_query};
use super::query_error::query_usage_error;
use crate::library::{CopyFolding, EntryId, EntryOrder, EntryRow, Query, Snippet};
use crate::store::Library;

/// Parses the words of the command line as a query. Relative dates such as `since:7d` count from today in UTC.
///
/// # Errors
///
/// [`UsageError`] if the query is invalid.
pub(super) fn parse_query(words: &[String]) -> anyhow::Result<Query> {
    let today = current_time().to_zoned(TimeZone::UTC).date();
    let words = words.join(" ");
    Query::parse(&words, today).map_err(|why| query_usage_error(&words, &why).into())
}

/// Returns the entries that the words select: by number if all words are numbers or ranges, otherwise by query.
///
/// # Errors
///
/// If a number is invalid or no such entry exists, or if the query is invalid. A query without results is not an error;
/// it is reported on standard error.
pub(super) fn find_entries(
    library: &mut Library,
    words: &[String],
) -> anyhow::Result<Vec<EntryId>> {
    if let Some(ranges) = parse_entry_ranges(words)? {
        return existing_entries(library, &ranges);
    }
    let query = parse_query(words)?;
    index_before_query(library, &query);
    let listed = library.list(&query, EntryOrder::Newest, CopyFolding::Apart, usize::MAX);
    let ids = listed
        .map_err(|why| anyhow!(describe_store_error(&why)))?
        .ids;
    if ids.is_empty() {
        print_error(format_args!(
            "the query `{}` finds nothing; to select entries by number, write 3, 1-5 or 1,3,7-9",
            printable_line(&words.join(" "))
        ));
    }
    Ok(ids)
}

/// Returns the entries with the numbers in the words, for commands that take no query.
///
/// # Errors
///
/// If a word is not a number or a range, or no such entry exists.
pub(super) fn find_numbered_entries(
    library: &Library,
    words: &[String],
) -> anyhow::Result<Vec<EntryId>> {
    let ranges = match parse_entry_ranges(words)? {
        Some(ranges) => ranges,
        None => parse_entry_list(words)?,
    };
    existing_entries(library, &ranges)
}

/// A range of entry numbers, inclusive at both ends.
type Numbers = std::ops::RangeInclusive<i64>;

/// Parses the words as entry numbers and ranges. `None` if one of them is not a number, so that they form a query.
///
/// # Errors
///
/// [`UsageError`] if all words look like numbers, but one of them is not a valid number or range.
fn parse_entry_ranges(words: &[String]) -> Result<Option<Vec<Numbers>>, UsageError> {
    let is_of_numbers = |word: &String| {
        let begins = word.starts_with(|c: char| c.is_ascii_digit());
        let has_only = word.chars().all(|c| c.is_ascii_digit() || ",-".contains(c));
        // `1,x` is a mistyped list: words of a text do not have a comma after a digit. `737` followed by `max` is a
        // query.
        has_only || (begins && word.contains(','))
    };
    if words.is_empty() || !words.iter().all(is_of_numbers) {
        return Ok(None);
    }
    parse_entry_list(words).map(Some)
}

/// Parses words that must all be entry numbers or ranges.
///
/// # Errors
///
/// [`UsageError`] with the first word that is not.
fn parse_entry_list(words: &[String]) -> Result<Vec<Numbers>, UsageError> {
    let parts = words.iter().flat_map(|word| {
        // In `1, 3` the shell has split at the space already, so the comma at the end is redundant.
        let word = word.strip_suffix(',').unwrap_or(word);
        word.split(',').map(move |part| range_of(part, word))
    });
    parts.collect()
}

/// Parses one part of a list: `3` or `1-5`. A number above `i64::MAX` is read as `i64::MAX`.
///
/// # Errors
///
/// [`UsageError`] with the part and the word that contains it.
fn range_of(part: &str, word: &str) -> Result<Numbers, UsageError> {
    let wrong = |why: &str| {
        UsageError(format!(
            "`{}` in `{}` {why}; write entries as 3, 1-5 or 1,3,7-9",
            printable_line(part),
            printable_line(word)
        ))
    };
    let number = |digits: &str| {
        let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        is_number.then(|| digits.parse::<i64>().unwrap_or(i64::MAX))
    };
    let Some((first, last)) = part.split_once('-') else {
        let only = number(part).ok_or_else(|| wrong("is not a number"))?;
        return Ok(only..=only);
    };
    let (Some(first), Some(last)) = (number(first), number(last)) else {
        return Err(wrong("is not a range of numbers"));
    };
    if first > last {
        return Err(wrong("ends before it begins"));
    }
    Ok(first..=last)
}

/// Returns the existing entries with these numbers, without duplicates.
///
/// # Errors
///
/// If a single number does not exist, or no number of a range exists. Gaps in a range are fine: deleted entries leave
/// them.
fn existing_entries(library: &Library, ranges: &[Numbers]) -> anyhow::Result<Vec<EntryId>> {
    let mut ids = Vec::new();
    for range in ranges {
        let (first, last) = (*range.start(), *range.end());
        let found = if first == last {
            let rows = library.rows(&[EntryId(first)]);
            rows.map(|rows| rows.into_iter().map(|row| row.id).collect())
        } else {
            library.ids_between(EntryId(first), EntryId(last))
        };
        let found: Vec<EntryId> = found.map_err(|why| anyhow!(describe_store_error(&why)))?;
        if found.is_empty() {
            let named = if first == last {
                format!("entry {first}")
            } else {
                format!("entry from {first} to {last}")
            };
            return Err(anyhow!(
                "there is no {named}; `pullquote list` lists the entries"
            ));
        }
        ids.extend(found);
    }
    let mut known = HashSet::new();
    ids.retain(|id| known.insert(*id));
    Ok(ids)
}

/// Returns an entry as JSON. The matches in a snippet are half-open ranges in Unicode scalar values.
pub(super) fn entry_to_json(row: &EntryRow, snippet: Option<&Snippet>) -> Value {
    let mut value = json!({
        "id": row.id.0,
        "feed": row.feed.0,
        "title": row.title,
        "site": row.site,
        "link": row.link.as_ref().map(ToString::to_string),
        "published": row.published.map(|published| published.to_string()),
        "seen": row.seen.to_string(),
        "is_read": row.is_read,
        "is_starred": row.is_starred,
        "is_archived": row.is_archived,
        "tags": row.tags,
        "entities": row.entities,
        "n_quotes": row.n_quotes,
        "n_figures": row.n_figures,
        "n_dates": row.n_dates,
        "n_copies": row.n_copies,
        "has_page": row.has_page,
    });
    if let (Some(fields), Some(snippet)) = (value.as_object_mut(), snippet) {
        let scalars = |at: usize| {
            snippet
                .text
                .get(..at)
                .map_or(0, |before| before.chars().count())
        };
        let matches = snippet
            .matches
            .iter()
            .map(|place| [scalars(place.start), scalars(place.end)]);
        let matches: Vec<_> = matches.collect();
        fields.insert(
            "snippet".into(),
            json!({"text": snippet.text, "matches": matches}),
        );
    }
    value
}

/// Writes an entry on one line: number, marks (`•` unread, `*` starred, `~` the date is when the entry was first seen),
/// date, outlet, headline, number of copies and tags.
pub(super) fn write_entry_line(out: &mut impl Write, row: &EntryRow) -> io::Result<()> {
    let unread = if row.is_read { ' ' } else { '•' };
    let starred = if row.is_starred { '*' } else { ' ' };
    let day = row
        .published
        .unwrap_or(row.seen)
        .to_zoned(TimeZone::UTC)
        .date();
    // `~` marks an entry without a date of its own: the date is that on which it was first seen.
    let is_seen = if row.published.is_none() { '~' } else { ' ' };
    let (site, title) = (printable_line(&row.site), printable_line(&row.title));
    write!(
        out,
        "{:>7} {unread}{starred}{is_seen}{day}  {site}  {title}",
        row.id.0
    )?;
    if row.n_copies > 0 {
        write!(out, "  ×{}", row.n_copies + 1)?;
    }
    if !row.tags.is_empty() {
        write!(out, "  [{}]", printable_line(&row.tags.join(", ")))?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn numbers_and_ranges_are_read() {
        let read = |line| {
            let ranges = parse_entry_ranges(&split_words(line))
                .expect(line)
                .expect("numbers");
            let pairs = ranges.iter().map(|range| (*range.start(), *range.end()));
            pairs.collect::<Vec<_>>()
        };
        assert_eq!(read("7"), [(7, 7)]);
        assert_eq!(read("1-5"), [(1, 5)]);
        assert_eq!(read("1,3,7-9"), [(1, 1), (3, 3), (7, 9)]);
        assert_eq!(read("1, 3 4-4"), [(1, 1), (3, 3), (4, 4)]);
        assert_eq!(read("1-99999999999999999999"), [(1, i64::MAX)]);
    }

    #[test]
    fn a_wrong_number_is_named() {
        for (line, part) in [
            ("1,x", "`x`"),
            ("1,,3", "``"),
            ("5-2", "`5-2`"),
            ("3-", "`3-`"),
            ("-3", "`-3`"),
            ("1-2-3", "`1-2-3`"),
            ("4 2026-03-10", "`2026-03-10`"),
        ] {
            let error = parse_entry_ranges(&split_words(line))
                .expect_err(line)
                .to_string();
            assert!(error.starts_with(part), "{line}: {error}");
        }
    }

    #[test]
    fn other_words_are_a_query() {
        for line in ["grain", "737 max", "5-year", "is:unread 7", "tag:a,b"] {
            assert_eq!(
                parse_entry_ranges(&split_words(line)).expect(line),
                None,
                "{line}"
            );
        }
    }
}
