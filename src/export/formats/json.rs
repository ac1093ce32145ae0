//! JSON: one document by the contract, a line for each finding.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::super::Format;
use super::super::Id;
use super::super::document::Document;
use crate::annotation::Annotations;
use crate::article::Article;

/// One document by the contract, a line for each finding.
pub(in super::super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "one JSON document, a line for each finding"
    }

    fn write(&self, article: &Article, annotations: &Annotations, id: Option<Id<'_>>) -> String {
        let mut bytes = Vec::with_capacity(article.text().as_str().len() * 3);
        let mut serializer = Serializer::with_formatter(&mut bytes, Lines::default());
        // Nothing in a document can fail to be written into memory.
        let _ = Document::new(article, annotations, id).serialize(&mut serializer);
        bytes.push(b'\n');
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// Breaks the line between the fields of the document and between the items of its lists, and nowhere deeper.
#[derive(Default)]
struct Lines {
    depth: usize,
}

/// How deep a line is still broken.
const DEEPEST: usize = 2;

impl Lines {
    fn open<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(&[bracket])
    }

    fn close<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        writer.write_all(&[bracket])
    }

    fn item<W: ?Sized + io::Write>(&self, writer: &mut W, is_first: bool) -> io::Result<()> {
        if self.depth <= DEEPEST {
            let space = if self.depth == 1 { "\n  " } else { "\n    " };
            return write!(writer, "{}{space}", if is_first { "" } else { "," });
        }
        writer.write_all(if is_first { b"" } else { b", " })
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b'[')
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b']')
    }

    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        self.item(writer, is_first)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b'{')
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.depth == 1 {
            writer.write_all(b"\n")?;
        }
        self.close(writer, b'}')
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        self.item(writer, is_first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
