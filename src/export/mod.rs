//! Owns the export formats: JSON, JSON Lines, W3C Web Annotation, brat, CSV, Markdown, HTML and plain text.
//!
//! Article and annotations come in, and text goes to a writer as it is produced, so that no document is held in memory
//! as a whole. A format is one file in `formats/` and one line in [`FORMATS`]. This module opens no files: the caller
//! decides where output goes. Start reading at [`AnnotatedDocument`], the value that JSON is made from, or at `format.rs`.
//!
//! All offsets count Unicode scalar values, end exclusive, as Python, brat and the W3C `TextPositionSelector` do.

#![cfg_attr(
    not(feature = "app"),
    allow(
        dead_code,
        reason = "only the formats of the program use the rest of the helpers"
    )
)]

#[cfg(feature = "app")]
mod csv_line;
#[cfg(feature = "app")]
mod data_rows;
mod document;
mod exact_values;
#[cfg(feature = "app")]
mod explanation;
#[cfg(feature = "app")]
mod finding_text;
#[cfg(feature = "app")]
mod format;
#[cfg(feature = "app")]
mod formats;
mod json_writer;
mod records;
mod source_id;
mod spans;

#[cfg(feature = "app")]
pub use csv_line::write_csv_line;
#[cfg(feature = "app")]
pub use data_rows::{DataColumn, DataValue, RowFormat, RowWriter};
pub use document::AnnotatedDocument;
pub use exact_values::{ExactNumber, ValueOrPair};
#[cfg(feature = "app")]
pub use explanation::write_explanation;
#[cfg(feature = "app")]
pub use format::ExportFormat;
#[cfg(feature = "app")]
pub use formats::csv::{COLUMNS as CSV_COLUMNS, CsvColumn};
#[cfg(feature = "app")]
pub use formats::text::write_text;
pub use json_writer::write_json_line;
pub use records::{
    ApplicationRecord, DateRecord, EntityRecord, EvidenceRecord, FigureRecord, LevelRecord,
    MentionRecord, QuoteRecord, SpeakerRecord, WatchRecord,
};
pub use source_id::SourceId;
pub use spans::ScalarRange;

/// All formats, in the order of the help text.
#[cfg(feature = "app")]
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

/// Returns the format with that name.
#[cfg(feature = "app")]
pub fn find_format(name: &str) -> Option<&'static dyn ExportFormat> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
