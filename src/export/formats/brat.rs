//! The brat standoff format (`.ann`): text-bound annotations, relations, attributes, normalizations and notes.
//!
//! The `.txt` file next to it holds the document's text byte for byte (`text` in `--format json`). A document is
//! written as follows.
//!
//! - `T`: a span with its type: `Person`, `Organization`, `Place`, `Group`, `Event`, `Work`, `Other`, `Quote`, `Cue`,
//!   `Speaker`, `Figure`, `Of`, `Date`, `Watch`. A span with several pieces, or one that crosses a line end or a tab,
//!   is written as pieces separated by `;`.
//! - `R`: a relation between two spans: `Cue` and `Speaker` of a quote, `Of` of a figure. If the speaker is a mention,
//!   the relation points to the mention's `T`; other words get a `T` of their own.
//! - `A`: an attribute: `Form` of a mention, `Speech` of a quote, `Kind` of a figure or date, `Modifier`, `Change` (by
//!   an amount), `Level` (from or to an amount).
//! - `N`: the key of the entity. `*`: all mentions of one entity.
//! - `#`: the value of a figure or date, with its unit.

use std::io;
use std::io::Write;

use super::super::exact_values::ValueOrPair;
use super::super::exact_values::amount_digits;
use super::super::exact_values::format_value;
use super::super::exact_values::level_name;
use super::super::exact_values::unit_label;
use super::super::spans::ScalarSpans;
use super::super::spans::to_single_line;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::Entity;
use crate::annotation::EntityId;
use crate::annotation::EntityKind;
use crate::annotation::Figure;
use crate::annotation::Mention;
use crate::annotation::Quote;
use crate::article::Article;
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;
use crate::text::ByteRange;

/// The brat standoff format.
pub(in super::super) struct Brat;

impl ExportFormat for Brat {
    fn name(&self) -> &'static str {
        "brat"
    }

    fn about(&self) -> &'static str {
        "brat standoff format (.ann)"
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        _: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut standoff = Standoff::new(article, out);
        for (item, mention) in annotations.mentions() {
            if let Some(entity) = annotations.entity(mention.entity) {
                standoff.mention(item, mention, entity)?;
            }
        }
        standoff.same_entities()?;
        for item in annotations.items() {
            // Mentions are written already.
            let Some(span_type) = item.kind.names().brat_type else {
                continue;
            };
            if let Some(quote) = item.kind.quote() {
                standoff.quote(quote, span_type)?;
            } else if let Some(figure) = item.kind.figure() {
                standoff.figure(item, figure, span_type)?;
            } else {
                standoff.other(item, span_type)?;
            }
        }
        Ok(())
    }
}

/// The number of a text-bound annotation: 1 in `T1`.
type SpanId = u32;

/// A brat document being written, with the counters of its annotations.
struct Standoff<'a> {
    spans: ScalarSpans<'a>,
    out: &'a mut dyn Write,
    /// The range and span of each mention. Sorted when all mentions are written.
    mentions: Vec<(ByteRange, SpanId)>,
    /// The entity and span of each mention.
    of_entity: Vec<(EntityId, SpanId)>,
    n_spans: u32,
    n_relations: u32,
    n_attributes: u32,
    n_keys: u32,
    n_notes: u32,
}

impl<'a> Standoff<'a> {
    fn new(article: &'a Article, out: &'a mut dyn Write) -> Self {
        Self {
            spans: ScalarSpans::new(article),
            out,
            mentions: Vec::new(),
            of_entity: Vec::new(),
            n_spans: 0,
            n_relations: 0,
            n_attributes: 0,
            n_keys: 0,
            n_notes: 0,
        }
    }

    /// Writes an annotation of any type: its kind, its modifier and its value, if it has them.
    fn other(&mut self, item: &Annotation, span_type: &str) -> io::Result<()> {
        let id = self.span(span_type, &[item.range])?;
        if let Some(kind) = item.kind.value_kind() {
            self.attribute("Kind", id, kind)?;
        }
        if let Some(modifier) = item.kind.modifier() {
            self.attribute("Modifier", id, modifier)?;
        }
        if let Some(rule) = item.kind.watch() {
            self.note(id, &format!("rule {}", rule.0))?;
        }
        if let Some(value) = format_value(&item.kind) {
            self.note(id, &value)?;
        }
        Ok(())
    }

    /// Writes a mention and the key of its entity.
    fn mention(&mut self, item: &Annotation, mention: Mention, entity: &Entity) -> io::Result<()> {
        let id = self.span(brat_type(entity.kind), &[item.range])?;
        self.attribute("Form", id, mention.form.name())?;
        self.n_keys += 1;
        let (n, key) = (self.n_keys, to_single_line(entity.key.as_str()));
        let name = to_single_line(&entity.name);
        writeln!(self.out, "N{n}\tReference T{id} pullquote:{key}\t{name}")?;
        self.mentions.push((item.range, id));
        self.of_entity.push((mention.entity, id));
        Ok(())
    }

    /// Writes one line for the mentions of each entity with several. Called when all mentions are written.
    fn same_entities(&mut self) -> io::Result<()> {
        self.mentions.sort_unstable();
        let mut of_entity = std::mem::take(&mut self.of_entity);
        of_entity.sort_unstable();
        for same in of_entity.chunk_by(|(one, _), (other, _)| one == other) {
            if same.len() > 1 {
                self.out.write_all(b"*\tSame")?;
                for (_, id) in same {
                    write!(self.out, " T{id}")?;
                }
                self.out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn quote(&mut self, quote: &Quote, span_type: &str) -> io::Result<()> {
        let id = self.span(span_type, &quote.content)?;
        self.attribute("Speech", id, quote.speech.name())?;
        if let Some(range) = quote.cue {
            let cue = self.span("Cue", &[range])?;
            self.relation("Cue", id, cue)?;
        }
        if let Some(range) = quote.speaker.range() {
            let speaker = self.words("Speaker", range)?;
            self.relation("Speaker", id, speaker)?;
        }
        Ok(())
    }

    fn figure(&mut self, item: &Annotation, figure: &Figure, span_type: &str) -> io::Result<()> {
        let id = self.span(span_type, &[item.range])?;
        self.attribute("Kind", id, figure.kind.name())?;
        if let Some(modifier) = figure.modifier {
            self.attribute("Modifier", id, modifier.name())?;
        }
        if let Some(change) = figure.change {
            self.attribute("Change", id, change.name())?;
        }
        if let Some(reached) = figure.level {
            self.attribute("Level", id, &level_name(reached))?;
        }
        if let Some(range) = figure.of {
            let of = self.words("Of", range)?;
            self.relation("Of", id, of)?;
        }
        let mut value = match amount_digits(figure.amount) {
            ValueOrPair::One(value) => value,
            ValueOrPair::Pair(low, high) => format!("{low} {high}"),
        };
        if let Some(unit) = unit_label(figure) {
            value = format!("{value} {unit}");
        }
        self.note(id, &value)
    }

    /// Returns the span of the mention at the range, or writes a new span of the given type.
    fn words(&mut self, what: &str, range: ByteRange) -> io::Result<SpanId> {
        // If several mentions have this range, the last one is used.
        let after = self.mentions.partition_point(|(other, _)| *other <= range);
        let found = after.checked_sub(1).and_then(|n| self.mentions.get(n));
        match found {
            Some((other, id)) if *other == range => Ok(*id),
            _ => self.span(what, &[range]),
        }
    }

    /// Writes a span and returns its number.
    fn span(&mut self, what: &str, pieces: &[ByteRange]) -> io::Result<SpanId> {
        self.n_spans += 1;
        let id = self.n_spans;
        write!(self.out, "T{id}\t{what} ")?;
        let spans = &self.spans;
        let pieces: Vec<_> = pieces
            .iter()
            .flat_map(|piece| split_at_breaks(spans.words(*piece), piece.start().index()))
            .collect();
        for (n, piece) in pieces.iter().enumerate() {
            let (start, end) = self.spans.of(*piece);
            let gap = if n == 0 { "" } else { ";" };
            write!(self.out, "{gap}{start} {end}")?;
        }
        self.out.write_all(b"\t")?;
        for (n, piece) in pieces.iter().enumerate() {
            self.out.write_all(if n == 0 { b"" } else { b" " })?;
            self.out.write_all(self.spans.words(*piece).as_bytes())?;
        }
        self.out.write_all(b"\n")?;
        Ok(id)
    }

    /// Writes a relation.
    fn relation(&mut self, what: &str, from: SpanId, to: SpanId) -> io::Result<()> {
        self.n_relations += 1;
        let n = self.n_relations;
        writeln!(self.out, "R{n}\t{what} Arg1:T{from} Arg2:T{to}")
    }

    /// Writes an attribute.
    fn attribute(&mut self, what: &str, of: SpanId, value: &str) -> io::Result<()> {
        self.n_attributes += 1;
        let n = self.n_attributes;
        writeln!(self.out, "A{n}\t{what} T{of} {value}")
    }

    /// Writes a note.
    fn note(&mut self, of: SpanId, words: &str) -> io::Result<()> {
        self.n_notes += 1;
        let n = self.n_notes;
        let words = to_single_line(words);
        writeln!(self.out, "#{n}\tAnnotatorNotes T{of}\t{words}")
    }
}

/// Returns the pieces of `words` between line ends and tabs, as byte ranges of the text. `words` starts at byte
/// `start`.
///
/// Tabs separate the fields of a standoff line, and brat rejects a piece that crosses a line end.
fn split_at_breaks(words: &str, start: usize) -> impl Iterator<Item = ByteRange> {
    let mut at = start;
    let pieces = words.split_inclusive(is_break);
    pieces.filter_map(move |piece| {
        let range = ByteRange::of(at, at + piece.trim_end_matches(is_break).len());
        at += piece.len();
        (!range.is_empty()).then_some(range)
    })
}

/// Returns true for a tab, and for each character that ends a line in Python, in which brat is written.
const fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Returns the brat type of an entity kind.
const fn brat_type(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Place => "Place",
        EntityKind::Group => "Group",
        EntityKind::Event => "Event",
        EntityKind::Work => "Work",
        EntityKind::Other => "Other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_cut_at_what_ends_a_line_or_a_field() {
        let found = |words: &str| -> Vec<String> {
            let pieces = split_at_breaks(words, 10);
            pieces
                .map(|piece| format!("{}-{}", piece.start(), piece.end()))
                .collect()
        };
        assert_eq!(found("one two"), ["10-17"]);
        assert_eq!(found("a\r\n\r\nbc\td"), ["10-11", "15-17", "18-19"]);
        assert_eq!(found("\na\u{2028}b\u{85}"), ["11-12", "15-16"]);
        assert!(found("\n\t").is_empty());
    }
}
