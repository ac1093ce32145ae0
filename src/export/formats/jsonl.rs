//! JSON lines: one document a line by the contract.

use std::io;
use std::io::Write;

use super::super::Format;
use super::super::Id;
use super::super::document::Document;
use super::super::json_writer::write_json_line;
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

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<Id<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        write_json_line(&Document::new(article, annotations, id), out)
    }
}
