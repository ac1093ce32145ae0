//! Plain text: the article as laid out in the terminal.

use std::io;
use std::io::Write;

use crate::annotation::Annotations;
use crate::article::Article;
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;
use crate::layout::Cells;
use crate::layout::DEFAULT_MEASURE;
use crate::layout::LayoutOptions;
use crate::layout::SheetParts;

/// The number of blocks that are laid out at once. Their rows take a few megabytes; larger parts need more memory, and
/// much smaller ones are slower.
const PART_BLOCKS: usize = 4096;

/// The plain text format: the article as laid out in the terminal, without escape sequences.
pub(in super::super) struct PlainText;

impl ExportFormat for PlainText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> &'static str {
        "the article as the terminal shows it"
    }

    fn append(
        &self,
        article: &Article,
        _: &Annotations,
        _: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        write_text(article, DEFAULT_MEASURE, out)
    }
}

/// Writes the article in lines of at most `width` columns. No character that could control a terminal is written, even
/// if the article's text was taken verbatim.
///
/// # Errors
///
/// Fails if writing to `out` fails.
pub fn write_text(article: &Article, width: Cells, out: &mut dyn Write) -> io::Result<()> {
    let setting = LayoutOptions {
        measure: width,
        ..LayoutOptions::of(width)
    };
    for sheet in SheetParts::new(article, &setting, PART_BLOCKS) {
        for row_index in 0..sheet.len() {
            out.write_all(sheet.line(article, row_index).as_bytes())?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}
