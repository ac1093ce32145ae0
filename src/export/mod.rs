//! Owns what annotations look like outside: JSON, JSON lines, W3C Web Annotation, brat, CSV, Markdown, HTML, plain text.
//!
//! A format is one file in `formats/` and one line in [`FORMATS`]. Article and annotations come in, and text goes to a
//! writer as it is made: no document is held as a whole. Nothing here opens a file. All offsets are counts of Unicode scalar values, end
//! exclusive: what Python, brat and the W3C's `TextPositionSelector` count.

mod document;
mod exact_values;
mod formats;
mod json_writer;
mod spans;

use std::fmt;
use std::io;
use std::io::Write;

use serde::Serialize;

use crate::annotation::Annotations;
use crate::article::Article;

pub use formats::text::write_text;
pub use json_writer::write_json_line;

/// What a document is called where it comes from; a number stays a number in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum SourceId<'a> {
    /// A number.
    Number(&'a serde_json::Number),
    /// Words.
    Words(&'a str),
}

impl<'a> From<&'a str> for SourceId<'a> {
    fn from(words: &'a str) -> Self {
        Self::Words(words)
    }
}

impl fmt::Display for SourceId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// A way to write an article with its annotations.
pub trait ExportFormat: Sync {
    /// Returns the name on the command line.
    fn name(&self) -> &'static str;

    /// Returns what it is, in a few words for a list of formats.
    fn about(&self) -> &'static str;

    /// Returns what an output begins with, before its first document: the names of columns, or mostly nothing.
    fn heading(&self) -> &'static str {
        ""
    }

    /// Writes the article with its annotations, a line end at the end, but without the heading.
    ///
    /// `id` is what the document is called where it comes from; without one it is the article's own identity.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Writes the heading and the article with its annotations: an output of one document.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    fn write(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        out.write_all(self.heading().as_bytes())?;
        self.append(article, annotations, id, out)
    }
}

/// All formats, in the order of the help.
pub const FORMATS: &[&dyn ExportFormat] = &[
    &formats::json::Json,
    &formats::jsonl::JsonLines,
    &formats::markdown::Markdown,
    &formats::csv::Csv,
    &formats::html::Html,
    &formats::brat::Brat,
    &formats::webannotation::WebAnnotation,
    &formats::text::PlainText,
    &formats::score::ScoreFormat,
];

/// Returns the format of that name.
pub fn find_format(name: &str) -> Option<&'static dyn ExportFormat> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
