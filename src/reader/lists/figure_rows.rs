//! The rows of a figure or date: its value in one column, what it is about in the next.

use std::iter::repeat_with;

use super::line_words::one_line;
use super::list_builder::{ListInput, wrap_to_rows};
use super::list_row::RowContent;
use crate::annotation::Annotation;
use crate::layout::{Cells, display_width, wrap_words};
use crate::text::ByteRange;

/// The columns left of the value, for the cursor.
const MARGIN_COLUMNS: u16 = 2;
/// The width of the kind, in columns, with the gap before it. The longest kind is "quantity".
const KIND_COLUMNS: u16 = 10;
/// The minimum width of a list with a column of kinds. Below it, the clause has fewer than 24 columns, too few for a
/// noun and a verb.
const MIN_COLUMNS_WITH_KIND: u16 = 60;
/// The minimum width of the column of values: "Wednesday 14" fits.
const MIN_VALUE_COLUMNS: u16 = 12;
/// The minimum width of a clause that needs one row only: six words of average length.
const MIN_ONE_ROW_COLUMNS: u16 = 40;
/// The maximum number of rows of a value. The longest in words is a range of two days.
const MAX_VALUE_ROWS: usize = 4;

/// The texts of a figure or date.
pub(super) struct FigureText {
    /// The value: the figure as the article writes it, the date in words.
    pub(super) value: String,
    /// What is counted, if the value and the clause do not name it. May be empty.
    counted: String,
    /// The clause around it, from its start to the figure, the figure, and the rest. In a table, the names of the row
    /// and the column, and nothing else.
    clause: [String; 3],
}

impl FigureText {
    pub(super) fn of(source: &ListInput<'_>, item: &Annotation) -> Self {
        let notation = source.words(item.range);
        let value = match item.kind.in_notation(&notation) {
            Some(value) => value,
            None => notation,
        };
        let clause = clause_parts(source, item.range);
        let figure = item.kind.figure();
        let counted = figure.and_then(|figure| figure.of);
        let mut counted = counted.map_or_else(String::new, |of| source.words(of));
        if value.contains(&counted) || clause.iter().any(|part| part.contains(&counted)) {
            counted.clear();
        }
        Self {
            value,
            counted,
            clause,
        }
    }

    /// Returns what is counted and the clause, in at most `room` columns. If the clause is longer, the part around the
    /// figure is kept.
    fn about(&self, room: usize) -> String {
        let mut words = self.counted.clone();
        if !words.is_empty() && self.clause.iter().any(|part| !part.is_empty()) {
            words.push_str(" — ");
        }
        let taken = display_width(&words).index();
        words.push_str(&cut_start(&self.clause, room.saturating_sub(taken)));
        words
    }
}

/// Returns the clause around a range: what is before it, itself, and what is after it, with the spaces of the text
/// between them.
fn clause_parts(source: &ListInput<'_>, range: ByteRange) -> [String; 3] {
    let clause = source
        .article
        .clause_at(source.sentence_range(range.start()), range);
    match clause.pieces[..] {
        [clause] if clause.covers(range) => {
            let text = source.article.text();
            split_clause([
                text.slice(ByteRange::new(clause.start(), range.start())),
                text.slice(range),
                text.slice(ByteRange::new(range.end(), clause.end())),
            ])
        }
        _ => {
            let names: Vec<_> = clause
                .pieces
                .iter()
                .map(|name| source.words(*name))
                .collect();
            [names.join(" · "), String::new(), String::new()]
        }
    }
}

/// Returns the parts of a clause, each on one line; a space between two parts belongs to the outer one.
fn split_clause([before, figure, after]: [&str; 3]) -> [String; 3] {
    let space = |is_spaced: bool| if is_spaced { " " } else { "" };
    let gap_before = space(before.ends_with(char::is_whitespace));
    let gap_after = space(after.starts_with(char::is_whitespace));
    [
        one_line(before) + gap_before,
        one_line(figure),
        format!("{gap_after}{}", one_line(after)),
    ]
}

/// Returns the clause, without the words at its start that would push the figure out of `room` columns.
fn cut_start([before, figure, after]: &[String; 3], room: usize) -> String {
    let rest = format!("{figure}{after}");
    let whole = format!("{before}{rest}");
    let needed = display_width(before).index() + display_width(figure).index();
    // Names of a row and a column are read from their start.
    let is_cell = figure.is_empty();
    if is_cell || display_width(&whole).index() <= room || needed <= room {
        return whole;
    }
    // A third of the room for what is before the figure: what is counted often follows it.
    let mut kept = display_width(before).index();
    let mut words = before.as_str();
    while let Some((first, others)) = words.split_once(' ')
        // The last word stays: it belongs to the figure most often.
        && !others.is_empty()
        && kept > room / 3
    {
        kept = kept.saturating_sub(display_width(first).index() + 1);
        words = others;
    }
    format!("… {words}{rest}")
}

/// The widths of the columns of a list of figures. All rows of a list have the same.
pub(super) struct FigureColumns {
    value: u16,
    about: u16,
    has_kinds: bool,
}

impl FigureColumns {
    /// Returns the columns of a list with these values. Kinds are left out if `has_kinds` is false: groups have them as
    /// their headings.
    pub(super) fn of(width: u16, has_kinds: bool, texts: &[FigureText]) -> Self {
        let has_kinds = has_kinds && width >= MIN_COLUMNS_WITH_KIND;
        let kinds = if has_kinds { KIND_COLUMNS } else { 0 };
        let room = width.saturating_sub(MARGIN_COLUMNS + kinds + 1);
        let widths = texts.iter().map(|text| display_width(&text.value).get());
        let widest = widths.fold(0, u16::max);
        // Two fifths: the clause is longer than the value.
        let value = widest.min(MIN_VALUE_COLUMNS.max(room / 5 * 2));
        Self {
            value,
            about: room.saturating_sub(value + 1).max(1),
            has_kinds,
        }
    }

    /// Returns the rows of a figure or date.
    pub(super) fn rows(
        &self,
        text: &FigureText,
        kind: &'static str,
        is_date: bool,
    ) -> Vec<RowContent> {
        let mut values = wrap_words(&text.value, Cells(self.value.max(1)));
        if values.len() > MAX_VALUE_ROWS {
            values = wrap_to_rows(&text.value, self.value, MAX_VALUE_ROWS);
        }
        let n_about = if self.about < MIN_ONE_ROW_COLUMNS {
            2
        } else {
            1
        };
        let n_about = n_about.max(values.len());
        // A row ends before a word that does not fit: a few columns of each are lost.
        let room = usize::from(self.about) * n_about - (n_about - 1) * usize::from(self.about / 5);
        let about = wrap_to_rows(&text.about(room), self.about, n_about);
        let n_rows = values.len().max(about.len()).max(1);
        let filled = |lines: Vec<String>| lines.into_iter().chain(repeat_with(String::new));
        let lines = filled(values).zip(filled(about)).take(n_rows);
        let row = |(n, (value, about))| RowContent::Value {
            value,
            about,
            kind: if self.has_kinds && n == 0 { kind } else { "" },
            is_date,
            value_columns: self.value,
        };
        lines.enumerate().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(before: &str, figure: &str, after: &str) -> [String; 3] {
        split_clause([before, figure, after])
    }

    #[test]
    fn parts_have_the_spaces_of_the_text() {
        for (before, figure, after) in [
            ("LEEDS, ", "24 November 2026", " - The line opened"),
            ("it cost (", "£5", ")"),
            ("the ", "12", "-member board"),
            ("a rise of ", "5", "%, to the top"),
        ] {
            let parts = clause(before, figure, after);
            assert_eq!(cut_start(&parts, 99), format!("{before}{figure}{after}"));
        }
        let parts = clause("two\n lines\t", "5", "\u{a0}men");
        assert_eq!(parts.concat(), "two lines 5 men");
    }

    #[test]
    fn a_long_clause_keeps_the_words_around_the_figure() {
        let long = clause(
            "Councillors in Harwick voted early on Wednesday to approve a ",
            "£1.3bn",
            " rebuilding of the harbour",
        );
        assert_eq!(
            cut_start(&long, 40),
            "… to approve a £1.3bn rebuilding of the harbour"
        );
        assert_eq!(cut_start(&long, 0), "… a £1.3bn rebuilding of the harbour");
        assert!(cut_start(&long, 70).starts_with("Councillors"));
        assert_eq!(cut_start(&clause("", "", ""), 0), "");
        let cell = clause("Employees · Kestrel", "", "");
        assert_eq!(cut_start(&cell, 5), "Employees · Kestrel");
        assert_eq!(
            cut_start(&clause("it cost (", "£5", ")"), 99),
            "it cost (£5)"
        );
    }

    #[test]
    fn columns_fit_every_width() {
        let text = FigureText {
            value: "Wednesday 14 October 2026 to Thursday 15 October 2026".to_owned(),
            counted: "ships".to_owned(),
            clause: clause(
                "The harbour will be shut from ",
                "Wednesday to Thursday",
                " for all",
            ),
        };
        for width in 0..200 {
            let columns = FigureColumns::of(width, true, std::slice::from_ref(&text));
            for row in columns.rows(&text, "date", true) {
                let RowContent::Value {
                    value,
                    about,
                    kind,
                    value_columns,
                    ..
                } = row
                else {
                    panic!("a value");
                };
                assert!(
                    display_width(&value) <= Cells(value_columns.max(1)),
                    "{width}: {value}"
                );
                let used = MARGIN_COLUMNS + value_columns + 1 + display_width(&about).get();
                let kinds = if kind.is_empty() { 0 } else { KIND_COLUMNS };
                // Below this width nothing is readable; the drawing cuts it.
                assert!(width < 20 || used + kinds <= width, "{width}: {about}");
            }
        }
    }
}
