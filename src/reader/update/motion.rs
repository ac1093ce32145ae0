//! Moving: rows of the article, entries of a list.

use super::{follow, prompts, times};
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::effect::Effects;
use crate::reader::geometry::Pane;
use crate::reader::lists::List;
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
        Command::Top => to_place(app, place_of(count, 0)),
        Command::Bottom => to_place(app, place_of(count, usize::MAX)),
        Command::Percent => match count {
            Some(percent) => to_percent(app, percent),
            None => prompts::begin(app, command),
        },
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

/// Returns the position, from 0, that a count means, which counts from 1; `otherwise` where there is none.
pub(super) fn place_of(count: Count, otherwise: usize) -> usize {
    let position = |n: u32| usize::try_from(n).unwrap_or(usize::MAX).saturating_sub(1);
    count.map_or(otherwise, position)
}

/// Returns how many of `n` a percentage is.
pub(super) fn part_of(n: usize, percent: u32) -> usize {
    let percent = usize::try_from(percent.min(100)).unwrap_or(100);
    n.saturating_mul(percent) / 100
}

/// Goes to a row of the article, or to an entry of the list.
fn to_place(app: &mut App, place: usize) {
    match app.view.focus {
        Pane::Article => {
            if let Some(document) = app.document_mut() {
                document.scroll_to(place);
                follow::article_moved(app);
            }
        }
        Pane::Annotations => put_cursor(app, place),
    }
}

fn to_percent(app: &mut App, percent: u32) {
    let tab = app.view.tab;
    let Some(document) = app.document() else {
        return;
    };
    let whole = match app.view.focus {
        Pane::Article => document.last_top(),
        Pane::Annotations => document.list(tab).entries().len(),
    };
    to_place(app, part_of(whole, percent));
}

/// Puts the cursor of the shown list on an entry, and moves the article with it.
fn put_cursor(app: &mut App, to: usize) {
    let height = app.geometry().annotations.body.height;
    let tab = app.view.tab;
    let Some(document) = app.document_mut() else {
        return;
    };
    let list = document.list_mut(tab);
    list.cursor = to.min(list.entries().len().saturating_sub(1));
    list.reveal(height);
    follow::list_moved(app);
}

/// Moves the cursor of the shown list, and the article with it.
fn move_in_list(app: &mut App, way: Way, step: Step) {
    let height = usize::from(app.geometry().annotations.body.height);
    let tab = app.view.tab;
    let Some(document) = app.document() else {
        return;
    };
    let list = document.list(tab);
    let to = match step {
        Step::Rows(n) => match way {
            Way::Down => list.cursor.saturating_add(n),
            Way::Up => list.cursor.saturating_sub(n),
        },
        Step::HalfPages(n) => pages_on(list, way, n, rows(Step::HalfPages(1), height)),
        Step::Pages(n) => pages_on(list, way, n, rows(Step::Pages(1), height)),
    };
    put_cursor(app, to);
}

/// Returns the entry so many pages on. Entries have several rows, so that `n` pages are not `n` times the rows of one:
/// they lead where pressing the key so often does.
fn pages_on(list: &List, way: Way, n: usize, n_rows: usize) -> usize {
    let mut at = list.cursor;
    for _ in 0..n {
        let from = list.rows_of(at).start;
        let to = list.entry_near(match way {
            Way::Down => from.saturating_add(n_rows),
            Way::Up => from.saturating_sub(n_rows),
        });
        if to == at {
            break;
        }
        at = to;
    }
    at
}
