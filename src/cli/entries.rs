//! What the commands about entries share: the time, queries and ids, and how an entry is printed.

use std::io::{self, Write};

use anyhow::anyhow;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::failure::Usage;
use super::input::printable;
use super::library_file::index_for;
use crate::library::{EntryId, EntryRow, Folding, Order, Query, Snippet};
use crate::store::{Library, StoreError};

/// Returns the time.
#[expect(clippy::disallowed_methods, reason = "the commands bring the time")]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// Returns what went wrong with the library and what to try.
pub(super) fn told(why: &StoreError) -> String {
    printable(&format!("{why}. {}", why.advice()))
}

/// Returns the query that the words of the command line ask.
pub(super) fn query(words: &[String]) -> anyhow::Result<Query> {
    let today = now().to_zoned(TimeZone::UTC).date();
    Query::parse(&words.join(" "), today).map_err(|why| Usage(format!("the query: {why}")).into())
}

/// Returns the entries that are meant: by their numbers where all words are numbers, else by a query.
pub(super) fn chosen(library: &mut Library, words: &[String]) -> anyhow::Result<Vec<EntryId>> {
    let numbers: Option<Vec<EntryId>> = words
        .iter()
        .map(|word| word.parse().ok().map(EntryId))
        .collect();
    if let Some(ids) = numbers {
        let known = library.rows(&ids).map_err(|why| anyhow!(told(&why)))?;
        let missing = ids.iter().find(|id| known.iter().all(|row| row.id != **id));
        return match missing {
            Some(id) => Err(anyhow!(
                "there is no entry {}; `pullquote list` shows those that there are",
                id.0
            )),
            None => Ok(ids),
        };
    }
    let query = query(words)?;
    index_for(library, &query);
    let listed = library.list(&query, Order::Newest, Folding::Apart, usize::MAX);
    Ok(listed.map_err(|why| anyhow!(told(&why)))?.ids)
}

/// Returns an entry as data. Places of matches count Unicode scalar values.
pub(super) fn as_json(row: &EntryRow, snippet: Option<&Snippet>) -> Value {
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

/// Writes an entry on one line: number, what is so about it, day, outlet, headline.
pub(super) fn write_line(out: &mut impl Write, row: &EntryRow) -> io::Result<()> {
    let unread = if row.is_read { ' ' } else { '•' };
    let starred = if row.is_starred { '*' } else { ' ' };
    let day = row
        .published
        .unwrap_or(row.seen)
        .to_zoned(TimeZone::UTC)
        .date();
    // Without a date of its own it shows the day when it was first seen.
    let is_seen = if row.published.is_none() { '~' } else { ' ' };
    let (site, title) = (printable(&row.site), printable(&row.title));
    write!(
        out,
        "{:>7} {unread}{starred}{is_seen}{day}  {site}  {title}",
        row.id.0
    )?;
    if row.n_copies > 0 {
        write!(out, "  ×{}", row.n_copies + 1)?;
    }
    if !row.tags.is_empty() {
        write!(out, "  [{}]", printable(&row.tags.join(", ")))?;
    }
    writeln!(out)
}
