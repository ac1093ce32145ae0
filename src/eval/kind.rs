//! What a kind of scoring is: its name on the command line, its help, and the function that scores.

use super::documents::BadGold;
use super::report::Report;
use crate::engine::Engine;

/// What the user asks of a scoring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether each difference is listed, with the words around it.
    pub lists_errors: bool,
}

/// Scores the engine on a gold corpus: JSON lines, see [`documents`].
pub type Evaluate = fn(gold: &str, engine: &Engine, options: Options) -> Result<Report, BadGold>;

/// A kind of scoring.
pub struct Kind {
    /// The name on the command line.
    pub name: &'static str,
    /// One line of help: what counts as right.
    pub about: &'static str,
    /// The scoring itself.
    pub evaluate: Evaluate,
}
