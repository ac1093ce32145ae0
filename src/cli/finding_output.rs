//! Shared by the commands for quotes and figures: formats, limits, sources, and what an empty library says.

use std::io::{self, Write};
use std::ops::ControlFlow;

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::exit_status::print_error;
use super::input::printable_line;
use super::library_access::describe_store_error;
use super::output::locked_stdout;
use crate::article::Link;
use crate::export::{DataColumn, DataValue, RowFormat, RowWriter};
use crate::library::FindingSource;
use crate::store::{Library, StoreError};
use crate::text::count_with_noun;

/// The number of rows printed as text if the user gives no limit. More than a few screens are better written to a file.
const DEFAULT_TEXT_ROWS: usize = 100;

/// The options for the output.
#[derive(Args)]
pub(super) struct FindingOutput {
    /// The output format
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    format: FindingFormat,
    /// Print the rows as JSON; the same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Print at most N rows; 0 for all. Without it, text shows 100 rows and every other format all
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// The formats of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
    /// For reading
    #[default]
    Text,
    /// One JSON list
    Json,
    /// One JSON object per line
    Jsonl,
    /// A header line, and a line for each row
    Csv,
    /// For pasting: each row with its source
    Markdown,
}

/// A row that the commands print.
pub(super) trait FindingRow: Sized + 'static {
    /// The fields of JSON, and the columns of CSV.
    const COLUMNS: &'static [DataColumn<Self>];
    /// The noun for one row in messages: "quote", "figure".
    const NOUN: &'static str;

    /// Returns the row as lines for the terminal. Control characters are escaped later.
    fn text(&self) -> String;

    /// Returns the row as a block of Markdown.
    fn markdown(&self) -> String;
}

impl FindingOutput {
    /// Returns an output in a format, for all rows.
    pub(super) const fn all_rows(format: FindingFormat) -> Self {
        Self {
            format,
            json: false,
            limit: None,
        }
    }

    fn chosen_format(&self) -> FindingFormat {
        if self.json {
            FindingFormat::Json
        } else {
            self.format
        }
    }

    /// Returns the largest number of rows to print.
    pub(super) fn max_rows(&self) -> usize {
        match (self.limit, self.chosen_format()) {
            (Some(0), _) => usize::MAX,
            (Some(limit), _) => limit,
            (None, FindingFormat::Text) => DEFAULT_TEXT_ROWS,
            (None, _) => usize::MAX,
        }
    }

    /// Prints the rows that `visit` passes on, one at a time. Returns how many there were.
    ///
    /// # Errors
    ///
    /// If the library cannot be read or the output cannot be written.
    pub(super) fn print<R: FindingRow>(
        &self,
        visit: impl FnOnce(&mut dyn FnMut(R) -> ControlFlow<()>) -> Result<(), StoreError>,
    ) -> anyhow::Result<usize> {
        let max_rows = self.max_rows();
        let mut n_rows = 0;
        let limited = |take: &mut dyn FnMut(R) -> ControlFlow<()>| {
            visit(&mut |row| {
                if n_rows == max_rows {
                    print_error(format_args!(
                        "showing the first {}; `--limit 0` shows all",
                        count_with_noun(max_rows, R::NOUN)
                    ));
                    return ControlFlow::Break(());
                }
                n_rows += 1;
                take(row)
            })
        };
        let mut out = locked_stdout();
        let n_rows = write_finding_rows(self.chosen_format(), &mut out, limited)?;
        out.flush()?;
        Ok(n_rows)
    }
}

/// Writes the rows that `visit` passes on, one at a time. Returns how many there were.
///
/// # Errors
///
/// If the library cannot be read or the output cannot be written.
pub(super) fn write_finding_rows<R: FindingRow>(
    format: FindingFormat,
    out: &mut dyn Write,
    visit: impl FnOnce(&mut dyn FnMut(R) -> ControlFlow<()>) -> Result<(), StoreError>,
) -> anyhow::Result<usize> {
    let mut writer = RowWriter::new(row_format(format), R::COLUMNS);
    let mut n_rows = 0;
    let mut failure = None;
    let visited = visit(&mut |row| {
        n_rows += 1;
        match write_row(format, &mut writer, &row, out) {
            Ok(()) => ControlFlow::Continue(()),
            Err(why) => {
                failure = Some(why);
                ControlFlow::Break(())
            }
        }
    });
    if let Some(why) = failure {
        return Err(why.into());
    }
    visited.map_err(|why| anyhow!(describe_store_error(&why)))?;
    if !matches!(format, FindingFormat::Text | FindingFormat::Markdown) {
        writer.finish(out)?;
    }
    Ok(n_rows)
}

const fn row_format(format: FindingFormat) -> RowFormat {
    match format {
        FindingFormat::Json => RowFormat::Json,
        FindingFormat::Csv => RowFormat::Csv,
        FindingFormat::Text | FindingFormat::Jsonl | FindingFormat::Markdown => RowFormat::Jsonl,
    }
}

fn write_row<R: FindingRow>(
    format: FindingFormat,
    writer: &mut RowWriter<R>,
    row: &R,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        FindingFormat::Text => {
            for line in row.text().lines() {
                writeln!(out, "{}", printable_line(line))?;
            }
            writeln!(out)
        }
        FindingFormat::Markdown => {
            for line in row.markdown().lines() {
                writeln!(out, "{}", printable_line(line))?;
            }
            writeln!(out)
        }
        FindingFormat::Json | FindingFormat::Jsonl | FindingFormat::Csv => writer.write(row, out),
    }
}

/// Says on standard error why there are no rows, and how to get some.
pub(super) fn explain_no_rows(library: &Library, nouns: &str) {
    let totals = library.totals();
    let n_waiting = library.n_unannotated();
    match (totals, n_waiting) {
        (Ok(totals), _) if totals.n_entries == 0 => print_error(format_args!(
            "the library is empty: here would be the {nouns} of all its articles; \
             `pullquote add URL` subscribes to a feed, and `pullquote save FILE` keeps an article"
        )),
        (_, Ok(n @ 1..)) => print_error(format_args!(
            "no {nouns} match; {} not annotated yet: open the reader, or run `pullquote refresh`",
            count_with_noun(n, "article")
        )),
        _ => print_error(format_args!("no {nouns} match")),
    }
}

/// Returns the UTC day of a time.
pub(super) fn day_of(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).date().to_string()
}

/// Returns the source of a finding on one line: author, outlet, headline, day, number of the entry.
pub(super) fn source_line(source: &FindingSource) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(source.author.clone());
    parts.push(source.site.clone());
    parts.push(format!("\"{}\"", source.title));
    parts.extend(source.published.map(day_of));
    parts.retain(|part| !part.is_empty());
    format!("{} [{}]", parts.join(", "), source.entry.0)
}

/// Returns the source of a finding as Markdown: author, outlet, headline, day, link, time of retrieval, hash of the
/// text and offsets in it.
pub(super) fn source_markdown(source: &FindingSource, (start, end): (usize, usize)) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(source.author.as_deref().map(escape_words));
    if !source.site.is_empty() {
        parts.push(format!("*{}*", escape_words(&source.site)));
    }
    let title = escape_words(&source.title);
    parts.push(match &source.link {
        Some(link) => format!("[{title}](<{link}>)"),
        None => format!("“{title}”"),
    });
    parts.extend(source.published.map(day_of));
    let time = source.retrieved.to_string();
    parts.push(format!("retrieved {time}"));
    parts.push(format!(
        "text {:016x}, characters {start}–{end}",
        source.text_hash
    ));
    parts.extend(
        source
            .source_id
            .as_deref()
            .map(|id| format!("id {}", escape_words(id))),
    );
    parts.join(", ")
}

/// Returns text as one line of Markdown, with special characters escaped.
pub(super) fn escape_words(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\n' | '\r' | '\t' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns the link as a field.
fn link_value(link: Option<&Link>) -> DataValue<'_> {
    DataValue::code(link.map(Link::as_str))
}

/// Defines the columns of the source and the place of a row, the same for all rows, followed by its own.
macro_rules! columns_with_source {
    ($($own:expr),+ $(,)?) => {
        &[
            crate::export::DataColumn {
                name: "entry",
                about: "Number of the article in the library",
                value: |row| crate::export::DataValue::Number(row.source.entry.0),
            },
            crate::export::DataColumn {
                name: "id",
                about: "Id of the article in its own source",
                value: |row| crate::export::DataValue::words(row.source.source_id.as_deref()),
            },
            crate::export::DataColumn {
                name: "title",
                about: "Headline",
                value: |row| crate::export::DataValue::words(Some(&row.source.title)),
            },
            crate::export::DataColumn {
                name: "site",
                about: "Outlet",
                value: |row| crate::export::DataValue::words(Some(&row.source.site)),
            },
            crate::export::DataColumn {
                name: "author",
                about: "Author, as the source gives it",
                value: |row| crate::export::DataValue::words(row.source.author.as_deref()),
            },
            crate::export::DataColumn {
                name: "link",
                about: "Page of the article",
                value: |row| crate::cli::finding_output::source_link(&row.source),
            },
            crate::export::DataColumn {
                name: "published",
                about: "Time of publication, if the source gives one",
                value: |row| crate::cli::finding_output::time_value(row.source.published),
            },
            crate::export::DataColumn {
                name: "retrieved",
                about: "When the article was fetched or saved",
                value: |row| crate::cli::finding_output::time_value(Some(row.source.retrieved)),
            },
            crate::export::DataColumn {
                name: "text_hash",
                about: "Hash (XXH3, 64 bits) of the text that the offsets are of",
                value: |row| crate::export::DataValue::Code(format!("{:016x}", row.source.text_hash).into()),
            },
            crate::export::DataColumn {
                name: "start",
                about: "Offset of the first character",
                value: |row| crate::export::DataValue::index(row.range.0),
            },
            crate::export::DataColumn {
                name: "end",
                about: "Offset after the last character",
                value: |row| crate::export::DataValue::index(row.range.1),
            },
            $($own),+
        ]
    };
}
pub(super) use columns_with_source;

/// Returns the link of a source as a field.
pub(super) fn source_link(source: &FindingSource) -> DataValue<'_> {
    link_value(source.link.as_ref())
}

/// Returns a time as a field.
pub(super) fn time_value(time: Option<Timestamp>) -> DataValue<'static> {
    time.map_or(DataValue::Missing, |time| {
        DataValue::Code(time.to_string().into())
    })
}
