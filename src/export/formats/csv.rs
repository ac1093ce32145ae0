//! CSV as in RFC 4180: a header line, then one line per annotation.

use std::io;
use std::io::Write;

use super::super::exact_values::ValueOrPair;
use super::super::exact_values::amount_digits;
use super::super::exact_values::confidence_fraction;
use super::super::exact_values::level_name;
use super::super::exact_values::unit_label;
use super::super::spans::ScalarSpans;
use super::super::spans::document_id;
use crate::annotation::Annotation;
use crate::annotation::AnnotationKind;
use crate::annotation::Annotations;
use crate::annotation::Change;
use crate::annotation::EntityId;
use crate::annotation::Figure;
use crate::annotation::Quote;
use crate::article::Article;
use crate::export::format::ExportFormat;
use crate::export::format::SourceId;

/// The CSV format.
pub(in super::super) struct Csv;

/// The names of the columns. Scripts depend on the names and their order.
const HEADER_LINE: &str = "document,start,end,type,kind,text,entity,key,form,cue,speaker,value,high,unit,modifier,of,change,level,confidence\r\n";

impl ExportFormat for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table with one line per annotation"
    }

    fn heading(&self) -> &'static str {
        HEADER_LINE
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let table = CsvTable {
            spans: ScalarSpans::new(article),
            annotations,
            document: document_id(article, id),
        };
        for item in annotations.items() {
            table.record(item).write(out)?;
        }
        Ok(())
    }
}

/// A record. Fields that do not apply to the annotation are empty.
#[derive(Default)]
struct CsvRecord {
    document: String,
    start: String,
    end: String,
    /// The value of the column `type`.
    what: &'static str,
    kind: String,
    text: String,
    entity: String,
    key: String,
    form: &'static str,
    cue: String,
    speaker: String,
    value: String,
    high: String,
    unit: String,
    modifier: &'static str,
    of: String,
    change: &'static str,
    level: String,
    confidence: String,
}

impl CsvRecord {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        // Values computed by the engine are safe and must stay numbers; text from the article is guarded.
        let fields: [(&str, FormulaGuard); 19] = [
            (&self.document, FormulaGuard::On),
            (&self.start, FormulaGuard::Off),
            (&self.end, FormulaGuard::Off),
            (self.what, FormulaGuard::Off),
            (&self.kind, FormulaGuard::Off),
            (&self.text, FormulaGuard::On),
            (&self.entity, FormulaGuard::On),
            (&self.key, FormulaGuard::On),
            (self.form, FormulaGuard::Off),
            (&self.cue, FormulaGuard::On),
            (&self.speaker, FormulaGuard::On),
            (&self.value, FormulaGuard::Off),
            (&self.high, FormulaGuard::Off),
            (&self.unit, FormulaGuard::On),
            (self.modifier, FormulaGuard::Off),
            (&self.of, FormulaGuard::On),
            (self.change, FormulaGuard::Off),
            (&self.level, FormulaGuard::Off),
            (&self.confidence, FormulaGuard::Off),
        ];
        for (n, (field, guard)) in fields.into_iter().enumerate() {
            out.write_all(if n > 0 { b"," } else { b"" })?;
            out.write_all(quote_field(field, guard).as_bytes())?;
        }
        out.write_all(b"\r\n")
    }
}

/// Whether a field is protected from being interpreted as a formula by a spreadsheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FormulaGuard {
    On,
    Off,
}

/// Returns the field, quoted if necessary. A guarded field that a spreadsheet would run as a formula gets an
/// apostrophe in front.
fn quote_field(field: &str, guard: FormulaGuard) -> String {
    // The characters with which a spreadsheet formula can start (OWASP, "CSV injection").
    let is_formula =
        guard == FormulaGuard::On && field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let prefix = if is_formula { "'" } else { "" };
    if field.contains(['"', ',', '\n', '\r']) {
        return format!("\"{prefix}{}\"", field.replace('"', "\"\""));
    }
    format!("{prefix}{field}")
}

/// The document whose annotations are written.
struct CsvTable<'a> {
    spans: ScalarSpans<'a>,
    annotations: &'a Annotations,
    document: String,
}

impl CsvTable<'_> {
    fn record(&self, item: &Annotation) -> CsvRecord {
        let (start, end) = self.spans.of(item.range);
        let record = CsvRecord {
            document: self.document.clone(),
            start: start.to_string(),
            end: end.to_string(),
            text: self.spans.words(item.range).to_owned(),
            confidence: confidence_fraction(item).to_string(),
            ..CsvRecord::default()
        };
        match &item.kind {
            AnnotationKind::Mention(mention) => CsvRecord {
                what: "mention",
                form: mention.form.name(),
                ..self.with_entity(mention.entity, record)
            },
            AnnotationKind::Quote(quote) => self.quote(quote, record),
            AnnotationKind::Figure(figure) => self.figure(figure, record),
            AnnotationKind::Date(date) => CsvRecord {
                what: "date",
                kind: date.kind.name().to_owned(),
                value: date.value.clone(),
                modifier: date.modifier.map_or("", |modifier| modifier.name()),
                ..record
            },
            AnnotationKind::Watch(rule) => CsvRecord {
                what: "watch",
                kind: rule.0.to_string(),
                ..record
            },
        }
    }

    /// Returns the record with the columns of an entity filled in.
    fn with_entity(&self, id: EntityId, record: CsvRecord) -> CsvRecord {
        match self.annotations.entity(id) {
            Some(entity) => CsvRecord {
                kind: entity.kind.name().to_owned(),
                entity: entity.name.clone(),
                key: entity.key.as_str().to_owned(),
                ..record
            },
            None => record,
        }
    }

    fn quote(&self, quote: &Quote, record: CsvRecord) -> CsvRecord {
        let record = match quote.speaker.entity() {
            Some(id) => self.with_entity(id, record),
            None => record,
        };
        let words = |range: Option<_>| range.map_or("", |range| self.spans.words(range)).to_owned();
        let pieces = quote.content.iter().map(|range| self.spans.words(*range));
        CsvRecord {
            what: "quote",
            kind: quote.speech.name().to_owned(),
            text: pieces.collect::<Vec<_>>().join(" "),
            cue: words(quote.cue),
            speaker: words(quote.speaker.range()),
            ..record
        }
    }

    fn figure(&self, figure: &Figure, record: CsvRecord) -> CsvRecord {
        let (value, high) = match amount_digits(figure.amount) {
            ValueOrPair::One(value) => (value, String::new()),
            ValueOrPair::Pair(low, high) => (low, high),
        };
        let of = figure.of.map_or("", |range| self.spans.words(range));
        CsvRecord {
            what: "figure",
            kind: figure.kind.name().to_owned(),
            value,
            high,
            unit: unit_label(figure).unwrap_or_default(),
            modifier: figure.modifier.map_or("", |modifier| modifier.name()),
            of: of.to_owned(),
            change: figure.change.map_or("", Change::name),
            level: figure.level.map(level_name).unwrap_or_default(),
            ..record
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(quote_field("plain", FormulaGuard::On), "plain");
        assert_eq!(quote_field("a,b", FormulaGuard::On), "\"a,b\"");
        assert_eq!(
            quote_field("he said \"no\"", FormulaGuard::On),
            "\"he said \"\"no\"\"\""
        );
        assert_eq!(
            quote_field("two\nlines", FormulaGuard::On),
            "\"two\nlines\""
        );
    }

    #[test]
    fn no_field_of_the_text_is_a_formula() {
        assert_eq!(
            quote_field("=HYPERLINK(1)", FormulaGuard::On),
            "'=HYPERLINK(1)"
        );
        assert_eq!(quote_field("-1,2", FormulaGuard::On), "\"'-1,2\"");
        assert_eq!(quote_field("-3.5", FormulaGuard::Off), "-3.5");
    }

    #[test]
    fn the_columns_are_as_many_as_the_fields() {
        let mut line = Vec::new();
        CsvRecord::default().write(&mut line).expect("memory");
        let line = String::from_utf8(line).expect("text");
        assert_eq!(line.matches(',').count(), HEADER_LINE.matches(',').count());
    }
}
