//! How often the findings of a rule are right on development data, and the confidence that follows from it.
//!
//! A rule gives a raw confidence. What it is worth is counted on gold documents by `pullquote train confidence`, which
//! writes the table in `assets/lang/en/rule-confidence.tsv`: for each rule a step function from raw to calibrated
//! confidence. A rule that was seen too rarely has no steps of its own and takes those of its pass.

use std::fmt::Write;
use std::sync::LazyLock;

use crate::annotation::{Confidence, RuleId};
use crate::engine::lexeme::hash::HashMap;
use crate::invariant::ExpectOr;

/// The table that is compiled into the program.
const SHIPPED: &str = include_str!("../../../assets/lang/en/rule-confidence.tsv");

/// The pass of the user's own rules, which are certain.
const USER_PASS: &str = "user";

/// What a rule is responsible for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleDuty {
    /// It made the finding.
    Finding,
    /// It found the speaker of a quote.
    Speaker,
}

impl RuleDuty {
    /// Both duties.
    pub const ALL: [Self; 2] = [Self::Finding, Self::Speaker];

    /// Returns the name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Speaker => "speaker",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|duty| duty.name() == name)
    }
}

/// A step function from raw to calibrated confidence, both in percent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfidenceSteps(Vec<(u8, u8)>);

impl ConfidenceSteps {
    /// Returns the function that gives the second number of a pair from its first number upwards. The pairs are sorted
    /// by their first number; below the first of them the function has its value.
    pub const fn new(pairs: Vec<(u8, u8)>) -> Self {
        Self(pairs)
    }

    /// Returns whether the function is defined nowhere.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the pairs.
    pub fn pairs(&self) -> &[(u8, u8)] {
        &self.0
    }

    /// Returns the calibrated confidence; `None` if the function is defined nowhere.
    pub fn apply(&self, raw: Confidence) -> Option<Confidence> {
        let next = self.0.partition_point(|(from, _)| *from <= raw.get());
        let (_, calibrated) = self.0.get(next.saturating_sub(1))?;
        Some(Confidence::percent(*calibrated))
    }

    fn parse(written: &str) -> Option<Self> {
        let pairs = written.split_whitespace().map(|pair| {
            let (raw, calibrated) = pair.split_once(':')?;
            Some((raw.parse().ok()?, calibrated.parse().ok()?))
        });
        pairs.collect::<Option<_>>().map(Self)
    }
}

/// What was counted of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleConfidence {
    /// How many of its findings were judged.
    pub n_findings: u32,
    /// How many of them were right.
    pub n_right: u32,
    /// Its steps; empty if too few findings were judged.
    pub steps: ConfidenceSteps,
}

impl RuleConfidence {
    /// Returns the share of its findings that are right, in percent with one decimal; `–` if none was judged.
    pub fn precision(&self) -> String {
        let tenths = (2000 * u64::from(self.n_right) + u64::from(self.n_findings))
            .checked_div(2 * u64::from(self.n_findings));
        tenths.map_or_else(
            || "–".to_owned(),
            |tenths| format!("{}.{}", tenths / 10, tenths % 10),
        )
    }
}

/// What was counted of all rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfidenceTable {
    findings: HashMap<String, RuleConfidence>,
    speakers: HashMap<String, RuleConfidence>,
}

impl ConfidenceTable {
    /// Returns the table that ships with the program.
    pub fn shipped() -> &'static Self {
        static TABLE: LazyLock<ConfidenceTable> = LazyLock::new(|| {
            ConfidenceTable::parse(SHIPPED).expect_or_default("a test reads the table that ships")
        });
        &TABLE
    }

    /// Reads a table; `None` if a line of it is malformed.
    pub fn parse(written: &str) -> Option<Self> {
        let mut table = Self::default();
        let lines = written.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[rule, duty, n_findings, n_right, _, steps] = fields.as_slice() else {
                return None;
            };
            let row = RuleConfidence {
                n_findings: n_findings.parse().ok()?,
                n_right: n_right.parse().ok()?,
                steps: ConfidenceSteps::parse(steps)?,
            };
            table.insert(RuleDuty::from_name(duty)?, rule, row);
        }
        Some(table)
    }

    /// Writes the table: a line for each rule, sorted.
    pub fn format(&self) -> String {
        let mut written = String::new();
        for duty in RuleDuty::ALL {
            let mut rows: Vec<_> = self.rows(duty).iter().collect();
            rows.sort_by_key(|(rule, _)| rule.as_str());
            for (rule, row) in rows {
                let pairs = row.steps.pairs().iter();
                let pairs: Vec<_> = pairs.map(|(raw, value)| format!("{raw}:{value}")).collect();
                let _ = writeln!(
                    written,
                    "{rule}\t{}\t{}\t{}\t{}\t{}",
                    duty.name(),
                    row.n_findings,
                    row.n_right,
                    row.precision(),
                    pairs.join(" ")
                );
            }
        }
        written
    }

    /// Sets the row of a rule, or of a whole pass under its name.
    pub fn insert(&mut self, duty: RuleDuty, rule: &str, row: RuleConfidence) {
        let rows = match duty {
            RuleDuty::Finding => &mut self.findings,
            RuleDuty::Speaker => &mut self.speakers,
        };
        rows.insert(rule.to_owned(), row);
    }

    /// Returns what was counted of a rule, or of a whole pass; `None` if nothing was.
    pub fn row(&self, duty: RuleDuty, rule: &str) -> Option<&RuleConfidence> {
        self.rows(duty).get(rule)
    }

    /// Returns the steps of a rule: its own, or those of its pass. `None` if neither has any.
    pub fn steps(&self, duty: RuleDuty, rule: RuleId) -> Option<&ConfidenceSteps> {
        let with_steps = |rule: &str| {
            let row = self.row(duty, rule)?;
            (!row.steps.is_empty()).then_some(&row.steps)
        };
        with_steps(rule.0).or_else(|| with_steps(rule.pass()))
    }

    /// Returns the chance that what a rule found with this raw confidence is right. The user's rules stay certain.
    pub fn calibrate(&self, duty: RuleDuty, rule: RuleId, raw: Confidence) -> Confidence {
        if rule.pass() == USER_PASS {
            return raw;
        }
        let steps = self.steps(duty, rule);
        steps.and_then(|steps| steps.apply(raw)).unwrap_or(raw)
    }

    const fn rows(&self, duty: RuleDuty) -> &HashMap<String, RuleConfidence> {
        match duty {
            RuleDuty::Finding => &self.findings,
            RuleDuty::Speaker => &self.speakers,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(pairs: &[(u8, u8)]) -> ConfidenceSteps {
        ConfidenceSteps::new(pairs.to_vec())
    }

    #[test]
    fn steps_hold_from_their_raw_value_upwards() {
        let steps = steps(&[(50, 40), (90, 85)]);
        let apply = |raw| steps.apply(Confidence::percent(raw)).map(Confidence::get);
        assert_eq!([apply(0), apply(50), apply(89)], [Some(40); 3]);
        assert_eq!([apply(90), apply(100)], [Some(85); 2]);
        assert_eq!(ConfidenceSteps::default().apply(Confidence::CERTAIN), None);
    }

    fn sample() -> ConfidenceTable {
        let mut table = ConfidenceTable::default();
        let row = |n_findings, n_right, pairs: &[(u8, u8)]| RuleConfidence {
            n_findings,
            n_right,
            steps: steps(pairs),
        };
        table.insert(RuleDuty::Finding, "names", row(60, 40, &[(0, 60)]));
        table.insert(
            RuleDuty::Finding,
            "names/model",
            row(50, 38, &[(0, 50), (80, 90)]),
        );
        table.insert(RuleDuty::Finding, "names/rare", row(3, 1, &[]));
        table.insert(RuleDuty::Speaker, "quotes", row(40, 36, &[(0, 88)]));
        table
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let table = sample();
        let written = format!("# A comment.\n{}", table.format());
        assert!(written.contains("names/model\tfinding\t50\t38\t76.0\t0:50 80:90\n"));
        assert_eq!(ConfidenceTable::parse(&written), Some(table));
        assert_eq!(ConfidenceTable::parse("names/model\tfinding\t3\n"), None);
        assert_eq!(
            ConfidenceTable::parse("a/b\tfinding\t3\t1\t33.3\t5\n"),
            None
        );
    }

    #[test]
    fn a_rare_rule_takes_the_steps_of_its_pass() {
        let table = sample();
        let calibrate = |duty, rule, raw| {
            let raw = Confidence::percent(raw);
            table.calibrate(duty, RuleId(rule), raw).get()
        };
        assert_eq!(calibrate(RuleDuty::Finding, "names/model", 85), 90);
        assert_eq!(calibrate(RuleDuty::Finding, "names/rare", 85), 60);
        assert_eq!(calibrate(RuleDuty::Finding, "names/never-seen", 85), 60);
        assert_eq!(calibrate(RuleDuty::Finding, "quotes/speech", 85), 85);
        assert_eq!(calibrate(RuleDuty::Speaker, "quotes/speech", 85), 88);
        assert_eq!(calibrate(RuleDuty::Finding, "user/term", 100), 100);
    }

    #[test]
    fn the_shipped_table_is_well_formed_and_monotone() {
        let table = ConfidenceTable::parse(SHIPPED).expect("a table");
        for duty in RuleDuty::ALL {
            for (rule, row) in table.rows(duty) {
                assert!(row.n_right <= row.n_findings, "{rule}");
                let pairs = row.steps.pairs();
                let is_rising = |pair: &[(u8, u8)]| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1;
                assert!(pairs.windows(2).all(is_rising), "{rule}");
                assert!(pairs.iter().all(|(_, value)| *value <= 100), "{rule}");
            }
        }
    }
}
