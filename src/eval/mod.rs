//! Owns scoring against a gold corpus: reading the documents, counting, and the report.
//!
//! Each kind of scoring has one file here and one entry in [`KINDS`]. It takes the gold corpus as text, and an engine or
//! the bytes of the files that the corpus names, and returns a [`Report`]; `counts`, `exact_spans` and `checks` are the
//! shared parts. It must not read files or the clock: `cli` does that, so that scores depend only on their input. Start
//! reading at `kind.rs`, then `ner.rs`.

mod amounts;
mod calibration;
pub mod cases;
mod checks;
mod counts;
pub mod dates;
pub mod entities;
mod exact_spans;
pub mod feeds;
pub mod figures;
mod gold_documents;
mod gold_lines;
pub mod identity;
mod judged_findings;
mod kind;
mod main_score;
pub mod ner;
pub mod pages;
pub mod quotes;
mod report;
mod report_table;
mod rule_scores;
pub mod syntax;

pub use calibration::{calibration_error, calibration_table, fit_confidence};
pub use counts::{ItemCounts, KindScores, percent_of};
pub use exact_spans::{LabelledSpan, score_spans};
pub use gold_documents::{BadGold, GoldDocument, parse_documents};
pub use judged_findings::{JudgedDocument, JudgedFinding, JudgedTask};
pub use kind::{
    EvalKind, EvalOptions, EvaluateFilesFn, EvaluateFn, Evaluation, JudgeFn, ReadFileFn,
};
pub use main_score::MainScore;
pub use report::Report;
pub use report_table::ReportTable;
pub use rule_scores::{RuleWorth, applied_rules, rule_table};

/// All kinds, in the order of the help.
pub const KINDS: &[EvalKind] = &[
    ner::KIND,
    quotes::KIND,
    figures::KIND,
    dates::KIND,
    entities::KIND,
    identity::KIND,
    cases::KIND,
    syntax::KIND,
    pages::KIND,
    feeds::KIND,
];
