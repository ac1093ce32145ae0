//! Scores hand-written cases: short texts with everything that the engine must find in them, grouped by kind.
//!
//! A case passes if every quotation (or figure, or date) that it lists is found as it is listed, and no other. The cases
//! are TOML files in `tests/data/cases`; `tests/README.md` describes the format.

mod amounts;
mod case_file;
mod case_result;
mod located_text;
mod quotations;

use std::collections::BTreeMap;

use super::{
    BadGold, EvalKind, EvalOptions, Evaluation, ItemCounts, JudgedDocument, MainScore, Report,
    ReportTable, percent_of,
};
use crate::annotation::Annotations;
use crate::article::{Article, PublicationDate, read};
use crate::engine::Engine;
use crate::invariant::ExpectOr;
use case_file::{GoldCase, parse_cases};
use case_result::CaseResult;

/// The scoring of cases.
pub const KIND: EvalKind = EvalKind {
    name: "cases",
    about: "Hand-written cases in TOML, by kind: everything listed is found, and nothing else",
    evaluation: Evaluation::Texts(evaluate_cases),
    judge: Some(judge_cases),
};

/// The counts of the cases of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct CaseCounts {
    cases: u64,
    passed: u64,
    silent: u64,
    silent_passed: u64,
    expected: u64,
    right: u64,
    extra: u64,
    silent_false: u64,
}

/// Scores the cases of one file.
///
/// # Errors
///
/// [`BadGold`] if the file is not TOML of the form that the cases have, or a case names words that its text lacks.
pub fn evaluate_cases(
    gold: &str,
    engine: &Engine,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let mut kinds: BTreeMap<String, CaseCounts> = BTreeMap::new();
    for (number, case) in (1..).zip(parse_cases(gold)?) {
        let article = read_case(&case)?;
        let result = compare_case(&case, &article, &engine.annotate(&article))?;
        report.n_documents += 1;
        report.n_bytes += article.text().as_str().len();
        if options.lists_errors && !result.is_passed() {
            let id = format!("{} {number} (line {})", case.kind, case.line);
            let lines = result
                .missed
                .iter()
                .map(|what| format!("{id}: missed {what}"));
            report.errors.extend(lines);
            let lines = result
                .extra
                .iter()
                .map(|what| format!("{id}: extra {what}"));
            report.errors.extend(lines);
        }
        kinds
            .entry(case.kind.clone())
            .or_default()
            .add(&case, &result);
    }
    report.main_score = Some(main_score(&kinds));
    report.tables.push(kind_table(&kinds));
    Ok(report)
}

/// Says of each finding of the kinds that a case lists whether the case has it.
///
/// # Errors
///
/// [`BadGold`] as [`evaluate_cases`].
pub fn judge_cases(gold: &str, engine: &Engine) -> Result<Vec<JudgedDocument>, BadGold> {
    let mut judged = Vec::new();
    for case in parse_cases(gold)? {
        let article = read_case(&case)?;
        let (annotations, trace) = engine.explain(&article);
        let mut one = JudgedDocument::of_trace(&trace);
        if let Some(expected) = &case.quotes {
            let quotes = quotations::judge_quotes(&case, expected, &article, &annotations)?;
            one.findings.extend(quotes);
        }
        if case.figures.is_some() || case.dates.is_some() {
            let amounts = amounts::judge_amounts(&case, &article, &annotations)?;
            one.findings.extend(amounts);
        }
        judged.push(one);
    }
    Ok(judged)
}

/// Returns the F1 of all items.
fn main_score(kinds: &BTreeMap<String, CaseCounts>) -> MainScore {
    let mut counts = ItemCounts::default();
    for kind in kinds.values() {
        counts.gold += kind.expected;
        counts.matched += kind.right;
        counts.right += kind.right;
        counts.found += kind.right + kind.extra;
    }
    MainScore {
        name: "F1 of items",
        counts,
    }
}

/// Reads the text of a case as the reader reads a text file.
fn read_case(case: &GoldCase) -> Result<Article, BadGold> {
    let bad = |why: String| BadGold {
        line: case.line,
        why,
    };
    let mut article =
        read::read_plain_text(&case.text, None).map_err(|why| bad(why.to_string()))?;
    if let Some(published) = &case.published {
        let date = published.parse();
        let date = date.map_err(|_| bad(format!("`{published}` is not a date")))?;
        article.about.published = Some(PublicationDate {
            date,
            instant: None,
        });
    }
    Ok(article)
}

fn compare_case(
    case: &GoldCase,
    article: &Article,
    found: &Annotations,
) -> Result<CaseResult, BadGold> {
    let mut result = CaseResult::default();
    if let Some(expected) = &case.quotes {
        result.add(quotations::compare_quotes(case, expected, article, found)?);
    }
    if case.figures.is_some() || case.dates.is_some() {
        result.add(amounts::compare_amounts(case, article, found)?);
    }
    Ok(result)
}

impl CaseCounts {
    fn add(&mut self, case: &GoldCase, result: &CaseResult) {
        let n_passed = u64::from(result.is_passed());
        let n_false =
            u64::try_from(result.extra.len()).expect_or(u64::MAX, "a length has at most 64 bits");
        if case.silent {
            self.silent += 1;
            self.silent_passed += n_passed;
            self.silent_false += n_false;
        } else {
            self.cases += 1;
            self.passed += n_passed;
        }
        self.expected += result.n_expected;
        self.right += result.n_right;
        self.extra += n_false;
    }
}

fn kind_table(kinds: &BTreeMap<String, CaseCounts>) -> ReportTable {
    let mut table = ReportTable::new(
        "by kind",
        &[
            "kind", "cases", "passed", "%", "silent", "passed", "false", "items", "right", "false",
        ],
    );
    let mut all = CaseCounts::default();
    for counts in kinds.values() {
        all.cases += counts.cases;
        all.passed += counts.passed;
        all.silent += counts.silent;
        all.silent_passed += counts.silent_passed;
        all.expected += counts.expected;
        all.right += counts.right;
        all.extra += counts.extra;
        all.silent_false += counts.silent_false;
    }
    let rows = kinds.iter().map(|(kind, counts)| (kind.as_str(), counts));
    for (kind, counts) in rows.chain([("all", &all)]) {
        table.push(vec![
            kind.to_owned(),
            counts.cases.to_string(),
            counts.passed.to_string(),
            percent_of(counts.passed, counts.cases),
            counts.silent.to_string(),
            counts.silent_passed.to_string(),
            counts.silent_false.to_string(),
            counts.expected.to_string(),
            counts.right.to_string(),
            counts.extra.to_string(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &str = r#"
[[case]]
kind = "plain"
silent = false
text = '''
“The bridge is safe,” said Karen Oduya.
'''
quotes = [{ kind = "direct", content = ["“The bridge is safe,”"], speaker = "Karen Oduya", cue = "said" }]

[[case]]
kind = "plain"
silent = true
text = "The bridge cost $5."
quotes = []
figures = [{ text = "$5", kind = "money", value = 5, unit = "USD" }]
"#;

    fn evaluate(cases: &str) -> Result<Report, BadGold> {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let options = EvalOptions { lists_errors: true };
        evaluate_cases(cases, &engine, options)
    }

    #[test]
    fn cases_pass_if_everything_is_found_and_nothing_else() {
        let report = evaluate(CASES).expect("cases");
        assert_eq!((report.n_documents, &report.errors[..]), (2, &[][..]));
        let table = report.tables[0].to_string();
        let row = table.lines().nth(2).expect("a row");
        let cells: Vec<_> = row.split_whitespace().collect();
        assert_eq!(
            cells,
            ["plain", "1", "1", "100.0", "1", "1", "0", "2", "2", "0"]
        );
    }

    #[test]
    fn a_wrong_speaker_and_an_extra_figure_are_listed() {
        let wrong = CASES
            .replace("speaker = \"Karen Oduya\"", "speaker = \"Ama Boateng\"")
            .replace(
                "figures = [{ text = \"$5\", kind = \"money\", value = 5, unit = \"USD\" }]",
                "figures = []",
            );
        let report = evaluate(&wrong).expect("cases");
        assert_eq!(report.errors.len(), 3, "{:#?}", report.errors);
        assert!(
            report.errors[0].starts_with("plain 1 (line 2): missed"),
            "{:?}",
            report.errors
        );
        assert!(report.errors[2].contains("extra"), "{:?}", report.errors);
    }

    #[test]
    fn bad_cases_are_reported_with_their_line() {
        let error = evaluate("[[case]]\nkind = 3\n").expect_err("kind is a string");
        assert_eq!(error.line, 2);
        let lacking = CASES.replace(
            "content = [\"“The bridge is safe,”\"]",
            "content = [\"No\"]",
        );
        let error = evaluate(&lacking).expect_err("the words are not there");
        assert_eq!(error.line, 2);
        assert!(
            error.why.contains("“No”") || error.why.contains("`No`"),
            "{}",
            error.why
        );
    }
}
