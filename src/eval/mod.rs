//! Owns scoring against a gold corpus: reading its documents, counting, and the report that is printed.
//!
//! A kind of scoring is one file here and one line in [`KINDS`]. It gets the gold corpus as text and an engine, and
//! gives a [`Report`]. It reads no file and looks at no clock: `cli` does.

mod amounts;
mod counts;
pub mod dates;
mod documents;
pub mod entities;
mod exact;
pub mod figures;
pub mod ner;
pub mod quotes;
mod report;

use crate::engine::Engine;

pub use counts::{Counts, Scores, percent};
pub use documents::{BadGold, Document, documents};
pub use exact::{Span, exact};
pub use report::{Report, Table};

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

/// All kinds, in the order of the help.
pub const KINDS: &[Kind] = &[
    ner::KIND,
    quotes::KIND,
    figures::KIND,
    dates::KIND,
    entities::KIND,
];
