//! The output of a scoring: aligned tables and, on request, a list of differences.

use crate::text::count_with_noun;
use std::fmt;

/// A table of text cells with a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportTable {
    title: String,
    rows: Vec<Vec<String>>,
}

impl ReportTable {
    /// Creates a table with these column headings. An empty title is not printed.
    pub fn new(title: &str, columns: &[&str]) -> Self {
        Self {
            title: title.to_owned(),
            rows: vec![columns.iter().map(|&name| name.to_owned()).collect()],
        }
    }

    /// Adds a row.
    pub fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).fold(0, Ord::max)
    }
}

impl fmt::Display for ReportTable {
    /// Aligns the first column to the left and the others to the right.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.title.is_empty() {
            writeln!(f, "{}", self.title)?;
        }
        for row in &self.rows {
            for (n, cell) in row.iter().enumerate() {
                let width = self.width(n);
                if n == 0 {
                    write!(f, "{cell:<width$}")?;
                } else {
                    write!(f, "  {cell:>width$}")?;
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// The result of a scoring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The number of documents.
    pub n_documents: usize,
    /// The total length of their texts, in bytes.
    pub n_bytes: usize,
    /// The scores.
    pub tables: Vec<ReportTable>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = ReportTable::new("Spans", &["kind", "F1"]);
        table.push(vec!["person".into(), "9.5".into()]);
        table.push(vec!["é".into(), "100.0".into()]);
        assert_eq!(
            table.to_string(),
            "Spans\nkind       F1\nperson    9.5\né       100.0\n"
        );
    }
}
