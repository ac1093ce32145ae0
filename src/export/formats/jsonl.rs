//! JSON lines: one document a line by the contract.

use super::super::Format;
use super::super::Id;
use super::super::document::Document;
use crate::annotation::Annotations;
use crate::article::Article;

/// One document a line by the contract.
pub(in super::super) struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn about(&self) -> &'static str {
        "one JSON document a line"
    }

    fn write(&self, article: &Article, annotations: &Annotations, id: Option<Id<'_>>) -> String {
        let mut bytes = Vec::with_capacity(article.text().as_str().len() * 3);
        // Nothing in a document can fail to be written into memory.
        let _ = serde_json::to_writer(&mut bytes, &Document::new(article, annotations, id));
        bytes.push(b'\n');
        String::from_utf8(bytes).unwrap_or_default()
    }
}
