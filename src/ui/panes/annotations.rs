//! The pane of annotations: its tabs, and the frame of its lists.

use super::line::Line;
use super::pane::Pane as PaneTrait;
use super::{entities, figures, frame, quotes};
use crate::config::{Mode, Role};
use crate::layout::{Cells, width, wrap_words};
use crate::reader::{App, Area, Command, Document, List, ListRow, Msg, Pane, Part, Progress, Tab};
use crate::ui::canvas::Canvas;

/// Draws the annotations.
pub(super) struct Annotations;

impl PaneTrait for Annotations {
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
        match empty_words(app, document, list) {
            Some(words) => draw_words(&words, parts.body, canvas),
            None => draw_list(app, document, list, parts.body, canvas),
        }
    }

    fn click(&self, app: &App, _: Area, x: u16, y: u16) -> Option<Msg> {
        let parts = app.geometry().annotations;
        if !parts.body.contains(x, y) {
            let command = command_of(tab_at(app, parts.title, x)?);
            return Some(Msg::Do(command, None));
        }
        let list = app.document()?.list(app.view.tab);
        let row = list.top + usize::from(y - parts.body.y);
        let entry = list.rows().get(row).and_then(|row| row.entry);
        Some(entry.map_or(Msg::ClickAnnotations, Msg::ClickEntry))
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::Scroll(Pane::Annotations, rows))
    }
}

/// The command that shows a tab.
const fn command_of(tab: Tab) -> Command {
    match tab {
        Tab::Entities => Command::ShowEntities,
        Tab::Quotes => Command::ShowQuotes,
        Tab::Figures => Command::ShowFigures,
    }
}

/// The key that shows a tab, with a space behind it; nothing where no key does.
fn key_of(app: &App, tab: Tab) -> String {
    let name = command_of(tab).name();
    let keys = app.keymap.keys_of(Mode::Article, name).into_iter().next();
    keys.map_or_else(String::new, |keys| format!("{keys} "))
}

/// How much of the tabs has room, and the columns between them.
#[derive(Clone, Copy)]
enum Detail {
    Counted(u16),
    Named(u16),
    Active(u16),
}

/// From the most to the least.
const DETAILS: [Detail; 4] = [
    Detail::Counted(3),
    Detail::Counted(2),
    Detail::Named(2),
    Detail::Active(2),
];

/// A tab with its column and words.
type PlacedTab = (Tab, u16, String);

/// The tabs, in as much detail as there is room for.
fn tabs(app: &App, area: Area) -> Vec<PlacedTab> {
    let fits = |tabs: &Vec<PlacedTab>| {
        tabs.last()
            .is_none_or(|(_, x, words)| x + width(words).get() <= area.x + area.width)
    };
    DETAILS
        .into_iter()
        .map(|detail| place_tabs(app, area, detail))
        .find(fits)
        .unwrap_or_default()
}

fn place_tabs(app: &App, area: Area, detail: Detail) -> Vec<PlacedTab> {
    let document = app
        .document()
        .filter(|document| document.findings().is_some());
    let mut x = area.x + 1;
    let place = |tab: Tab| {
        let key = key_of(app, tab);
        let count = document.and_then(|document| count_words(document, tab));
        let (words, gap) = match (detail, count) {
            (Detail::Counted(gap), Some(count)) => (format!("{key}{} {count}", tab.name()), gap),
            (Detail::Active(gap), _) if tab != app.view.tab && !key.is_empty() => {
                (key.trim_end().to_owned(), gap)
            }
            (Detail::Counted(gap) | Detail::Named(gap) | Detail::Active(gap), _) => {
                (format!("{key}{}", tab.name()), gap)
            }
        };
        let at = x;
        x += width(&words).get() + gap;
        (tab, at, words)
    };
    Tab::ALL.into_iter().map(place).collect()
}

/// `5`, or `3/5` where not all are listed: indirect quotes, other kinds of figures, or what a filter leaves out.
fn count_words(document: &Document, tab: Tab) -> Option<String> {
    let counts = document.findings()?.annotations.count_findings();
    let n_all = match tab {
        Tab::Entities => counts.n_names,
        Tab::Quotes => counts.n_quotes,
        Tab::Figures => counts.n_figures + counts.n_dates,
    };
    let n_listed = document.list(tab).entries().len();
    Some(if n_listed == n_all {
        n_all.to_string()
    } else {
        format!("{n_listed}/{n_all}")
    })
}

fn tab_at(app: &App, area: Area, x: u16) -> Option<Tab> {
    let tabs = tabs(app, area);
    let found = tabs
        .iter()
        .find(|(_, from, words)| x + 1 >= *from && x <= from + width(words).get());
    found.map(|(tab, ..)| *tab)
}

fn draw_tabs(app: &App, title: Area, rule: Area, canvas: &mut Canvas<'_>) {
    let is_focused = app.view.focus == Pane::Annotations;
    frame::rule(rule, is_focused, canvas);
    for (tab, x, words) in tabs(app, title) {
        let is_active = tab == app.view.tab;
        let style = canvas.role(if is_active {
            Role::PaneTitleFocused
        } else {
            Role::PaneTitle
        });
        let end = canvas.words(x, title.y, title.width, &words, style);
        if is_active {
            let below = Area {
                x,
                width: end - x,
                ..rule
            };
            canvas.line(below, "━", style);
        }
    }
}

/// What to say where there is no entry.
fn empty_words(app: &App, document: &Document, list: &List) -> Option<String> {
    match &document.progress {
        Progress::Annotating(_) | Progress::Stopped => return Some("Annotating …".to_owned()),
        Progress::Failed(why) => return Some(format!("Not annotated: {why}")),
        Progress::Done(_) if !list.entries().is_empty() => return None,
        Progress::Done(_) => {}
    }
    let key = |name| app.keys_of(name).into_iter().next().unwrap_or_default();
    Some(match (app.view.tab, document.filter.is_empty()) {
        (Tab::Entities, true) => "No names were found.".to_owned(),
        (Tab::Quotes, true) if app.view.lists.with_indirect => "No quotes were found.".to_owned(),
        (Tab::Quotes, true) => {
            format!("No quotes in marks. {} shows indirect ones.", key("kinds"))
        }
        (Tab::Figures, true) => "No figures or dates were found.".to_owned(),
        (tab, false) => format!("No {} here. {} clears the filter.", tab.name(), key("back")),
    })
}

fn draw_words(words: &str, body: Area, canvas: &mut Canvas<'_>) {
    let style = canvas.role(Role::Secondary);
    let room = body.width.saturating_sub(3);
    let lines = wrap_words(words, Cells(room.max(1)));
    for (line, y) in lines.iter().zip(body.y + 1..body.y + body.height) {
        canvas.words(body.x + 2, y, room, line, style);
    }
}

fn draw_list(app: &App, document: &Document, list: &List, body: Area, canvas: &mut Canvas<'_>) {
    let seen = document.seen(app.view.tab);
    let rows = list.rows().iter().enumerate().skip(list.top);
    for ((n, row), y) in rows.zip(body.y..body.y + body.height) {
        let line = Line {
            x: body.x,
            y,
            width: body.width,
        };
        draw_row(row, line, canvas);
        match row.entry {
            Some(entry) if entry == list.cursor => draw_cursor(app, line, canvas),
            Some(entry) if seen.contains(&entry) && list.rows_of(entry).start == n => {
                let style = canvas.role(Role::DividerFocused);
                canvas.words(line.x, line.y, 1, "•", style);
            }
            _ => {}
        }
    }
}

fn draw_row(row: &ListRow, line: Line, canvas: &mut Canvas<'_>) {
    match &row.part {
        Part::Blank => {}
        Part::Group(title, n) => draw_group(title, *n, line, canvas),
        Part::Entity { .. } => entities::draw(&row.part, line, canvas),
        Part::Speaker { .. } | Part::Words { .. } => quotes::draw(&row.part, line, canvas),
        Part::Value { .. } => figures::draw(&row.part, line, canvas),
        Part::Detail(words) => {
            let style = canvas.role(Role::Secondary);
            let x = line.x + 4;
            canvas.words(x, line.y, line.end().saturating_sub(x), words, style);
        }
    }
}

fn draw_group(title: &str, n: usize, line: Line, canvas: &mut Canvas<'_>) {
    let heading = canvas.role(Role::ListHeading);
    let secondary = canvas.role(Role::Secondary);
    let room = line.width.saturating_sub(3);
    let x = canvas.words_before(line.end(), line.y, room, &n.to_string(), secondary);
    canvas.words(
        line.x + 1,
        line.y,
        x.saturating_sub(line.x + 2),
        title,
        heading,
    );
}

/// Lays the cursor over a row. Only ground and weight: each word keeps its own colour.
fn draw_cursor(app: &App, line: Line, canvas: &mut Canvas<'_>) {
    let is_focused = app.view.focus == Pane::Annotations;
    frame::cursor(Area::new(line.x, line.y, line.width, 1), is_focused, canvas);
}
