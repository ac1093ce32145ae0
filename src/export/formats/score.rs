//! The format for scoring tools: labelled spans, one JSON document per line.

use std::io;
use std::io::Write;

use serde::Serialize;

use super::super::json_writer::LazyList;
use super::super::json_writer::write_json_line;
use super::super::spans::DocumentId;
use super::super::spans::ScalarRange;
use super::super::spans::ScalarSpans;
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;

use super::super::exact_values::amount_number;
use super::super::exact_values::date_value;
use super::super::exact_values::{ExactNumber, ValueOrPair};
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::Change;
use crate::annotation::EntityKind;
use crate::annotation::MentionForm;
use crate::annotation::Unit;
use crate::article::Article;

/// The format for scoring tools: labelled spans, one JSON document per line.
///
/// It follows the conventions of annotated corpora. Only names are written, no pronouns or roles. Groups, events,
/// works and other names are `MISC`. Dates are listed with the figures. A change is a modifier. The kind of a quote is
/// omitted, because scoring tools derive it from the double quotation marks.
pub(in super::super) struct ScoreFormat;

impl ExportFormat for ScoreFormat {
    fn name(&self) -> &'static str {
        "score"
    }

    fn about(&self) -> &'static str {
        "labelled spans for scoring tools, one JSON document per line"
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let spans = ScalarSpans::new(article);
        let figures = sort_figures(annotations);
        let predictions = Predictions {
            id: DocumentId::new(article, id),
            entities: LazyList(|| entity_spans(&spans, annotations)),
            quotes: LazyList(|| scored_quotes(&spans, annotations)),
            figures: LazyList(|| figures.iter().filter_map(|item| number_of(&spans, item))),
        };
        write_json_line(&predictions, out)
    }
}

/// A document with its annotations.
#[derive(Serialize)]
struct Predictions<'a, E, Q, F> {
    id: DocumentId<'a>,
    entities: E,
    quotes: Q,
    figures: F,
}

/// A quote. Offsets are in scalar values, end exclusive, here and below.
#[derive(Serialize)]
struct ScoredQuote {
    start: u32,
    end: u32,
    spans: Vec<ScalarRange>,
    marks: Vec<ScalarRange>,
    speaker: Option<ScalarRange>,
    cue: Option<ScalarRange>,
}

/// A figure or date.
#[derive(Serialize)]
struct ScoredFigure<'a> {
    start: u32,
    end: u32,
    kind: &'static str,
    value: FigureOrDateValue<'a>,
    unit: &'a str,
    modifier: &'static str,
}

/// The value of a figure or date.
#[derive(Serialize)]
#[serde(untagged)]
enum FigureOrDateValue<'a> {
    Amount(ValueOrPair<ExactNumber>),
    Date(ValueOrPair<&'a str>),
}

/// Returns start, end and label of each name.
fn entity_spans(
    spans: &ScalarSpans,
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
        Some((
            start,
            end,
            entity_label(annotations.entity(mention.entity)?.kind),
        ))
    })
}

/// Returns the label of an entity kind, as in CoNLL-2003.
const fn entity_label(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PER",
        EntityKind::Organization => "ORG",
        EntityKind::Place => "LOC",
        EntityKind::Group | EntityKind::Event | EntityKind::Work | EntityKind::Other => "MISC",
    }
}

/// Returns the quotes in text order.
fn scored_quotes(
    spans: &ScalarSpans,
    annotations: &Annotations,
) -> impl Iterator<Item = ScoredQuote> {
    annotations.quotes().map(|(item, quote)| {
        let (start, end) = spans.of(item.range);
        ScoredQuote {
            start,
            end,
            spans: quote.content.iter().map(|range| spans.of(*range)).collect(),
            marks: quote.marks.iter().map(|range| spans.of(*range)).collect(),
            speaker: quote.speaker.range().map(|range| spans.of(range)),
            cue: quote.cue.map(|range| spans.of(range)),
        }
    })
}

/// Returns figures and dates in text order. At the same range, figures come first.
fn sort_figures(annotations: &Annotations) -> Vec<&Annotation> {
    let amounts = annotations.figures().map(|(item, _)| item);
    let dates = annotations.dates().map(|(item, _)| item);
    let mut all: Vec<_> = amounts.chain(dates).collect();
    all.sort_by_key(|item| (item.range.start(), item.range.end()));
    all
}

/// Returns the exported form of a figure or date. `None` for other annotations.
fn number_of<'a>(spans: &ScalarSpans, item: &'a Annotation) -> Option<ScoredFigure<'a>> {
    let (start, end) = spans.of(item.range);
    let (value, unit, change) = match (item.kind.figure(), item.kind.date()) {
        (Some(figure), _) => (
            FigureOrDateValue::Amount(amount_number(figure.amount)),
            figure.unit.as_ref().map_or("", Unit::name),
            figure.change.map_or("", Change::name),
        ),
        (None, Some(date)) => (FigureOrDateValue::Date(date_value(&date.value)), "", ""),
        (None, None) => return None,
    };
    Some(ScoredFigure {
        start,
        end,
        kind: item.kind.value_kind()?,
        value,
        unit,
        modifier: item.kind.modifier().unwrap_or(change),
    })
}
