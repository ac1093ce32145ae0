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

/// A function that returns the bytes of a file next to the gold corpus, or one line about why it cannot be read.
pub type ReadFileFn<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

/// A function that scores a reader on the files that a gold corpus names.
pub type EvaluateFilesFn =
    fn(gold: &str, read_file: &ReadFileFn, options: EvalOptions) -> Result<Report, BadGold>;

/// The function that computes the scores of a kind.
#[derive(Clone, Copy)]
pub enum Evaluation {
    /// Of the engine, on texts in the corpus itself.
    Texts(EvaluateFn),
    /// Of a reader, on files that the corpus names.
    Files(EvaluateFilesFn),
}

/// A function that says of each finding in a gold corpus whether it is right.
pub type JudgeFn = fn(gold: &str, engine: &Engine) -> Result<Vec<JudgedDocument>, BadGold>;

/// A kind of scoring.
pub struct EvalKind {
    /// Its name on the command line.
    pub name: &'static str,
    /// One line of help: what is compared.
    pub about: &'static str,
    /// The function that computes the scores.
    pub evaluation: Evaluation,
    /// The function that judges single findings; `None` if no rule of the engine makes findings of this kind.
    pub judge: Option<JudgeFn>,
}

impl EvalKind {
    /// Scores a gold corpus.
    ///
    /// # Errors
    ///
    /// [`BadGold`] if the corpus is malformed.
    pub fn evaluate(
        &self,
        gold: &str,
        engine: &Engine,
        read_file: &ReadFileFn,
        options: EvalOptions,
    ) -> Result<Report, BadGold> {
        match self.evaluation {
            Evaluation::Texts(evaluate) => evaluate(gold, engine, options),
            Evaluation::Files(evaluate) => evaluate(gold, read_file, options),
        }
    }
}
