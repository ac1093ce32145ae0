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
mod kind;
pub mod ner;
pub mod quotes;
mod report;

pub use counts::{Counts, Scores, percent};
pub use documents::{BadGold, Document, documents};
pub use exact::{Span, exact};
pub use kind::{Evaluate, Kind, Options};
pub use report::{Report, Table};

/// All kinds, in the order of the help.
pub const KINDS: &[Kind] = &[
    ner::KIND,
    quotes::KIND,
    figures::KIND,
    dates::KIND,
    entities::KIND,
];
