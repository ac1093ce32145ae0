//! The strictest scoring: a span is right if both ends and the kind agree.

use super::{BadGold, EvalOptions, GoldDocument, KindScores, Report, parse_documents};
use crate::annotation::Annotations;
use crate::engine::Engine;
use crate::text::ByteRange;

/// A span and its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LabelledSpan {
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
pub fn score_spans(
    gold: &str,
    engine: &Engine,
    options: EvalOptions,
    wanted: fn(&GoldDocument) -> Result<Vec<LabelledSpan>, BadGold>,
    made: fn(&GoldDocument, &Annotations) -> Vec<LabelledSpan>,
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let mut scores = KindScores::default();
    for document in parse_documents(gold) {
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
            let lines = differ
                .iter()
                .map(|(how, span)| error_line(&document, how, span));
            report.errors.extend(lines);
        }
    }
    report.tables.push(scores.table(""));
    Ok(report)
}

fn error_line(document: &GoldDocument, how: &str, span: &LabelledSpan) -> String {
    let words = document.article.text().slice(span.range);
    format!("{}: {how} {} {words:?}", document.id, span.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_word(document: &GoldDocument) -> Result<Vec<LabelledSpan>, BadGold> {
        let item = document.items("spans").first();
        let range = document.range(&document.scalars(), item.expect("a span"))?;
        Ok(vec![LabelledSpan {
            range,
            kind: "word".into(),
        }])
    }

    fn first_three_bytes(_: &GoldDocument, _: &Annotations) -> Vec<LabelledSpan> {
        vec![LabelledSpan {
            range: ByteRange::of(0, 3),
            kind: "word".into(),
        }]
    }

    #[test]
    fn both_ends_must_agree() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let gold = "{\"text\": \"The end\", \"spans\": [[0, 3]]}\n{\"text\": \"That is all\", \"spans\": [[0, 4]]}";
        let options = EvalOptions { lists_errors: true };
        let report =
            score_spans(gold, &engine, options, first_word, first_three_bytes).expect("good gold");
        assert_eq!(report.n_documents, 2);
        assert_eq!(
            report.errors,
            ["line-2: wrong word \"Tha\"", "line-2: missed word \"That\""]
        );
        assert!(report.to_string().contains("50.0  50.0  50.0"), "{report}");
    }
}
