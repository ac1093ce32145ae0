//! Checks of documents: each asks one thing and is right or wrong. Counted by what is asked and by kind of document.

use std::collections::BTreeMap;

use super::counts::percent_of;
use super::report_table::ReportTable;

/// The maximum number of characters of a text in a difference; the beginning shows which text it is.
const MAX_SHOWN_CHARS: usize = 120;

/// One thing that a gold corpus asks of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GoldCheck {
    /// What is asked: `title`.
    pub(super) name: String,
    /// What is wrong, on one line; `None` if nothing is.
    pub(super) difference: Option<String>,
}

impl GoldCheck {
    /// Returns a check of whether something holds. `difference` is called if it does not.
    pub(super) fn of(name: &str, is_right: bool, difference: impl FnOnce() -> String) -> Self {
        Self {
            name: name.to_owned(),
            difference: (!is_right).then(difference),
        }
    }

    /// Returns a check of whether two values are the same. The check of a value that must be absent is named `no NAME`.
    pub(super) fn of_value(name: &str, expected: Option<&str>, found: Option<&str>) -> Self {
        let name = match expected {
            Some(_) => name.to_owned(),
            None => format!("no {name}"),
        };
        Self::of(&name, expected == found, || {
            let shown = |value: Option<&str>| value.map_or("nothing".to_owned(), quote_start);
            format!("{} instead of {}", shown(found), shown(expected))
        })
    }

    /// Returns the difference as a line of the report; `None` if there is none.
    pub(super) fn error_line(&self, id: &str) -> Option<String> {
        let difference = self.difference.as_ref()?;
        Some(format!("{id}: {}: {difference}", self.name))
    }
}

/// Returns the beginning of a text in quotation marks, for a difference.
pub(super) fn quote_start(text: &str) -> String {
    let clean = crate::text::clean_text(text).replace('\n', " ");
    let mut shown: String = clean.chars().take(MAX_SHOWN_CHARS).collect();
    if shown.len() < clean.len() {
        shown.push('…');
    }
    format!("“{shown}”")
}

/// Returns a text with each run of white space as one space, and none at its ends.
pub(super) fn normalize_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many checks were made, and how many were right.
#[derive(Clone, Copy, Debug, Default)]
struct CheckCounts {
    asked: u64,
    right: u64,
}

impl CheckCounts {
    fn add(&mut self, is_right: bool) {
        self.asked += 1;
        self.right += u64::from(is_right);
    }

    fn cells(self) -> [String; 3] {
        [
            self.asked.to_string(),
            self.right.to_string(),
            percent_of(self.right, self.asked),
        ]
    }
}

/// The counts of all checks of a corpus.
#[derive(Clone, Debug, Default)]
pub(super) struct CheckScores {
    by_name: BTreeMap<String, CheckCounts>,
    /// Documents, which are right if all their checks are.
    by_kind: BTreeMap<String, CheckCounts>,
}

impl CheckScores {
    /// Counts the checks of one document.
    pub(super) fn add(&mut self, kind: &str, checks: &[GoldCheck]) {
        for check in checks {
            let counts = self.by_name.entry(check.name.clone()).or_default();
            counts.add(check.difference.is_none());
        }
        let is_right = checks.iter().all(|check| check.difference.is_none());
        self.by_kind
            .entry(kind.to_owned())
            .or_default()
            .add(is_right);
    }

    /// Returns the table of what is asked.
    pub(super) fn check_table(&self) -> ReportTable {
        table_of("by what is asked", "", &self.by_name)
    }

    /// Returns the table of kinds. `noun` names the documents: `pages`.
    pub(super) fn kind_table(&self, noun: &str) -> ReportTable {
        table_of("right in all that is asked, by kind", noun, &self.by_kind)
    }
}

fn table_of(title: &str, noun: &str, rows: &BTreeMap<String, CheckCounts>) -> ReportTable {
    let noun = if noun.is_empty() { "asked" } else { noun };
    let mut table = ReportTable::new(title, &["", noun, "right", "%"]);
    let mut sum = CheckCounts::default();
    for counts in rows.values() {
        sum.asked += counts.asked;
        sum.right += counts.right;
    }
    let each = rows.iter().map(|(name, counts)| (name.as_str(), *counts));
    for (name, counts) in [("all", sum)].into_iter().chain(each) {
        let mut row = vec![name.to_owned()];
        row.extend(counts.cells());
        table.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_must_be_absent_is_asked_apart() {
        let silent = GoldCheck::of_value("site", None, Some("Elm Post"));
        assert_eq!(silent.name, "no site");
        assert_eq!(
            silent.error_line("p1").as_deref(),
            Some("p1: no site: “Elm Post” instead of nothing")
        );
        let right = GoldCheck::of_value("site", Some("Elm Post"), Some("Elm Post"));
        assert_eq!(right.error_line("p1"), None);
    }

    #[test]
    fn a_document_is_right_if_all_its_checks_are() {
        let check = |is_right| GoldCheck::of("title", is_right, String::new);
        let mut scores = CheckScores::default();
        scores.add("a", &[check(true), check(false)]);
        scores.add("a", &[check(true)]);
        let table = scores.kind_table("pages").to_string();
        let last: Vec<_> = table
            .lines()
            .last()
            .expect("a row")
            .split_whitespace()
            .collect();
        assert_eq!(last, ["a", "2", "1", "50.0"]);
        let table = scores.check_table().to_string();
        let last: Vec<_> = table
            .lines()
            .last()
            .expect("a row")
            .split_whitespace()
            .collect();
        assert_eq!(last, ["title", "3", "2", "66.7"]);
    }
}
