//! A table of a report: text cells in aligned columns.

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
