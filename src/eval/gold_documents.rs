//! Reading the documents of a gold corpus.

use serde_json::{Map, Value};

use crate::article::{Article, ArticleMetadata, PublicationDate};
use crate::text::{ByteRange, ScalarIndex};

/// The error for a malformed line of a gold corpus.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct BadGold {
    /// The line, from 1.
    pub line: usize,
    /// A description of the problem.
    pub why: String,
}

/// A document of a gold corpus.
#[derive(Clone, Debug)]
pub struct GoldDocument {
    /// The line in the corpus, from 1.
    pub line: usize,
    /// The id from the corpus; `line-N` if it gives none.
    pub id: String,
    /// The text, verbatim, with the reference date for relative dates such as "yesterday".
    pub article: Article,
    /// All fields of the JSON object.
    pub gold: Map<String, Value>,
}

/// Iterates over the documents of a corpus: JSON lines, each an object with `text`, an optional `id` (string or
/// number), and an optional date in `published` or `reference_date`. Empty lines are skipped. A malformed line yields
/// [`BadGold`].
///
/// ```
/// let gold = r#"{"id": 7, "text": "It rained.", "reference_date": "2024-05-01T10:00:00", "quotes": []}"#;
/// let documents: Vec<_> = pullquote::eval::parse_documents(gold).collect::<Result<_, _>>()?;
/// assert_eq!(documents[0].id, "7");
/// assert!(documents[0].items("quotes").is_empty());
/// # Ok::<(), pullquote::eval::BadGold>(())
/// ```
pub fn parse_documents(gold: &str) -> impl Iterator<Item = Result<GoldDocument, BadGold>> {
    let lines = (1..).zip(gold.lines());
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| GoldDocument::parse(n, line))
}

impl GoldDocument {
    fn parse(line: usize, raw: &str) -> Result<Self, BadGold> {
        let bad = |why: String| BadGold { line, why };
        let gold: Map<String, Value> =
            serde_json::from_str(raw).map_err(|why| bad(format!("not a JSON object: {why}")))?;
        let text = gold.get("text").and_then(Value::as_str);
        let text = text.ok_or_else(|| bad("no `text` field".to_owned()))?;
        let id = match gold.get("id") {
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => format!("line-{line}"),
        };
        let about = ArticleMetadata {
            published: parse_published(&gold),
            ..ArticleMetadata::default()
        };
        let article = Article::verbatim(text, about).map_err(|why| bad(why.to_string()))?;
        Ok(Self {
            line,
            id,
            article,
            gold,
        })
    }

    /// Returns the array in `field`; empty if there is none.
    pub fn items(&self, field: &str) -> &[Value] {
        let list = self.gold.get(field).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    }

    /// Returns an error for this document's line.
    pub fn bad(&self, why: impl Into<String>) -> BadGold {
        BadGold {
            line: self.line,
            why: why.into(),
        }
    }

    /// Returns the index that converts the corpus's offsets to bytes. Building it reads the whole text, so build it
    /// once per document.
    pub fn scalars(&self) -> ScalarIndex<'_> {
        ScalarIndex::new(self.article.text().as_str())
    }

    /// Returns the range of an item: an object with `start` and `end`, or an array that begins with both. Offsets in
    /// the corpus count Unicode scalar values.
    ///
    /// # Errors
    ///
    /// [`BadGold`] if an offset is missing or outside the text, or the end precedes the start.
    pub fn range(&self, scalars: &ScalarIndex<'_>, item: &Value) -> Result<ByteRange, BadGold> {
        let (start, end) = match item {
            Value::Array(pair) => (pair.first(), pair.get(1)),
            object => (object.get("start"), object.get("end")),
        };
        let offset = |value: Option<&Value>| {
            let n = value.and_then(Value::as_u64)?;
            scalars.byte(u32::try_from(n).ok()?)
        };
        match (offset(start), offset(end)) {
            (Some(start), Some(end)) if start <= end => Ok(ByteRange::new(start, end)),
            _ => Err(self.bad(format!("`{item}` is not a range of the text"))),
        }
    }
}

/// Returns the reference date of a document. Only the date of a timestamp is used.
fn parse_published(gold: &Map<String, Value>) -> Option<PublicationDate> {
    let field = gold
        .get("published")
        .filter(|value| !value.is_null())
        .or_else(|| gold.get("reference_date"));
    let date = field.and_then(Value::as_str)?.get(..10)?.parse().ok()?;
    Some(PublicationDate {
        date,
        instant: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_document(line: &str) -> GoldDocument {
        parse_documents(line)
            .next()
            .expect("a line")
            .expect("a document")
    }

    #[test]
    fn offsets_count_scalar_values_in_both_forms() {
        let document = first_document(
            r#"{"text": "“Zoë” left", "a": [{"start": 1, "end": 4}, [6, 10, "x"]]}"#,
        );
        let scalars = document.scalars();
        let words: Vec<_> = document
            .items("a")
            .iter()
            .map(|item| document.range(&scalars, item).expect("a range"))
            .map(|range| document.article.text().slice(range))
            .collect();
        assert_eq!(words, ["Zoë", "left"]);
    }

    #[test]
    fn a_date_is_read_from_either_field() {
        for field in ["published", "reference_date"] {
            let document = first_document(&format!(
                r#"{{"text": "x", "{field}": "2013-03-22T08:00:00"}}"#
            ));
            let published = document.article.about.published.expect("a date");
            assert_eq!(published.date.to_string(), "2013-03-22");
        }
        assert_eq!(
            first_document(r#"{"text": "x"}"#).article.about.published,
            None
        );
    }

    #[test]
    fn a_bad_line_is_told_by_its_number() {
        let errors: Vec<_> = parse_documents("{\"text\": \"x\"}\n\n{}\n[1]")
            .filter_map(Result::err)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors[0], "line 3: no `text` field");
        assert!(errors[1].starts_with("line 4: not a JSON object"));
    }

    #[test]
    fn a_range_outside_the_text_is_told() {
        let document = first_document(r#"{"text": "x", "a": [[0, 2]]}"#);
        let error = document.range(&document.scalars(), &document.items("a")[0]);
        assert_eq!(
            error.expect_err("outside").to_string(),
            "line 1: `[0,2]` is not a range of the text"
        );
    }
}
