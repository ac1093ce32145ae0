//! Tables: which hold data, and which only lay out a page.

use dom_query::NodeRef;

use super::nodes;

/// The most columns of a data table; wider ones are cut.
const MAX_COLUMNS: usize = 64;

/// Returns what is left out of a table, as a sentence.
pub(super) fn note(table: &NodeRef) -> Option<String> {
    let rows = table.descendants_it().filter(|node| node.has_name("tr"));
    let widths = rows.map(|row| {
        let cells = row.children_it(false);
        cells
            .filter(|node| nodes::is_any(node, &["td", "th"]))
            .count()
    });
    let n_columns = widths.max().filter(|n| *n > MAX_COLUMNS)?;
    Some(format!(
        "A table has {n_columns} columns: the first {MAX_COLUMNS} are shown."
    ))
}

/// Returns whether a table shows data: it has a header, a caption or a summary, or several rows of several short cells,
/// and holds no table, list or long text of its own.
pub(super) fn is_data(table: &NodeRef) -> bool {
    if matches!(
        nodes::attribute(table, "role").as_str(),
        "presentation" | "none"
    ) {
        return false;
    }
    let inner = table.descendants();
    if inner.iter().any(|node| {
        nodes::is_any(
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
    let rows = rows(table);
    let n_columns = rows
        .iter()
        .map(|(_, cells)| cells.len())
        .max()
        .unwrap_or_default();
    let is_named = inner
        .iter()
        .any(|node| nodes::is_any(node, &["th", "caption", "thead"]));
    let longest = rows
        .iter()
        .flat_map(|(_, cells)| cells)
        .map(String::len)
        .max()
        .unwrap_or_default();
    n_columns > 1 && rows.len() > 1 && longest < 400 && (is_named || n_columns * rows.len() >= 4)
}

/// Returns the rows of a table, each with whether it names the columns.
pub(super) fn rows(table: &NodeRef) -> Vec<(bool, Vec<String>)> {
    let mut rows = Vec::new();
    for row in table.descendants_it().filter(|node| node.has_name("tr")) {
        let cells: Vec<NodeRef> = row
            .children_it(false)
            .filter(|node| nodes::is_any(node, &["td", "th"]))
            .collect();
        let is_header = cells.len() > 1 && cells.iter().all(|cell| cell.has_name("th"));
        let cells: Vec<String> = cells.iter().take(MAX_COLUMNS).map(nodes::text).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((is_header, cells));
        }
    }
    rows
}
