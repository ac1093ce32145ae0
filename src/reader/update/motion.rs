//! Moving: rows of the article, entries of a list.

use super::{follow, times};
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::effect::Effects;
use crate::reader::geometry::Pane;
use crate::reader::msg::Count;

/// Rows that stay on the screen when a page is turned.
const OVERLAP: usize = 2;

/// A distance to move by.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Rows(usize),
    HalfPages(usize),
    Pages(usize),
}

/// A way to move.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Down,
    Up,
}

pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    app.document()?;
    let n = times(count);
    match command {
        Command::Down => go(app, Way::Down, Step::Rows(n)),
        Command::Up => go(app, Way::Up, Step::Rows(n)),
        Command::HalfPageDown => go(app, Way::Down, Step::HalfPages(n)),
        Command::HalfPageUp => go(app, Way::Up, Step::HalfPages(n)),
        Command::PageDown => go(app, Way::Down, Step::Pages(n)),
        Command::PageUp => go(app, Way::Up, Step::Pages(n)),
        Command::Top => to_end(app, Way::Up),
        Command::Bottom => to_end(app, Way::Down),
        Command::Percent => to_percent(app, count.unwrap_or(0)),
        _ => return None,
    }
    Some(Effects::none())
}

fn go(app: &mut App, way: Way, step: Step) {
    match app.view.focus {
        Pane::Article => {
            let height = app
                .document()
                .map_or(1, |document| usize::from(document.height));
            scroll_article(app, way, rows(step, height));
        }
        Pane::Annotations => move_in_list(app, way, step),
    }
}

pub(super) fn rows(step: Step, height: usize) -> usize {
    match step {
        Step::Rows(n) => n,
        Step::HalfPages(n) => (height / 2).max(1).saturating_mul(n),
        Step::Pages(n) => height.saturating_sub(OVERLAP).max(1).saturating_mul(n),
    }
}

pub(super) fn scroll_article(app: &mut App, way: Way, n_rows: usize) {
    if let Some(document) = app.document_mut() {
        let row = document.place.row;
        document.scroll_to(match way {
            Way::Down => row.saturating_add(n_rows),
            Way::Up => row.saturating_sub(n_rows),
        });
        follow::article_moved(app);
    }
}

fn to_end(app: &mut App, way: Way) {
    match app.view.focus {
        Pane::Article => scroll_article(app, way, usize::MAX),
        Pane::Annotations => move_in_list(app, way, Step::Rows(usize::MAX)),
    }
}

fn to_percent(app: &mut App, percent: u32) {
    if let Some(document) = app.document_mut() {
        let percent = usize::try_from(percent.min(100)).unwrap_or(100);
        document.scroll_to(document.last_top() * percent / 100);
        follow::article_moved(app);
    }
}

/// Moves the cursor of the shown list, and the article with it.
fn move_in_list(app: &mut App, way: Way, step: Step) {
    let height = app.geometry().annotations.body.height;
    let tab = app.view.tab;
    let Some(document) = app.document_mut() else {
        return;
    };
    let list = document.list_mut(tab);
    let end = list.entries().len().saturating_sub(1);
    list.cursor = match step {
        Step::Rows(n) => match way {
            Way::Down => list.cursor.saturating_add(n).min(end),
            Way::Up => list.cursor.saturating_sub(n),
        },
        step => {
            let n_rows = rows(step, usize::from(height));
            let from = list.rows_of(list.cursor).start;
            let to = match way {
                Way::Down => from.saturating_add(n_rows),
                Way::Up => from.saturating_sub(n_rows),
            };
            list.entry_near(to)
        }
    };
    list.reveal(height);
    follow::list_moved(app);
}
