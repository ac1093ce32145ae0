//! Calibration: how well the confidence of findings agrees with how often they are right, and the tables that make it
//! agree.

use std::collections::BTreeMap;

use super::judged_findings::{JudgedDocument, JudgedFinding, JudgedTask};
use super::report_table::ReportTable;
use crate::annotation::Confidence;
use crate::engine::{ConfidenceSteps, ConfidenceTable, RuleConfidence, RuleDuty};
use crate::invariant::ExpectOr;

/// The number of parts of a cross-validation.
const N_FOLDS: usize = 5;

/// The number of equally wide bins of the expected calibration error; ten is usual (Guo et al. 2017 use 15 for larger
/// sets).
const N_BINS: usize = 10;

/// The fewest judged findings for which a rule gets steps of its own. With fewer, the share of right ones is uncertain by
/// more than 15 points (two standard errors at 80 %).
const MIN_FINDINGS: u32 = 30;

/// The minimum number of findings of one step: below, a step would follow chance.
const MIN_STEP_FINDINGS: u32 = 20;

/// The highest calibrated confidence, in percent: only the user's own rules are certain.
const MAX_PERCENT: u8 = 99;

/// Findings with raw confidences from `from` up to the next step.
#[derive(Clone, Copy, Debug)]
struct StepCounts {
    from: u8,
    n_findings: u32,
    n_right: u32,
}

impl StepCounts {
    /// Returns the share of right findings in percent, drawn towards one half by one finding of each sort, so that a
    /// step without a mistake is not certain.
    fn percent(self) -> u8 {
        let (n_right, n_findings) = (self.n_right + 1, self.n_findings + 2);
        let percent = (200 * n_right + n_findings) / (2 * n_findings);
        u8::try_from(percent)
            .expect_or(MAX_PERCENT, "a share is at most 100 %")
            .min(MAX_PERCENT)
    }

    const fn join(&mut self, later: Self) {
        self.n_findings += later.n_findings;
        self.n_right += later.n_right;
    }
}

/// Returns the steps by isotonic regression: pools adjacent raw confidences until the share of right findings rises.
/// Steps with too few findings are joined with the step below.
fn fit_steps(findings: &[&JudgedFinding]) -> ConfidenceSteps {
    let mut by_raw: BTreeMap<u8, StepCounts> = BTreeMap::new();
    for finding in findings {
        let from = finding.confidence.get();
        let counts = by_raw.entry(from).or_insert(StepCounts {
            from,
            n_findings: 0,
            n_right: 0,
        });
        counts.n_findings += 1;
        counts.n_right += u32::from(finding.is_right);
    }
    let mut steps: Vec<StepCounts> = Vec::new();
    for counts in by_raw.into_values() {
        steps.push(counts);
        join_steps(&mut steps);
    }
    // The last step may be too small: nothing came after it to join it with.
    while let [.., before, last] = steps.as_mut_slice()
        && last.n_findings < MIN_STEP_FINDINGS
    {
        before.join(*last);
        steps.pop();
    }
    let pairs = steps.iter().map(|step| (step.from, step.percent()));
    ConfidenceSteps::new(pairs.collect())
}

/// Joins the last two steps while the earlier one is too small or not lower than the later one.
fn join_steps(steps: &mut Vec<StepCounts>) {
    while let [.., before, last] = steps.as_mut_slice() {
        let is_rising = before.percent() < last.percent();
        if is_rising && before.n_findings >= MIN_STEP_FINDINGS {
            break;
        }
        before.join(*last);
        steps.pop();
    }
}

/// Returns the table of confidences that these findings give, for each rule and each pass.
pub fn fit_confidence<'f>(findings: impl Iterator<Item = &'f JudgedFinding>) -> ConfidenceTable {
    let mut groups: BTreeMap<(RuleDuty, &str), Vec<&JudgedFinding>> = BTreeMap::new();
    for finding in findings {
        let duty = finding.task.duty();
        for name in [finding.rule.0, finding.rule.pass()] {
            groups.entry((duty, name)).or_default().push(finding);
        }
    }
    let mut table = ConfidenceTable::default();
    for ((duty, name), findings) in groups {
        let n_findings = count_findings(&findings);
        let n_right = findings.iter().filter(|finding| finding.is_right);
        let row = RuleConfidence {
            n_findings,
            n_right: count_findings(&n_right.collect::<Vec<_>>()),
            steps: if n_findings < MIN_FINDINGS {
                ConfidenceSteps::default()
            } else {
                fit_steps(&findings)
            },
        };
        table.insert(duty, name, row);
    }
    table
}

fn count_findings<T>(findings: &[T]) -> u32 {
    u32::try_from(findings.len()).expect_or(u32::MAX, "a corpus has fewer than 2^32 findings")
}

/// Returns the expected calibration error: the mean distance between the confidence and the share of right findings in
/// bins of the confidence, weighted by the findings in them. 0 if there are none.
pub fn calibration_error(findings: &[(Confidence, bool)]) -> f64 {
    let mut bins = [(0.0, 0.0); N_BINS];
    for (confidence, is_right) in findings {
        let index = usize::from(confidence.get()) * N_BINS / 101;
        if let Some((confidences, rights)) = bins.get_mut(index) {
            *confidences += f64::from(confidence.get()) / 100.0;
            *rights += f64::from(u8::from(*is_right));
        }
    }
    let distances = bins
        .iter()
        .map(|(confidences, rights): &(f64, f64)| (confidences - rights).abs());
    distances.sum::<f64>() / f64::from(count_findings(findings).max(1))
}

/// Returns the calibration error of each task: of the raw confidences, with the table that ships, and with tables that
/// are fitted to four fifths of the documents and applied to the fifth.
pub fn calibration_table(documents: &[JudgedDocument]) -> ReportTable {
    let mut table = ReportTable::new(
        "Expected calibration error",
        &["", "findings", "right", "raw", "shipped", "cross-validated"],
    );
    let crossed = cross_validate(documents);
    for task in JudgedTask::ALL {
        let raw = confidences_of(documents, task, |finding| finding.confidence);
        if raw.is_empty() {
            continue;
        }
        let shipped = confidences_of(documents, task, |finding| {
            let table = ConfidenceTable::shipped();
            table.calibrate(task.duty(), finding.rule, finding.confidence)
        });
        let crossed = crossed.get(&task).map_or(&[][..], Vec::as_slice);
        let n_right = raw.iter().filter(|(_, is_right)| *is_right).count();
        let errors = [raw.as_slice(), &shipped, crossed].map(calibration_error);
        let mut row = vec![
            task.name().to_owned(),
            raw.len().to_string(),
            super::percent_of(n_right as u64, raw.len() as u64),
        ];
        row.extend(errors.map(|error| format!("{error:.3}")));
        table.push(row);
    }
    table
}

fn confidences_of(
    documents: &[JudgedDocument],
    task: JudgedTask,
    confidence: impl Fn(&JudgedFinding) -> Confidence,
) -> Vec<(Confidence, bool)> {
    let findings = documents.iter().flat_map(|document| &document.findings);
    findings
        .filter(|finding| finding.task == task)
        .map(|finding| (confidence(finding), finding.is_right))
        .collect()
}

/// Returns the confidences that a table fitted to the other documents gives.
fn cross_validate(documents: &[JudgedDocument]) -> BTreeMap<JudgedTask, Vec<(Confidence, bool)>> {
    let mut crossed: BTreeMap<JudgedTask, Vec<(Confidence, bool)>> = BTreeMap::new();
    for fold in 0..N_FOLDS {
        let is_held = |index: usize| index % N_FOLDS == fold;
        let numbered = || documents.iter().enumerate();
        let others = numbered().filter(|(index, _)| !is_held(*index));
        let table = fit_confidence(others.flat_map(|(_, document)| &document.findings));
        let held = numbered().filter(|(index, _)| is_held(*index));
        for finding in held.flat_map(|(_, document)| &document.findings) {
            let duty = finding.task.duty();
            let confidence = table.calibrate(duty, finding.rule, finding.confidence);
            let known = crossed.entry(finding.task).or_default();
            known.push((confidence, finding.is_right));
        }
    }
    crossed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::RuleId;

    fn finding(rule: &'static str, raw: u8, is_right: bool) -> JudgedFinding {
        JudgedFinding {
            task: JudgedTask::Figures,
            rule: RuleId(rule),
            confidence: Confidence::percent(raw),
            is_right,
        }
    }

    /// Findings of a rule, so many of them right.
    fn findings(rule: &'static str, raw: u8, n_right: u32, n_wrong: u32) -> Vec<JudgedFinding> {
        let right = (0..n_right).map(|_| finding(rule, raw, true));
        let wrong = (0..n_wrong).map(|_| finding(rule, raw, false));
        right.chain(wrong).collect()
    }

    #[test]
    fn steps_rise_and_pool_what_does_not() {
        let all = [
            findings("a/b", 50, 30, 10),
            findings("a/b", 60, 20, 20),
            findings("a/b", 90, 39, 1),
        ]
        .concat();
        let table = fit_confidence(all.iter());
        let steps = table
            .steps(RuleDuty::Finding, RuleId("a/b"))
            .expect("steps");
        // 50 of 80 below 90, 39 of 40 from there, each with one right and one wrong finding more.
        assert_eq!(steps.pairs(), [(50, 62), (90, 95)]);
    }

    #[test]
    fn no_rule_of_the_engine_is_certain() {
        let all = findings("a/b", 100, 1000, 0);
        let table = fit_confidence(all.iter());
        let steps = table
            .steps(RuleDuty::Finding, RuleId("a/b"))
            .expect("steps");
        assert_eq!(steps.pairs(), [(100, 99)]);
    }

    #[test]
    fn a_small_step_is_joined_with_the_one_below() {
        let all = [
            findings("a/b", 20, 3, 2),
            findings("a/b", 80, 32, 8),
            findings("a/b", 99, 5, 0),
        ]
        .concat();
        let table = fit_confidence(all.iter());
        let steps = table
            .steps(RuleDuty::Finding, RuleId("a/b"))
            .expect("steps");
        assert_eq!(steps.pairs(), [(20, 79)]);
    }

    #[test]
    fn a_rare_rule_is_counted_and_takes_the_steps_of_its_pass() {
        let all = [
            findings("a/often", 90, 60, 20),
            findings("a/rare", 90, 3, 3),
        ]
        .concat();
        let table = fit_confidence(all.iter());
        let row = table.row(RuleDuty::Finding, "a/rare").expect("a row");
        assert_eq!(
            (row.n_findings, row.n_right, row.steps.is_empty()),
            (6, 3, true)
        );
        let steps = table
            .steps(RuleDuty::Finding, RuleId("a/rare"))
            .expect("steps");
        assert_eq!(steps.pairs(), [(90, 73)]);
        assert!(table.steps(RuleDuty::Speaker, RuleId("a/rare")).is_none());
    }

    #[test]
    fn the_error_is_the_distance_between_confidence_and_right() {
        let certain = |is_right| (Confidence::CERTAIN, is_right);
        let error =
            calibration_error(&[certain(true), certain(true), certain(false), certain(true)]);
        assert!((error - 0.25).abs() < 1e-9, "{error}");
        let half = |is_right| (Confidence::percent(50), is_right);
        // Too low and too high in different bins do not cancel out.
        let error = calibration_error(&[half(true), half(true), certain(false), certain(true)]);
        assert!((error - 0.5).abs() < 1e-9, "{error}");
        assert!(calibration_error(&[]).abs() < 1e-9);
    }

    #[test]
    fn cross_validation_mends_a_constant_that_is_too_high() {
        let document = |n: u32| JudgedDocument {
            findings: findings("a/b", 90, 12, 8 + n % 2),
            ..JudgedDocument::default()
        };
        let documents: Vec<_> = (0..20).map(document).collect();
        let printed = calibration_table(&documents).to_string();
        let row = printed.lines().find(|line| line.starts_with("figures"));
        let cells: Vec<_> = row.expect("a row").split_whitespace().collect();
        assert_eq!(cells[..3], ["figures", "410", "58.5"]);
        let number = |index: usize| cells[index].parse::<f64>().expect("a number");
        assert!(number(3) > 0.3, "{printed}");
        assert!(number(5) < 0.03, "{printed}");
    }
}
