//! Counts how often the findings of each rule are right, for the confidence that the engine gives them.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::{BadSource, ModelSpec, ReportFn, TrainedFile, TrainingEvent, TrainingSource};
use crate::engine::Engine;
use crate::eval::{JudgeFn, JudgedDocument, KINDS, calibration_table, fit_confidence};
use crate::text::count_with_noun;

/// The training of the confidence of rules.
pub(super) const MODEL: ModelSpec = ModelSpec {
    name: "confidence",
    about: "How often each rule is right, from gold documents and cases",
    products: &[PRODUCT],
    train: train_confidence,
};

const PRODUCT: &str = "rule-confidence.tsv";

/// Corpora whose licence allows development only: the start of their file names. Nothing that is counted on them ships.
const DEVELOPMENT_ONLY: &[&str] = &["polnear", "families", "cqe", "rectext", "worldwide", "ww"];

/// Gold corpora and their licences: the start of their file names.
const LICENCES: &[(&str, &str)] = &[
    (
        "gum_",
        "text CC BY 2.5 (Wikinews), annotation CC BY 4.0 (GUM)",
    ),
    ("cases", "written for this project, MIT OR Apache-2.0"),
    ("fresh", "written for this project, MIT OR Apache-2.0"),
    ("held", "written for this project, MIT OR Apache-2.0"),
    ("late", "written for this project, MIT OR Apache-2.0"),
    ("blind", "written for this project, MIT OR Apache-2.0"),
    ("open", "written for this project, MIT OR Apache-2.0"),
];

/// The licence of the hand-written cases.
const CASES_LICENCE: &str = "written for this project, MIT OR Apache-2.0";

fn train_confidence(
    sources: &[TrainingSource],
    tell: ReportFn<'_>,
) -> Result<Vec<TrainedFile>, BadSource> {
    let (engine, _) = Engine::new(&[]).map_err(|why| BadSource {
        source_name: "the engine".to_owned(),
        why: why.to_string(),
    })?;
    let engine = engine.uncalibrated();
    let mut judged: Vec<JudgedDocument> = Vec::new();
    for source in sources {
        check_licence(source)?;
        let content = source.text()?;
        let judge = find_judge(source, &content)?;
        let documents = judge(&content, &engine).map_err(|why| BadSource {
            source_name: source.name.clone(),
            why: why.to_string(),
        })?;
        judged.extend(documents);
    }
    tell(TrainingEvent::Line(&calibration_table(&judged).to_string()));
    let table = fit_confidence(judged.iter().flat_map(|document| &document.findings));
    let content = file_head(sources) + &table.format();
    Ok(vec![TrainedFile {
        name: PRODUCT.to_owned(),
        content: content.into_bytes(),
    }])
}

/// Checks that what is counted on a source may ship.
fn check_licence(source: &TrainingSource) -> Result<(), BadSource> {
    let bad = |why: &str| {
        Err(BadSource {
            source_name: source.name.clone(),
            why: why.to_owned(),
        })
    };
    let is_named = |start: &&str| source.name.starts_with(*start);
    if DEVELOPMENT_ONLY.iter().any(is_named) {
        return bad("its licence allows development only; leave it out");
    }
    if licence_of(source).is_none() {
        return bad("its licence is not known; add it to the list in src/train/confidence.rs");
    }
    Ok(())
}

/// Returns the licence of a source; `None` if it is not known.
fn licence_of(source: &TrainingSource) -> Option<&'static str> {
    if is_cases(source) {
        return Some(CASES_LICENCE);
    }
    let licence = LICENCES
        .iter()
        .find(|(start, _)| source.name.starts_with(start));
    licence.map(|(_, licence)| *licence)
}

fn is_cases(source: &TrainingSource) -> bool {
    Path::new(&source.name)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// Returns the function that says which findings on a source are right, by what the first line of the source holds.
fn find_judge(source: &TrainingSource, content: &str) -> Result<JudgeFn, BadSource> {
    let kind = if is_cases(source) {
        Some("cases")
    } else {
        let first = content.lines().find(|line| !line.trim().is_empty());
        let first = first.and_then(|line| serde_json::from_str(line).ok());
        first.as_ref().and_then(kind_of_document)
    };
    let judge = KINDS.iter().find(|known| Some(known.name) == kind);
    judge
        .and_then(|known| known.judge)
        .ok_or_else(|| BadSource {
            source_name: source.name.clone(),
            why: "it holds no gold annotations; see `pullquote eval --help`".to_owned(),
        })
}

/// Returns the kind of scoring that a gold document is for.
fn kind_of_document(document: &Value) -> Option<&'static str> {
    let has = |field: &str| document.get(field).is_some_and(Value::is_array);
    if has("mentions") {
        Some("entities")
    } else if has("quotes") {
        Some("quotes")
    } else if has("figures") {
        // Figures and dates are in the same field.
        Some("figures")
    } else if has("entities") {
        Some("ner")
    } else {
        None
    }
}

/// Returns the head of the file: what it is, and what it was counted on, with the licences.
fn file_head(sources: &[TrainingSource]) -> String {
    let mut lines = vec![
        "# How often the findings of each rule are right, and the confidence that follows. Made by `pullquote train confidence`."
            .to_owned(),
        "# Columns: rule or pass; what it is responsible for; findings judged; right; percent; steps from raw to calibrated percent."
            .to_owned(),
        "# A rule without steps has those of its pass. Counted on, without any text of them:".to_owned(),
    ];
    let mut by_licence: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for source in sources {
        let (n_cases, names) = by_licence
            .entry(licence_of(source).unwrap_or_default())
            .or_default();
        if is_cases(source) {
            *n_cases += 1;
        } else {
            names.push(&source.name);
        }
    }
    for (licence, (n_cases, names)) in by_licence {
        let cases = (n_cases > 0).then(|| count_with_noun(n_cases, "case file"));
        let names = names.into_iter().map(str::to_owned);
        let all: Vec<_> = names.chain(cases).collect();
        lines.push(format!("# - {}: {licence}", all.join(", ")));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::RuleId;
    use crate::engine::{ConfidenceTable, RuleDuty};

    fn source(name: &str, content: &str) -> TrainingSource {
        TrainingSource {
            name: name.to_owned(),
            content: content.as_bytes().to_vec(),
        }
    }

    const CASES: &str = "[[case]]\nkind = \"plain\"\ntext = \"\"\"“We won,” said Ada Roe.\n\"\"\"\n\
        quotes = [{ kind = \"direct\", content = [\"“We won,”\"], speaker = \"Ada Roe\" }]\n";

    #[test]
    fn findings_are_counted_by_rule_and_pass() {
        let figures = r#"{"text": "It cost $5.", "figures": [{"start": 8, "end": 10, "kind": "money", "value": 6, "unit": "USD"}]}"#;
        let sources = [source("a.toml", CASES), source("cases.jsonl", figures)];
        let files = train_confidence(&sources, &mut |_| {}).expect("a table");
        let written = String::from_utf8(files[0].content.clone()).expect("text");
        assert!(
            written.contains("# - cases.jsonl, 1 case file: written for"),
            "{written}"
        );
        let table = ConfidenceTable::parse(&written).expect("a table");
        let counts = |duty, name| {
            let row = table.row(duty, name).expect("a row");
            (row.n_findings, row.n_right)
        };
        assert_eq!(counts(RuleDuty::Finding, "quotes"), (1, 1));
        assert_eq!(counts(RuleDuty::Speaker, "quotes"), (1, 1));
        assert_eq!(counts(RuleDuty::Finding, "figures"), (1, 0));
        assert!(
            table
                .steps(RuleDuty::Finding, RuleId("quotes/speech"))
                .is_none()
        );
    }

    #[test]
    fn corpora_that_may_not_ship_are_refused() {
        for name in ["polnear_dev.jsonl", "cqe_age.jsonl", "unknown.jsonl"] {
            let error = train_confidence(&[source(name, "{}")], &mut |_| {});
            assert!(error.is_err(), "{name}");
        }
        let error = train_confidence(&[source("gum_x.jsonl", "{}")], &mut |_| {});
        let error = error.expect_err("no annotations").to_string();
        assert!(error.contains("no gold annotations"), "{error}");
    }
}
