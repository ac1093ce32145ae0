//! Owns the annotation pane: its tabs, and the list of the active tab.
//!
//! `entities`, `quotes` and `figures` draw the rows.

use super::pane::Pane;
use super::row_area::RowArea;
use super::{entities, figures, frame, quotes};
use crate::config::{KeyMode, ThemeRole};
use crate::layout::{Cells, display_width, wrap_words};
use crate::reader::{
    AnnotationList, AnnotationProgress, App, Area, Command, ListRow, Msg, OpenArticle, ReaderPane,
    RowContent, Tab,
};
use crate::ui::canvas::Canvas;

/// The annotation pane.
pub(super) struct AnnotationsPane;

impl Pane for AnnotationsPane {
    fn area(&self, app: &App) -> Option<Area> {
        app.open?;
        Some(app.geometry().annotations.whole())
    }

    fn draw(&self, app: &App, _: Area, canvas: &mut Canvas<'_>) {
        let parts = app.geometry().annotations;
        draw_tabs(app, parts.title, parts.rule, canvas);
        let Some(document) = app.document() else {
            return;
        };
        let list = document.list(app.view.tab);
        match empty_list_words(app, document, list) {
            Some(words) => draw_words(&words, parts.body, canvas),
            None => draw_list(app, document, list, parts.body, canvas),
        }
    }

    fn click(&self, app: &App, _: Area, x: u16, y: u16) -> Option<Msg> {
        let parts = app.geometry().annotations;
        if !parts.body.contains(x, y) {
            let command = tab_at(app, parts.title, x)?.command();
            return Some(Msg::Do(command, None));
        }
        let list = app.document()?.list(app.view.tab);
        let row = list.top + usize::from(y - parts.body.y);
        let entry = list.rows().get(row).and_then(|row| row.entry);
        Some(entry.map_or(Msg::ClickAnnotations, Msg::ClickEntry))
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::Scroll(ReaderPane::Annotations, rows))
    }
}

/// Returns the key that shows a tab, followed by a space; empty if no key is bound to it.
fn key_of(app: &App, tab: Tab) -> String {
    let name = tab.command().name();
    let keys = app
        .keymap
        .keys_of(KeyMode::Article, name)
        .into_iter()
        .next();
    keys.map_or_else(String::new, |keys| format!("{keys} "))
}

/// How much of each tab is shown, and the gap between tabs in columns.
#[derive(Clone, Copy)]
enum TabDetail {
    /// Key, name and count of every tab.
    Counted(u16),
    /// Key and name of every tab.
    Named(u16),
    /// Key and name of the active tab, and only the keys of the others.
    Active(u16),
}

/// All levels of detail, from the widest to the narrowest. The first that fits is used.
const TAB_DETAILS: [TabDetail; 4] = [
    TabDetail::Counted(3),
    TabDetail::Counted(2),
    TabDetail::Named(2),
    TabDetail::Active(2),
];

/// A tab, its first column, and its label.
type PlacedTab = (Tab, u16, String);

/// Returns the tabs in as much detail as fits into the area; empty if none fits.
fn fit_tabs(app: &App, area: Area) -> Vec<PlacedTab> {
    let fits = |tabs: &Vec<PlacedTab>| {
        tabs.last()
            .is_none_or(|(_, x, words)| x + display_width(words).get() <= area.x + area.width)
    };
    TAB_DETAILS
        .into_iter()
        .map(|detail| place_tabs(app, area, detail))
        .find(fits)
        .unwrap_or_default()
}

/// Returns the tabs with this much detail, whether they fit or not.
fn place_tabs(app: &App, area: Area, detail: TabDetail) -> Vec<PlacedTab> {
    let document = app
        .document()
        .filter(|document| document.findings().is_some());
    let mut x = area.x + 1;
    let place = |tab: Tab| {
        let key = key_of(app, tab);
        let count = document.and_then(|document| count_words(document, tab));
        let (words, gap) = match (detail, count) {
            (TabDetail::Counted(gap), Some(count)) => (format!("{key}{} {count}", tab.name()), gap),
            (TabDetail::Active(gap), _) if tab != app.view.tab && !key.is_empty() => {
                (key.trim_end().to_owned(), gap)
            }
            (TabDetail::Counted(gap) | TabDetail::Named(gap) | TabDetail::Active(gap), _) => {
                (format!("{key}{}", tab.name()), gap)
            }
        };
        let at = x;
        x += display_width(&words).get() + gap;
        (tab, at, words)
    };
    Tab::ALL.into_iter().map(place).collect()
}

/// Formats the count of a tab: `5`, or `3/5` if only some are listed, because of the selected kinds or a filter.
fn count_words(document: &OpenArticle, tab: Tab) -> Option<String> {
    let counts = document.findings()?.annotations.count_findings();
    let n_all = tab.count(counts);
    let n_listed = document.list(tab).entries().len();
    Some(if n_listed == n_all {
        n_all.to_string()
    } else {
        format!("{n_listed}/{n_all}")
    })
}

/// Returns the tab at a column. The column on each side of a label counts as part of it, which is easier to hit.
fn tab_at(app: &App, area: Area, x: u16) -> Option<Tab> {
    let tabs = fit_tabs(app, area);
    let found = tabs
        .iter()
        .find(|(_, from, words)| x + 1 >= *from && x <= from + display_width(words).get());
    found.map(|(tab, ..)| *tab)
}

fn draw_tabs(app: &App, title: Area, rule: Area, canvas: &mut Canvas<'_>) {
    let is_focused = app.view.focus == ReaderPane::Annotations;
    frame::draw_rule(rule, is_focused, canvas);
    for (tab, x, words) in fit_tabs(app, title) {
        let is_active = tab == app.view.tab;
        let style = canvas.role(if is_active {
            ThemeRole::PaneTitleFocused
        } else {
            ThemeRole::PaneTitle
        });
        let end = canvas.draw_words(x, title.y, title.width, &words, style);
        if is_active {
            let below = Area {
                x,
                width: end - x,
                ..rule
            };
            canvas.draw_line(below, "━", style);
        }
    }
}

/// Returns the message for a list without entries; `None` if the list has entries.
fn empty_list_words(app: &App, document: &OpenArticle, list: &AnnotationList) -> Option<String> {
    match &document.progress {
        AnnotationProgress::Annotating(_) | AnnotationProgress::Stopped => {
            return Some("Annotating …".to_owned());
        }
        AnnotationProgress::Failed(why) => return Some(format!("Could not annotate: {why}")),
        AnnotationProgress::Done(_) if !list.entries().is_empty() => return None,
        AnnotationProgress::Done(_) => {}
    }
    if let Some(language) = document.unread_language() {
        return Some(format!(
            "Nothing found: the article is in {}, and only English is annotated.",
            language.name()
        ));
    }
    Some(match (app.view.tab, document.filter.is_empty()) {
        (Tab::Entities, true) => "No names found.".to_owned(),
        (Tab::Quotes, true) if app.view.lists.with_indirect => "No quotes found.".to_owned(),
        (Tab::Quotes, true) => {
            format!(
                "No quotations found. {} shows reported speech.",
                app.key_of(Command::Kinds)
            )
        }
        (Tab::Figures, true) => "No figures or dates found.".to_owned(),
        (tab, false) => format!(
            "No {} match the filter. {} clears it.",
            tab.name(),
            app.key_of(Command::Back)
        ),
    })
}

fn draw_words(words: &str, body: Area, canvas: &mut Canvas<'_>) {
    let style = canvas.role(ThemeRole::Secondary);
    let room = body.width.saturating_sub(3);
    let lines = wrap_words(words, Cells(room.max(1)));
    for (line, y) in lines.iter().zip(body.y + 1..body.y + body.height) {
        canvas.draw_words(body.x + 2, y, room, line, style);
    }
}

fn draw_list(
    app: &App,
    document: &OpenArticle,
    list: &AnnotationList,
    body: Area,
    canvas: &mut Canvas<'_>,
) {
    let seen = document.visible_entries(app.view.tab);
    let rows = list.rows().iter().enumerate().skip(list.top);
    for ((n, row), y) in rows.zip(body.y..body.y + body.height) {
        let line = RowArea {
            x: body.x,
            y,
            width: body.width,
        };
        draw_row(row, line, canvas);
        match row.entry {
            Some(entry) if entry == list.cursor => {
                draw_cursor(app, line, list.rows_of(entry).start == n, canvas);
            }
            Some(entry) if seen.contains(&entry) && list.rows_of(entry).start == n => {
                let style = canvas.role(ThemeRole::InView);
                canvas.draw_words(line.x, line.y, 1, "•", style);
            }
            _ => {}
        }
    }
}

fn draw_row(row: &ListRow, line: RowArea, canvas: &mut Canvas<'_>) {
    match &row.part {
        RowContent::Blank => {}
        RowContent::Group(title, n) => draw_group(title, *n, line, canvas),
        RowContent::Entity { .. } => entities::draw_entity(&row.part, line, canvas),
        RowContent::Speaker { .. } | RowContent::Words { .. } => {
            quotes::draw_quote(&row.part, line, canvas);
        }
        RowContent::Value { .. } => figures::draw_figure(&row.part, line, canvas),
        RowContent::Detail(words) => {
            let style = canvas.role(ThemeRole::Secondary);
            let x = line.x + 4;
            canvas.draw_words(x, line.y, line.end().saturating_sub(x), words, style);
        }
    }
}

/// Draws the heading of a group, with its number of entries.
fn draw_group(title: &str, n: usize, line: RowArea, canvas: &mut Canvas<'_>) {
    let heading = canvas.role(ThemeRole::ListHeading);
    let secondary = canvas.role(ThemeRole::Secondary);
    let room = line.width.saturating_sub(3);
    let x = canvas.draw_words_before(line.end(), line.y, room, &n.to_string(), secondary);
    canvas.draw_words(
        line.x + 1,
        line.y,
        x.saturating_sub(line.x + 2),
        title,
        heading,
    );
}

/// Draws the cursor over a row of an entry. The text keeps its colours, which identify the kinds.
fn draw_cursor(app: &App, line: RowArea, is_first: bool, canvas: &mut Canvas<'_>) {
    let is_focused = app.view.focus == ReaderPane::Annotations;
    frame::draw_cursor(Area::new(line.x, line.y, line.width, 1), is_focused, canvas);
    // One bullet an entry, as for the other entries in view.
    if !is_focused && !is_first {
        let style = canvas.role(ThemeRole::SelectionUnfocused);
        canvas.draw_words(line.x, line.y, 1, " ", style);
    }
}
