//! Owns scoring against a gold corpus: reading the documents, counting, and the report.
//!
//! Each kind of scoring has one file here and one entry in [`KINDS`]. It takes the gold corpus as text and an engine,
//! and returns a [`Report`]; `counts` and `exact` are the shared parts. It must not read files or the clock: `cli` does
//! that, so that scores depend only on their input. Start reading at `kind.rs`, then `ner.rs`.

mod amounts;
pub mod cases;
mod counts;
pub mod dates;
pub mod entities;
mod exact_spans;
pub mod figures;
mod gold_documents;
mod kind;
pub mod ner;
pub mod quotes;
mod report;
pub mod syntax;

pub use counts::{ItemCounts, KindScores, percent_of};
pub use exact_spans::{LabelledSpan, score_spans};
pub use gold_documents::{BadGold, GoldDocument, parse_documents};
pub use kind::{EvalKind, EvalOptions, EvaluateFn};
pub use report::{Report, ReportTable};

/// All kinds, in the order of the help.
pub const KINDS: &[EvalKind] = &[
    ner::KIND,
    quotes::KIND,
    figures::KIND,
    dates::KIND,
    entities::KIND,
    cases::KIND,
    syntax::KIND,
];
