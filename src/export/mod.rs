//! Owns what annotations look like outside: JSON, JSON lines, W3C Web Annotation, brat, CSV, Markdown, HTML, plain text.
//!
//! A format is one file in `formats/` and one line in [`FORMATS`]. Formats are pure: article and annotations come in, a
//! string comes out; nothing here reads or writes a file. All offsets are counts of Unicode scalar values, end
//! exclusive: what Python, brat and the W3C's `TextPositionSelector` count.

mod document;
mod formats;
mod spans;
mod values;

use std::fmt;

use serde::Serialize;

use crate::annotation::Annotations;
use crate::article::Article;

pub use formats::text::text;

/// What a document is called where it comes from; a number stays a number in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Id<'a> {
    /// A number.
    Number(&'a serde_json::Number),
    /// Words.
    Words(&'a str),
}

impl<'a> From<&'a str> for Id<'a> {
    fn from(words: &'a str) -> Self {
        Self::Words(words)
    }
}

impl fmt::Display for Id<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// A way to write an article with its annotations.
pub trait Format: Sync {
    /// Returns the name on the command line.
    fn name(&self) -> &'static str;

    /// Returns what it is, in a few words for a list of formats.
    fn about(&self) -> &'static str;

    /// Returns the article with its annotations, a line end at the end.
    ///
    /// `id` is what the document is called where it comes from; without one it is the article's own identity.
    fn write(&self, article: &Article, annotations: &Annotations, id: Option<Id<'_>>) -> String;

    /// Returns what follows another document of the same output: the same, but for what stands there only once, such as
    /// the names of columns.
    fn append(&self, article: &Article, annotations: &Annotations, id: Option<Id<'_>>) -> String {
        self.write(article, annotations, id)
    }
}

/// All formats, in the order of the help.
pub const FORMATS: &[&dyn Format] = &[
    &formats::json::Json,
    &formats::jsonl::JsonLines,
    &formats::markdown::Markdown,
    &formats::csv::Csv,
    &formats::html::Html,
    &formats::brat::Brat,
    &formats::webannotation::WebAnnotation,
    &formats::text::PlainText,
    &formats::score::Score,
];

/// Returns the format of that name.
pub fn by_name(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
