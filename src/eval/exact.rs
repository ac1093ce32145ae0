//! The strictest scoring: a span is right if both ends and the kind agree.

use super::{BadGold, Document, Options, Report, Scores, documents};
use crate::annotation::Annotations;
use crate::engine::Engine;
use crate::text::ByteRange;

/// A span and its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Its range in the text.
    pub range: ByteRange,
    /// The name of its kind.
    pub kind: String,
}

/// Scores the spans that `made` extracts from the annotations against those that `wanted` reads from each document. A
/// span that occurs twice on one side is counted twice there.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn exact(
    gold: &str,
    engine: &Engine,
    options: Options,
    wanted: fn(&Document) -> Result<Vec<Span>, BadGold>,
    made: fn(&Document, &Annotations) -> Vec<Span>,
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let mut scores = Scores::default();
    for document in documents(gold) {
        let document = document?;
        report.n_documents += 1;
        report.n_bytes += document.article.text().as_str().len();
        let gold = wanted(&document)?;
        let found = made(&document, &engine.annotate(&document.article));
        let mut differ = Vec::new();
        for span in &gold {
            let is_matched = found.contains(span);
            scores.of(&span.kind).gold(is_matched);
            differ.extend((!is_matched).then_some(("missed", span)));
        }
        for span in &found {
            let is_right = gold.contains(span);
            scores.of(&span.kind).found(is_right);
            differ.extend((!is_right).then_some(("wrong", span)));
        }
        if options.lists_errors {
            differ.sort_by_key(|(_, span)| *span);
            let lines = differ.iter().map(|(how, span)| line(&document, how, span));
            report.errors.extend(lines);
        }
    }
    report.tables.push(scores.table(""));
    Ok(report)
}

fn line(document: &Document, how: &str, span: &Span) -> String {
    let words = document.article.text().slice(span.range);
    format!("{}: {how} {} {words:?}", document.id, span.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_word(document: &Document) -> Result<Vec<Span>, BadGold> {
        let item = document.items("spans").first();
        let range = document.range(&document.scalars(), item.expect("a span"))?;
        Ok(vec![Span {
            range,
            kind: "word".into(),
        }])
    }

    fn three_bytes(_: &Document, _: &Annotations) -> Vec<Span> {
        vec![Span {
            range: ByteRange::of(0, 3),
            kind: "word".into(),
        }]
    }

    #[test]
    fn both_ends_must_agree() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let gold = "{\"text\": \"The end\", \"spans\": [[0, 3]]}\n{\"text\": \"That is all\", \"spans\": [[0, 4]]}";
        let options = Options { lists_errors: true };
        let report = exact(gold, &engine, options, first_word, three_bytes).expect("good gold");
        assert_eq!(report.n_documents, 2);
        assert_eq!(
            report.errors,
            ["line-2: wrong word \"Tha\"", "line-2: missed word \"That\""]
        );
        assert!(report.to_string().contains("50.0  50.0  50.0"), "{report}");
    }
}
