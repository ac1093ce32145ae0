//! CSV as in RFC 4180: a header line, then one line per annotation. The columns are listed in [`COLUMNS`].

use std::borrow::Cow;
use std::io;
use std::io::Write;
use std::sync::LazyLock;

use super::super::exact_values::ValueOrPair;
use super::super::exact_values::amount_digits;
use super::super::exact_values::level_name;
use super::super::exact_values::unit_label;
use super::super::spans::ScalarSpans;
use super::super::spans::document_id;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::Change;
use crate::annotation::Entity;
use crate::annotation::Quote;
use crate::article::{Article, ArticleMetadata, Link, PublicationDate};
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;
use crate::text::ByteRange;

/// The CSV format.
pub(in super::super) struct Csv;

/// A column of the table: header line, rows and manual are made from it.
pub struct CsvColumn {
    /// The name in the header line.
    pub name: &'static str,
    /// One line for the manual.
    pub about: &'static str,
    guard: FormulaGuard,
    /// Returns the field of an annotation. Empty if the column does not apply to it.
    value: for<'a> fn(&CsvRow<'a>) -> Cow<'a, str>,
}

/// The columns of the table in order. Scripts depend on the names and their order: add new ones at the end.
///
/// Values computed by the engine are not guarded against formulas: they are safe and must stay numbers. Text from the
/// article is guarded.
pub const COLUMNS: &[CsvColumn] = &[
    CsvColumn {
        name: "document",
        about: "ID of the document in its source, or its content hash",
        guard: FormulaGuard::On,
        value: |row| row.document.into(),
    },
    CsvColumn {
        name: "start",
        about: "Offset of the first character",
        guard: FormulaGuard::Off,
        value: |row| row.spans.of(row.item.range).0.to_string().into(),
    },
    CsvColumn {
        name: "end",
        about: "Offset after the last character",
        guard: FormulaGuard::Off,
        value: |row| row.spans.of(row.item.range).1.to_string().into(),
    },
    CsvColumn {
        name: "type",
        about: "`mention`, `quote`, `figure`, `date` or `watch`",
        guard: FormulaGuard::Off,
        value: |row| row.item.kind.name().into(),
    },
    CsvColumn {
        name: "kind",
        about: "Kind of entity, speech, figure or date; number of a watch rule",
        guard: FormulaGuard::Off,
        value: |row| {
            let speech = row.item.kind.quote().map(|quote| quote.speech.name());
            if let Some(kind) = row.item.kind.value_kind().or(speech) {
                return kind.into();
            }
            match row.item.kind.watch() {
                Some(rule) => rule.0.to_string().into(),
                None => row.entity_field(|entity| entity.kind.name()),
            }
        },
    },
    CsvColumn {
        name: "text",
        about: "The words; the pieces of a split quote are joined with spaces",
        guard: FormulaGuard::On,
        value: |row| match row.item.kind.quote() {
            Some(quote) => {
                let pieces = quote.content.iter().map(|range| row.spans.words(*range));
                pieces.collect::<Vec<_>>().join(" ").into()
            }
            None => row.spans.words(row.item.range).into(),
        },
    },
    CsvColumn {
        name: "entity",
        about: "Name of the mentioned entity, or of the speaker",
        guard: FormulaGuard::On,
        value: |row| row.entity_field(|entity| &entity.name),
    },
    CsvColumn {
        name: "key",
        about: "Key of that entity, the same in all documents",
        guard: FormulaGuard::On,
        value: |row| row.entity_field(|entity| entity.key.as_str()),
    },
    CsvColumn {
        name: "form",
        about: "Form of a mention: name, short, acronym, role or pronoun",
        guard: FormulaGuard::Off,
        value: |row| {
            let mention = row.item.kind.mention();
            mention.map_or("", |mention| mention.form.name()).into()
        },
    },
    CsvColumn {
        name: "cue",
        about: "The reporting words of a quote",
        guard: FormulaGuard::On,
        value: |row| row.words(row.item.kind.quote().and_then(|quote| quote.cue)),
    },
    CsvColumn {
        name: "speaker",
        about: "The words that name the speaker of a quote",
        guard: FormulaGuard::On,
        value: |row| {
            row.words(
                row.item
                    .kind
                    .quote()
                    .and_then(|quote| quote.speaker.range()),
            )
        },
    },
    CsvColumn {
        name: "value",
        about: "Amount of a figure, or its lower end; TIMEX3 value of a date",
        guard: FormulaGuard::Off,
        value: |row| match row
            .item
            .kind
            .figure()
            .map(|figure| amount_digits(figure.amount))
        {
            Some(ValueOrPair::One(value) | ValueOrPair::Pair(value, _)) => value.into(),
            None => {
                let date = row.item.kind.date();
                date.map_or("", |date| date.value.as_str()).into()
            }
        },
    },
    CsvColumn {
        name: "high",
        about: "Upper end of a range, or the other side of a score",
        guard: FormulaGuard::Off,
        value: |row| match row
            .item
            .kind
            .figure()
            .map(|figure| amount_digits(figure.amount))
        {
            Some(ValueOrPair::Pair(_, high)) => high.into(),
            _ => "".into(),
        },
    },
    CsvColumn {
        name: "unit",
        about: "Unit of a figure, with what it is measured per",
        guard: FormulaGuard::On,
        value: |row| {
            row.item
                .kind
                .figure()
                .and_then(unit_label)
                .map_or_else(|| "".into(), Into::into)
        },
    },
    CsvColumn {
        name: "modifier",
        about: "Bound of a figure or date, such as `at_least`",
        guard: FormulaGuard::Off,
        value: |row| row.item.kind.modifier().unwrap_or_default().into(),
    },
    CsvColumn {
        name: "of",
        about: "The words for what a figure counts or measures",
        guard: FormulaGuard::On,
        value: |row| row.words(row.item.kind.figure().and_then(|figure| figure.of)),
    },
    CsvColumn {
        name: "change",
        about: "`up` or `down` if something changed by the amount",
        guard: FormulaGuard::Off,
        value: |row| {
            let change = row.item.kind.figure().and_then(|figure| figure.change);
            change.map_or("", Change::name).into()
        },
    },
    CsvColumn {
        name: "level",
        about: "Side and direction if something changed from or to the amount, such as `to_up`",
        guard: FormulaGuard::Off,
        value: |row| {
            let level = row.item.kind.figure().and_then(|figure| figure.level);
            level.map_or_else(|| "".into(), |level| level_name(level).into())
        },
    },
    CsvColumn {
        name: "confidence",
        about: "From 0 to 1",
        guard: FormulaGuard::Off,
        value: |row| row.item.confidence.fraction().to_string().into(),
    },
    CsvColumn {
        name: "rule",
        about: "The rule that found it; `pullquote rules` lists all",
        guard: FormulaGuard::Off,
        value: |row| row.item.by.0.into(),
    },
    CsvColumn {
        name: "speaker_confidence",
        about: "Confidence in the speaker of a quote, from 0 to 1",
        guard: FormulaGuard::Off,
        value: |row| {
            let quote = row.quote_with_speaker();
            let confidence = quote.map(|quote| quote.speaker_confidence.fraction());
            confidence.map_or_else(|| "".into(), |confidence| confidence.to_string().into())
        },
    },
    CsvColumn {
        name: "speaker_rule",
        about: "The rule that found the speaker of a quote",
        guard: FormulaGuard::Off,
        value: |row| {
            row.quote_with_speaker()
                .map_or("", |quote| quote.speaker_by.0)
                .into()
        },
    },
    CsvColumn {
        name: "sentence",
        about: "The sentence of the finding, on one line; of a quote, the one that it begins in",
        guard: FormulaGuard::On,
        value: |row| {
            let sentence = row.annotations.sentence_at(row.item.range.start());
            sentence.map_or_else(|| "".into(), |range| row.spans.line(range).into())
        },
    },
    CsvColumn {
        name: "words",
        about: "Value of a figure or date in words: its bound and amount as in the article; the day with its weekday",
        guard: FormulaGuard::On,
        value: |row| {
            let words = row.item.kind.in_prose(&row.spans.line(row.item.range));
            words.map_or_else(|| "".into(), Into::into)
        },
    },
    CsvColumn {
        name: "title",
        about: "Title of the article",
        guard: FormulaGuard::On,
        value: |row| row.about.title.as_str().into(),
    },
    CsvColumn {
        name: "published",
        about: "Day of publication",
        guard: FormulaGuard::Off,
        value: |row| day_text(row.about.published),
    },
    CsvColumn {
        name: "updated",
        about: "Day of the last change",
        guard: FormulaGuard::Off,
        value: |row| day_text(row.about.updated),
    },
    CsvColumn {
        name: "authors",
        about: "Names of the authors, parted by `; `",
        guard: FormulaGuard::On,
        value: |row| row.about.authors().join("; ").into(),
    },
    CsvColumn {
        name: "site",
        about: "Name or host of the outlet",
        guard: FormulaGuard::On,
        value: |row| row.about.site.as_str().into(),
    },
    CsvColumn {
        name: "section",
        about: "Section of the outlet",
        guard: FormulaGuard::On,
        value: |row| row.about.section.as_ref().map_or("", String::as_str).into(),
    },
    CsvColumn {
        name: "link",
        about: "Address of the article",
        guard: FormulaGuard::On,
        value: |row| row.about.link.as_ref().map_or("", Link::as_str).into(),
    },
    CsvColumn {
        name: "language",
        about: "Two-letter code of the language",
        guard: FormulaGuard::Off,
        value: |row| {
            row.about
                .language
                .map_or_else(|| "".into(), |language| language.code().to_owned().into())
        },
    },
];

/// Returns a day; empty for none.
fn day_text<'a>(date: Option<PublicationDate>) -> Cow<'a, str> {
    date.map_or_else(|| "".into(), |date| date.date.to_string().into())
}

/// The header line.
static HEADER_LINE: LazyLock<String> = LazyLock::new(|| {
    let names: Vec<_> = COLUMNS.iter().map(|column| column.name).collect();
    names.join(",") + "\r\n"
});

impl ExportFormat for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table with one line per annotation"
    }

    fn heading(&self) -> &'static str {
        &HEADER_LINE
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let spans = ScalarSpans::new(article);
        let document = document_id(article, id);
        let mut writer = csv_writer(out);
        for item in annotations.items() {
            let row = CsvRow {
                about: &article.about,
                spans: &spans,
                annotations,
                document: &document,
                item,
            };
            row.write(&mut writer).map_err(io_error)?;
        }
        writer.flush()?;
        Ok(())
    }
}

/// An annotation of a document as a row of the table.
struct CsvRow<'a> {
    about: &'a ArticleMetadata,
    spans: &'a ScalarSpans<'a>,
    annotations: &'a Annotations,
    document: &'a str,
    item: &'a Annotation,
}

impl<'a> CsvRow<'a> {
    fn write(&self, writer: &mut csv::Writer<impl Write>) -> csv::Result<()> {
        for column in COLUMNS {
            let field = (column.value)(self);
            writer.write_field(guard_field(&field, column.guard).as_bytes())?;
        }
        // An empty record after fields ends the line.
        writer.write_record(None::<&[u8]>)
    }

    /// Returns a property of the mentioned entity, or of the speaker of a quote.
    fn entity_field(&self, field: impl Fn(&'a Entity) -> &'a str) -> Cow<'a, str> {
        let id = self.item.kind.entity();
        let entity = id.and_then(|id| self.annotations.entity(id));
        entity.map_or("", field).into()
    }

    /// Returns the quote, if its speaker is known.
    fn quote_with_speaker(&self) -> Option<&'a Quote> {
        let quote = self.item.kind.quote()?;
        quote.speaker.range().map(|_| quote)
    }

    fn words(&self, range: Option<ByteRange>) -> Cow<'a, str> {
        range.map_or("", |range| self.spans.words(range)).into()
    }
}

/// Whether a field is protected from being interpreted as a formula by a spreadsheet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum FormulaGuard {
    On,
    Off,
}

/// Returns the field. A guarded field that a spreadsheet would run as a formula gets an apostrophe in front.
pub(in super::super) fn guard_field(field: &str, guard: FormulaGuard) -> Cow<'_, str> {
    // The characters with which a spreadsheet formula can start (OWASP, "CSV injection").
    let is_formula =
        guard == FormulaGuard::On && field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula {
        format!("'{field}").into()
    } else {
        field.into()
    }
}

/// The buffer of the writer: about thirty lines, written as they are made. The output is buffered itself.
const MAX_BUFFERED_BYTES: usize = 4096;

/// Returns a writer of RFC 4180 lines: CRLF, and quotes only around fields that need them.
pub(in super::super) fn csv_writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(MAX_BUFFERED_BYTES)
        .from_writer(out)
}

/// Returns the error of the output itself, so that its kind is kept: a closed pipe is not a failure to the caller.
pub(in super::super) fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_field(field: &str, guard: FormulaGuard, expected: &str) {
        let mut writer = csv_writer(Vec::new());
        writer
            .write_record([guard_field(field, guard).as_bytes(), b""])
            .expect("memory");
        let line = writer.into_inner().expect("memory");
        assert_eq!(
            String::from_utf8(line).expect("text"),
            format!("{expected},\r\n")
        );
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        check_field("plain", FormulaGuard::On, "plain");
        check_field("", FormulaGuard::On, "");
        check_field("#1", FormulaGuard::On, "#1");
        check_field("a,b", FormulaGuard::On, "\"a,b\"");
        check_field("he said \"no\"", FormulaGuard::On, "\"he said \"\"no\"\"\"");
        check_field("two\nlines", FormulaGuard::On, "\"two\nlines\"");
        check_field("two\rlines", FormulaGuard::On, "\"two\rlines\"");
    }

    #[test]
    fn no_field_of_the_text_is_a_formula() {
        check_field("=HYPERLINK(1)", FormulaGuard::On, "'=HYPERLINK(1)");
        check_field("+1", FormulaGuard::On, "'+1");
        check_field("@SUM", FormulaGuard::On, "'@SUM");
        check_field("\tx", FormulaGuard::On, "'\tx");
        check_field("\rx", FormulaGuard::On, "\"'\rx\"");
        check_field("-1,2", FormulaGuard::On, "\"'-1,2\"");
        check_field("-3.5", FormulaGuard::Off, "-3.5");
    }

    #[test]
    fn a_closed_pipe_keeps_its_kind() {
        struct ClosedPipe;
        impl Write for ClosedPipe {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        // Longer than the writer's buffer, so that the error comes from the record, not from the flush.
        let long = "x".repeat(100_000);
        let written = csv_writer(ClosedPipe).write_record([&long]);
        let error = written.map_err(io_error).expect_err("a closed pipe");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn the_header_names_each_column_once() {
        // Scripts depend on these names and their order.
        assert_eq!(
            HEADER_LINE.as_str(),
            "document,start,end,type,kind,text,entity,key,form,cue,speaker,value,high,unit,modifier,of,change,level,\
             confidence,rule,speaker_confidence,speaker_rule,sentence,words,title,published,\
             updated,authors,site,section,link,language\r\n"
        );
        let names: std::collections::BTreeSet<_> =
            COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), COLUMNS.len());
    }
}
