//! A table of a report: text cells in aligned columns.

use std::fmt;

use serde_json::{Map, Value};

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

    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the rows as objects with the column headings as keys. A heading that occurs twice is numbered, an empty
    /// one is `name`, and cells that are numbers become numbers.
    pub fn objects(&self) -> Vec<Map<String, Value>> {
        let Some((headings, rows)) = self.rows.split_first() else {
            return Vec::new();
        };
        let mut keys: Vec<String> = Vec::new();
        for heading in headings {
            let name = if heading.is_empty() { "name" } else { heading };
            let n_before = headings
                .iter()
                .take(keys.len())
                .filter(|other| *other == heading);
            keys.push(match n_before.count() {
                0 => name.to_owned(),
                n => format!("{name} {}", n + 1),
            });
        }
        let object = |row: &Vec<String>| {
            let cells = row
                .iter()
                .map(|cell| match cell.parse::<serde_json::Number>() {
                    Ok(number) => Value::Number(number),
                    Err(_) => Value::String(cell.clone()),
                });
            keys.iter().cloned().zip(cells).collect()
        };
        rows.iter().map(object).collect()
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
    fn rows_become_objects_with_distinct_keys() {
        let mut table = ReportTable::new("Spans", &["", "right", "right", "%"]);
        table.push(["person", "3", "4", "–"].map(str::to_owned).to_vec());
        let rows = serde_json::to_string(&table.objects()).expect("JSON");
        assert_eq!(rows, r#"[{"%":"–","name":"person","right":3,"right 2":4}]"#);
    }

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
