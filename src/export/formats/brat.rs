//! brat's standoff form (`.ann`): text-bound annotations, relations, attributes, normalisations, notes.
//!
//! What stands beside it as `.txt` is the document's text, byte for byte: `text` of `--format json`. One document is
//! written as follows.
//!
//! - `T` a span with its type: `Person`, `Organization`, `Place`, `Group`, `Event`, `Work`, `Other`, `Quote`, `Cue`,
//!   `Speaker`, `Figure`, `Of`, `Date`, `Watch`. Spans with several pieces, or that go over a line end, have their
//!   pieces parted by `;`.
//! - `R` what ties two of them: `Cue` and `Speaker` of a quote, `Of` of a figure. A speaker that is a mention is that
//!   mention's `T`; other words get one of their own.
//! - `A` `Form` of a mention, `Speech` of a quote, `Kind` of a figure or date, `Modifier`, `Change` (by it), `Level` (from or to it).
//! - `N` the key of the entity; `*` mentions of one entity.
//! - `#` the value of a figure or date with its unit.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::super::Format;
use super::super::Id;
use super::super::spans::Spans;
use super::super::spans::one_line;
use super::super::values::Value;
use super::super::values::digits;
use super::super::values::level;
use super::super::values::unit;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::Entity;
use crate::annotation::EntityId;
use crate::annotation::EntityKind;
use crate::annotation::Figure;
use crate::annotation::Kind;
use crate::annotation::Mention;
use crate::annotation::Quote;
use crate::article::Article;
use crate::text::ByteRange;

/// brat's standoff form.
pub(in super::super) struct Brat;

impl Format for Brat {
    fn name(&self) -> &'static str {
        "brat"
    }

    fn about(&self) -> &'static str {
        "brat's standoff form (.ann)"
    }

    fn write(&self, article: &Article, annotations: &Annotations, _: Option<Id<'_>>) -> String {
        let mut standoff = Standoff::new(article);
        for (item, mention) in annotations.mentions() {
            if let Some(entity) = annotations.entity(mention.entity) {
                standoff.mention(item, mention, entity);
            }
        }
        standoff.same_entities();
        for item in annotations.items() {
            match &item.kind {
                Kind::Mention(_) => {}
                Kind::Quote(quote) => standoff.quote(quote),
                Kind::Figure(figure) => standoff.figure(item, figure),
                Kind::Date(date) => {
                    let id = standoff.span("Date", &[item.range]);
                    standoff.attribute("Kind", id, date.kind.name());
                    if let Some(modifier) = date.modifier {
                        standoff.attribute("Modifier", id, modifier.name());
                    }
                    standoff.note(id, &date.value);
                }
                Kind::Watch(rule) => {
                    let id = standoff.span("Watch", &[item.range]);
                    standoff.note(id, &format!("rule {}", rule.0));
                }
            }
        }
        standoff.lines
    }
}

/// The number of a text-bound annotation: `T1`.
type SpanId = u32;

struct Standoff<'a> {
    spans: Spans<'a>,
    lines: String,
    mentions: BTreeMap<ByteRange, SpanId>,
    of_entity: BTreeMap<EntityId, Vec<SpanId>>,
    n_spans: u32,
    n_relations: u32,
    n_attributes: u32,
    n_keys: u32,
    n_notes: u32,
}

impl<'a> Standoff<'a> {
    fn new(article: &'a Article) -> Self {
        Self {
            spans: Spans::new(article),
            lines: String::new(),
            mentions: BTreeMap::new(),
            of_entity: BTreeMap::new(),
            n_spans: 0,
            n_relations: 0,
            n_attributes: 0,
            n_keys: 0,
            n_notes: 0,
        }
    }

    fn mention(&mut self, item: &Annotation, mention: Mention, entity: &Entity) {
        let id = self.span(type_of(entity.kind), &[item.range]);
        self.attribute("Form", id, mention.form.name());
        self.n_keys += 1;
        let (n, key) = (self.n_keys, entity.key.as_str());
        let name = one_line(&entity.name);
        self.line(format_args!(
            "N{n}\tReference T{id} pullquote:{key}\t{name}"
        ));
        self.mentions.insert(item.range, id);
        self.of_entity.entry(mention.entity).or_default().push(id);
    }

    fn same_entities(&mut self) {
        for ids in std::mem::take(&mut self.of_entity).into_values() {
            if ids.len() > 1 {
                let ids: Vec<_> = ids.iter().map(|id| format!("T{id}")).collect();
                self.line(format_args!("*\tSame {}", ids.join(" ")));
            }
        }
    }

    fn quote(&mut self, quote: &Quote) {
        let id = self.span("Quote", &quote.content);
        self.attribute("Speech", id, quote.speech.name());
        if let Some(range) = quote.cue {
            let cue = self.span("Cue", &[range]);
            self.relation("Cue", id, cue);
        }
        if let Some(range) = quote.speaker.range() {
            let speaker = self.words("Speaker", range);
            self.relation("Speaker", id, speaker);
        }
    }

    fn figure(&mut self, item: &Annotation, figure: &Figure) {
        let id = self.span("Figure", &[item.range]);
        self.attribute("Kind", id, figure.kind.name());
        if let Some(modifier) = figure.modifier {
            self.attribute("Modifier", id, modifier.name());
        }
        if let Some(change) = figure.change {
            self.attribute("Change", id, change.name());
        }
        if let Some(reached) = figure.level {
            self.attribute("Level", id, &level(reached));
        }
        if let Some(range) = figure.of {
            let of = self.words("Of", range);
            self.relation("Of", id, of);
        }
        let mut value = match digits(figure.amount) {
            Value::One(value) => value,
            Value::Pair(low, high) => format!("{low} {high}"),
        };
        if let Some(unit) = unit(figure) {
            value = format!("{value} {unit}");
        }
        self.note(id, &value);
    }

    /// Returns the mention at the range, or a new span of that type.
    fn words(&mut self, what: &str, range: ByteRange) -> SpanId {
        match self.mentions.get(&range) {
            Some(id) => *id,
            None => self.span(what, &[range]),
        }
    }

    fn span(&mut self, what: &str, pieces: &[ByteRange]) -> SpanId {
        let mut places = String::new();
        let mut words = String::new();
        for piece in pieces.iter().flat_map(|piece| self.on_one_line(*piece)) {
            let (start, end) = self.spans.of(piece);
            let gap = if places.is_empty() { "" } else { ";" };
            // Writing to a string cannot fail.
            let _ = write!(places, "{gap}{start} {end}");
            words.push_str(if words.is_empty() { "" } else { " " });
            words.push_str(self.spans.words(piece));
        }
        self.n_spans += 1;
        let id = self.n_spans;
        self.line(format_args!("T{id}\t{what} {places}\t{words}"));
        id
    }

    /// Returns the pieces of the range between its line ends: brat takes none that goes over one.
    fn on_one_line(&self, range: ByteRange) -> Vec<ByteRange> {
        let mut at = range.start().index();
        let mut pieces = Vec::new();
        for line in self.spans.words(range).split_inclusive('\n') {
            let words = line.trim_matches(['\n', '\r']);
            let start = at + line.len() - line.trim_start_matches(['\n', '\r']).len();
            if !words.is_empty() {
                pieces.push(ByteRange::of(start, start + words.len()));
            }
            at += line.len();
        }
        pieces
    }

    fn relation(&mut self, what: &str, from: SpanId, to: SpanId) {
        self.n_relations += 1;
        let n = self.n_relations;
        self.line(format_args!("R{n}\t{what} Arg1:T{from} Arg2:T{to}"));
    }

    fn attribute(&mut self, what: &str, of: SpanId, value: &str) {
        self.n_attributes += 1;
        let n = self.n_attributes;
        self.line(format_args!("A{n}\t{what} T{of} {value}"));
    }

    fn note(&mut self, of: SpanId, words: &str) {
        self.n_notes += 1;
        let n = self.n_notes;
        let words = one_line(words);
        self.line(format_args!("#{n}\tAnnotatorNotes T{of}\t{words}"));
    }

    fn line(&mut self, line: std::fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.lines, "{line}");
    }
}

const fn type_of(kind: EntityKind) -> &'static str {
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
