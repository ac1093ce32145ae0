//! The document of the JSON contract: its fields, in its order, borrowed from the article and its annotations.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::Id;
use super::spans::Called;
use super::spans::Span;
use super::spans::Spans;

use super::values::Value;
use super::values::confidence;
use super::values::date;
use super::values::number;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::Change;
use crate::annotation::DateExpression;
use crate::annotation::DateModifier;
use crate::annotation::EntityId;
use crate::annotation::Figure;
use crate::annotation::Kind;
use crate::annotation::Level;
use crate::annotation::MentionForm;
use crate::annotation::Modifier;
use crate::annotation::Quote;
use crate::annotation::Speaker as Said;
use crate::annotation::Unit as Measure;
use crate::article::Article;

/// The version of the schema: it changes when a field changes its meaning or goes, not when one is added.
const SCHEMA: u32 = 1;

/// An article with everything found in it.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    schema: u32,
    engine: &'a str,
    id: Called<'a>,
    title: &'a str,
    published: Option<String>,
    text: &'a str,
    entities: Vec<Entity<'a>>,
    quotes: Vec<Quotation>,
    figures: Vec<Number<'a>>,
    dates: Vec<Date<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    watches: Vec<Watch>,
    /// What of the source is not in the text, a sentence each.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
}

#[derive(Serialize)]
struct Entity<'a> {
    id: u32,
    name: &'a str,
    kind: &'static str,
    key: &'a str,
    role: Option<&'a str>,
    mentions: Vec<Mention>,
}

#[derive(Serialize)]
struct Mention {
    start: u32,
    end: u32,
    form: &'static str,
    confidence: f32,
}

#[derive(Serialize)]
struct Quotation {
    start: u32,
    end: u32,
    kind: &'static str,
    spans: Vec<Span>,
    cue: Option<Span>,
    speaker: Option<Speaker>,
    confidence: f32,
}

#[derive(Serialize)]
struct Speaker {
    start: u32,
    end: u32,
    entity: Option<u32>,
}

#[derive(Serialize)]
struct Number<'a> {
    start: u32,
    end: u32,
    kind: &'static str,
    value: Value<Option<Box<RawValue>>>,
    modifier: Option<&'static str>,
    unit: Option<&'a str>,
    of: Option<Span>,
    change: Option<&'static str>,
    per: Option<&'a str>,
    level: Option<Reached>,
    confidence: f32,
}

/// Which end of a change an amount is.
#[derive(Serialize)]
struct Reached {
    side: &'static str,
    change: &'static str,
}

#[derive(Serialize)]
struct Date<'a> {
    start: u32,
    end: u32,
    kind: &'static str,
    value: Value<&'a str>,
    modifier: Option<&'static str>,
    anchor: Option<Value<&'a str>>,
    is_resolved: bool,
    confidence: f32,
}

#[derive(Serialize)]
struct Watch {
    start: u32,
    end: u32,
    rule: u32,
}

impl<'a> Document<'a> {
    pub(super) fn new(
        article: &'a Article,
        annotations: &'a Annotations,
        id: Option<Id<'a>>,
    ) -> Self {
        let spans = Spans::new(article);
        let about = &article.about;
        let published = about.published.as_ref();
        let mut document = Self {
            schema: SCHEMA,
            engine: &annotations.engine().0,
            id: Called::new(article, id),
            title: &about.title,
            published: published.map(|published| published.date.to_string()),
            text: article.text().as_str(),
            entities: Vec::new(),
            quotes: Vec::new(),
            figures: Vec::new(),
            dates: Vec::new(),
            watches: Vec::new(),
            notes: article.notes(),
        };
        let mut mentions: BTreeMap<EntityId, Vec<Mention>> = BTreeMap::new();
        for item in annotations.items() {
            let (start, end) = spans.of(item.range);
            match &item.kind {
                Kind::Mention(found) => mentions
                    .entry(found.entity)
                    .or_default()
                    .push(mention(&spans, item, found.form)),
                Kind::Quote(found) => document.quotes.push(quotation(&spans, item, found)),
                Kind::Figure(found) => document.figures.push(figure(&spans, item, found)),
                Kind::Date(found) => document.dates.push(expression(&spans, item, found)),
                Kind::Watch(rule) => document.watches.push(Watch {
                    start,
                    end,
                    rule: rule.0,
                }),
            }
        }
        document.entities = annotations
            .entities()
            .iter()
            .map(|entity| Entity {
                id: entity.id.0,
                name: &entity.name,
                kind: entity.kind.name(),
                key: entity.key.as_str(),
                role: entity.role.map(|range| spans.words(range)),
                mentions: mentions.remove(&entity.id).unwrap_or_default(),
            })
            .collect();
        document
    }
}

fn mention(spans: &Spans, item: &Annotation, form: MentionForm) -> Mention {
    let (start, end) = spans.of(item.range);
    Mention {
        start,
        end,
        form: form.name(),
        confidence: confidence(item),
    }
}

fn quotation(spans: &Spans, item: &Annotation, quote: &Quote) -> Quotation {
    let (start, end) = spans.of(item.range);
    Quotation {
        start,
        end,
        kind: quote.speech.name(),
        spans: quote.content.iter().map(|range| spans.of(*range)).collect(),
        cue: quote.cue.map(|range| spans.of(range)),
        speaker: speaker(spans, quote.speaker),
        confidence: confidence(item),
    }
}

fn speaker(spans: &Spans, said: Said) -> Option<Speaker> {
    let (start, end) = spans.of(said.range()?);
    Some(Speaker {
        start,
        end,
        entity: said.entity().map(|id| id.0),
    })
}

/// `change` says that something rose or fell by the amount; `level` that it rose or fell `from` or `to` it.
fn figure<'a>(spans: &Spans, item: &Annotation, figure: &'a Figure) -> Number<'a> {
    let (start, end) = spans.of(item.range);
    Number {
        start,
        end,
        kind: figure.kind.name(),
        value: number(figure.amount),
        modifier: figure.modifier.map(Modifier::name),
        unit: figure.unit.as_ref().map(Measure::name),
        of: figure.of.map(|range| spans.of(range)),
        change: figure.change.map(Change::name),
        per: figure.per.as_ref().map(Measure::name),
        level: figure.level.map(reached),
        confidence: confidence(item),
    }
}

const fn reached(level: Level) -> Reached {
    Reached {
        side: level.name(),
        change: level.change().name(),
    }
}

fn expression<'a>(spans: &Spans, item: &Annotation, found: &'a DateExpression) -> Date<'a> {
    let (start, end) = spans.of(item.range);
    Date {
        start,
        end,
        kind: found.kind.name(),
        value: date(&found.value),
        modifier: found.modifier.map(DateModifier::name),
        anchor: found.anchor.as_deref().map(date),
        is_resolved: !found.is_unresolved,
        confidence: confidence(item),
    }
}
