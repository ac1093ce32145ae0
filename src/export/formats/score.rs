//! The form that scorers read: spans with their labels, one document a line.

use std::io;
use std::io::Write;

use serde::Serialize;
use serde_json::value::RawValue;

use super::super::Format;
use super::super::Id;
use super::super::json_writer::LazyList;
use super::super::json_writer::write_json_line;
use super::super::spans::Called;
use super::super::spans::Span;
use super::super::spans::Spans;

use super::super::values::Value;
use super::super::values::date;
use super::super::values::number;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::Change;
use crate::annotation::EntityKind;
use crate::annotation::Kind;
use crate::annotation::MentionForm;
use crate::annotation::Unit;
use crate::article::Article;

/// The form that scorers read: spans with their labels, one document a line.
///
/// Names only, no pronouns and no roles; groups, events, works and other names are `MISC`; dates stand among the figures;
/// a change is a modifier. The kind of a quotation is left out: scorers read it off the double quotation marks, as their
/// corpora do.
pub(in super::super) struct Score;

impl Format for Score {
    fn name(&self) -> &'static str {
        "score"
    }

    fn about(&self) -> &'static str {
        "spans with labels for scorers, one JSON document a line"
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<Id<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let spans = Spans::new(article);
        let figures = sort_figures(annotations);
        let predictions = Predictions {
            id: Called::new(article, id),
            entities: LazyList(|| entities(&spans, annotations)),
            quotes: LazyList(|| quotes(&spans, annotations)),
            figures: LazyList(|| figures.iter().filter_map(|item| number_of(&spans, item))),
        };
        write_json_line(&predictions, out)
    }
}

#[derive(Serialize)]
struct Predictions<'a, E, Q, F> {
    id: Called<'a>,
    entities: E,
    quotes: Q,
    figures: F,
}

#[derive(Serialize)]
struct Quotation {
    start: u32,
    end: u32,
    spans: Vec<Span>,
    speaker: Option<Span>,
    cue: Option<Span>,
}

#[derive(Serialize)]
struct Number<'a> {
    start: u32,
    end: u32,
    kind: &'static str,
    value: Either<'a>,
    unit: &'a str,
    modifier: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Either<'a> {
    Amount(Value<Option<Box<RawValue>>>),
    Date(Value<&'a str>),
}

fn entities(
    spans: &Spans,
    annotations: &Annotations,
) -> impl Iterator<Item = (u32, u32, &'static str)> {
    let is_name = |form| {
        matches!(
            form,
            MentionForm::Name | MentionForm::Short | MentionForm::Acronym
        )
    };
    let named = annotations
        .mentions()
        .filter(move |(_, mention)| is_name(mention.form));
    named.filter_map(|(item, mention)| {
        let (start, end) = spans.of(item.range);
        Some((start, end, label(annotations.entity(mention.entity)?.kind)))
    })
}

const fn label(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PER",
        EntityKind::Organization => "ORG",
        EntityKind::Place => "LOC",
        EntityKind::Group | EntityKind::Event | EntityKind::Work | EntityKind::Other => "MISC",
    }
}

fn quotes(spans: &Spans, annotations: &Annotations) -> impl Iterator<Item = Quotation> {
    annotations.quotes().map(|(item, quote)| {
        let (start, end) = spans.of(item.range);
        Quotation {
            start,
            end,
            spans: quote.content.iter().map(|range| spans.of(*range)).collect(),
            speaker: quote.speaker.range().map(|range| spans.of(range)),
            cue: quote.cue.map(|range| spans.of(range)),
        }
    })
}

/// Returns figures and dates by where they stand, a figure before a date at the same place.
fn sort_figures(annotations: &Annotations) -> Vec<&Annotation> {
    let amounts = annotations.figures().map(|(item, _)| item);
    let dates = annotations.dates().map(|(item, _)| item);
    let mut all: Vec<_> = amounts.chain(dates).collect();
    all.sort_by_key(|item| (item.range.start(), item.range.end()));
    all
}

/// Returns what is written of a figure or date.
fn number_of<'a>(spans: &Spans, item: &'a Annotation) -> Option<Number<'a>> {
    let (start, end) = spans.of(item.range);
    match &item.kind {
        Kind::Figure(figure) => {
            let change = figure.change.map_or("", Change::name);
            Some(Number {
                start,
                end,
                kind: figure.kind.name(),
                value: Either::Amount(number(figure.amount)),
                unit: figure.unit.as_ref().map_or("", Unit::name),
                modifier: figure.modifier.map_or(change, |modifier| modifier.name()),
            })
        }
        Kind::Date(found) => Some(Number {
            start,
            end,
            kind: found.kind.name(),
            value: Either::Date(date(&found.value)),
            unit: "",
            modifier: found.modifier.map_or("", |modifier| modifier.name()),
        }),
        Kind::Mention(_) | Kind::Quote(_) | Kind::Watch(_) => None,
    }
}
