//! Quotes and figures across the library, one row at a time.

use std::collections::HashMap;
use std::ops::ControlFlow;

use jiff::Timestamp;
use rusqlite::{Row, params_from_iter};

use super::entity_decisions::DecidedEntities;
use super::feeds::timestamp_of;
use super::finding_table::FindingTable;
use super::query_compiler::{CompiledQuery, compile_findings};
use super::{Library, StoreError};
use crate::article::Link;
use crate::invariant::ExpectOr;
use crate::library::{
    EntityNumber, EntryId, FindingSource, LibraryFigure, LibraryQuote, LibrarySpeaker, Query,
    QuerySort, ScalarEnds,
};
use crate::text::content_hash;

/// The columns of an entry that [`read_source`] reads, and its current text.
pub(super) const SOURCE_SQL: &str = "SELECT e.source_id, e.title,
       coalesce(e.outlet, iif(f.address GLOB 'saved:*', h.name, NULL), nullif(f.own_title, ''), nullif(f.title, ''),
         h.name, ''),
       e.author, e.link, e.published, e.is_dated, e.arrived, plain_text(b.text)
     FROM entry AS e JOIN feed AS f ON f.id = e.feed LEFT JOIN host AS h ON h.id = e.host
       JOIN body AS b ON b.id = 2 * e.id + e.has_page
     WHERE e.id = ?1";

/// An article whose findings are being read: its text, and a place in it up to which characters are counted.
pub(super) struct SourceText {
    pub(super) source: FindingSource,
    pub(super) text: String,
    /// The offset that was converted last, in bytes, and the same in scalars.
    counted: (usize, usize),
}

impl SourceText {
    /// Reads an entry.
    pub(super) fn read(library: &Library, id: EntryId) -> Result<Self, StoreError> {
        let mut statement = library.connection.prepare_cached(SOURCE_SQL)?;
        Ok(statement.query_row([id.0], |row| {
            let text: String = row.get(8)?;
            let source = read_source(id, row, &text)?;
            Ok(Self {
                source,
                text,
                counted: (0, 0),
            })
        })?)
    }

    /// Returns an offset in bytes as a number of Unicode scalar values. Offsets that rise are counted once.
    pub(super) fn scalars(&mut self, at: usize) -> usize {
        let at = self.text.floor_char_boundary(at);
        let (from, before) = match self.counted {
            (byte, scalar) if byte <= at => (byte, scalar),
            _ => (0, 0),
        };
        let part = self
            .text
            .get(from..at)
            .expect_or_default("both are boundaries");
        self.counted = (at, before + part.chars().count());
        self.counted.1
    }

    /// Returns a range in bytes as one in scalars.
    pub(super) fn range(&mut self, (start, end): (usize, usize)) -> ScalarEnds {
        (self.scalars(start), self.scalars(end))
    }

    /// Returns the words in a range of bytes; none if a damaged file has a range outside the text.
    pub(super) fn words(&self, (start, end): (usize, usize)) -> &str {
        self.text.get(start..end).map_or("", |words| words)
    }
}

fn read_source(id: EntryId, row: &Row, text: &str) -> rusqlite::Result<FindingSource> {
    let link: Option<String> = row.get(4)?;
    let published: Timestamp = timestamp_of(row.get(5)?);
    let is_dated: bool = row.get(6)?;
    Ok(FindingSource {
        entry: id,
        source_id: row.get(0)?,
        title: row.get(1)?,
        site: row.get(2)?,
        author: row.get(3)?,
        link: link.and_then(|link| Link::parse(&link)),
        published: is_dated.then_some(published),
        retrieved: timestamp_of(row.get(7)?),
        text_hash: content_hash(text.as_bytes()),
    })
}

impl Library {
    /// Calls `take` for each quote that matches the query, in the order that it asks for, until `take` breaks. Quotes
    /// are read one at a time. In this query, words without a field are words of the quote.
    ///
    /// # Errors
    ///
    /// If the library cannot be read.
    pub fn visit_quotes(
        &self,
        query: &Query,
        mut take: impl FnMut(LibraryQuote) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let compiled = compile_findings(self, query, FindingTable::Quotes)?;
        let order = match query.sort() {
            Some(QuerySort::Speaker) => {
                "(SELECT i.name FROM entity AS n JOIN entity AS i ON i.id = n.identity WHERE n.id = q.speaker)
                   COLLATE NOCASE NULLS LAST, q.speaker_words, q.place DESC, q.id"
            }
            Some(QuerySort::Article) => "e.title COLLATE NOCASE, e.id, q.id",
            Some(QuerySort::Oldest) => "q.place, q.id",
            _ => "q.place DESC, q.id",
        };
        let sql = format!(
            "SELECT e.id, q.start, q.end, q.pieces, q.speech, (SELECT identity FROM entity WHERE id = q.speaker), q.speaker_words, q.speaker_start, q.speaker_end,
               q.cue_start, q.cue_end, (SELECT name FROM entity WHERE id = q.speaker),
               (SELECT key FROM entity WHERE id = q.speaker)
             FROM {} ORDER BY {}",
            compiled.from,
            by_driver(order, &compiled, "q.place")
        );
        let mut speakers = SpeakerNames::read(self)?;
        self.visit_rows(&sql, compiled, |text, row| {
            let mut quote = read_quote(text, row)?;
            speakers.name_speaker(&mut quote)?;
            Ok(take(quote))
        })
    }

    /// Calls `take` for each figure that matches the query, in the order that it asks for, until `take` breaks. In this
    /// query, words without a field are words of the figure's sentence.
    ///
    /// # Errors
    ///
    /// If the library cannot be read.
    pub fn visit_figures(
        &self,
        query: &Query,
        mut take: impl FnMut(LibraryFigure) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let compiled = compile_findings(self, query, FindingTable::Figures)?;
        let order = match query.sort() {
            Some(QuerySort::Size) => "f.size DESC, e.place DESC, f.start",
            Some(QuerySort::Article) => "e.title COLLATE NOCASE, e.id, f.start",
            Some(QuerySort::Oldest) => "e.place, f.start",
            _ => "e.place DESC, f.start",
        };
        let sql = format!(
            "SELECT e.id, f.start, f.end, f.kind, f.low, f.high, f.modifier, f.unit, f.per, f.change, f.of_start, f.of_end,
               f.n_before, f.n_after
             FROM {} ORDER BY {}",
            compiled.from,
            by_driver(order, &compiled, "e.place")
        );
        self.visit_rows(&sql, compiled, |text, row| {
            Ok(take(read_figure(text, row)?))
        })
    }

    /// Runs a query whose first column is the entry, and calls `take` with the entry's text for each row.
    fn visit_rows(
        &self,
        sql: &str,
        compiled: CompiledQuery,
        mut take: impl FnMut(&mut SourceText, &Row) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<(), StoreError> {
        // One read transaction for all rows: a refresh that writes meanwhile must not mix old rows with new texts.
        let _transaction = self.connection.unchecked_transaction()?;
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(compiled.values))?;
        let mut current: Option<SourceText> = None;
        while let Some(row) = rows.next()? {
            let id = EntryId(row.get(0)?);
            let mut text = match current.take().filter(|text| text.source.entry == id) {
                Some(text) => text,
                None => SourceText::read(self, id)?,
            };
            if take(&mut text, row)?.is_break() {
                break;
            }
            current = Some(text);
        }
        Ok(())
    }
}

/// The maximum number of speakers whose names are kept while quotes are read.
const MAX_KEPT_SPEAKERS: usize = 4096;

/// The entities of the library that speak, as the user's decisions and the ties across articles have them.
struct SpeakerNames<'a> {
    library: &'a Library,
    decided: DecidedEntities,
    /// Name and key by number of the entity; `None` for one that is forgotten.
    kept: HashMap<i64, Option<(String, String)>>,
}

impl<'a> SpeakerNames<'a> {
    fn read(library: &'a Library) -> Result<Self, StoreError> {
        Ok(Self {
            library,
            decided: DecidedEntities::read(&library.connection)?,
            kept: HashMap::new(),
        })
    }

    /// Gives the speaker of a quote the name and key of its entity. A forgotten one keeps only its words in the text.
    fn name_speaker(&mut self, quote: &mut LibraryQuote) -> Result<(), StoreError> {
        let Some(speaker) = quote.speaker.as_mut() else {
            return Ok(());
        };
        let Some(number) = speaker.entity.filter(|number| *number > 0) else {
            return Ok(());
        };
        if self.kept.len() >= MAX_KEPT_SPEAKERS {
            self.kept.clear();
        }
        if !self.kept.contains_key(&number) {
            let row = self
                .library
                .entity_row(EntityNumber(number), &self.decided)?
                .filter(|_| !self.decided.forgotten.contains(&number));
            self.kept.insert(number, row.map(|row| (row.name, row.key)));
        }
        if let Some(Some((name, key))) = self.kept.get(&number) {
            name.clone_into(&mut speaker.name);
            speaker.key = Some(key.clone());
        } else {
            (speaker.entity, speaker.key) = (None, None);
        }
        Ok(())
    }
}

/// Returns the order with the sort key of the table that drives the search, so that SQLite need not sort.
fn by_driver(order: &str, compiled: &CompiledQuery, place: &str) -> String {
    if compiled.is_of_words {
        order.replace(place, "s.rowid")
    } else {
        order.to_owned()
    }
}

/// Reads two columns as a range in bytes; `None` if they are null.
fn byte_range(row: &Row, start: usize) -> rusqlite::Result<Option<(usize, usize)>> {
    let ends: (Option<u32>, Option<u32>) = (row.get(start)?, row.get(start + 1)?);
    let index = |at: u32| usize::try_from(at).expect_or(usize::MAX, "32 bits fit an index");
    Ok(ends
        .0
        .zip(ends.1)
        .map(|(start, end)| (index(start), index(end))))
}

fn read_quote(text: &mut SourceText, row: &Row) -> Result<LibraryQuote, StoreError> {
    let whole = byte_range(row, 1)?.map_or((0, 0), |range| range);
    let pieces: Option<String> = row.get(3)?;
    let spans = pieces.map_or_else(|| vec![whole], |pieces| read_pieces(&pieces));
    let words: Vec<_> = spans.iter().map(|span| text.words(*span)).collect();
    let words = words.join(" ");
    let cue = byte_range(row, 9)?.map(|range| text.words(range).to_owned());
    let speaker_range = byte_range(row, 7)?;
    let in_text = speaker_range.map(|range| text.words(range).to_owned());
    let name: Option<String> = row.get(11)?;
    let range = text.range(whole);
    let spans = spans.into_iter().map(|span| text.range(span)).collect();
    let speaker = in_text.or(name).map(|name| LibrarySpeaker {
        name,
        entity: None,
        key: None,
        range: speaker_range.map(|range| text.range(range)),
    });
    let speaker = match speaker {
        Some(speaker) => Some(LibrarySpeaker {
            entity: row.get(5)?,
            key: row.get(12)?,
            ..speaker
        }),
        None => None,
    };
    Ok(LibraryQuote {
        source: text.source.clone(),
        words,
        range,
        spans,
        kind: row.get(4)?,
        speaker,
        cue,
        likeness: None,
    })
}

/// Reads the pieces of a split quote, `12..30 40..52`. Damaged ones are left out.
pub(super) fn read_pieces(pieces: &str) -> Vec<(usize, usize)> {
    let pieces = pieces.split(' ').filter_map(|piece| {
        let (start, end) = piece.split_once("..")?;
        Some((start.parse().ok()?, end.parse().ok()?))
    });
    pieces.collect()
}

fn read_figure(text: &mut SourceText, row: &Row) -> Result<LibraryFigure, StoreError> {
    let (start, end) = byte_range(row, 1)?.map_or((0, 0), |range| range);
    let (n_before, n_after) = byte_range(row, 12)?.map_or((0, 0), |around| around);
    let sentence = (start.saturating_sub(n_before), end.saturating_add(n_after));
    let of = byte_range(row, 10)?.map(|range| text.words(range).to_owned());
    Ok(LibraryFigure {
        words: text.words((start, end)).to_owned(),
        sentence: text.words(sentence).to_owned(),
        sentence_range: text.range(sentence),
        range: text.range((start, end)),
        source: text.source.clone(),
        kind: row.get(3)?,
        low: row.get(4)?,
        high: row.get(5)?,
        modifier: row.get(6)?,
        unit: row.get(7)?,
        per: row.get(8)?,
        change: row.get(9)?,
        of,
    })
}
