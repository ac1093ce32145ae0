//! The files that the reader writes from a view over the library: the rows as CSV and as Markdown, with the code of the
//! commands.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::entities::{EntityFormat, write_entities};
use super::finding_output::{FindingFormat, escape_words, write_finding_rows};
use super::input::printable_line;
use super::new_file::{Existing, FileDraft, refuse_write};
use crate::library::LibraryQuestions;
use crate::reader::{ViewAsk, ViewFiles};
use crate::store::Library;
use crate::text::count_with_noun;

/// How many names are tried if files of the first name exist.
const MAX_FILE_NAMES: usize = 99;
/// The maximum length of the part of a file name that comes from the filter, in characters. File systems take names of
/// 255 bytes.
const MAX_SLUG_CHARS: usize = 60;

/// Writes the rows of a view. Returns their number.
type ViewWriter = fn(&Library, &ViewAsk, FindingFormat, &mut dyn Write) -> anyhow::Result<usize>;

/// The data of views that can be written, by the name that `export` has for it.
const VIEW_WRITERS: &[(&str, ViewWriter)] = &[
    ("quotes", |library, ask, format, out| {
        write_finding_rows(format, out, |take| {
            library.visit_quotes(&ask.sorted_query(), take)
        })
    }),
    ("figures", |library, ask, format, out| {
        write_finding_rows(format, out, |take| {
            library.visit_figures(&ask.sorted_query(), take)
        })
    }),
    ("entities", write_entity_rows),
];

fn write_entity_rows(
    library: &Library,
    ask: &ViewAsk,
    format: FindingFormat,
    out: &mut dyn Write,
) -> anyhow::Result<usize> {
    let mut rows = Vec::new();
    let read = library.each_entity(&ask.entity_list(), &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    read.map_err(|why| anyhow!(why))?;
    let format = match format {
        FindingFormat::Csv => EntityFormat::Csv,
        _ => EntityFormat::Markdown,
    };
    write_entities(&rows, format, out)?;
    Ok(rows.len())
}

/// Writes both files of a view. Returns a sentence for the user.
///
/// # Errors
///
/// A sentence for the user, if the rows cannot be read or the files cannot be written. Then there are none.
pub(super) fn write_view_files(library: &Library, order: &ViewFiles) -> Result<String, String> {
    let data = order.ask.view.data;
    let Some((_, writer)) = VIEW_WRITERS.iter().find(|(name, _)| *name == data) else {
        return Err(format!(
            "{} cannot be written to a file",
            order.ask.view.title
        ));
    };
    let base = free_base(order).map_err(|why| format!("Could not write: {why}"))?;
    let (csv, markdown) = (with_extension(&base, "csv"), with_extension(&base, "md"));
    let mut n_rows = 0;
    let write = |target: &Path, format: FindingFormat, n_rows: &mut usize| {
        FileDraft::write(target, Existing::Keep, |out| {
            if format == FindingFormat::Markdown {
                write_heading(order, out)?;
            }
            *n_rows = writer(library, &order.ask, format, out).map_err(io::Error::other)?;
            Ok(())
        })
        .map_err(|why| describe_write_failure(target, &why))
    };
    let drafts = [
        write(&csv, FindingFormat::Csv, &mut n_rows)?,
        write(&markdown, FindingFormat::Markdown, &mut n_rows)?,
    ];
    FileDraft::commit(&drafts).map_err(|(target, why)| describe_write_failure(&target, &why))?;
    Ok(format!(
        "Wrote {} to {} and .md",
        count_with_noun(n_rows, order.ask.view.noun),
        printable_line(&csv.to_string_lossy())
    ))
}

fn describe_write_failure(target: &Path, why: &io::Error) -> String {
    let name = printable_line(&target.to_string_lossy());
    format!("Could not write {name}: {}", refuse_write(target, why))
}

/// Writes what the Markdown file holds: the view, its filter and the day.
fn write_heading(order: &ViewFiles, out: &mut dyn Write) -> io::Result<()> {
    let title = order.ask.view.title;
    let day = order.ask.now.today();
    if order.words.is_empty() {
        return writeln!(out, "# {title}, {day}\n");
    }
    let words = printable_line(&escape_words(&order.words));
    writeln!(out, "# {title}: {words}\n\nWritten on {day}.\n")
}

fn with_extension(base: &Path, extension: &str) -> PathBuf {
    let mut path = base.as_os_str().to_owned();
    path.push(".");
    path.push(extension);
    path.into()
}

/// Returns the path of the files without the extension: the user's, or one from view, filter and day; with a number if
/// there are such files.
fn free_base(order: &ViewFiles) -> Result<PathBuf, String> {
    let named = order.path.as_deref().map(|path| {
        let path = path.trim();
        let bare = path.strip_suffix(".csv").or(path.strip_suffix(".md"));
        bare.map_or(path, |bare| bare)
    });
    if let Some(named) = named.filter(|named| !named.is_empty()) {
        return Ok(PathBuf::from(named));
    }
    let slug = file_slug(&order.words);
    let gap = if slug.is_empty() { "" } else { "-" };
    let day = order.ask.now.today();
    let base = format!("{}{gap}{slug}-{day}", order.ask.view.data);
    let numbered = (2..=MAX_FILE_NAMES).map(|n| format!("{base}-{n}"));
    let mut bases = std::iter::once(base.clone()).chain(numbered);
    let is_free = |name: &String| {
        let is_there = |extension| {
            with_extension(Path::new(name), extension)
                .symlink_metadata()
                .is_ok()
        };
        !is_there("csv") && !is_there("md")
    };
    let free = bases.find(is_free).map(PathBuf::from);
    free.ok_or_else(|| {
        format!("there are many files named {base} already; name one with :write NAME")
    })
}

/// Returns the values of a filter as part of a file name: `ada-roe-1m` of `speaker:person/ada-roe since:1m`.
fn file_slug(words: &str) -> String {
    let values = words.split_whitespace().map(|word| {
        let value = word.split_once(':').map_or(word, |(_, value)| value);
        value.rsplit('/').next().map_or(value, |value| value)
    });
    let mut slug = String::new();
    for value in values {
        if !slug.ends_with('-') {
            slug.push('-');
        }
        for c in value.chars() {
            if c.is_alphanumeric() {
                slug.extend(c.to_lowercase());
            } else if !slug.ends_with('-') {
                slug.push('-');
            }
        }
    }
    let cut: String = slug
        .trim_matches('-')
        .chars()
        .take(MAX_SLUG_CHARS)
        .collect();
    cut.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::LIBRARY_VIEWS;

    #[test]
    fn a_filter_becomes_a_file_name() {
        assert_eq!(file_slug("speaker:person/ada-roe since:1m"), "ada-roe-1m");
        assert_eq!(file_slug("figure:>£1bn \"grain  deal\""), "1bn-grain-deal");
        assert_eq!(file_slug("../../etc"), "etc");
        assert_eq!(file_slug("\u{1b}[2J"), "2j");
        assert_eq!(
            file_slug(&"harbour ".repeat(40)).chars().count(),
            MAX_SLUG_CHARS
        );
    }

    #[test]
    fn every_view_with_data_can_be_written() {
        for view in LIBRARY_VIEWS.iter().filter(|view| !view.data.is_empty()) {
            assert!(
                VIEW_WRITERS.iter().any(|(name, _)| *name == view.data),
                "{}",
                view.data
            );
        }
    }
}
