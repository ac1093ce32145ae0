//! Scores quotations: exact span and kind.

use super::{BadGold, Document, Kind, Options, Report, Span, exact};
use crate::annotation::Annotations;
use crate::engine::Engine;

/// The scoring of quotations: exact span and kind.
pub const KIND: Kind = Kind {
    name: "quotes",
    about: "Quotes: the exact span and kind",
    evaluate,
};

/// Returns precision, recall and F1, overall and by kind.
pub fn evaluate(gold: &str, engine: &Engine, options: Options) -> Result<Report, BadGold> {
    exact(gold, engine, options, wanted, made)
}

fn wanted(document: &Document) -> Result<Vec<Span>, BadGold> {
    let scalars = document.scalars();
    let items = document.items("quotes").iter();
    let spans = items.map(|item| {
        let range = document.range(&scalars, item)?;
        let kind = item.get("kind").and_then(serde_json::Value::as_str);
        Ok(Span {
            range,
            kind: kind.unwrap_or("direct").to_owned(),
        })
    });
    spans.collect()
}

fn made(_: &Document, annotations: &Annotations) -> Vec<Span> {
    let quotes = annotations.quotes();
    quotes
        .map(|(item, quote)| Span {
            range: item.range,
            kind: quote.speech.name().to_owned(),
        })
        .collect()
}
