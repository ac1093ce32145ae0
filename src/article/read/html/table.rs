//! Tables: distinguishes data tables from layout tables, and reads the former.

use dom_query::NodeRef;

use super::nodes;
use crate::text::count_with_noun;

/// The maximum number of columns; further ones are dropped. Limits the cost of hostile tables.
const MAX_COLUMNS: usize = 64;

/// Returns a sentence about the dropped columns; `None` if the table is within the limit.
pub(super) fn column_limit_note(table: &NodeRef) -> Option<String> {
    let rows = table.descendants_it().filter(|node| node.has_name("tr"));
    let widths = rows.map(|row| {
        let cells = row.children_it(false);
        cells
            .filter(|node| nodes::is_element_named(node, &["td", "th"]))
            .count()
    });
    let n_columns = widths.max().filter(|n| *n > MAX_COLUMNS)?;
    Some(format!(
        "A table has {}: the first {MAX_COLUMNS} are shown.",
        count_with_noun(n_columns, "column")
    ))
}

/// Returns whether a table contains data. It must have several rows and columns with short cells and no nested table,
/// list or heading, and either a header or caption, or at least four cells.
pub(super) fn is_data_table(table: &NodeRef) -> bool {
    if matches!(
        nodes::attribute_value(table, "role").as_str(),
        "presentation" | "none"
    ) {
        return false;
    }
    let inner = table.descendants();
    if inner.iter().any(|node| {
        nodes::is_element_named(
            node,
            &[
                "table",
                "h1",
                "h2",
                "ul",
                "ol",
                "blockquote",
                "pre",
                "figure",
            ],
        )
    }) {
        return false;
    }
    let rows = table_rows(table);
    let n_columns = rows.iter().map(|(_, cells)| cells.len()).fold(0, Ord::max);
    let is_named = inner
        .iter()
        .any(|node| nodes::is_element_named(node, &["th", "caption", "thead"]));
    let longest = rows
        .iter()
        .flat_map(|(_, cells)| cells)
        .map(String::len)
        .fold(0, Ord::max);
    // Long cells are the columns of a page layout.
    n_columns > 1 && rows.len() > 1 && longest < 400 && (is_named || n_columns * rows.len() >= 4)
}

/// Returns the rows of a table, each with a flag that is true for column names. Empty rows are omitted.
pub(super) fn table_rows(table: &NodeRef) -> Vec<(bool, Vec<String>)> {
    let mut rows = Vec::new();
    for row in table.descendants_it().filter(|node| node.has_name("tr")) {
        let cells: Vec<NodeRef> = row
            .children_it(false)
            .filter(|node| nodes::is_element_named(node, &["td", "th"]))
            .collect();
        let is_header = cells.len() > 1 && cells.iter().all(|cell| cell.has_name("th"));
        let cells: Vec<String> = cells
            .iter()
            .take(MAX_COLUMNS)
            .map(nodes::collapsed_text)
            .collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((is_header, cells));
        }
    }
    rows
}
