//! A kind of scoring: its name on the command line, its help and its function.

use super::gold_documents::BadGold;
use super::judged_findings::JudgedDocument;
use super::report::Report;
use crate::engine::Engine;

/// The user's options for a scoring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvalOptions {
    /// Whether to list each difference, with the words around it.
    pub lists_errors: bool,
}

/// A function that scores the engine on a gold corpus of JSON lines; see [`super::parse_documents`].
pub type EvaluateFn =
    fn(gold: &str, engine: &Engine, options: EvalOptions) -> Result<Report, BadGold>;

/// A function that says of each finding in a gold corpus whether it is right.
pub type JudgeFn = fn(gold: &str, engine: &Engine) -> Result<Vec<JudgedDocument>, BadGold>;

/// A kind of scoring.
pub struct EvalKind {
    /// Its name on the command line.
    pub name: &'static str,
    /// One line of help: what is compared.
    pub about: &'static str,
    /// The function that computes the scores.
    pub evaluate: EvaluateFn,
    /// The function that judges single findings; `None` if the engine's rules make nothing of what is scored.
    pub judge: Option<JudgeFn>,
}
