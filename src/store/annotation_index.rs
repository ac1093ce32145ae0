//! The engine's annotations in SQL tables, for queries across the library: who is mentioned where, who said what, which
//! figures and dates occur.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::sense_index::{SenseNumbers, number_senses, tie_senses, write_roles};
use super::text_normalize::{normalize_text, noun_stem, split_words};
use super::{Library, StoreError};
use crate::annotation::{
    Annotations, DateModifier, EngineVersion, Entity, Figure, Level, Modifier, Speaker, Unit,
};
use crate::article::Article;
use crate::corpus::read_senses;
use crate::invariant::ExpectOr;
use crate::library::EntryId;
use crate::text::{ByteRange, Text, TextId, content_hash};

/// How many of an entry's entities, most mentioned first, are counted as pairs in `together`. Six make at most 30 rows
/// per entry; the number of rows grows with the square.
const MAX_PAIRED_ENTITIES: usize = 6;
/// How many of these entities a list shows.
const MAX_LISTED_ENTITIES: usize = 3;

impl Library {
    /// Returns up to `limit` visible entries whose current text this engine has not annotated. Entries that no engine
    /// has annotated come first, newest first.
    pub fn to_annotate(
        &self,
        engine: &EngineVersion,
        limit: u32,
    ) -> Result<Vec<EntryId>, StoreError> {
        // If this engine was not the last one used, it will get a new, higher number, so every existing annotation is
        // older.
        let current = latest_engine(&self.connection)?.filter(|(_, last)| last == &engine.0);
        let current = current.map_or(i64::MAX, |(id, _)| id);
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM entry INDEXED BY entry_engine WHERE hidden = 0 AND engine < ?1
             ORDER BY engine, place DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![current, limit], |row| row.get(0).map(EntryId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the number of visible entries that no engine has annotated.
    pub fn n_unannotated(&self) -> Result<u32, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FROM entry INDEXED BY entry_engine WHERE hidden = 0 AND engine = 0",
        )?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Stores the annotations of entries in place of those of an earlier engine. Returns how many were stored.
    ///
    /// Annotations of a text that is no longer the entry's current one are dropped.
    pub fn put_annotations<'a>(
        &mut self,
        found: impl IntoIterator<Item = (EntryId, &'a Article, &'a Annotations)>,
    ) -> Result<usize, StoreError> {
        let mut found = found.into_iter().peekable();
        // Usually there is nothing to store in the end. Skip the transaction, which would lock other processes out.
        if found.peek().is_none() {
            return Ok(0);
        }
        self.write_transaction(|library| {
            let mut n_kept = 0;
            for (id, article, annotations) in found {
                n_kept += usize::from(write_annotations(library, id, article, annotations)?);
            }
            Ok(n_kept)
        })
    }
}

/// Returns the number and version of the engine that was used last.
fn latest_engine(library: &Connection) -> Result<Option<(i64, String)>, StoreError> {
    let mut statement =
        library.prepare_cached("SELECT id, version FROM engine ORDER BY id DESC LIMIT 1")?;
    Ok(statement
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Returns the engine's number, which is always the highest so far: annotations of earlier engines have lower numbers.
fn engine_number(library: &Connection, engine: &EngineVersion) -> Result<i64, StoreError> {
    if let Some((id, version)) = latest_engine(library)?
        && version == engine.0
    {
        return Ok(id);
    }
    library.execute("INSERT INTO engine (version) VALUES (?1)", [&engine.0])?;
    Ok(library.last_insert_rowid())
}

/// Stores the annotations of one entry. Returns false, and stores nothing, if they are of another text.
pub(super) fn write_annotations(
    library: &Connection,
    id: EntryId,
    article: &Article,
    found: &Annotations,
) -> Result<bool, StoreError> {
    let mut statement = library.prepare_cached(
        "SELECT e.place, plain_text(b.text) FROM entry AS e JOIN body AS b ON b.id = 2 * e.id + e.has_page WHERE e.id = ?1",
    )?;
    let there = statement.query_row([id.0], |row| {
        let text = TextId::from_u64(content_hash(row.get_ref(1)?.as_str()?.as_bytes()));
        Ok((row.get(0)?, text))
    });
    let Some((place, text)) = there.optional()? else {
        return Ok(false);
    };
    if text != found.text() || text != article.text().id() {
        return Ok(false);
    }
    forget_annotations(library, id)?;
    let senses = number_senses(library, read_senses(article, found))?;
    let writer = AnnotationWriter {
        library,
        entry: id.0,
        place,
        text: article.text(),
        senses: &senses,
    };
    let most = writer.mentions(found)?;
    write_roles(library, place, article.text(), found, &senses)?;
    tie_senses(library, &senses)?;
    writer.quotes(found)?;
    writer.figures(found)?;
    writer.dates(found)?;
    let counts = found.count_findings();
    let number =
        |n: usize| u32::try_from(n).expect_or(u32::MAX, "an article has fewer findings than bytes");
    let names: Vec<_> = most
        .iter()
        .take(MAX_LISTED_ENTITIES)
        .map(|entity| entity.name.as_str())
        .collect();
    library
        .prepare_cached("UPDATE entry SET engine = ?2, n_quotes = ?3, n_figures = ?4, entities = ?5 WHERE id = ?1")?
        .execute(params![id.0, engine_number(library, found.engine())?, number(counts.n_quotes), number(counts.n_figures), names.join("\n")])?;
    Ok(true)
}

/// Removes the annotations of an entry.
pub(super) fn forget_annotations(library: &Connection, id: EntryId) -> Result<(), StoreError> {
    let was_seen = library
        .prepare_cached("SELECT 1 FROM entry WHERE id = ?1 AND n_quotes IS NOT NULL")?
        .exists([id.0])?;
    if !was_seen {
        return Ok(());
    }
    let mut statement = library.prepare_cached(
        "SELECT entity FROM mention WHERE entry = ?1 GROUP BY entity ORDER BY count(*) DESC, min(start) LIMIT ?2",
    )?;
    let limit = i64::try_from(MAX_PAIRED_ENTITIES).expect_or(i64::MAX, "a small constant fits");
    let most = statement.query_map([id.0, limit], |row| row.get(0))?;
    let most: Vec<i64> = most.collect::<Result<_, _>>()?;
    update_pair_counts(library, &most, -1)?;
    let mut counted = library
        .prepare_cached("SELECT entity, count(*) FROM mention WHERE entry = ?1 GROUP BY entity")?;
    let counts = counted.query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    update_sense_counts(library, counts.collect::<Result<Vec<_>, _>>()?, -1)?;
    for sql in [
        "DELETE FROM mentioned WHERE place = (SELECT place FROM entry WHERE id = ?1)
           AND entity IN (SELECT entity FROM mention WHERE entry = ?1)",
        "DELETE FROM had_role WHERE place = (SELECT place FROM entry WHERE id = ?1)
           AND entity IN (SELECT entity FROM mention WHERE entry = ?1)",
        "DELETE FROM mention WHERE entry = ?1",
        "DELETE FROM quote WHERE entry = ?1",
        "DELETE FROM figure WHERE entry = ?1",
        "DELETE FROM date WHERE entry = ?1",
    ] {
        library.prepare_cached(sql)?.execute([id.0])?;
    }
    Ok(())
}

/// Adds `by` to the pair count of each two of these entities, in both directions.
fn update_pair_counts(library: &Connection, entities: &[i64], by: i64) -> Result<(), StoreError> {
    let mut statement = library.prepare_cached(
        "INSERT INTO together (entity, other, n_entries) VALUES (?1, ?2, ?3)
         ON CONFLICT (entity, other) DO UPDATE SET n_entries = n_entries + ?3",
    )?;
    for entity in entities {
        for other in entities.iter().filter(|other| *other != entity) {
            statement.execute([*entity, *other, by])?;
        }
    }
    Ok(())
}

/// Adds `by` to the number of entries of each of these senses, and the mentions times `by` to theirs.
fn update_sense_counts(
    library: &Connection,
    mentions: impl IntoIterator<Item = (i64, u32)>,
    by: i64,
) -> Result<(), StoreError> {
    let mut statement = library.prepare_cached(
        "UPDATE entity SET n_entries = max(0, n_entries + ?2), n_mentions = max(0, n_mentions + ?2 * ?3) WHERE id = ?1",
    )?;
    for (sense, n_mentions) in mentions {
        statement.execute(params![sense, by, n_mentions])?;
    }
    Ok(())
}

/// Writes the annotations of one entry.
struct AnnotationWriter<'a> {
    library: &'a Connection,
    entry: i64,
    place: i64,
    /// Sort key of the entry.
    text: &'a Text,
    /// The library's numbers of the article's senses.
    senses: &'a SenseNumbers,
}

impl AnnotationWriter<'_> {
    /// Writes the mentions. Returns the entities, most mentioned first.
    fn mentions<'a>(&self, found: &'a Annotations) -> Result<Vec<&'a Entity>, StoreError> {
        let mut write = self.library.prepare_cached(
            "INSERT OR IGNORE INTO mention (entry, start, end, entity, form) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        // Keyed by the library's id, since two entities of a document may be one in the library. Holds the number of
        // mentions, the first offset, and the first entity.
        let mut counts: HashMap<i64, (u32, u32, &Entity)> = HashMap::new();
        for (at, (annotation, mention)) in found.mentions().enumerate() {
            let (Some(id), Some(entity)) =
                (self.senses.of_mention(at), found.entity(mention.entity))
            else {
                continue;
            };
            let (start, end) = range_ends(annotation.range);
            if write.execute(params![self.entry, start, end, id, mention.form.name()])? > 0 {
                counts.entry(id).or_insert((0, start, entity)).0 += 1;
            }
        }
        let mut write = self.library.prepare_cached(
            "INSERT INTO mentioned (entity, place, n_mentions) VALUES (?1, ?2, ?3)",
        )?;
        let mut most: Vec<_> = counts.into_iter().collect();
        most.sort_by_key(|(_, (n, start, _))| (std::cmp::Reverse(*n), *start));
        for (id, (n, ..)) in &most {
            write.execute(params![id, self.place, n])?;
        }
        let together: Vec<_> = most
            .iter()
            .take(MAX_PAIRED_ENTITIES)
            .map(|(id, _)| *id)
            .collect();
        update_pair_counts(self.library, &together, 1)?;
        let counts = most.iter().map(|(id, (n, ..))| (*id, *n));
        update_sense_counts(self.library, counts, 1)?;
        Ok(most.into_iter().map(|(_, (.., entity))| entity).collect())
    }

    fn quotes(&self, found: &Annotations) -> Result<(), StoreError> {
        let mut write = self.library.prepare_cached(
            "INSERT INTO quote (entry, place, start, end, speech, pieces, speaker, speaker_words, speaker_start,
               speaker_end, cue_start, cue_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for (annotation, quote) in found.quotes() {
            let (start, end) = range_ends(annotation.range);
            let pieces: Vec<_> = quote
                .content
                .iter()
                .map(|piece| format!("{piece:?}"))
                .collect();
            let words = match quote.speaker {
                Speaker::Words(range) => Some(normalize_text(self.text.slice(range))),
                Speaker::Entity(..) | Speaker::Unknown => None,
            };
            let speaker = quote.speaker.range().map(range_ends).unzip();
            let cue = quote.cue.map(range_ends).unzip();
            write.execute(params![
                self.entry,
                self.place,
                start,
                end,
                quote.speech.name(),
                (pieces.len() > 1).then(|| pieces.join(" ")),
                quote
                    .speaker
                    .entity()
                    .and_then(|entity| self.number(entity)),
                words,
                speaker.0,
                speaker.1,
                cue.0,
                cue.1
            ])?;
        }
        Ok(())
    }

    fn figures(&self, found: &Annotations) -> Result<(), StoreError> {
        let mut write = self.library.prepare_cached(
            "INSERT OR IGNORE INTO figure (entry, start, end, kind, low, high, modifier, unit, per, change, of_start,
               of_end, size, thing, n_before, n_after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, CAST(?6 AS REAL), ?13, ?14, ?15)",
        )?;
        for (annotation, figure) in found.figures() {
            let (start, end) = range_ends(annotation.range);
            let (low, high) = figure.amount.bounds();
            let of = figure.of.map(range_ends).unzip();
            let change = figure.change.or(figure.level.map(Level::change));
            let sentence = found.sentence_at(annotation.range.start()).map(range_ends);
            let (n_before, n_after) = sentence.map_or((0, 0), |(first, last)| {
                (start.saturating_sub(first), last.saturating_sub(end))
            });
            write.execute(params![
                self.entry,
                start,
                end,
                figure.kind.name(),
                low.to_string(),
                high.to_string(),
                figure.modifier.map(Modifier::name),
                figure.unit.as_ref().map(Unit::name),
                figure.per.as_ref().map(Unit::name),
                change.map(crate::annotation::Change::name),
                of.0,
                of.1,
                self.thing(figure)?,
                n_before,
                n_after
            ])?;
        }
        Ok(())
    }

    /// Returns the number of what a figure counts or measures; `None` if the text does not say.
    fn thing(&self, figure: &Figure) -> Result<Option<i64>, StoreError> {
        let noun = match &figure.unit {
            Some(Unit::Noun(noun)) => Some(noun.as_str()),
            _ => None,
        };
        let of = figure.of.map(|range| self.text.slice(range));
        let Some(words) = of.or(noun) else {
            return Ok(None);
        };
        let mut stems = String::from(" ");
        for word in split_words(words) {
            stems.push_str(&noun_stem(&normalize_text(word)));
            stems.push(' ');
        }
        let mut known = self
            .library
            .prepare_cached("SELECT id FROM thing WHERE words = ?1")?;
        if let Some(id) = known.query_row([&stems], |row| row.get(0)).optional()? {
            return Ok(Some(id));
        }
        let mut new = self
            .library
            .prepare_cached("INSERT INTO thing (words) VALUES (?1)")?;
        Ok(Some(new.insert([&stems])?))
    }

    fn dates(&self, found: &Annotations) -> Result<(), StoreError> {
        let mut write = self.library.prepare_cached(
            "INSERT OR IGNORE INTO date (entry, start, end, kind, value, modifier) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (annotation, date) in found.dates() {
            let (start, end) = range_ends(annotation.range);
            let modifier = date.modifier.map(DateModifier::name);
            write.execute(params![
                self.entry,
                start,
                end,
                date.kind.name(),
                date.value,
                modifier
            ])?;
        }
        Ok(())
    }

    fn number(&self, entity: crate::annotation::EntityId) -> Option<i64> {
        self.senses.of_entity(entity)
    }
}

fn range_ends(range: ByteRange) -> (u32, u32) {
    (range.start().get(), range.end().get())
}
