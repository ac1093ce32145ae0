//! Export formats: JSON, JSON Lines, W3C Web Annotation, brat, CSV, Markdown, HTML and plain text.
//!
//! Article and annotations come in, and text goes to a writer as it is produced, so that no document is held in memory
//! as a whole. A format is one file in `formats/` and one line in [`FORMATS`]. This module opens no files: the caller
//! decides where output goes. Start reading at [`ExportFormat`].
//!
//! All offsets count Unicode scalar values, end exclusive, as Python, brat and the W3C `TextPositionSelector` do.

mod csv_line;
mod data_rows;
mod document;
mod exact_values;
mod explanation;
mod finding_text;
mod format;
mod formats;
mod json_writer;
mod spans;

pub use csv_line::write_csv_line;
pub use data_rows::{DataColumn, DataValue, RowFormat, RowWriter};
pub use explanation::write_explanation;
pub use format::{ExportFormat, SourceId};
pub use formats::csv::{COLUMNS as CSV_COLUMNS, CsvColumn};
pub use formats::text::write_text;
pub use json_writer::write_json_line;

/// All formats, in the order of the help text.
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
pub fn find_format(name: &str) -> Option<&'static dyn ExportFormat> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
