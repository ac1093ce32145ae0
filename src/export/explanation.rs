//! The explanation of findings as text for a terminal: each finding with the rules that made it and their evidence.

use std::io;
use std::io::Write;

use super::source_id::SourceId;
use super::spans::document_id;
use super::spans::to_single_line;
use crate::annotation::Annotations;
use crate::annotation::ExplainedFindings;
use crate::annotation::ExplanationLine;
use crate::annotation::describe_entry;
use crate::article::Article;
use crate::layout::Cells;
use crate::layout::shorten_words;
use crate::text::ByteRange;

/// The width of the line with a finding's words, in columns: a terminal's usual width. Longer words are cut, since the
/// reader knows them from the article; rules and evidence are printed in full.
const MAX_WORDS_COLUMNS: Cells = Cells(80);

/// Writes the ID of the document, why each finding was made, in the order of the text, and then the rules that changed
/// or dropped something.
///
/// # Errors
///
/// Fails if writing to `out` fails.
pub fn write_explanation(
    article: &Article,
    annotations: &Annotations,
    id: Option<SourceId<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "== {} ==\n", to_single_line(&document_id(article, id)))?;
    let Some(explained) = ExplainedFindings::of(annotations) else {
        return Ok(());
    };
    let text = article.text();
    for item in annotations.items() {
        write_words(article, item.range, out)?;
        let lines = explained.explain(item).lines(item, annotations, text);
        write_lines(&lines, out)?;
    }
    for entry in explained.unassigned(annotations) {
        write_words(article, entry.range, out)?;
        let lines = describe_entry(entry, text);
        let what = ExplanationLine {
            depth: 0,
            words: "dropped or changed".to_owned(),
        };
        write_lines(&[vec![what], lines].concat(), out)?;
    }
    Ok(())
}

fn write_words(article: &Article, range: ByteRange, out: &mut dyn Write) -> io::Result<()> {
    let words = to_single_line(article.text().slice(range));
    writeln!(out, "{}", shorten_words(&words, MAX_WORDS_COLUMNS))
}

fn write_lines(lines: &[ExplanationLine], out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        let indent = 2 * (usize::from(line.depth) + 1);
        writeln!(out, "{:indent$}{}", "", line.words)?;
    }
    writeln!(out)
}
