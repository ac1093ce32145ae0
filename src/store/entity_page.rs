//! Everything about one entity: names, roles, weeks, entries, quotes, figures, company.

use std::collections::HashSet;
use std::fmt::Write as _;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::entities::{SenseRow, time_of_place};
use super::entity_decisions::DecidedEntities;
use super::sort_key::second_of_place;
use super::{Library, StoreError};
use crate::invariant::ExpectOr;
use crate::library::{EntityNumber, EntityPage, EntryId, PassageRow, RoleRow};

/// How many rows each part of the page has.
const MAX_PAGE_ROWS: usize = 20;
/// How many weeks the sparkline has.
const MAX_WEEKS: usize = 52;
/// How many of its newest entries are looked at for quotes and figures about it.
const MAX_RECENT_ENTRIES: i64 = 200;
/// Seconds per week.
const WEEK_SECONDS: i64 = 7 * 24 * 3600;
/// Days of the first Monday after the start of 1970, in seconds: weeks begin on Mondays.
const MONDAY_SECONDS: i64 = 4 * 24 * 3600;

impl Library {
    /// Returns everything about an entity; `None` if there is no such number.
    pub fn entity_page(&self, number: EntityNumber) -> Result<Option<EntityPage>, StoreError> {
        // One read transaction for all queries, so that the parts of the page agree.
        let _transaction = self.connection.unchecked_transaction()?;
        let decided = DecidedEntities::read(&self.connection)?;
        let Some(row) = self.entity_row(number, &decided)? else {
            return Ok(None);
        };
        let senses = self.senses_of(number)?;
        let reader = PageReader {
            library: &self.connection,
            senses: list_of(senses.iter().map(|sense| sense.id)),
        };
        let keys: HashSet<&str> = senses.iter().map(|sense| sense.key.as_str()).collect();
        let decisions = self.decisions()?.into_iter().rev();
        let together = reader
            .together()?
            .into_iter()
            .filter(|(other, _)| !decided.forgotten.contains(other))
            .map(|(other, n)| {
                let other = self.entity_row(EntityNumber(other), &decided)?;
                Ok(other.map(|other| (other.number, other.name, n)))
            });
        Ok(Some(EntityPage {
            names: self.names_of(&senses)?,
            roles: reader.roles()?,
            weeks: reader.weeks()?,
            entries: reader.entries()?,
            quotes_by: reader.quotes_by()?,
            quotes_about: reader.quotes_about()?,
            figures: reader.figures()?,
            together: together
                .filter_map(Result::transpose)
                .collect::<Result<_, StoreError>>()?,
            decisions: decisions
                .filter(|decision| keys.contains(decision.key.as_str()))
                .collect(),
            row,
        }))
    }

    /// Returns the names of senses, each with the key of its sense.
    fn names_of(&self, senses: &[SenseRow]) -> Result<Vec<(String, String)>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name FROM name WHERE entity = ?1 ORDER BY id")?;
        let mut names = Vec::new();
        for sense in senses.iter().filter(|sense| sense.n_entries > 0) {
            let rows = statement.query_map([sense.id], |row| row.get(0))?;
            for name in rows {
                names.push((name?, sense.key.clone()));
            }
        }
        Ok(names)
    }
}

fn list_of(ids: impl Iterator<Item = i64>) -> String {
    let mut list = String::new();
    for id in ids {
        let gap = if list.is_empty() { "" } else { ", " };
        // Writing to a string does not fail.
        let _ = write!(list, "{gap}{id}");
    }
    list
}

/// Reads the parts of a page.
struct PageReader<'a> {
    library: &'a Connection,
    /// The numbers of the senses, for an SQL list.
    senses: String,
}

impl PageReader<'_> {
    fn roles(&self) -> Result<Vec<RoleRow>, StoreError> {
        let senses = &self.senses;
        let mut statement = self.library.prepare(&format!(
            "SELECT r.name, count(*), min(h.place), max(h.place) FROM had_role AS h JOIN role AS r ON r.id = h.role
             WHERE h.entity IN ({senses}) GROUP BY r.id ORDER BY max(h.place) DESC LIMIT {MAX_PAGE_ROWS}"
        ))?;
        let mut rows = statement.query([])?;
        let mut roles = Vec::new();
        while let Some(row) = rows.next()? {
            let (first, last) = (time_of_place(row.get(2)?), time_of_place(row.get(3)?));
            if let (Some(first_seen), Some(last_seen)) = (first, last) {
                roles.push(RoleRow {
                    role: row.get(0)?,
                    n_entries: row.get(1)?,
                    first_seen,
                    last_seen,
                });
            }
        }
        Ok(roles)
    }

    /// Returns the mentions in each week up to the last with any.
    fn weeks(&self) -> Result<Vec<u32>, StoreError> {
        let senses = &self.senses;
        let seconds = second_of_place(1 << 20);
        let per_second = (1 << 20) / seconds.max(1);
        let mut statement = self.library.prepare(&format!(
            "SELECT (place / {per_second} - {MONDAY_SECONDS}) / {WEEK_SECONDS} AS week, sum(n_mentions) FROM mentioned
             WHERE entity IN ({senses}) GROUP BY week ORDER BY week DESC LIMIT {MAX_WEEKS}"
        ))?;
        let rows =
            statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?)))?;
        let counted = rows.collect::<Result<Vec<_>, _>>()?;
        let Some((last, _)) = counted.first().copied() else {
            return Ok(Vec::new());
        };
        let mut weeks = vec![0; MAX_WEEKS];
        for (week, n) in counted {
            let back =
                usize::try_from(last - week).expect_or(MAX_WEEKS, "weeks are listed from the last");
            if let Some(slot) = MAX_WEEKS
                .checked_sub(back + 1)
                .and_then(|at| weeks.get_mut(at))
            {
                *slot = n;
            }
        }
        let first = weeks.iter().position(|n| *n > 0).map_or(0, |first| first);
        Ok(weeks.split_off(first))
    }

    fn entries(&self) -> Result<Vec<PassageRow>, StoreError> {
        let senses = &self.senses;
        self.passages(&format!(
            "SELECT e.id, e.published, e.title, '', 0, 0, NULL FROM
               (SELECT DISTINCT place FROM mentioned WHERE entity IN ({senses}) ORDER BY place DESC
                LIMIT {MAX_RECENT_ENTRIES}) AS m
             CROSS JOIN entry AS e ON e.place = m.place WHERE e.hidden IN (0, 3) LIMIT {MAX_PAGE_ROWS}"
        ))
    }

    fn quotes_by(&self) -> Result<Vec<PassageRow>, StoreError> {
        let senses = &self.senses;
        self.passages(&format!(
            "SELECT e.id, e.published, e.title, plain_text(b.text), q.start, q.end, q.pieces FROM
               (SELECT * FROM quote WHERE speaker IN ({senses}) ORDER BY place DESC LIMIT {MAX_RECENT_ENTRIES}) AS q
             CROSS JOIN entry AS e ON e.id = q.entry CROSS JOIN body AS b ON b.id = 2 * e.id + e.has_page
             WHERE e.hidden IN (0, 3) LIMIT {MAX_PAGE_ROWS}"
        ))
    }

    /// Returns the start of a query for the newest entries with the entity, with their mentions of it.
    fn recent(&self) -> String {
        let senses = &self.senses;
        format!(
            "(SELECT DISTINCT place FROM mentioned WHERE entity IN ({senses}) ORDER BY place DESC
                LIMIT {MAX_RECENT_ENTRIES}) AS p
             CROSS JOIN entry AS e ON e.place = p.place AND e.hidden IN (0, 3)
             CROSS JOIN mention AS m ON m.entry = e.id AND m.entity IN ({senses})"
        )
    }

    fn quotes_about(&self) -> Result<Vec<PassageRow>, StoreError> {
        let (recent, senses) = (self.recent(), &self.senses);
        self.passages(&format!(
            "SELECT e.id, e.published, e.title, plain_text(b.text), q.start, q.end, q.pieces FROM {recent}
             CROSS JOIN quote AS q ON q.entry = e.id AND q.start <= m.start AND q.end >= m.end
               AND coalesce(q.speaker NOT IN ({senses}), 1)
             CROSS JOIN body AS b ON b.id = 2 * e.id + e.has_page LIMIT {MAX_PAGE_ROWS}"
        ))
    }

    fn figures(&self) -> Result<Vec<PassageRow>, StoreError> {
        let recent = self.recent();
        self.passages(&format!(
            "SELECT e.id, e.published, e.title, plain_text(b.text), f.start - f.n_before, f.end + f.n_after, NULL
             FROM {recent}
             CROSS JOIN figure AS f ON f.entry = e.id AND f.start - f.n_before <= m.start AND f.end + f.n_after >= m.end
             CROSS JOIN body AS b ON b.id = 2 * e.id + e.has_page LIMIT {MAX_PAGE_ROWS}"
        ))
    }

    /// Returns passages without those that were there before.
    fn passages(&self, sql: &str) -> Result<Vec<PassageRow>, StoreError> {
        let mut statement = self.library.prepare(sql)?;
        let mut rows = statement.query(params_from_iter(std::iter::empty::<Value>()))?;
        let mut passages: Vec<PassageRow> = Vec::new();
        while let Some(row) = rows.next()? {
            let Ok(published) = Timestamp::from_second(row.get(1)?) else {
                continue;
            };
            let text = row
                .get_ref(3)?
                .as_str_or_null()
                .map_err(rusqlite::Error::from)?;
            let (start, end): (u32, u32) = (row.get(4)?, row.get(5)?);
            let pieces: Option<String> = row.get(6)?;
            let passage = PassageRow {
                entry: EntryId(row.get(0)?),
                published,
                title: row.get(2)?,
                words: text
                    .map_or_else(String::new, |text| cut_passage(text, (start, end), pieces)),
            };
            if !passages.contains(&passage) {
                passages.push(passage);
            }
        }
        Ok(passages)
    }

    /// Returns the entities that are main names of the same entries most often.
    fn together(&self) -> Result<Vec<(i64, u32)>, StoreError> {
        let senses = &self.senses;
        let mut statement = self.library.prepare(&format!(
            "SELECT e.identity, sum(t.n_entries) AS n FROM together AS t JOIN entity AS e ON e.id = t.other
             WHERE t.entity IN ({senses}) AND t.n_entries > 0 AND t.other NOT IN ({senses})
             GROUP BY e.identity ORDER BY n DESC, e.identity LIMIT {MAX_PAGE_ROWS}"
        ))?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Returns the words of a passage on one line; the pieces of a split quote are joined.
fn cut_passage(text: &str, range: (u32, u32), pieces: Option<String>) -> String {
    let ranges = pieces.unwrap_or_else(|| format!("{}..{}", range.0, range.1));
    let mut words = Vec::new();
    for piece in ranges.split(' ') {
        let ends = piece.split_once("..");
        let ends = ends.and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
        // A damaged range has no words.
        let cut = ends.and_then(|(start, end): (usize, usize)| text.get(start..end));
        words.extend(cut.map_or("", |cut| cut).split_whitespace());
    }
    words.join(" ")
}
