//! The output of a scoring: aligned tables and, on request, a list of differences.

use std::fmt;

use super::main_score::MainScore;
use super::report_table::ReportTable;
use crate::text::count_with_noun;

/// The result of a scoring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The number of documents.
    pub n_documents: usize,
    /// The total length of their texts, in bytes.
    pub n_bytes: usize,
    /// The scores.
    pub tables: Vec<ReportTable>,
    /// The score that sums the others up; `None` if there is none.
    pub main_score: Option<MainScore>,
    /// The differences, one per line; empty unless requested.
    pub errors: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in &self.errors {
            writeln!(f, "{error}")?;
        }
        if !self.errors.is_empty() {
            writeln!(f)?;
        }
        let kilobytes = self.n_bytes.div_ceil(1000);
        let documents = count_with_noun(self.n_documents, "document");
        writeln!(f, "{documents}, {kilobytes} kB")?;
        for table in &self.tables {
            write!(f, "\n{table}")?;
        }
        Ok(())
    }
}
