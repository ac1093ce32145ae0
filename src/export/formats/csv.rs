//! CSV by RFC 4180: a line for each finding, the names of the columns first.

use std::io;
use std::io::Write;

use super::super::Format;
use super::super::Id;
use super::super::spans::Spans;
use super::super::spans::id_of;
use super::super::values::Value;
use super::super::values::confidence;
use super::super::values::digits;
use super::super::values::level;
use super::super::values::unit;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::Change;
use crate::annotation::EntityId;
use crate::annotation::Figure;
use crate::annotation::Kind;
use crate::annotation::Quote;
use crate::article::Article;

/// A line for each finding, the names of the columns first.
pub(in super::super) struct Csv;

const COLUMNS: &str = "document,start,end,type,kind,text,entity,key,form,cue,speaker,value,high,unit,modifier,of,change,level,confidence\r\n";

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table with a line for each finding"
    }

    fn heading(&self) -> &'static str {
        COLUMNS
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        id: Option<Id<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let table = Table {
            spans: Spans::new(article),
            annotations,
            document: id_of(article, id),
        };
        for item in annotations.items() {
            table.record(item).write(out)?;
        }
        Ok(())
    }
}

/// A record; fields that say nothing about a finding are empty.
#[derive(Default)]
struct Record {
    document: String,
    start: String,
    end: String,
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

impl Record {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        // What the engine counts is a number and stays one; what came from the text is guarded.
        let fields: [(&str, Guard); 19] = [
            (&self.document, Guard::On),
            (&self.start, Guard::Off),
            (&self.end, Guard::Off),
            (self.what, Guard::Off),
            (&self.kind, Guard::Off),
            (&self.text, Guard::On),
            (&self.entity, Guard::On),
            (&self.key, Guard::On),
            (self.form, Guard::Off),
            (&self.cue, Guard::On),
            (&self.speaker, Guard::On),
            (&self.value, Guard::Off),
            (&self.high, Guard::Off),
            (&self.unit, Guard::On),
            (self.modifier, Guard::Off),
            (&self.of, Guard::On),
            (self.change, Guard::Off),
            (&self.level, Guard::Off),
            (&self.confidence, Guard::Off),
        ];
        for (n, (field, guard)) in fields.into_iter().enumerate() {
            out.write_all(if n > 0 { b"," } else { b"" })?;
            out.write_all(quoted(field, guard).as_bytes())?;
        }
        out.write_all(b"\r\n")
    }
}

/// Whether a field could be taken for a formula by a spreadsheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guard {
    On,
    Off,
}

/// Returns the field as CSV writes it; one that a spreadsheet would run as a formula begins with an apostrophe.
fn quoted(field: &str, guard: Guard) -> String {
    let is_formula = guard == Guard::On && field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let prefix = if is_formula { "'" } else { "" };
    if field.contains(['"', ',', '\n', '\r']) {
        return format!("\"{prefix}{}\"", field.replace('"', "\"\""));
    }
    format!("{prefix}{field}")
}

struct Table<'a> {
    spans: Spans<'a>,
    annotations: &'a Annotations,
    document: String,
}

impl Table<'_> {
    fn record(&self, item: &Annotation) -> Record {
        let (start, end) = self.spans.of(item.range);
        let record = Record {
            document: self.document.clone(),
            start: start.to_string(),
            end: end.to_string(),
            text: self.spans.words(item.range).to_owned(),
            confidence: confidence(item).to_string(),
            ..Record::default()
        };
        match &item.kind {
            Kind::Mention(mention) => Record {
                what: "mention",
                form: mention.form.name(),
                ..self.with_entity(mention.entity, record)
            },
            Kind::Quote(quote) => self.quote(quote, record),
            Kind::Figure(figure) => self.figure(figure, record),
            Kind::Date(date) => Record {
                what: "date",
                kind: date.kind.name().to_owned(),
                value: date.value.clone(),
                modifier: date.modifier.map_or("", |modifier| modifier.name()),
                ..record
            },
            Kind::Watch(rule) => Record {
                what: "watch",
                kind: rule.0.to_string(),
                ..record
            },
        }
    }

    fn with_entity(&self, id: EntityId, record: Record) -> Record {
        match self.annotations.entity(id) {
            Some(entity) => Record {
                kind: entity.kind.name().to_owned(),
                entity: entity.name.clone(),
                key: entity.key.as_str().to_owned(),
                ..record
            },
            None => record,
        }
    }

    fn quote(&self, quote: &Quote, record: Record) -> Record {
        let record = match quote.speaker.entity() {
            Some(id) => self.with_entity(id, record),
            None => record,
        };
        let words = |range: Option<_>| range.map_or("", |range| self.spans.words(range)).to_owned();
        let pieces = quote.content.iter().map(|range| self.spans.words(*range));
        Record {
            what: "quote",
            kind: quote.speech.name().to_owned(),
            text: pieces.collect::<Vec<_>>().join(" "),
            cue: words(quote.cue),
            speaker: words(quote.speaker.range()),
            ..record
        }
    }

    fn figure(&self, figure: &Figure, record: Record) -> Record {
        let (value, high) = match digits(figure.amount) {
            Value::One(value) => (value, String::new()),
            Value::Pair(low, high) => (low, high),
        };
        let of = figure.of.map_or("", |range| self.spans.words(range));
        Record {
            what: "figure",
            kind: figure.kind.name().to_owned(),
            value,
            high,
            unit: unit(figure).unwrap_or_default(),
            modifier: figure.modifier.map_or("", |modifier| modifier.name()),
            of: of.to_owned(),
            change: figure.change.map_or("", Change::name),
            level: figure.level.map(level).unwrap_or_default(),
            ..record
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(quoted("plain", Guard::On), "plain");
        assert_eq!(quoted("a,b", Guard::On), "\"a,b\"");
        assert_eq!(
            quoted("he said \"no\"", Guard::On),
            "\"he said \"\"no\"\"\""
        );
        assert_eq!(quoted("two\nlines", Guard::On), "\"two\nlines\"");
    }

    #[test]
    fn no_field_of_the_text_is_a_formula() {
        assert_eq!(quoted("=HYPERLINK(1)", Guard::On), "'=HYPERLINK(1)");
        assert_eq!(quoted("-1,2", Guard::On), "\"'-1,2\"");
        assert_eq!(quoted("-3.5", Guard::Off), "-3.5");
    }

    #[test]
    fn the_columns_are_as_many_as_the_fields() {
        let mut line = Vec::new();
        Record::default().write(&mut line).expect("memory");
        let line = String::from_utf8(line).expect("text");
        assert_eq!(line.matches(',').count(), COLUMNS.matches(',').count());
    }
}
