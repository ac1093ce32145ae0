//! JSON Lines: one document per line.

use std::io;
use std::io::Write;

use super::super::document::AnnotatedDocument;
use super::super::json_writer::write_json_line;
use crate::annotation::Annotations;
use crate::article::Article;
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;

/// The JSON Lines format.
pub(in super::super) struct JsonLines;

impl ExportFormat for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn about(&self) -> &'static str {
        "one JSON document per line"
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        write_json_line(&AnnotatedDocument::with_id(article, annotations, id), out)
    }
}
