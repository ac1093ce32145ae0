//! The view of figures: amounts in all articles, each with its sentence.

use super::model::{LibraryView, PageBuilder, RowTarget, ViewAsk, ViewOrder, ViewRow};
use super::period::{day_column, period_of};
use super::quotes::source_words;
use crate::highlight::Tag;
use crate::library::{LibraryFigure, LibraryQuestions, QuerySort};
use crate::reader::lists::one_line;

/// The view of figures.
pub(in crate::reader) const FIGURES_VIEW: &LibraryView = &LibraryView {
    command: "library-figures",
    says: "figures of all articles that concern this name (without a name: all figures)",
    title: "Figures",
    noun: "figure",
    data: "figures",
    name_field: Some("entity"),
    orders: &[
        ViewOrder {
            sort: QuerySort::Newest,
            words: "",
            says: "Figures by time, newest first",
        },
        ViewOrder {
            sort: QuerySort::Size,
            words: "by size",
            says: "Figures by size, largest first",
        },
        ViewOrder {
            sort: QuerySort::Oldest,
            words: "oldest first",
            says: "Figures by time, oldest first",
        },
        ViewOrder {
            sort: QuerySort::Article,
            words: "by article",
            says: "Figures by article",
        },
    ],
    would_be: "the amounts in all articles, with their sentences",
    load: load_figures,
};

fn load_figures(
    library: &dyn LibraryQuestions,
    ask: &ViewAsk,
    page: &mut PageBuilder<'_>,
) -> Result<(), String> {
    library.each_figure(&ask.sorted_query(), &mut |figure| {
        page.take(|| figure_row(&figure, ask))
    })
}

fn figure_row(figure: &LibraryFigure, ask: &ViewAsk) -> ViewRow {
    let source = source_words(&figure.source);
    let published = figure.source.published;
    let (group, aside) = match ask.sort() {
        QuerySort::Size => (None, source),
        QuerySort::Article => (Some(source), String::new()),
        _ => (Some(period_of(published, ask.now)), source),
    };
    ViewRow {
        group,
        head: amount_words(figure),
        head_tag: Some(Tag::Figure),
        aside,
        columns: vec![day_column(published, ask.now)],
        words: one_line(&figure.sentence),
        is_reported: false,
        target: RowTarget::Passage(figure.source.entry, figure.range),
        subject: None,
    }
}

/// Returns the words of the amount, with what is counted if they lack it.
fn amount_words(figure: &LibraryFigure) -> String {
    let words = one_line(&figure.words);
    match &figure.of {
        Some(of) if !figure.words.contains(of.as_str()) => format!("{words} of {}", one_line(of)),
        _ => words,
    }
}
