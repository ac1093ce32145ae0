//! Sets tables: in columns where they fit, otherwise stacked, each cell on a row with its column name.

use super::Cells;
use super::cluster::count_columns;
use super::cluster::drawable_text;
use super::sheet::OrnamentRole;
use super::sheet::RowKind;
use super::sheet_builder::SheetBuilder;
use super::wrap::LineEnds;
use super::wrap::WrappedLine;
use super::wrap::wrap_lines;
use crate::article::Row;
use crate::article::Table;
use crate::text::ByteRange;

/// The gap between two columns of a table, in screen columns.
const COLUMN_GAP_CELLS: u16 = 2;
/// The longest word that widens a column, in screen columns. Longer words are broken, so that one URL cannot take the
/// whole table.
const MAX_FITTED_WORD_CELLS: usize = 14;
/// The minimum width of a column, in screen columns. Narrower columns break most words.
const MIN_COLUMN_CELLS: usize = 4;
/// The indent of a value below its column name.
const HANGING_INDENT: Cells = Cells(2);

/// Sets a table.
pub(super) fn set_table(table: &Table, page: &mut SheetBuilder) {
    let columns = measure_columns(table, page);
    match fit_columns(&columns, page.column().index()) {
        Some(widths) => set_columns(table, &columns, &widths, page),
        None => set_stacked(table, page),
    }
}

/// The measurements of a column of a table, in screen columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TableColumn {
    /// The width of the widest cell.
    natural: usize,
    /// The minimum width.
    least: usize,
    /// The number of body cells that contain an amount.
    n_numbers: usize,
    /// The number of body cells that contain other words.
    n_words: usize,
}

impl TableColumn {
    const fn is_numeric(self) -> bool {
        self.n_numbers > self.n_words
    }
}

fn measure_columns(table: &Table, page: &SheetBuilder) -> Vec<TableColumn> {
    let lengths = table.rows.iter().map(|row| row.cells.len());
    let mut columns = vec![TableColumn::default(); lengths.fold(0, Ord::max)];
    for row in &table.rows {
        for (column, cell) in columns.iter_mut().zip(&row.cells) {
            let words = page.article().text().slice(*cell).trim();
            let width = count_columns(words);
            let longest = words
                .split_whitespace()
                .map(count_columns)
                .fold(0, Ord::max);
            column.natural = column.natural.max(width);
            // A number that is broken over lines cannot be read, so it must fit as a whole.
            if is_number(words) && !row.is_header {
                column.n_numbers += 1;
                column.least = column.least.max(width);
            } else {
                column.n_words += usize::from(!row.is_header && !words.is_empty());
                column.least = column.least.max(longest.min(MAX_FITTED_WORD_CELLS));
            }
        }
    }
    for column in &mut columns {
        column.natural = column.natural.max(1);
        column.least = column.least.max(MIN_COLUMN_CELLS.min(column.natural));
    }
    columns
}

/// Returns whether a cell is an amount: `1,234`, `−3.5%`, `£20m`, `2-1`, `–`.
fn is_number(words: &str) -> bool {
    let n_digits = words.chars().filter(char::is_ascii_digit).count();
    let n_letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let is_dash = matches!(words, "-" | "–" | "—" | "n/a" | "N/A");
    let begins = words.starts_with(|c: char| !c.is_alphabetic());
    // Allows a unit after a number ("12 km/h") but less after a leading letter ("A4"), which is usually a name.
    let n_most = if begins { 4 } else { 2 };
    is_dash || (n_digits > 0 && n_letters <= n_most && words.chars().count() <= 16)
}

/// Returns the widths of the columns; `None` if they do not fit side by side.
fn fit_columns(columns: &[TableColumn], width: usize) -> Option<Vec<usize>> {
    let gaps = columns.len().checked_sub(1)? * usize::from(COLUMN_GAP_CELLS);
    let room = width.checked_sub(gaps)?;
    // The widest columns are cut to a common level; the highest level that fits is used.
    let at = |level: usize| {
        columns
            .iter()
            .map(move |c| c.natural.min(level).max(c.least))
    };
    let level = if at(usize::MAX).sum::<usize>() <= room {
        usize::MAX
    } else {
        (0..=room)
            .rev()
            .find(|level| at(*level).sum::<usize>() <= room)?
    };
    Some(at(level).collect())
}

fn set_columns(table: &Table, columns: &[TableColumn], widths: &[usize], page: &mut SheetBuilder) {
    let n_headers = table.rows.iter().take_while(|row| row.is_header).count();
    for (n, row) in table.rows.iter().enumerate() {
        let cells: Vec<Vec<WrappedLine>> = row
            .cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrap_cell(*cell, Cells::from_usize(*width), page))
            .collect();
        let n_lines = cells.iter().map(Vec::len).fold(0, Ord::max);
        for line_index in 0..n_lines {
            set_line(&cells, line_index, columns, widths, page);
        }
        if n + 1 == n_headers && n_headers < table.rows.len() {
            set_rule(widths, page);
        }
    }
}

/// Sets one screen line of a table row: line `line_index` of each cell that has one.
fn set_line(
    cells: &[Vec<WrappedLine>],
    line_index: usize,
    columns: &[TableColumn],
    widths: &[usize],
    page: &mut SheetBuilder,
) {
    let mut at = Cells::ZERO;
    for ((cell, column), width) in cells.iter().zip(columns).zip(widths) {
        let width = Cells::from_usize(*width);
        if let Some(line) = cell.get(line_index) {
            // Numbers are aligned to the right, so that digits of equal rank are in one column.
            let pad = if column.is_numeric() {
                width.less(line.width)
            } else {
                Cells::ZERO
            };
            page.piece(line.range, at + pad, width);
        }
        at = at + width + Cells(COLUMN_GAP_CELLS);
    }
    page.push_pending(RowKind::Table);
}

fn set_rule(widths: &[usize], page: &mut SheetBuilder) {
    let mut at = Cells::ZERO;
    for width in widths {
        page.ornament(at, OrnamentRole::Rule, "─".repeat(*width));
        at = at + Cells::from_usize(*width) + Cells(COLUMN_GAP_CELLS);
    }
    page.push_pending(RowKind::TableRule);
}

fn wrap_cell(cell: ByteRange, width: Cells, page: &SheetBuilder) -> Vec<WrappedLine> {
    let mut found = Vec::new();
    let words = page.article().text().slice(cell);
    wrap_lines(words, cell.start(), width, LineEnds::Soft, &mut |line| {
        found.push(line);
    });
    found
}

/// Sets the cells one below the other, as "name: value".
///
/// In the first record the names are the header's text. In later records they are ornaments, so that each word of the
/// table appears exactly once as text.
fn set_stacked(table: &Table, page: &mut SheetBuilder) {
    let header = table.rows.iter().find(|row| row.is_header);
    let bodies = table.rows.iter().filter(|row| {
        let is_names = header.is_some_and(|header| std::ptr::eq(header, *row));
        !is_names
    });
    let mut n_bodies = 0;
    for row in bodies {
        if n_bodies > 0 {
            page.space();
        }
        set_record(header, row, n_bodies == 0, page);
        n_bodies += 1;
    }
    // A table of only a header has no record that could show its names.
    if let Some(header) = header.filter(|_| n_bodies == 0) {
        set_record(None, header, true, page);
    }
}

fn set_record(header: Option<&Row>, row: &Row, is_first: bool, page: &mut SheetBuilder) {
    let n_names = header.map_or(0, |header| header.cells.len());
    let n_cells = row.cells.len().max(if is_first { n_names } else { 0 });
    for n in 0..n_cells {
        let name = header.and_then(|header| header.cells.get(n)).copied();
        let value = row.cells.get(n).copied();
        let indent = name.map_or(Cells::ZERO, |name| set_name(name, value, is_first, page));
        // A short row lacks cells at its end; they are empty.
        set_value(value.unwrap_or_default(), indent, page);
    }
}

/// Sets the name of a column and returns the indent of its value. The name gets rows of its own if the value does not
/// fit next to it.
fn set_name(
    name: ByteRange,
    value: Option<ByteRange>,
    is_first: bool,
    page: &mut SheetBuilder,
) -> Cells {
    let article = page.article();
    let words = article.text().slice(name).trim();
    let width = count_columns(words);
    let longest = value.map_or(0, |value| {
        let words = article.text().slice(value).split_whitespace();
        words.map(count_columns).fold(0, Ord::max)
    });
    if words.is_empty() {
        return Cells::ZERO;
    }
    let lines = wrap_cell(name, page.column(), page);
    let is_beside = lines.len() == 1 && width + 2 + longest <= page.column().index();
    for (line_index, line) in lines.iter().enumerate() {
        if is_first {
            page.piece(line.range, Cells::ZERO, page.column());
        } else {
            let words = article.text().slice(line.range);
            page.ornament(
                Cells::ZERO,
                OrnamentRole::Label,
                drawable_text(words, page.column()),
            );
        }
        if line_index + 1 == lines.len() && line.width < page.column() {
            page.ornament(line.width, OrnamentRole::Label, ":");
        }
        if !is_beside {
            page.push_pending(RowKind::Table);
        }
    }
    if is_beside {
        Cells::from_usize(width + 2)
    } else if HANGING_INDENT.get() * 2 <= page.column().get() {
        HANGING_INDENT
    } else {
        Cells::ZERO
    }
}

fn set_value(value: ByteRange, indent: Cells, page: &mut SheetBuilder) {
    let width = page.column().less(indent);
    for line in wrap_cell(value, width, page) {
        page.piece(line.range, indent, width);
        page.push_pending(RowKind::Table);
    }
    if page.has_pending() {
        page.push_pending(RowKind::Table);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_told_from_words() {
        for words in [
            "1,234", "−3.5%", "£20m", "2-1", "–", "41.2C", "$1.3bn", "(3)", "797 MB/s", "US$3",
        ] {
            assert!(is_number(words), "{words}");
        }
        for words in ["Leeds United", "", "Q3 results", "G7 summit", "N"] {
            assert!(!is_number(words), "{words}");
        }
    }

    fn sample_column(natural: usize, least: usize) -> TableColumn {
        TableColumn {
            natural,
            least,
            ..TableColumn::default()
        }
    }

    #[test]
    fn the_widest_columns_give_way_first() {
        let columns = [
            sample_column(30, 8),
            sample_column(10, 4),
            sample_column(5, 5),
        ];
        assert_eq!(fit_columns(&columns, 60), Some(vec![30, 10, 5]));
        assert_eq!(fit_columns(&columns, 40), Some(vec![21, 10, 5]));
        assert_eq!(fit_columns(&columns, 30), Some(vec![11, 10, 5]));
        assert_eq!(fit_columns(&columns, 21), Some(vec![8, 4, 5]));
        assert_eq!(fit_columns(&columns, 20), None);
        assert_eq!(fit_columns(&[], 20), None);
    }
}
