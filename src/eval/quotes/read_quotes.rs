//! Reads the quotes of a corpus, and converts those of the engine to the same form.

use serde_json::Value;

use super::kind::QuotedScalars;
use super::letter_overlap::{ScalarSpan, ScalarText};
use super::quote_item::{QuoteItem, QuoteSource};
use crate::annotation::{Annotations, Quote, Speaker, Speech};
use crate::eval::{BadGold, GoldDocument};
use crate::text::{ByteRange, ScalarIndex};

/// Reads the quotes of the corpus.
pub(super) fn gold_quotes(
    document: &GoldDocument,
    text: &ScalarText,
) -> Result<Vec<QuoteItem>, BadGold> {
    document
        .items("quotes")
        .iter()
        .map(|item| read_quote(document, text, item))
        .collect()
}

fn read_quote(
    document: &GoldDocument,
    text: &ScalarText,
    item: &Value,
) -> Result<QuoteItem, BadGold> {
    let flag =
        |name: &str, otherwise: bool| item.get(name).and_then(Value::as_bool).unwrap_or(otherwise);
    let pieces = item
        .get("spans")
        .and_then(Value::as_array)
        .filter(|pieces| !pieces.is_empty());
    let spans: Vec<ScalarSpan> = match pieces {
        Some(pieces) => pieces
            .iter()
            .map(|piece| read_span(document, piece))
            .collect::<Result<_, _>>()?,
        None => vec![read_span(document, item)?],
    };
    let speaker = item.get("speaker").filter(|speaker| !speaker.is_null());
    Ok(QuoteItem {
        letters: text.letters(&spans),
        spans,
        kind: item
            .get("kind")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        speaker: speaker
            .map(|speaker| read_span(document, speaker))
            .transpose()?,
        is_speech: flag("speech", true),
        is_ignored: flag("ignore", false),
        is_said: flag("said", true),
        is_left_open: !flag("closed", true),
        source: None,
    })
}

fn read_span(document: &GoldDocument, item: &Value) -> Result<ScalarSpan, BadGold> {
    let (start, end) = match item {
        Value::Array(pair) => (pair.first(), pair.get(1)),
        object => (object.get("start"), object.get("end")),
    };
    let offset = |value: Option<&Value>| usize::try_from(value?.as_u64()?).ok();
    match (offset(start), offset(end)) {
        (Some(start), Some(end)) if start <= end => Ok((start, end)),
        _ => Err(document.bad(format!("`{item}` is not a range"))),
    }
}

/// Returns the found quotes in the form of the corpus.
pub(super) fn found_quotes(
    document: &GoldDocument,
    annotations: &Annotations,
    text: &ScalarText,
    is_marks: bool,
) -> Vec<QuoteItem> {
    let scalars = document.scalars();
    let content = document.article.text().as_str();
    let inside = QuotedScalars::new(content);
    let mut found = Vec::new();
    for (item, quote) in annotations.quotes() {
        let source = QuoteSource {
            rule: item.by,
            confidence: item.confidence,
            speaker_rule: quote.speaker_by,
            speaker_confidence: quote.speaker_confidence,
        };
        let speaker = match quote.speaker {
            Speaker::Unknown => None,
            known => known.range().map(|range| scalar_span(&scalars, range)),
        };
        for pieces in scored_pieces(quote, is_marks) {
            let spans: Vec<ScalarSpan> = pieces
                .iter()
                .map(|range| scalar_span(&scalars, *range))
                .collect();
            found.push(QuoteItem {
                letters: text.letters(&spans),
                kind: inside.kind(content, &spans).to_owned(),
                spans,
                speaker,
                source: Some(source),
                ..QuoteItem::default()
            });
        }
    }
    found.retain(|item| !item.letters.is_empty());
    found
}

/// Returns the pieces of each quote that a found quote counts as. A corpus of stretches in quotation marks lists the marks
/// of a mixed clause separately, and those of a quotation that its speaker interrupts.
fn scored_pieces(quote: &Quote, is_marks: bool) -> Vec<&[ByteRange]> {
    let is_split = quote.speech == Speech::Mixed || quote.content.len() > 1;
    if is_marks && is_split && !quote.marks.is_empty() {
        quote.marks.iter().map(std::slice::from_ref).collect()
    } else {
        vec![&quote.content]
    }
}

fn scalar_span(scalars: &ScalarIndex<'_>, range: ByteRange) -> ScalarSpan {
    (
        scalars.scalar(range.start()) as usize,
        scalars.scalar(range.end()) as usize,
    )
}
