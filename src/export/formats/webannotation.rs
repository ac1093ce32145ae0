//! W3C Web Annotation (JSON-LD): a page of annotations, each anchored by quotation and by position
//! (<https://www.w3.org/TR/annotation-model/>).

use std::io;
use std::io::Write;

use percent_encoding::AsciiSet;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::PercentEncode;
use percent_encoding::utf8_percent_encode;
use serde::Serialize;
use serde_json::ser::PrettyFormatter;

use super::super::exact_values::format_value;
use super::super::json_writer::LazyList;
use super::super::json_writer::write_json;
use super::super::spans::ScalarSpans;
use super::super::spans::document_id;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::article::Article;
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;
use crate::text::ByteRange;
use crate::text::snap_to_graphemes;

/// The length of the context before and after a quotation, in bytes. The context identifies the passage in a changed
/// text; 32 bytes are a few words.
const CONTEXT_BYTES: usize = 32;

/// The W3C Web Annotation format.
pub(in super::super) struct WebAnnotation;

impl ExportFormat for WebAnnotation {
    fn name(&self) -> &'static str {
        "webannotation"
    }

    fn about(&self) -> &'static str {
        "W3C Web Annotation, JSON-LD"
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let spans = ScalarSpans::new(article);
        let urn = format!("urn:pullquote:{}", escape_iri(&document_id(article, id)));
        let link = article.about.link.as_ref();
        let source = link.map_or(urn.clone(), |link| link.as_str().to_owned());
        let page = AnnotationPage {
            context: "http://www.w3.org/ns/anno.jsonld",
            id: urn.clone(),
            kind: "AnnotationPage",
            items: LazyList(|| {
                let found = annotations.items().iter();
                found.map(|item| web_annotation(&spans, annotations, item, &urn, &source))
            }),
        };
        write_json(&page, PrettyFormatter::new(), out)
    }
}

/// The root of the document.
#[derive(Serialize)]
struct AnnotationPage<I> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    items: I,
}

/// An annotation with body and target.
#[derive(Serialize)]
struct WebAnnotationItem<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<AnnotationBody>,
    target: AnnotationTarget<'a>,
}

/// A statement about the target: a text, or a link to an entity.
#[derive(Serialize)]
struct AnnotationBody {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

impl AnnotationBody {
    /// Returns a body with a text.
    const fn text(purpose: &'static str, value: String) -> Self {
        Self {
            kind: "TextualBody",
            purpose,
            value: Some(value),
            source: None,
        }
    }

    /// Returns a body with the IRI of a resource.
    const fn resource(purpose: &'static str, source: String) -> Self {
        Self {
            kind: "SpecificResource",
            purpose,
            value: None,
            source: Some(source),
        }
    }
}

/// The annotated passage.
#[derive(Serialize)]
struct AnnotationTarget<'a> {
    source: &'a str,
    selector: [TargetSelector<'a>; 2],
}

/// A selector of the passage. Positions are in scalar values, end exclusive.
#[derive(Serialize)]
#[serde(tag = "type")]
enum TargetSelector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        prefix: &'a str,
        suffix: &'a str,
    },
    #[serde(rename = "TextPositionSelector")]
    Position { start: u32, end: u32 },
}

fn web_annotation<'a>(
    spans: &ScalarSpans<'a>,
    annotations: &Annotations,
    item: &Annotation,
    urn: &str,
    source: &'a str,
) -> WebAnnotationItem<'a> {
    let (start, end) = spans.of(item.range);
    let (before, behind) = quote_context(spans, item.range);
    let (motivation, body) = annotation_body(spans, annotations, item);
    WebAnnotationItem {
        id: format!("{urn}#{}", item.id.0),
        kind: "Annotation",
        motivation,
        body,
        target: AnnotationTarget {
            source,
            selector: [
                TargetSelector::Quote {
                    exact: spans.words(item.range),
                    prefix: spans.words(before),
                    suffix: spans.words(behind),
                },
                TargetSelector::Position { start, end },
            ],
        },
    }
}

/// Returns the context before and after the range. Their ends are on grapheme borders.
fn quote_context(spans: &ScalarSpans, range: ByteRange) -> (ByteRange, ByteRange) {
    let text = spans.text();
    let start = range.start().index().saturating_sub(CONTEXT_BYTES);
    let end = (range.end().index() + CONTEXT_BYTES).min(text.len());
    let around = snap_to_graphemes(text, ByteRange::of(start, end));
    (
        ByteRange::new(around.start(), range.start()),
        ByteRange::new(range.end(), around.end().max(range.end())),
    )
}

/// Returns the motivation and the bodies of an annotation.
fn annotation_body(
    spans: &ScalarSpans,
    annotations: &Annotations,
    item: &Annotation,
) -> (&'static str, Vec<AnnotationBody>) {
    let class = |value: &str| AnnotationBody::text("classifying", value.to_owned());
    if let Some(mention) = item.kind.mention() {
        let entity = annotations.entity(mention.entity);
        let named = entity.into_iter().flat_map(|entity| {
            let key = format!("urn:pullquote:entity:{}", escape_iri(entity.key.as_str()));
            [
                class(entity.kind.name()),
                AnnotationBody::text("describing", entity.name.clone()),
                AnnotationBody::resource("identifying", key),
            ]
        });
        return ("identifying", named.collect());
    }
    if let Some(quote) = item.kind.quote() {
        let words = quote.speaker.range().map(|range| spans.line(range));
        let entity = quote.speaker.entity().and_then(|id| annotations.entity(id));
        let speaker = entity.map(|entity| entity.name.clone()).or(words);
        let mut body = vec![class(&format!("{} quote", quote.speech.name()))];
        body.extend(
            speaker
                .map(|speaker| AnnotationBody::text("describing", format!("speaker: {speaker}"))),
        );
        return ("highlighting", body);
    }
    match (item.kind.value_kind(), format_value(&item.kind)) {
        (Some(kind), Some(value)) => {
            let value = AnnotationBody::text("describing", value);
            ("classifying", vec![class(kind), value])
        }
        _ => ("highlighting", vec![class(item.kind.name())]),
    }
}

/// The ASCII characters that are percent-encoded in the IRI of a document or an entity.
const IRI_ESCAPES: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b':');

/// Returns the text encoded for an IRI: everything but ASCII letters, digits and `-._~/:` is percent-encoded.
fn escape_iri(words: &str) -> PercentEncode<'_> {
    utf8_percent_encode(words, IRI_ESCAPES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_documents_are_fit_for_an_iri() {
        assert_eq!(
            escape_iri("a b/ü%.html").to_string(),
            "a%20b/%C3%BC%25.html"
        );
    }
}
