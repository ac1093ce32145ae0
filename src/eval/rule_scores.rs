//! The table of rules: how often each applied, how often it was right, and what it is worth.

use std::collections::{BTreeMap, BTreeSet};

use super::judged_findings::JudgedDocument;
use super::percent_of;
use super::report_table::ReportTable;
use crate::annotation::RuleId;

/// What the score loses when a rule is switched off, in hundredths of a percent. Negative: it gains.
pub type RuleWorth = BTreeMap<RuleId, i64>;

/// Returns the rules that applied in these documents.
pub fn applied_rules(documents: &[JudgedDocument]) -> BTreeSet<RuleId> {
    let documents = documents.iter();
    documents
        .flat_map(|document| document.applications.keys().copied())
        .collect()
}

/// Returns a row for each rule that applied: how often, how many of its findings were judged, its precision, and the
/// change of the score when it is switched off.
pub fn rule_table(documents: &[JudgedDocument], score: &str, worth: &RuleWorth) -> ReportTable {
    let change = format!("{score} without it");
    let mut table = ReportTable::new(
        "Rules",
        &["rule", "applied", "judged", "right", "precision", &change],
    );
    for rule in applied_rules(documents) {
        let applied = documents
            .iter()
            .filter_map(|document| document.applications.get(&rule))
            .sum::<u32>();
        let findings = documents.iter().flat_map(|document| &document.findings);
        let judged: Vec<_> = findings.filter(|finding| finding.rule == rule).collect();
        let n_right = judged.iter().filter(|finding| finding.is_right).count();
        table.push(vec![
            rule.to_string(),
            applied.to_string(),
            judged.len().to_string(),
            n_right.to_string(),
            percent_of(n_right as u64, judged.len() as u64),
            worth
                .get(&rule)
                .map_or_else(String::new, |lost| format_change(-lost)),
        ]);
    }
    table
}

/// Returns a change in hundredths of a percent with its sign: `−0.12`.
fn format_change(points: i64) -> String {
    let sign = match points {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    let points = points.unsigned_abs();
    format!("{sign}{}.{:02}", points / 100, points % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Confidence;
    use crate::eval::{JudgedFinding, JudgedTask};

    #[test]
    fn a_rule_is_listed_with_its_precision_and_worth() {
        let finding = |is_right| JudgedFinding {
            task: JudgedTask::Names,
            rule: RuleId("names/model"),
            confidence: Confidence::CERTAIN,
            is_right,
        };
        let document = JudgedDocument {
            findings: vec![finding(true), finding(false)],
            applications: [(RuleId("names/drop"), 4), (RuleId("names/model"), 3)].into(),
        };
        let worth = [(RuleId("names/drop"), -5), (RuleId("names/model"), 1234)].into();
        let table = rule_table(&[document], "F1", &worth).to_string();
        let cells = |row: usize| -> Vec<&str> {
            let line = table.lines().nth(row).expect("a row");
            line.split_whitespace().collect()
        };
        assert_eq!(cells(2), ["names/drop", "4", "0", "0", "–", "+0.05"]);
        assert_eq!(cells(3), ["names/model", "3", "2", "1", "50.0", "−12.34"]);
    }
}
