//! Plain text: the article as the terminal shows it.

use std::io;
use std::io::Write;

use super::super::ExportFormat;
use super::super::SourceId;
use crate::annotation::Annotations;
use crate::article::Article;
use crate::layout::Cells;
use crate::layout::DEFAULT_MEASURE;
use crate::layout::LayoutOptions;
use crate::layout::SheetParts;

/// The number of blocks whose rows are held at once: some megabytes of rows.
const PART_BLOCKS: usize = 4096;

/// The article as the terminal shows it, without escape sequences.
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

/// Writes the article set in lines of at most `width` columns, without a character that could act on a terminal, even
/// where the article's text was taken verbatim.
///
/// # Errors
///
/// Those of the writer.
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
