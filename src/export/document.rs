//! The document of the JSON export: its fields and their order. Values are borrowed from the article and its
//! annotations.
//!
//! Names, order and meaning of the fields are a contract with users' scripts.

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeStruct;
use serde_json::value::RawValue;

use super::format::SourceId;
use super::json_writer::LazyList;
use super::spans::DocumentId;
use super::spans::ScalarRange;
use super::spans::ScalarSpans;

use super::exact_values::ValueOrPair;
use super::exact_values::amount_number;
use super::exact_values::confidence_fraction;
use super::exact_values::date_value;
use crate::annotation::Annotation;
use crate::annotation::AnnotationId;
use crate::annotation::Annotations;
use crate::annotation::Change;
use crate::annotation::DateExpression;
use crate::annotation::DateModifier;
use crate::annotation::EntityId;
use crate::annotation::Figure;
use crate::annotation::Level;
use crate::annotation::MentionForm;
use crate::annotation::Modifier;
use crate::annotation::Quote;
use crate::annotation::{TraceEntry, Unit};
use crate::article::{Article, BlockKind, Language, Link, PublicationDate};
use crate::invariant::ExpectOr;

/// The schema version. It changes when a field is removed or changes its meaning, not when one is added.
const SCHEMA_VERSION: u32 = 2;

/// An article with its annotations, ready to be serialized. Its lists are produced item by item during serialization,
/// so that memory does not grow with the output.
pub(super) struct JsonDocument<'a> {
    article: &'a Article,
    annotations: &'a Annotations,
    spans: ScalarSpans<'a>,
    id: DocumentId<'a>,
    /// The entity and annotation ID of each mention, sorted by entity.
    mentions: Vec<(EntityId, AnnotationId)>,
}

/// An entity with its mentions.
#[derive(Serialize)]
struct JsonEntity<'a, M> {
    id: u32,
    name: &'a str,
    kind: &'static str,
    key: &'a str,
    role: Option<&'a str>,
    mentions: M,
}

/// A mention of an entity. Offsets are in scalar values, end exclusive, here and below.
#[derive(Serialize)]
struct JsonMention {
    start: u32,
    end: u32,
    form: &'static str,
    confidence: f32,
    rule: &'static str,
}

/// A quote with its cue and speaker.
#[derive(Serialize)]
struct JsonQuote {
    start: u32,
    end: u32,
    kind: &'static str,
    spans: Vec<ScalarRange>,
    marks: Vec<ScalarRange>,
    cue: Option<ScalarRange>,
    speaker: Option<JsonSpeaker>,
    /// The entities that the speaker could be if it is unresolved. Reserved: the engine names none yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<u32>,
    confidence: f32,
    rule: &'static str,
}

/// The words that name the speaker of a quote, and the speaker's entity, if known.
#[derive(Serialize)]
struct JsonSpeaker {
    start: u32,
    end: u32,
    entity: Option<u32>,
    confidence: f32,
    rule: &'static str,
}

/// A figure with its value and unit.
#[derive(Serialize)]
struct JsonFigure<'a> {
    start: u32,
    end: u32,
    kind: &'static str,
    value: ValueOrPair<Option<Box<RawValue>>>,
    modifier: Option<&'static str>,
    unit: Option<&'a str>,
    of: Option<ScalarRange>,
    change: Option<&'static str>,
    per: Option<&'a str>,
    level: Option<JsonLevel>,
    confidence: f32,
    sentence: Option<ScalarRange>,
    rule: &'static str,
}

/// The start or end level of a change: "rose to 5 percent" is side `to`, change `up`.
#[derive(Serialize)]
struct JsonLevel {
    side: &'static str,
    change: &'static str,
}

/// A date or time expression with its TIMEX3 value.
#[derive(Serialize)]
struct JsonDate<'a> {
    start: u32,
    end: u32,
    kind: &'static str,
    value: ValueOrPair<&'a str>,
    modifier: Option<&'static str>,
    anchor: Option<ValueOrPair<&'a str>>,
    is_resolved: bool,
    confidence: f32,
    words: Option<String>,
    sentence: Option<ScalarRange>,
    rule: &'static str,
}

/// An application of a rule, with the stretches of text that it took as reasons.
#[derive(Serialize)]
struct JsonApplication<'a> {
    start: u32,
    end: u32,
    rule: &'static str,
    summary: &'static str,
    evidence: Vec<JsonEvidence<'a>>,
}

/// A stretch of text that a rule took as a reason.
#[derive(Serialize)]
struct JsonEvidence<'a> {
    label: &'static str,
    start: u32,
    end: u32,
    text: &'a str,
}

/// A match of one of the user's watch rules, with the number of the rule.
#[derive(Serialize)]
struct JsonWatch {
    start: u32,
    end: u32,
    rule: u32,
}

impl<'a> JsonDocument<'a> {
    pub(super) fn new(
        article: &'a Article,
        annotations: &'a Annotations,
        id: Option<SourceId<'a>>,
    ) -> Self {
        let mentions = annotations.mentions();
        let mut mentions: Vec<_> = mentions
            .map(|(item, mention)| (mention.entity, item.id))
            .collect();
        mentions.sort_unstable();
        Self {
            article,
            annotations,
            spans: ScalarSpans::new(article),
            id: DocumentId::new(article, id),
            mentions,
        }
    }

    fn entities(&self) -> impl Iterator<Item = impl Serialize> {
        let entities = self.annotations.entities().iter();
        entities.map(|entity| JsonEntity {
            id: entity.id.0,
            name: &entity.name,
            kind: entity.kind.name(),
            key: entity.key.as_str(),
            role: entity.role.map(|range| self.spans.words(range)),
            mentions: LazyList(|| self.mentions_of(entity.id)),
        })
    }

    /// Returns the mentions of one entity, in text order.
    fn mentions_of(&self, entity: EntityId) -> impl Iterator<Item = JsonMention> {
        let first = self.mentions.partition_point(|(other, _)| *other < entity);
        let rest = self
            .mentions
            .get(first..)
            .expect_or_default("a partition point lies in its list")
            .iter();
        let of_entity = rest.take_while(move |(other, _)| *other == entity);
        of_entity.filter_map(|(_, id)| {
            let item = self.annotations.item(*id)?;
            let mention = item.kind.mention()?;
            Some(json_mention(&self.spans, item, mention.form))
        })
    }

    fn quotes(&self) -> impl Iterator<Item = JsonQuote> {
        let quotes = self.annotations.quotes();
        quotes.map(|(item, quote)| json_quote(&self.spans, item, quote))
    }

    fn figures(&self) -> impl Iterator<Item = JsonFigure<'_>> {
        let figures = self.annotations.figures();
        figures.map(|(item, found)| JsonFigure {
            sentence: self.sentence(item),
            ..json_figure(&self.spans, item, found)
        })
    }

    fn dates(&self) -> impl Iterator<Item = JsonDate<'_>> {
        let dates = self.annotations.dates();
        dates.map(|(item, date)| JsonDate {
            sentence: self.sentence(item),
            ..json_date(&self.spans, item, date)
        })
    }

    /// Returns the sentence of a finding; `None` if the annotations have no sentences.
    fn sentence(&self, item: &Annotation) -> Option<ScalarRange> {
        let sentence = self.annotations.sentence_at(item.range.start())?;
        Some(self.spans.of(sentence))
    }

    /// Returns the applications of rules in text order; none unless an explanation was asked for.
    fn applications(&self) -> impl Iterator<Item = JsonApplication<'_>> {
        let entries = self.annotations.trace().into_iter().flatten();
        entries.map(|entry| json_application(&self.spans, entry))
    }

    /// Returns the ranges of the captions, which are not part of the running text.
    fn captions(&self) -> impl Iterator<Item = ScalarRange> {
        let blocks = self.article.blocks().iter();
        let captions = blocks.filter(|block| block.kind == BlockKind::Caption);
        captions.map(|block| self.spans.of(block.range))
    }

    fn watches(&self) -> impl Iterator<Item = JsonWatch> {
        let watches = self.annotations.watches();
        watches.map(|(item, rule)| {
            let (start, end) = self.spans.of(item.range);
            JsonWatch {
                start,
                end,
                rule: rule.0,
            }
        })
    }
}

impl Serialize for JsonDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let about = &self.article.about;
        let day = |date: Option<PublicationDate>| date.map(|date| date.date.to_string());
        // The number of fields is only a hint; the JSON serializer checks only for zero.
        let mut fields = serializer.serialize_struct("Document", 17)?;
        fields.serialize_field("schema", &SCHEMA_VERSION)?;
        fields.serialize_field("engine", &self.annotations.engine().0)?;
        fields.serialize_field("id", &self.id)?;
        fields.serialize_field("title", &about.title)?;
        fields.serialize_field("published", &day(about.published))?;
        fields.serialize_field("updated", &day(about.updated))?;
        fields.serialize_field("authors", &about.authors())?;
        fields.serialize_field("site", &Some(&about.site).filter(|site| !site.is_empty()))?;
        fields.serialize_field("section", &about.section)?;
        fields.serialize_field("link", &about.link.as_ref().map(Link::as_str))?;
        fields.serialize_field("language", &about.language.as_ref().map(Language::code))?;
        fields.serialize_field("text", self.article.text().as_str())?;
        fields.serialize_field("entities", &LazyList(|| self.entities()))?;
        fields.serialize_field("quotes", &LazyList(|| self.quotes()))?;
        fields.serialize_field("figures", &LazyList(|| self.figures()))?;
        fields.serialize_field("dates", &LazyList(|| self.dates()))?;
        if self.captions().next().is_some() {
            fields.serialize_field("captions", &LazyList(|| self.captions()))?;
        }
        if self.watches().next().is_some() {
            fields.serialize_field("watches", &LazyList(|| self.watches()))?;
        }
        if self.annotations.trace().is_some() {
            fields.serialize_field("explain", &LazyList(|| self.applications()))?;
        }
        // Notes are sentences about parts of the source that are missing or not annotated.
        let notes = [self.article.notes(), self.annotations.notes()].concat();
        if !notes.is_empty() {
            fields.serialize_field("notes", &notes)?;
        }
        fields.end()
    }
}

fn json_mention(spans: &ScalarSpans, item: &Annotation, form: MentionForm) -> JsonMention {
    let (start, end) = spans.of(item.range);
    JsonMention {
        start,
        end,
        form: form.name(),
        confidence: confidence_fraction(item.confidence),
        rule: item.by.0,
    }
}

fn json_quote(spans: &ScalarSpans, item: &Annotation, quote: &Quote) -> JsonQuote {
    let (start, end) = spans.of(item.range);
    JsonQuote {
        start,
        end,
        kind: quote.speech.name(),
        spans: quote.content.iter().map(|range| spans.of(*range)).collect(),
        marks: quote.marks.iter().map(|range| spans.of(*range)).collect(),
        cue: quote.cue.map(|range| spans.of(range)),
        speaker: json_speaker(spans, quote),
        candidates: Vec::new(),
        confidence: confidence_fraction(item.confidence),
        rule: item.by.0,
    }
}

fn json_speaker(spans: &ScalarSpans, quote: &Quote) -> Option<JsonSpeaker> {
    let (start, end) = spans.of(quote.speaker.range()?);
    Some(JsonSpeaker {
        start,
        end,
        entity: quote.speaker.entity().map(|id| id.0),
        confidence: confidence_fraction(quote.speaker_confidence),
        rule: quote.speaker_by.0,
    })
}

/// Converts a figure. `change` means that something rose or fell by the amount, `level` that it rose or fell from or
/// to it.
fn json_figure<'a>(spans: &ScalarSpans, item: &Annotation, figure: &'a Figure) -> JsonFigure<'a> {
    let (start, end) = spans.of(item.range);
    JsonFigure {
        start,
        end,
        kind: figure.kind.name(),
        value: amount_number(figure.amount),
        modifier: figure.modifier.map(Modifier::name),
        unit: figure.unit.as_ref().map(Unit::name),
        of: figure.of.map(|range| spans.of(range)),
        change: figure.change.map(Change::name),
        per: figure.per.as_ref().map(Unit::name),
        level: figure.level.map(json_level),
        confidence: confidence_fraction(item.confidence),
        sentence: None,
        rule: item.by.0,
    }
}

const fn json_level(level: Level) -> JsonLevel {
    JsonLevel {
        side: level.name(),
        change: level.change().name(),
    }
}

fn json_date<'a>(
    spans: &ScalarSpans,
    item: &Annotation,
    found: &'a DateExpression,
) -> JsonDate<'a> {
    let (start, end) = spans.of(item.range);
    JsonDate {
        start,
        end,
        kind: found.kind.name(),
        value: date_value(&found.value),
        modifier: found.modifier.map(DateModifier::name),
        anchor: found.anchor.as_deref().map(date_value),
        is_resolved: !found.is_unresolved,
        confidence: confidence_fraction(item.confidence),
        words: found.in_words(),
        sentence: None,
        rule: item.by.0,
    }
}

fn json_application<'a>(spans: &ScalarSpans<'a>, entry: &TraceEntry) -> JsonApplication<'a> {
    let (start, end) = spans.of(entry.range);
    let evidence = entry.evidence.iter().map(|evidence| {
        let (start, end) = spans.of(evidence.range);
        JsonEvidence {
            label: evidence.label,
            start,
            end,
            text: spans.words(evidence.range),
        }
    });
    JsonApplication {
        start,
        end,
        rule: entry.rule.0,
        summary: entry.summary,
        evidence: evidence.collect(),
    }
}
