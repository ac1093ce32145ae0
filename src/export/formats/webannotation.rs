//! W3C Web Annotation (JSON-LD): a page of annotations, each anchored by quotation and by position.

use std::fmt;
use std::io;
use std::io::Write;

use serde::Serialize;
use serde_json::ser::PrettyFormatter;

use super::super::Format;
use super::super::Id;
use super::super::json_writer::LazyList;
use super::super::json_writer::write_json;
use super::super::spans::Spans;
use super::super::spans::id_of;
use super::super::values::spoken;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::Kind;
use crate::article::Article;
use crate::text::ByteRange;
use crate::text::snap_to_graphemes;

/// How many bytes of the text stand before and behind a quotation, so that it is found again in a changed text.
const CONTEXT: usize = 32;

/// A page of annotations, each anchored by quotation and by position.
pub(in super::super) struct WebAnnotation;

impl Format for WebAnnotation {
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
        id: Option<Id<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let spans = Spans::new(article);
        let urn = format!("urn:pullquote:{}", escaped(&id_of(article, id)));
        let link = article.about.link.as_ref();
        let source = link.map_or(urn.clone(), |link| link.as_str().to_owned());
        let page = Page {
            context: "http://www.w3.org/ns/anno.jsonld",
            id: urn.clone(),
            kind: "AnnotationPage",
            items: LazyList(|| {
                let found = annotations.items().iter();
                found.map(|item| note(&spans, annotations, item, &urn, &source))
            }),
        };
        write_json(&page, PrettyFormatter::new(), out)
    }
}

#[derive(Serialize)]
struct Page<I> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    items: I,
}

#[derive(Serialize)]
struct Note<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Body>,
    target: Target<'a>,
}

#[derive(Serialize)]
struct Body {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

impl Body {
    const fn text(purpose: &'static str, value: String) -> Self {
        Self {
            kind: "TextualBody",
            purpose,
            value: Some(value),
            source: None,
        }
    }

    const fn resource(purpose: &'static str, source: String) -> Self {
        Self {
            kind: "SpecificResource",
            purpose,
            value: None,
            source: Some(source),
        }
    }
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'a str,
    selector: [Selector<'a>; 2],
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        prefix: &'a str,
        suffix: &'a str,
    },
    #[serde(rename = "TextPositionSelector")]
    Position { start: u32, end: u32 },
}

fn note<'a>(
    spans: &Spans<'a>,
    annotations: &Annotations,
    item: &Annotation,
    urn: &str,
    source: &'a str,
) -> Note<'a> {
    let (start, end) = spans.of(item.range);
    let (before, behind) = context(spans, item.range);
    let (motivation, body) = body(spans, annotations, item);
    Note {
        id: format!("{urn}#{}", item.id.0),
        kind: "Annotation",
        motivation,
        body,
        target: Target {
            source,
            selector: [
                Selector::Quote {
                    exact: spans.words(item.range),
                    prefix: spans.words(before),
                    suffix: spans.words(behind),
                },
                Selector::Position { start, end },
            ],
        },
    }
}

/// Returns what stands around the range, on grapheme borders.
fn context(spans: &Spans, range: ByteRange) -> (ByteRange, ByteRange) {
    let text = spans.text();
    let start = range.start().index().saturating_sub(CONTEXT);
    let end = (range.end().index() + CONTEXT).min(text.len());
    let around = snap_to_graphemes(text, ByteRange::of(start, end));
    (
        ByteRange::new(around.start(), range.start()),
        ByteRange::new(range.end(), around.end().max(range.end())),
    )
}

fn body(spans: &Spans, annotations: &Annotations, item: &Annotation) -> (&'static str, Vec<Body>) {
    let class = |value: &str| Body::text("classifying", value.to_owned());
    match &item.kind {
        Kind::Mention(mention) => {
            let entity = annotations.entity(mention.entity);
            let named = entity.into_iter().flat_map(|entity| {
                let key = format!("urn:pullquote:entity:{}", escaped(entity.key.as_str()));
                [
                    class(entity.kind.name()),
                    Body::text("describing", entity.name.clone()),
                    Body::resource("identifying", key),
                ]
            });
            ("identifying", named.collect())
        }
        Kind::Quote(quote) => {
            let words = quote.speaker.range().map(|range| spans.line(range));
            let entity = quote.speaker.entity().and_then(|id| annotations.entity(id));
            let speaker = entity.map(|entity| entity.name.clone()).or(words);
            let mut body = vec![class(&format!("{} quote", quote.speech.name()))];
            body.extend(
                speaker.map(|speaker| Body::text("describing", format!("speaker: {speaker}"))),
            );
            ("highlighting", body)
        }
        Kind::Figure(figure) => {
            let value = Body::text("describing", spoken(figure));
            ("classifying", vec![class(figure.kind.name()), value])
        }
        Kind::Date(date) => {
            let value = Body::text("describing", date.value.clone());
            ("classifying", vec![class(date.kind.name()), value])
        }
        Kind::Watch(_) => ("highlighting", vec![class("watch")]),
    }
}

/// Returns the words as part of an IRI: everything but letters, digits and a few signs is percent-encoded.
fn escaped(words: &str) -> String {
    let mut iri = String::with_capacity(words.len());
    for byte in words.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                iri.push(char::from(byte));
            }
            byte => {
                // Writing to a string cannot fail.
                let _ = fmt::Write::write_fmt(&mut iri, format_args!("%{byte:02X}"));
            }
        }
    }
    iri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_documents_are_fit_for_an_iri() {
        assert_eq!(escaped("a b/ü.html"), "a%20b/%C3%BC.html");
    }
}
