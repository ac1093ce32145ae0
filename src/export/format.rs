//! What an output format is.

use std::io;
use std::io::Write;

use super::source_id::SourceId;
use crate::annotation::Annotations;
use crate::article::Article;

/// An output format for an article with its annotations.
pub trait ExportFormat: Sync {
    /// Returns the name of the format on the command line.
    fn name(&self) -> &'static str;

    /// Returns a short description for the list of formats.
    fn about(&self) -> &'static str;

    /// Returns the text at the start of an output, before its first document, such as the column names of CSV. Empty
    /// for most formats.
    fn heading(&self) -> &'static str {
        ""
    }

    /// Writes the article with its annotations, ending with a line end. The heading is not written.
    ///
    /// `id` is the ID of the document in its source. `None`: the ID of the article is used.
    ///
    /// # Errors
    ///
    /// Fails if writing to `out` fails.
    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Writes the heading and the article with its annotations: a complete output with one document.
    ///
    /// # Errors
    ///
    /// Fails if writing to `out` fails.
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
