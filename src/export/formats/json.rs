//! JSON: one document, with one line per annotation.

use std::io;
use std::io::Write;

use serde_json::ser::Formatter;

use super::super::document::AnnotatedDocument;
use super::super::json_writer::write_json;
use crate::annotation::Annotations;
use crate::article::Article;
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;

/// The JSON format.
pub(in super::super) struct Json;

impl ExportFormat for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "one JSON document with one line per annotation"
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let document = AnnotatedDocument::with_id(article, annotations, id);
        write_json(&document, LineFormatter::default(), out)
    }
}

/// A JSON formatter that breaks the line between the fields of the document and between the items of its lists, but no
/// deeper.
#[derive(Default)]
struct LineFormatter {
    /// The number of open arrays and objects.
    depth: usize,
}

/// Maximum depth at which lines are broken: 1 is the document's fields, 2 the items of its lists.
const MAX_BROKEN_DEPTH: usize = 2;

impl LineFormatter {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(&[bracket])
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        writer.write_all(&[bracket])
    }

    fn item<W: ?Sized + Write>(&self, writer: &mut W, is_first: bool) -> io::Result<()> {
        if self.depth <= MAX_BROKEN_DEPTH {
            let space = if self.depth == 1 { "\n  " } else { "\n    " };
            return write!(writer, "{}{space}", if is_first { "" } else { "," });
        }
        writer.write_all(if is_first { b"" } else { b", " })
    }
}

impl Formatter for LineFormatter {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b'[')
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b']')
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        self.item(writer, is_first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b'{')
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.depth == 1 {
            writer.write_all(b"\n")?;
        }
        self.close(writer, b'}')
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        self.item(writer, is_first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
