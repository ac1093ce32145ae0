//! Rows of data across articles, such as quotes or figures: JSON, JSON lines and CSV.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::formats::csv::{FormulaGuard, csv_writer, guard_field, io_error};
use super::write_json_line;
use crate::text::clean_text;

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum DataValue<'a> {
    /// There is none: `null`, or an empty field.
    Missing,
    /// Words of an article, which a spreadsheet must not run.
    Words(Cow<'a, str>),
    /// A word of this program: a kind, a date, a decimal number.
    Code(Cow<'a, str>),
    /// A whole number.
    Number(i64),
    /// Ranges; in CSV `12-30 40-52`.
    Ranges(Vec<(usize, usize)>),
}

impl<'a> DataValue<'a> {
    /// Returns words, or nothing.
    pub fn words(words: Option<&'a str>) -> Self {
        words.map_or(Self::Missing, |words| Self::Words(words.into()))
    }

    /// Returns a word of this program, or nothing.
    pub fn code(code: Option<&'a str>) -> Self {
        code.map_or(Self::Missing, |code| Self::Code(code.into()))
    }

    /// Returns an index as a number.
    pub fn index(index: usize) -> Self {
        i64::try_from(index).map_or(Self::Missing, Self::Number)
    }
}

impl Serialize for DataValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Missing => serializer.serialize_none(),
            Self::Words(words) | Self::Code(words) => serializer.serialize_str(words),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Ranges(ranges) => ranges.serialize(serializer),
        }
    }
}

/// A column of a table of rows `R`. JSON has the columns as fields, in the same order.
pub struct DataColumn<R: 'static> {
    /// The name.
    pub name: &'static str,
    /// One line for the manual.
    pub about: &'static str,
    /// Returns the value of a row.
    pub value: for<'a> fn(&'a R) -> DataValue<'a>,
}

/// A format of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    /// One list.
    Json,
    /// One object a line.
    Jsonl,
    /// A header line and a line for each row.
    Csv,
}

/// Writes rows one at a time.
pub struct RowWriter<R: 'static> {
    format: RowFormat,
    columns: &'static [DataColumn<R>],
    n_rows: usize,
}

struct JsonRow<'a, R: 'static>(&'a R, &'static [DataColumn<R>]);

impl<R> Serialize for JsonRow<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.1.len()))?;
        for column in self.1 {
            map.serialize_entry(column.name, &(column.value)(self.0))?;
        }
        map.end()
    }
}

impl<R> RowWriter<R> {
    /// Returns a writer that has written nothing.
    pub const fn new(format: RowFormat, columns: &'static [DataColumn<R>]) -> Self {
        Self {
            format,
            columns,
            n_rows: 0,
        }
    }

    /// Writes a row.
    ///
    /// # Errors
    ///
    /// If writing to `out` fails.
    pub fn write(&mut self, row: &R, out: &mut dyn Write) -> io::Result<()> {
        let is_first = self.n_rows == 0;
        self.n_rows += 1;
        match self.format {
            RowFormat::Json => {
                out.write_all(if is_first { b"[" } else { b"," })?;
                write_json_line(&JsonRow(row, self.columns), out)
            }
            RowFormat::Jsonl => write_json_line(&JsonRow(row, self.columns), out),
            RowFormat::Csv => {
                if is_first {
                    self.write_heading(out)?;
                }
                let fields = self
                    .columns
                    .iter()
                    .map(|column| csv_field(&(column.value)(row)));
                write_csv_line(fields, out)
            }
        }
    }

    /// Ends the output. Without rows, JSON is an empty list and CSV its heading.
    ///
    /// # Errors
    ///
    /// If writing to `out` fails.
    pub fn finish(&self, out: &mut dyn Write) -> io::Result<()> {
        match (self.format, self.n_rows) {
            (RowFormat::Json, 0) => out.write_all(b"[]\n"),
            (RowFormat::Json, _) => out.write_all(b"]\n"),
            (RowFormat::Csv, 0) => self.write_heading(out),
            (RowFormat::Csv | RowFormat::Jsonl, _) => Ok(()),
        }
    }

    fn write_heading(&self, out: &mut dyn Write) -> io::Result<()> {
        let names = self.columns.iter().map(|column| column.name.to_owned());
        write_csv_line(names, out)
    }
}

fn csv_field(value: &DataValue) -> String {
    match value {
        DataValue::Missing => String::new(),
        // A text that was saved verbatim may have control characters.
        DataValue::Words(words) => guard_field(&clean_text(words), FormulaGuard::On).into_owned(),
        DataValue::Code(code) => code.clone().into_owned(),
        DataValue::Number(number) => number.to_string(),
        DataValue::Ranges(ranges) => {
            let ranges = ranges.iter().map(|(start, end)| format!("{start}-{end}"));
            ranges.collect::<Vec<_>>().join(" ")
        }
    }
}

fn write_csv_line(fields: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv_writer(out);
    writer.write_record(fields).map_err(io_error)?;
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[DataColumn<(&str, usize)>] = &[
        DataColumn {
            name: "words",
            about: "Words",
            value: |row| DataValue::words(Some(row.0)),
        },
        DataColumn {
            name: "n",
            about: "A number",
            value: |row| DataValue::index(row.1),
        },
    ];

    fn written(format: RowFormat, rows: &[(&'static str, usize)]) -> String {
        let mut out = Vec::new();
        let mut writer = RowWriter::new(format, COLUMNS);
        for row in rows {
            writer.write(row, &mut out).expect("memory");
        }
        writer.finish(&mut out).expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn rows_are_written_in_each_format() {
        let rows = [("a, b", 1), ("=x\u{1b}[1m", 2)];
        assert_eq!(
            written(RowFormat::Json, &rows),
            "[{\"words\":\"a, b\",\"n\":1}\n,{\"words\":\"=x\\u001b[1m\",\"n\":2}\n]\n"
        );
        assert_eq!(
            written(RowFormat::Jsonl, &rows[..1]),
            "{\"words\":\"a, b\",\"n\":1}\n"
        );
        let csv = written(RowFormat::Csv, &rows);
        assert!(csv.starts_with("words,n\r\n\"a, b\",1\r\n'=x"), "{csv}");
        assert!(!csv.contains('\u{1b}'), "{csv:?}");
    }

    #[test]
    fn no_rows_are_still_a_document() {
        assert_eq!(written(RowFormat::Json, &[]), "[]\n");
        assert_eq!(written(RowFormat::Jsonl, &[]), "");
        assert_eq!(written(RowFormat::Csv, &[]), "words,n\r\n");
    }
}
