//! Scores named entities: exact span and kind, the same after trimming articles and possessives, and borders only.

use std::collections::BTreeSet;

use super::{
    BadGold, EvalKind, EvalOptions, Evaluation, GoldDocument, JudgedDocument, JudgedFinding,
    JudgedTask, KindScores, MainScore, Report, parse_documents,
};
use crate::annotation::{Annotation, Annotations, EntityKind, MentionForm};
use crate::engine::Engine;
use crate::invariant::ExpectOr;
use crate::text::{ByteOffset, ByteRange};

/// The scoring of named entities.
pub const KIND: EvalKind = EvalKind {
    name: "ner",
    about: "Named entities: the exact span and kind, also trimmed, and borders alone",
    evaluation: Evaluation::Texts(evaluate_names),
    judge: Some(judge_names),
};

/// A name: its range and its coarse type.
type TypedSpan = (ByteRange, &'static str);

/// The types that count in the strict score.
const MAIN_TYPES: [&str; 3] = ["PER", "ORG", "LOC"];
/// The coarse type of all other names.
const MISC_TYPE: &str = "MISC";
/// The context shown next to a listed difference, in bytes.
const CONTEXT_BYTES: usize = 40;

/// Scores persons, organizations and places: strict, trimmed and by borders.
///
/// The types of all corpora are mapped to four coarse types, as in CoNLL-2003: facilities and geopolitical entities are
/// places; nationalities, works, events, products and laws are miscellaneous, and count for the borders only.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn evaluate_names(
    gold: &str,
    engine: &Engine,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let (mut strict, mut trimmed, mut borders) = (
        KindScores::default(),
        KindScores::default(),
        KindScores::default(),
    );
    let parsed = parse_documents(gold).collect::<Result<Vec<_>, _>>()?;
    let wanted = parsed
        .iter()
        .map(gold_spans)
        .collect::<Result<Vec<_>, _>>()?;
    let has_misc = wanted.iter().flatten().any(|(_, kind)| *kind == MISC_TYPE);
    for (document, wanted) in parsed.iter().zip(&wanted) {
        let text = document.article.text().as_str();
        let found = found_spans(&engine.annotate(&document.article));
        let main =
            |spans: &BTreeSet<TypedSpan>| spans_of_kinds(spans, |kind| MAIN_TYPES.contains(&kind));
        let (gold, made) = (main(wanted), main(&found));
        count_spans(&mut strict, &gold, &made);
        let (gold, made) = (trim_spans(&gold, text), trim_spans(&made, text));
        count_spans(&mut trimmed, &gold, &made);
        if options.lists_errors {
            list_errors(&mut report.errors, document, &gold, &made);
        }
        let any = |spans: &BTreeSet<TypedSpan>| {
            // Without gold miscellaneous names, every found one would count as false.
            let kept = spans_of_kinds(spans, |kind| has_misc || MAIN_TYPES.contains(&kind));
            kept.into_iter().map(|(range, _)| (range, "any")).collect()
        };
        count_spans(&mut borders, &any(wanted), &any(&found));
        report.n_documents += 1;
        report.n_bytes += text.len();
    }
    report.main_score = Some(MainScore {
        name: "F1 of trimmed names",
        counts: trimmed.overall(),
    });
    report.tables = vec![
        strict.table("Strict: span and kind"),
        trimmed.table("Trimmed: without a leading article and a trailing possessive"),
        borders.table("Borders: the span alone"),
    ];
    Ok(report)
}

/// Says of each found person, organization and place whether the corpus has it: trimmed, with its kind.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn judge_names(gold: &str, engine: &Engine) -> Result<Vec<JudgedDocument>, BadGold> {
    let mut judged = Vec::new();
    for document in parse_documents(gold) {
        let document = document?;
        let text = document.article.text().as_str();
        let wanted = trim_spans(&gold_spans(&document)?, text);
        let (annotations, trace) = engine.explain(&document.article);
        let mut one = JudgedDocument::of_trace(&trace);
        let names = typed_names(&annotations).filter(|(_, kind)| MAIN_TYPES.contains(kind));
        one.findings = names
            .map(|(item, kind)| JudgedFinding {
                task: JudgedTask::Names,
                rule: item.by,
                confidence: item.confidence,
                is_right: wanted.contains(&(trim_span(item.range, text), kind)),
            })
            .collect();
        judged.push(one);
    }
    Ok(judged)
}

fn spans_of_kinds(
    spans: &BTreeSet<TypedSpan>,
    is_kept: impl Fn(&str) -> bool,
) -> BTreeSet<TypedSpan> {
    spans
        .iter()
        .copied()
        .filter(|(_, kind)| is_kept(kind))
        .collect()
}

fn count_spans(scores: &mut KindScores, gold: &BTreeSet<TypedSpan>, found: &BTreeSet<TypedSpan>) {
    for span in gold {
        scores.of(span.1).gold(found.contains(span));
    }
    for span in found {
        scores.of(span.1).found(gold.contains(span));
    }
}

/// Returns the coarse type of a corpus's type; `None` for a type that is not a name.
fn coarse_type(kind: &str) -> Option<&'static str> {
    Some(match kind.to_ascii_uppercase().as_str() {
        "PER" | "PERSON" => "PER",
        "ORG" | "ORGANIZATION" | "ORGANISATION" => "ORG",
        "LOC" | "GPE" | "LOCATION" | "PLACE" | "FAC" | "FACILITY" => "LOC",
        "NORP" | "MISC" | "PRODUCT" | "WORK" | "WORK_OF_ART" | "EVENT" | "LAW" | "LANGUAGE" => {
            MISC_TYPE
        }
        _ => return None,
    })
}

fn gold_spans(document: &GoldDocument) -> Result<BTreeSet<TypedSpan>, BadGold> {
    let scalars = document.scalars();
    let mut spans = BTreeSet::new();
    for item in document.items("entities") {
        let range = document.range(&scalars, item)?;
        let kind = item.get(2).and_then(serde_json::Value::as_str);
        spans.extend(kind.and_then(coarse_type).map(|kind| (range, kind)));
    }
    Ok(spans)
}

fn found_spans(annotations: &Annotations) -> BTreeSet<TypedSpan> {
    let names = typed_names(annotations);
    names.map(|(item, kind)| (item.range, kind)).collect()
}

/// Returns the found names with their coarse types.
fn typed_names(annotations: &Annotations) -> impl Iterator<Item = (&Annotation, &'static str)> {
    let names = annotations
        .mentions()
        .filter(|(_, mention)| !matches!(mention.form, MentionForm::Role | MentionForm::Pronoun));
    names.filter_map(|(item, mention)| {
        let kind = match annotations.entity(mention.entity)?.kind {
            EntityKind::Person => "PER",
            EntityKind::Organization => "ORG",
            EntityKind::Place => "LOC",
            EntityKind::Group | EntityKind::Event | EntityKind::Work | EntityKind::Other => {
                MISC_TYPE
            }
        };
        Some((item, kind))
    })
}

fn trim_spans(spans: &BTreeSet<TypedSpan>, text: &str) -> BTreeSet<TypedSpan> {
    spans
        .iter()
        .map(|(range, kind)| (trim_span(*range, text), *kind))
        .collect()
}

/// Returns the range without a leading article and a trailing possessive, whose inclusion varies between corpora.
fn trim_span(range: ByteRange, text: &str) -> ByteRange {
    const ARTICLES: [&str; 7] = ["the ", "The ", "THE ", "a ", "A ", "an ", "An "];
    const POSSESSIVES: [&str; 4] = ["'s", "’s", "'", "’"];
    let words = text
        .get(range.indices())
        .expect_or_default("a name lies in its text");
    let is_part = |part: &&&str| part.len() < words.len();
    let article = ARTICLES
        .iter()
        .filter(is_part)
        .find(|a| words.starts_with(**a));
    let words = words
        .get(article.map_or(0, |a| a.len())..)
        .expect_or_default("an article is the start of its words");
    let possessive = POSSESSIVES
        .iter()
        .find(|p| words.ends_with(**p) && words.len() > p.len());
    let end = range.end().index() - possessive.map_or(0, |p| p.len());
    ByteRange::new(
        ByteOffset::from_usize(range.start().index() + article.map_or(0, |a| a.len())),
        ByteOffset::from_usize(end),
    )
}

fn list_errors(
    errors: &mut Vec<String>,
    document: &GoldDocument,
    gold: &BTreeSet<TypedSpan>,
    made: &BTreeSet<TypedSpan>,
) {
    let all: BTreeSet<&TypedSpan> = gold.symmetric_difference(made).collect();
    for span in all {
        let what = if gold.contains(span) {
            "missed"
        } else {
            "wrong "
        };
        let text = document.article.text().as_str();
        errors.push(format!(
            "{}: {what} {} {}",
            document.id,
            span.1,
            show_in_context(text, span.0)
        ));
    }
}

/// Returns the words at `range` in brackets, with the surrounding text, on one line.
fn show_in_context(text: &str, range: ByteRange) -> String {
    let start = (range.start().index().saturating_sub(CONTEXT_BYTES)..=range.start().index())
        .find(|&at| text.is_char_boundary(at))
        .expect_or_default("a name starts at a character border");
    let after = range.end().index() + CONTEXT_BYTES;
    let end = (range.end().index()..=after.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len());
    let piece = |range: std::ops::Range<usize>| {
        text.get(range).expect_or_default("a name lies in its text")
    };
    let line = format!(
        "{}[{}]{}",
        piece(start..range.start().index()),
        piece(range.indices()),
        piece(range.end().index()..end)
    );
    line.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_trim(words: &str, expected: &str) {
        let range = trim_span(ByteRange::of(0, words.len()), words);
        assert_eq!(words.get(range.indices()), Some(expected));
    }

    #[test]
    fn articles_and_possessives_are_trimmed_once() {
        check_trim("the Kremlin’s", "Kremlin");
        check_trim("A the B", "the B");
        check_trim("The", "The");
        check_trim("'s", "s'".get(1..).map_or("'s", |_| "'s"));
        check_trim("Moody's's", "Moody's");
    }

    #[test]
    fn the_types_of_the_corpora_are_folded() {
        assert_eq!(coarse_type("Facility"), Some("LOC"));
        assert_eq!(coarse_type("NORP"), Some("MISC"));
        assert_eq!(coarse_type("DATE"), None);
    }

    #[test]
    fn context_is_one_line_and_cut_at_characters() {
        let text = "é".repeat(40) + "\nBonn\n" + &"é".repeat(40);
        let range = ByteRange::of(81, 85);
        let shown = show_in_context(&text, range);
        assert!(shown.contains(" [Bonn] é"), "{shown}");
    }

    #[test]
    fn each_kind_is_counted_apart() {
        let gold = r#"{"id": "a", "text": "Kofi Annan visited France.", "entities": [[0, 10, "PERSON"], [19, 25, "GPE"], [0, 4, "DATE"]]}"#;
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let options = EvalOptions { lists_errors: true };
        let report = evaluate_names(gold, &engine, options).expect("a report");
        assert_eq!(report.n_documents, 1);
        assert_eq!(report.tables.len(), 3);
        let table = report.tables[0].to_string();
        assert!(table.contains("PER") && table.contains("LOC"), "{table}");
    }
}
